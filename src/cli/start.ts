import { parseArgs } from 'node:util';
import type { Command } from './command.ts';

/** Runs the app, as `npm start` does. */
export const startCommand: Command = {
  usage: '',
  summary: 'run the app, as npm start does',
  async run(args) {
    parseArgs({ args, options: {} });
    await import('../main.ts');
    return 0;
  },
};
