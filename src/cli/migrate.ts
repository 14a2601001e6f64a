import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { withDatabase } from './database.ts';

/** Brings the database's tables up to date, as every start does. */
export const migrateCommand: Command = {
  usage: '',
  summary: 'bring the database up to date (every start does it too)',
  async run(args, terminal) {
    parseArgs({ args, options: {} });
    return await withDatabase(terminal, async (_, database) => {
      await database.ready();
      terminal.out(`The database is up to date (${database.kind}).\n`);
      return 0;
    });
  },
};
