import { inOneSentence } from '../log.ts';
import { type Command, type Terminal, WrongUsage } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { importCommand } from './import.ts';
import { manifestCommand } from './manifest.ts';
import { migrateCommand } from './migrate.ts';
import { startCommand } from './start.ts';
import { sweepCommand } from './sweep.ts';

/** What an operator can do from a shell: `npm run --silent cli -- help`. */
const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  migrate: migrateCommand,
  import: importCommand,
  sweep: sweepCommand,
  doctor: doctorCommand,
  manifest: manifestCommand,
};

/** Runs one command; answers with the exit code: 0 done, 1 something is to be mended, 2 called wrongly. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...args] = argv;
  if (['help', '--help', '-h'].includes(name)) {
    terminal.out(help());
    return 0;
  }
  const command = commands[name];
  if (command === undefined) {
    terminal.err(`There is no command "${name}".\n\n${help()}`);
    return 2;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (!isWrongUsage(error)) {
      terminal.err(`That did not work: ${inOneSentence(error)}\n`);
      return 1;
    }
    terminal.err(`${error.message}\nUsage: npm run --silent cli -- ${name} ${command.usage}\n`);
    return 2;
  }
}

function help(): string {
  const width = Math.max(...Object.entries(commands).map(([name, { usage }]) => name.length + usage.length));
  const lines = Object.entries(commands).map(
    ([name, { usage, summary }]) => `  ${`${name} ${usage}`.padEnd(width + 3)} ${summary}`,
  );
  return ['Usage: npm run --silent cli -- <command>', '', ...lines, ''].join('\n');
}

function isWrongUsage(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof WrongUsage || code.startsWith('ERR_PARSE_ARGS');
}
