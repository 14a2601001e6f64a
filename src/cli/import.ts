import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { wordsFor } from '../core/words/index.ts';
import { importRoster, sayImport } from '../features/roster/service.ts';
import { safeError } from '../log.ts';
import { patientClient } from '../slack/app.ts';
import { type Command, WrongUsage } from './command.ts';
import { withDatabase } from './database.ts';

/** Imports people.csv: all of it, or nothing and every bad line by its number; with `--partial` the good lines. */
export const importCommand: Command = {
  usage: 'people.csv [--partial]',
  summary: 'import people; every bad line is named by its number, and nothing is imported then',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args,
      options: { partial: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new WrongUsage('Name one file.');
    const content = await readFile(file).catch((error: unknown) => {
      throw new WrongUsage(`${file} cannot be read (${safeError(error).code}).`);
    });
    return await withDatabase(
      terminal,
      async (world) => {
        const slack = patientClient(world.settings, pino({ level: 'silent' }));
        const partial = values.partial === true;
        const result = await importRoster({ ...world, actor: null }, slack, content, { partial });
        const { summary, lines } = sayImport(result, wordsFor(world.settings.locale));
        const isGood = result.kind === 'imported' && result.bad.length === 0;
        const say = isGood ? terminal.out : terminal.err;
        say([summary, ...lines, ''].join('\n'));
        return isGood ? 0 : 1;
      },
      { otherWay: 'Or import the file in Slack: as staff, in the app’s home.' },
    );
  },
};
