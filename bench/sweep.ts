import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { MovableClock } from '../src/core/clock.ts';
import { openPostgres } from '../src/db/client.ts';
import { sweep } from '../src/features/reminders/service.ts';
import { testSettings } from '../test/support/world.ts';
import { median, type Ratio } from './measure.ts';

const rounds = 7;
const due = 1_000;
const now = '2026-11-18T18:20:00Z';

/** A connection of our own: the product's gives up on what takes longer than a person waits. */
type Seeding = Pick<NodePgDatabase, 'execute'>;

/** A sweep with 1,000 sessions that want a reminder, among 10 thousand sessions and among 200 thousand. */
export async function benchSweep(databaseUrl: string): Promise<Ratio[]> {
  const few = await school(databaseUrl, 'few', 10_000);
  const many = await school(databaseUrl, 'many', 200_000);
  const times: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let round = 0; round < rounds + 1; round += 1) {
    const order = round % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const);
    for (const which of order) {
      const took = await (which === 'few' ? few : many).sweepOnce();
      // The first round warms up.
      if (round > 0) times[which].push(took);
    }
  }
  await Promise.all([few.close(), many.close()]);
  return [
    {
      what: 'sweep with 1,000 due, in 200 against 10 thousand sessions',
      ratios: times.many.map((each, index) => each / (times.few[index] ?? Number.NaN)),
      goal: { atMost: 1.3 },
      figures: `${median(times.few).toFixed(0)} → ${median(times.many).toFixed(0)} ms`,
    },
  ];
}

async function school(databaseUrl: string, name: string, sessionCount: number) {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = databaseUrl.replace(/[^/]+$/, name);
  const database = await openPostgres(url);
  const seed = new pg.Client({ connectionString: url });
  await seed.connect();
  const seeding = drizzle(seed);
  await fill(seeding, sessionCount);
  await admin.end();
  const world = { db: database.db, clock: new MovableClock(now), settings: testSettings({ DATABASE_URL: url }) };
  const sweepOnce = async () => {
    await rearm(seeding);
    const startedAt = performance.now();
    await sweep(world, { now: world.clock.now() });
    const took = performance.now() - startedAt;
    const [row] = await database.db.select({ count: sql<number>`count(*)::int` }).from(sql`outbox`);
    if (row?.count !== due) throw new Error(`The sweep put ${row?.count} messages into the outbox, not ${due}`);
    return took;
  };
  const close = async () => {
    await seed.end();
    await database.close();
  };
  return { sweepOnce, close };
}

/** Pairs with ten sessions each, documented all but the last; of 1,000 pairs the last ended half an hour ago. */
async function fill(db: Seeding, sessionCount: number): Promise<void> {
  const pairs = sessionCount / 10;
  const last = new Date(new Date(now).getTime() - 75 * 60_000);
  await db.execute(
    sql`insert into people (slack_id, name, zone, is_mentor) select 'UM' || n, 'Mentor ' || n, 'Europe/Paris', true from generate_series(1, ${pairs}) n`,
  );
  await db.execute(
    sql`insert into people (slack_id, name, zone, is_student) select 'US' || n, 'Student ' || n, 'Europe/Paris', true from generate_series(1, ${pairs}) n`,
  );
  await db.execute(sql`insert into mentors (person_id, capacity) select id, 5 from people where is_mentor`);
  await db.execute(sql`insert into students (person_id, funding) select id, 'funded' from people where is_student`);
  await db.execute(sql`
    insert into mentorships (mentor_id, student_id, started_at, channel, root_ts)
    select id, id + ${pairs}, '2026-01-01', 'G' || id, '1.1' from people where is_mentor order by id`);
  await db.execute(sql`
    insert into sessions (mentorship_id, mentor_id, student_id, kind, status, starts_at, ends_at, zone, booked_at, booked_by)
    select m.id, m.mentor_id, m.student_id, 'mentoring',
      case when week = 0 and m.id <= ${due} then 'booked' else 'completed' end,
      ${last}::timestamptz - week * interval '7 days', ${last}::timestamptz - week * interval '7 days' + interval '45 minutes',
      'Europe/Paris', '2026-01-02', m.mentor_id
    from mentorships m, generate_series(0, 9) week`);
  await db.execute(sql`analyze`);
}

async function rearm(db: Seeding): Promise<void> {
  await db.execute(sql`truncate outbox, timers`);
  await db.execute(sql`
    insert into timers (kind, subject_id, due_at)
    select 'session', id, ends_at + interval '15 minutes' from sessions where status = 'booked'`);
}
