import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { parse } from 'yaml';
import { readSettings, toSentence } from '../../src/config.ts';
import type { MovableClock } from '../../src/core/clock.ts';
import { type Database, openPglite } from '../../src/db/client.ts';
import { type Mentorat, startMentorat } from '../../src/start.ts';
import { type Person, type PersonInput, type Sandbox, startSandbox } from '../index.ts';
import type { Port } from '../port.ts';

/** The product and a Slack beside it in one process, by one clock that is moved. */
export interface Stage {
  readonly slack: Sandbox;
  readonly mentorat: Mentorat;
  readonly clock: MovableClock;
  /** Who is in the team's channel, in the order given. */
  readonly team: readonly Person[];
  /** Lets everything that was begun finish, and what may leave leave. */
  settle(): Promise<void>;
  /** Moves the clock there, stopping at everything that falls due on the way, as the minutely sweep would. */
  to(instant: string | Date, look?: () => void): Promise<void>;
  /** Ends all of it, the database included. */
  close(): Promise<void>;
}

/** While Slack fails, the clock moves on by this much at least from one stop to the next. */
const failingStepMs = 30 * 60_000;

/** Opens both. Over HTTP the product listens on `port`; else it is connected by Socket Mode, and opens none. */
export async function openStage(options: {
  clock: MovableClock;
  database: Database;
  /** Staff; with them the team has its channel in Slack (`STAFF_CHANNEL`). */
  team?: readonly PersonInput[];
  port?: number;
  env?: Record<string, string>;
  limits?: boolean;
  /** A Slack that stands already. */
  slack?: Sandbox;
}): Promise<Stage> {
  const { clock, database, port } = options;
  const slack = options.slack ?? (await openSlack(clock, options));
  const team = (options.team ?? []).map((each) => slack.person(each));
  const channel = team.length === 0 ? null : slack.channel({ name: 'team', members: team });
  const read = readSettings({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: 'silent',
    PORT: String(port ?? 0),
    ...(port === undefined ? { SLACK_APP_TOKEN: slack.appToken } : {}),
    ...(channel === null ? {} : { STAFF_CHANNEL: channel.id }),
    ...options.env,
  });
  if (read.kind === 'problems') throw new Error(toSentence(read.problems));
  const log = pino({ level: 'silent' });
  const mentorat = await startMentorat({
    settings: read.settings,
    clock,
    log,
    database,
    schedule: false,
    probes: false,
  });
  if (port === undefined) await slack.connected();
  else slack.connectHttp(`http://127.0.0.1:${port}/slack/events`);
  return { slack, mentorat, clock, team, ...travel(slack, mentorat, clock), close: () => close(slack, mentorat) };
}

/** A new one begins from a data directory that is made already: making one takes seconds, and twice the memory. */
export async function openEmbedded(folder: string | 'memory'): Promise<Database> {
  const { dataDir } = await import('@electric-sql/pglite-prepopulatedfs');
  return await openPglite(folder, { from: await dataDir() });
}

/** A Slack in which the product's app is installed, with nobody in it yet. */
export async function openSlack(
  clock: MovableClock,
  { limits = false, at }: { limits?: boolean; at?: Port } = {},
): Promise<Sandbox> {
  const manifest = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  return await startSandbox({ clock, manifest, team: 'The School', limits, ...(at === undefined ? {} : { port: at }) });
}

function travel(slack: Sandbox, mentorat: Mentorat, clock: MovableClock): Pick<Stage, 'settle' | 'to'> {
  const settle = async () => {
    const traffic = () => slack.calls.length + slack.deliveries.length;
    for (let before = -1; before !== traffic(); ) {
      before = traffic();
      await mentorat.settle();
      await slack.quiet(0);
    }
  };
  const step = async () => {
    await slack.tick();
    await mentorat.sweep();
    await settle();
  };
  return {
    settle,
    async to(instant, look = () => {}) {
      const target = new Date(instant);
      // What was begun (a click is acknowledged before it is carried out) belongs to the time before.
      await settle();
      for (;;) {
        const next = await mentorat.nextDue();
        if (next === null || next > target) break;
        // What is due already and stays so (a send that Slack limits) must not hold the clock, nor may what is tried every half minute.
        const least = slack.desk.faults.any ? failingStepMs : next > clock.now() ? 0 : 60_000;
        clock.to(new Date(Math.min(target.getTime(), Math.max(next.getTime(), clock.now().getTime() + least))));
        await step();
        look();
        if (clock.now() >= target) break;
      }
      clock.to(target);
      await step();
      look();
    },
  };
}

async function close(slack: Sandbox, mentorat: Mentorat): Promise<void> {
  await mentorat.stop();
  await mentorat.database.close();
  await slack.stop();
}
