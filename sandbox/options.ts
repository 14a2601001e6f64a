import { type ParseArgsConfig, parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * What a command was started with. Whoever asks for help gets it, and whoever mistypes something reads what it is: then the command
 * ends there.
 */
export function readOptions<T>(options: ParseArgsConfig['options'], schema: z.ZodType<T>, usage: string): T {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } } });
    const { help, ...given } = values;
    if (help === true) {
      process.stdout.write(usage);
      process.exit(0);
    }
    const read = schema.safeParse(given);
    if (read.success) return read.data;
    throw new Error(z.prettifyError(read.error));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(1);
  }
}
