import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { systemClock } from '../src/core/clock.ts';
import { mrkdwn } from '../src/core/mrkdwn.ts';
import { openPostgres } from '../src/db/client.ts';
import { outbox, people } from '../src/db/schema.ts';
import { Dispatcher } from '../src/outbox/dispatch.ts';
import { kinds } from '../src/outbox/kinds.ts';
import { message, type Renderers } from '../src/outbox/render.ts';
import { clientForSends } from '../src/slack/app.ts';
import { section } from '../src/slack/blocks.ts';
import { silent, testSettings } from '../test/support/world.ts';
import { median, type Ratio } from './measure.ts';
import { startSlackProcess } from './processes.ts';

const rounds = 5;
const due = 2_000;

/** 2,000 due messages through the outbox against a plain loop that posts the same 2,000, one after the other. */
export async function benchDispatch(databaseUrl: string): Promise<Ratio[]> {
  const slack = await startSlackProcess();
  const settings = testSettings({ SLACK_API_URL: slack.apiUrl, DATABASE_URL: databaseUrl });
  const database = await openPostgres(databaseUrl);
  const { db } = database;
  // A connection of our own: the product's gives up on what takes longer than a person waits.
  const seed = new pg.Client({ connectionString: databaseUrl });
  await seed.connect();
  const seeding = drizzle(seed);
  await seeding.execute(sql`
    insert into people (slack_id, name, zone, is_student, dm_channel)
    select 'UBENCH' || n, 'Student ' || n, 'Europe/Paris', true, 'D' || n from generate_series(1, ${due}) n`);
  const same = message({ text: 'A reminder', blocks: [section(mrkdwn`Please tell us *how it went*.`)] });
  const renderers = Object.fromEntries(
    Object.keys(kinds).map((kind) => [kind, async () => same]),
  ) as unknown as Renderers;
  const client = clientForSends(settings, silent);
  const loop: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await seeding.execute(sql`truncate outbox`);
    await seeding.execute(sql`
      insert into outbox (kind, payload, dedupe_key, conversation, due_at, created_at)
      select 'profile-missing', jsonb_build_object('personId', id, 'step', 1), 'bench:' || id, 'dm:' || id, now(), now()
      from ${people} where slack_id like 'UBENCH%'`);
    const plain = async () => {
      const startedAt = performance.now();
      for (let index = 1; index <= due; index += 1) {
        if (same.kind === 'message')
          await client.chat.postMessage({ channel: `D${index}`, ...same.message, blocks: [...same.message.blocks] });
      }
      loop.push(performance.now() - startedAt);
    };
    const dispatched = async () => {
      const dispatcher = new Dispatcher({ db, clock: systemClock, settings }, client, renderers, silent);
      const startedAt = performance.now();
      await dispatcher.drain();
      ours.push(performance.now() - startedAt);
    };
    for (const run of round % 2 === 0 ? [plain, dispatched] : [dispatched, plain]) await run();
  }
  const [left] = await db.select({ count: sql<number>`count(*)::int` }).from(outbox).where(sql`state <> 'sent'`);
  if (left?.count !== 0) throw new Error(`${left?.count} messages were not sent`);
  await seed.end();
  await database.close();
  await slack.stop();
  return [
    {
      what: '2,000 due messages dispatched, against a plain loop',
      ratios: ours.map((each, index) => each / (loop[index] ?? Number.NaN)),
      goal: { atMost: 1.5 },
      figures: `${(median(loop) / 1000).toFixed(2)} → ${(median(ours) / 1000).toFixed(2)} s`,
    },
  ];
}
