import { loadDotEnv, readSettings, toSentence } from './config.ts';
import { systemClock } from './core/clock.ts';
import { newReference } from './core/reference.ts';
import type { Database } from './db/client.ts';
import { FolderInUse } from './db/folder.ts';
import { createLog } from './log.ts';
import { SlackRefused } from './slack/identity.ts';
import { AppTokenRefused } from './slack/socket.ts';
import type { Mentorat } from './start.ts';

/** Everything in hand must be finished by then; what is not is taken up again by the next process. */
const stopWithinMs = 9_000;

loadDotEnv();
const read = readSettings(process.env);
if (read.kind === 'problems') {
  process.stderr.write(toSentence(read.problems));
  process.exit(1);
}
const { settings } = read;
const log = createLog(settings.logLevel);
let database: Database | null = null;
let mentorat: Mentorat | null = null;

process.on('unhandledRejection', (error) => {
  log.error({ err: error, reference: newReference() }, 'a failure that nobody waited for');
});
process.on('uncaughtException', (error) => {
  giveUp(error, 'an unexpected failure; the process ends');
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

try {
  // Loaded once the settings are known to be right: most of the start is loading.
  const { openDatabase, startMentorat } = await import('./start.ts');
  database = await openDatabase(settings);
  mentorat = await startMentorat({ settings, clock: systemClock, log, database, schedule: true });
  const mode = settings.slack.appToken === undefined ? 'http' : 'socket';
  log.info({ mode, port: settings.port, database: database.kind }, 'ready');
} catch (error) {
  giveUp(error, 'Mentorat could not start; `npm run --silent cli -- doctor` says what to mend');
}

function giveUp(error: unknown, otherwise: string): never {
  if (error instanceof FolderInUse || error instanceof SlackRefused || error instanceof AppTokenRefused)
    process.stderr.write(`${error.message}\n`);
  else if (isPortTaken(error)) process.stderr.write(`Port ${settings.port} is taken. Choose another one with PORT.\n`);
  else log.fatal({ err: error, reference: newReference() }, otherwise);
  process.exit(1);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping');
  setTimeout(() => {
    log.warn({ signal }, 'stopped before everything was finished; the next process takes it up');
    process.exit(0);
  }, stopWithinMs).unref();
  try {
    await mentorat?.stop();
    await database?.close();
    log.info({ signal }, 'stopped');
  } catch (error) {
    log.error({ err: error, reference: newReference() }, 'stopping did not go well');
  }
  process.exit(0);
}
