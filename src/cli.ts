import { runCommand } from './cli/commands.ts';
import { loadDotEnv } from './config.ts';

loadDotEnv();
process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
