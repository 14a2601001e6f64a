import { pino } from 'pino';
import { readSettings } from './config.ts';
import { systemClock } from './core/clock.ts';
import { FolderInUse } from './db/client.ts';
import { openDatabase, startMentorat } from './start.ts';

/** Everything in hand must be finished by then; what is not is taken up again by the next process. */
const stopWithinMs = 9_000;

const read = readSettings(process.env);
if (read.kind === 'problems') {
  process.stderr.write(
    `Mentorat cannot start. Please mend these settings:\n${read.problems.map((each) => `- ${each}\n`).join('')}`,
  );
  process.exit(1);
}
const { settings } = read;
const log = pino({ level: settings.logLevel, base: null });

try {
  const database = await openDatabase(settings);
  const mentorat = await startMentorat({ settings, clock: systemClock, log, database, schedule: true });
  log.info({ mode: settings.slack.appToken === undefined ? 'http' : 'socket', database: database.kind }, 'ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), stopWithinMs).unref();
      void mentorat
        .stop()
        .then(() => database.close())
        .then(() => log.info({ signal }, 'stopped'))
        .finally(() => process.exit(0));
    });
  }
} catch (error) {
  if (error instanceof FolderInUse) {
    process.stderr.write(`${error.message}\n`);
  } else {
    log.fatal({ err: error }, 'Mentorat could not start; `npm run cli -- doctor` says what to mend');
  }
  process.exit(1);
}
