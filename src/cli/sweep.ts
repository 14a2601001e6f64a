import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import type { Zone } from '../core/time.ts';
import type { World } from '../db/write.ts';
import { sweep, type Told } from '../features/reminders/service.ts';
import { inOneSentence } from '../log.ts';
import { type Command, WrongUsage } from './command.ts';
import { withDatabase } from './database.ts';
import { table } from './table.ts';

/** One pass over what is due, as the running app does every minute; the app sends what follows from it. */
export const sweepCommand: Command = {
  usage: '[--at 2026-10-06T09:00] [--dry-run]',
  summary: 'look at what is due: who is told what, and why; --dry-run only shows it',
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { at: { type: 'string' }, 'dry-run': { type: 'boolean' } } });
    const dryRun = values['dry-run'] === true;
    const look = async (world: World) => {
      const { zone } = world.settings;
      const now = values.at === undefined ? world.clock.now() : instant(values.at, zone);
      if (now > world.clock.now() && !dryRun)
        throw new WrongUsage('--at is in the future: what falls due until then would be told too late. Add --dry-run.');
      const failed: string[] = [];
      const onFailure = (error: unknown, what: string) => failed.push(`${what}: ${inOneSentence(error)}`);
      const told = await sweep(world, { now, dryRun, onFailure });
      for (const line of failed) terminal.err(`Could not look at ${line}\n`);
      terminal.out(told.length === 0 ? `Nothing is due at ${local(now, zone)}.\n` : table(header, rows(told, zone)));
      if (told.length > 0) terminal.out(dryRun ? 'Nothing was done: --dry-run.\n' : 'The running app sends them.\n');
      return failed.length === 0 ? 0 : 1;
    };
    return await withDatabase(terminal, look, { readOnly: dryRun });
  },
};

const header = ['to', 'kind', 'as', 'about', 'why', 'due', 'leaves'];

function rows(told: readonly Told[], zone: Zone): string[][] {
  return told.map(({ to, name, kind, form, about, why, dueAt, leavesAt }) => [
    to === 'staff' ? 'staff' : `${name} (${to})`,
    kind,
    form,
    about,
    why,
    local(dueAt, zone),
    local(leavesAt, zone),
  ]);
}

/** A time as an operator types it: with an offset, or in the mentoring zone. */
function instant(text: string, zone: Zone): Date {
  const parsed = DateTime.fromISO(text.replace(' ', 'T'), { zone });
  if (!parsed.isValid) throw new WrongUsage(`--at is not a time such as 2026-10-06T09:00 (${zone}): ${text}`);
  return parsed.toJSDate();
}

function local(at: Date, zone: Zone): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
}
