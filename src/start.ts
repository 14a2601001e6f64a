import cron, { type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import type { Clock } from './core/clock.ts';
import { newReference } from './core/reference.ts';
import { addDays } from './core/time.ts';
import { type Database, openPglite, openPostgres } from './db/client.ts';
import { nextTimer } from './db/timers.ts';
import type { World } from './db/write.ts';
import { listeners, onEvent, renderers } from './features/index.ts';
import { findActor } from './features/people/service.ts';
import { sweep } from './features/reminders/service.ts';
import { lookAfter } from './looking-after.ts';
import { Dispatcher } from './outbox/dispatch.ts';
import { clientForPeople, clientForSends, createApp, patientClient } from './slack/app.ts';
import { findIdentity } from './slack/identity.ts';
import { InFlight } from './slack/in-flight.ts';
import { mount } from './slack/mount.ts';

/** The running product. */
export interface Mentorat {
  readonly world: World;
  readonly database: Database;
  /** One pass over what is due; the messages that follow are sent. */
  sweep(): Promise<void>;
  /** What is looked after once a day: follows people of whom an event was lost, and forgets old submissions. */
  lookAfter(): Promise<void>;
  /** Waits until everything that was begun is finished and the outbox holds nothing that may leave now. */
  settle(): Promise<void>;
  /** When something falls due next, by the sweep or in the outbox; for whoever moves the clock. */
  nextDue(): Promise<Date | null>;
  /** No new work; everything acknowledged is finished. */
  stop(): Promise<void>;
}

/** PostgreSQL when `DATABASE_URL` is given, else the embedded one in `DATA_DIR`; migrated, unless told not to. */
export async function openDatabase(settings: Settings, options: { migrate?: boolean } = {}): Promise<Database> {
  return settings.databaseUrl === undefined
    ? await openPglite(settings.dataDir, options)
    : await openPostgres(settings.databaseUrl, options);
}

/** A socket is closed every few hours, and connected anew within seconds; what lasts longer a person should see to. */
const deafWithinMs = 120_000;

/** Puts everything together (composition root): clients → app → dispatcher → schedule. */
export async function startMentorat(options: {
  settings: Settings;
  clock: Clock;
  log: Logger;
  database: Database;
  /** Without it nothing happens by itself: whoever moves the clock calls `sweep` and `settle`. */
  schedule: boolean;
  /** Without them `/healthz` and `/readyz` are not answered, and over Socket Mode no port is opened. */
  probes?: boolean;
}): Promise<Mentorat> {
  const { settings, clock, log, database, probes = true } = options;
  const world: World = { db: database.db, clock, settings };
  const people = clientForPeople(settings, log);
  const sends = clientForSends(settings, log);
  const patient = patientClient(settings, log);
  const inFlight = new InFlight();
  const dispatcher = new Dispatcher(world, sends, renderers, log);

  const identity = await findIdentity(people, log);
  const health = {
    path: '/healthz',
    answer: async () => ({ status: 200, text: 'alive' }),
  };
  const readiness = {
    path: '/readyz',
    answer: async () => {
      const deafSince = door.deafSince();
      if (deafSince !== null && clock.wall().getTime() - deafSince.getTime() > deafWithinMs)
        return { status: 503, text: 'Slack cannot reach it' };
      return await database.ready().then(
        () => ({ status: 200, text: 'ready' }),
        () => ({ status: 503, text: 'the database cannot be reached' }),
      );
    },
  };
  const door = createApp(world, log, inFlight, probes ? [health, readiness] : [], identity, async (event) => {
    await onEvent(world, people, event);
    dispatcher.nudge();
  });
  mount(
    door.app,
    {
      world,
      slack: people,
      patientSlack: patient,
      log,
      inFlight,
      findActor: (slackId) => findActor(world, people, slackId),
      afterwards: () => dispatcher.nudge(),
    },
    listeners,
  );
  await door.open();

  const sweepOnce = async () => {
    try {
      const told = await sweep(world, {
        onFailure: (error, what) =>
          log.error({ err: error, reference: newReference(), what }, 'could not be swept; it is tried again'),
      });
      if (told.length > 0) log.info({ told: told.length }, 'sweep');
    } catch (error) {
      log.error({ err: error, reference: newReference() }, 'sweeping failed; what is due waits');
    }
    dispatcher.nudge();
  };
  const stopping = new AbortController();
  let lookedAfterAt: Date | null = null;
  const lookAfterNow = async () => {
    const now = clock.now();
    if (await lookAfter(world, patient, log, stopping.signal)) lookedAfterAt = now;
    dispatcher.nudge();
  };
  /** Once a day; within the hour where that failed. */
  const lookAfterDaily = async () => {
    if (lookedAfterAt === null || addDays(lookedAfterAt, 1) <= clock.now()) await lookAfterNow();
  };
  const tasks: ScheduledTask[] = [];
  if (options.schedule) {
    dispatcher.start();
    void lookAfterNow();
    tasks.push(
      cron.schedule('* * * * *', () => inFlight.track(sweepOnce()), { noOverlap: true, name: 'sweep' }),
      cron.schedule('30 * * * *', lookAfterDaily, { noOverlap: true, name: 'look after' }),
    );
  }
  const settle = async () => {
    await inFlight.idle();
    await dispatcher.drain();
  };
  return {
    world,
    database,
    sweep: sweepOnce,
    lookAfter: lookAfterNow,
    settle,
    nextDue: async () => {
      const instants = [await nextTimer(world.db), await dispatcher.nextDue()].flatMap((each) => each ?? []);
      return instants.length === 0 ? null : new Date(Math.min(...instants.map(Number)));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(tasks.map((task) => task.destroy()));
      await door.close();
      await dispatcher.stop();
    },
  };
}
