import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access.ts';
import type { Result } from '../../../src/core/result.ts';
import { addMinutes } from '../../../src/core/time.ts';
import { wordsFor } from '../../../src/core/words/index.ts';
import type { Database } from '../../../src/db/client.ts';
import { mentorships, outbox, sessionMoves, sessions } from '../../../src/db/schema.ts';
import { write } from '../../../src/db/write.ts';
import { findMentorship, type Mentorship } from '../../../src/features/assignment/service.ts';
import {
  type Booking,
  bookIn,
  busyTimes,
  findSession,
  moveIn,
  upcomingOf,
} from '../../../src/features/sessions/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStudent, as, testWorld } from '../../support/world.ts';

describe.each(databases)('Booking on %s', (kind) => {
  let database: Database;
  let world: ReturnType<typeof testWorld>;
  let marc: Actor;
  let ana: Actor;
  let bea: Actor;
  let withAna: Mentorship;
  let withBea: Mentorship;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    world = testWorld(database.db);
    marc = await addMentor(database.db, { name: 'Marc' });
    ana = await addStudent(database.db, { name: 'Ana' });
    bea = await addStudent(database.db, { name: 'Bea' });
    withAna = await mentorship(marc, ana);
    withBea = await mentorship(marc, bea);
  });

  async function mentorship(mentor: Actor, student: Actor): Promise<Mentorship> {
    const found = await findMentorship(database.db, await addMentorship(database.db, mentor, student));
    if (found === null) throw new Error('no mentorship');
    return found;
  }

  function booking(mentorship: Mentorship, startsAt: string, more: Partial<Booking> = {}): Booking {
    const base = { kind: 'mentoring', minutes: 45, place: null, message: null } as const;
    return { mentorship, startsAt: new Date(startsAt), ...base, ...more };
  }

  const book = (actor: Actor, wanted: Booking) =>
    write(as(world, actor), (tx, now) => bookIn(tx, now, as(world, actor), wanted));

  async function booked(actor: Actor, wanted: Booking) {
    const result = await book(actor, wanted);
    if (!result.ok) throw new Error(said(actor, result));
    return result.value.sessionIds;
  }

  function said(actor: Actor, result: Result<unknown>): string {
    return result.ok ? 'ok' : result.refusals.map((each) => each.say(wordsFor(actor.locale))).join('\n');
  }

  const messagesOf = async (mentorship: Mentorship) =>
    (
      await database.db
        .select()
        .from(outbox)
        .where(eq(outbox.conversation, `pair:${mentorship.id}`))
        .orderBy(outbox.id)
    ).map((row) => row.kind);

  test('a session is kept, takes the time of both, and is said once in their thread', async () => {
    const [id] = await booked(marc, booking(withAna, '2026-10-07T17:00:00Z'));
    const upcoming = await upcomingOf(database.db, { studentId: ana.id }, world.clock.now(), 5);
    expect(upcoming).toMatchObject([{ id, mentorName: 'Marc', status: 'booked', zone: 'Europe/Paris', revision: 0 }]);
    const busy = await busyTimes(
      database.db,
      [marc.id],
      new Date('2026-10-07T00:00:00Z'),
      new Date('2026-10-08T00:00:00Z'),
    );
    expect(busy).toHaveLength(1);
    expect(await messagesOf(withAna)).toEqual(['booking']);
    expect(await messagesOf(withBea)).toEqual([]);
  });

  test('a mentorship that a hand-over ended while its mentor’s form waited takes no session', async () => {
    await database.db.update(mentorships).set({ endedAt: world.clock.now() }).where(eq(mentorships.id, withAna.id));
    const late = await book(marc, booking(withAna, '2026-10-07T17:00:00Z'));
    expect(late).toMatchObject({ refusals: [{ code: 'ended', field: 'student' }] });
    expect(await messagesOf(withAna)).toEqual([]);
  });

  test('a mentor reads which own session is in the way, and when both are free', async () => {
    await booked(marc, booking(withAna, '2026-10-07T17:00:00Z'));
    const result = await book(marc, booking(withBea, '2026-10-07T17:30:00Z'));
    expect(said(marc, result)).toBe(
      'You have a session with Ana from 19:00 to 19:45. Free for both: Wed 7 Oct, 19:45 · Wed 7 Oct, 20:00 · Wed 7 Oct, 20:15 (Paris time).',
    );
    expect(result).toMatchObject({ refusals: [{ code: 'taken', field: 'time' }] });
  });

  test('a mentor whose clock shows another time reads whose time it is', async () => {
    await booked(marc, booking(withAna, '2026-10-07T17:00:00Z'));
    const inTokyo = { ...marc, zone: 'Asia/Tokyo' };
    expect(said(inTokyo, await book(inTokyo, booking(withBea, '2026-10-07T17:30:00Z')))).toContain(
      'You have a session with Ana from 19:00 to 19:45 (Paris time).',
    );
  });

  test('of what a student has with somebody else, a mentor reads only that the student is taken', async () => {
    const zoe = await addMentor(database.db, { name: 'Zoe' });
    await booked(zoe, booking(await mentorship(zoe, await addStudent(database.db)), '2026-10-07T17:00:00Z'));
    await database.db.update(sessions).set({ studentId: ana.id }).where(eq(sessions.mentorId, zoe.id));
    const text = said(marc, await book(marc, booking(withAna, '2026-10-07T17:00:00Z')));
    expect(text).toMatch(/^Ana is taken then\. Free for both: /);
    expect(text).not.toContain('Zoe');
  });

  test('a student reads only that a time is taken, in their own zone', async () => {
    await booked(marc, booking(withBea, '2026-10-07T17:00:00Z'));
    const inTokyo = { ...ana, zone: 'Asia/Tokyo' };
    const text = said(inTokyo, await book(inTokyo, booking(withAna, '2026-10-07T17:00:00Z')));
    expect(text).toMatch(/^This time is taken\. .*\(Tokyo time\)\.$/);
    expect(text).not.toContain('Bea');
  });

  test.each([
    ['past', '2026-10-06T07:59:00Z'],
    ['too-far', '2027-10-07T08:00:00Z'],
  ])('what is %s is refused at the date', async (code, startsAt) => {
    expect(await book(marc, booking(withAna, startsAt))).toMatchObject({ refusals: [{ code, field: 'date' }] });
  });

  test('six at once for overlapping times: one wins, five read why, nobody meets a deadlock', async () => {
    const racers = Array.from({ length: 6 }, (_, index) => {
      const startsAt = addMinutes(new Date('2026-10-07T17:00:00Z'), index * 5).toISOString();
      return book(marc, booking(index % 2 === 0 ? withAna : withBea, startsAt));
    });
    const results = await Promise.all(racers);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(said(marc, result)).toContain('You have a session with');
  });

  test('the same submission again changes nothing', async () => {
    const context = as(world, marc, `V${withAna.id}`);
    const submit = () =>
      write(context, (tx, now) => bookIn(tx, now, context, booking(withAna, '2026-10-07T17:00:00Z')));
    const [first, second] = [await submit(), await submit()];
    expect(second).toEqual(first);
    expect(await messagesOf(withAna)).toEqual(['booking']);
  });

  test('a weekly series keeps its local time across the clock change, and is one message', async () => {
    const ids = await booked(marc, booking(withAna, '2026-10-20T17:00:00Z', { series: { times: 3 } }));
    const starts = await Promise.all(
      ids.map(async (id) => (await findSession(database.db, id))?.startsAt.toISOString()),
    );
    expect(starts).toEqual(['2026-10-20T17:00:00.000Z', '2026-10-27T18:00:00.000Z', '2026-11-03T18:00:00.000Z']);
    expect(await messagesOf(withAna)).toEqual(['booking']);
  });

  test.each([
    ['discovery', 'funded', 30, ['discovery 30', 'mentoring 45', 'mentoring 45']],
    ['discovery', 'self-funded', 30, ['discovery 30', 'mentoring 30', 'mentoring 30']],
    ['presentation', 'funded', 30, ['presentation 30', 'mentoring 45', 'mentoring 45']],
    ['mentoring', 'funded', 60, ['mentoring 60', 'mentoring 60', 'mentoring 60']],
  ] as const)('a series of a %s session, %s, goes on with mentoring of its own length (H12, L9)', async (...row) => {
    const [kind, funding, minutes, expected] = row;
    const more = { kind, minutes, series: { times: 3 } };
    const ids = await booked(marc, booking({ ...withAna, funding }, '2026-10-20T17:00:00Z', more));
    const made = await Promise.all(ids.map((id) => findSession(database.db, id)));
    expect(
      made.map((each) => each && `${each.kind} ${(each.endsAt.getTime() - each.startsAt.getTime()) / 60_000}`),
    ).toEqual(expected);
  });

  test('a later session of a series takes its own length: what it would overlap is a clash', async () => {
    await booked(marc, booking(withBea, '2026-10-27T18:30:00Z'));
    const more = { kind: 'discovery', minutes: 30, series: { times: 2 } } as const;
    const result = await book(marc, booking(withAna, '2026-10-20T17:00:00Z', more));
    expect(said(marc, result)).toContain('Tuesday 27 October (Bea)');
  });

  test('a series with a clash books nothing and names the weeks', async () => {
    await booked(marc, booking(withBea, '2026-10-27T18:15:00Z'));
    const result = await book(marc, booking(withAna, '2026-10-20T17:00:00Z', { series: { times: 3 } }));
    expect(said(marc, result)).toContain('Tuesday 27 October (Bea)');
    expect(result).toMatchObject({ refusals: [{ field: 'times' }] });
    expect(await messagesOf(withAna)).toEqual([]);
  });

  test('a clash is found behind however many other sessions', async () => {
    const taken = Array.from({ length: 600 }, (_, index) => addMinutes(new Date('2026-10-20T18:00:00Z'), index * 30));
    const clash = new Date('2026-11-03T18:15:00Z');
    const starts = taken.filter((at) => !(at.toISOString() > '2026-10-27T17' && at.toISOString() < '2026-10-27T19'));
    const of = {
      mentorshipId: withBea.id,
      mentorId: marc.id,
      studentId: bea.id,
      kind: 'mentoring',
      zone: 'Europe/Paris',
    } as const;
    const rows = [...starts, clash].map((startsAt) => ({
      ...of,
      startsAt,
      endsAt: addMinutes(startsAt, 30),
      bookedAt: startsAt,
      bookedBy: marc.id,
    }));
    await database.db.insert(sessions).values(rows);
    const result = await book(marc, booking(withAna, '2026-10-20T17:00:00Z', { series: { times: 3 } }));
    expect(said(marc, result)).toContain('these weeks are taken: Tuesday 3 November (Bea)');
  });

  describe('moving', () => {
    const move = (
      actor: Actor,
      sessionId: Awaited<ReturnType<typeof booked>>[number] | undefined,
      startsAt: string,
    ) => {
      if (sessionId === undefined) throw new Error('no session');
      const context = as(world, actor);
      return write(context, (tx, now) =>
        moveIn(tx, now, context, { sessionId, startsAt: new Date(startsAt), minutes: 30 }),
      );
    };

    test('keeps the session, its history and its place, and says the new time', async () => {
      const place = 'https://meet.example/marc';
      const [id] = await booked(marc, booking(withAna, '2026-10-07T17:00:00Z', { place }));
      expect(await move(marc, id, '2026-10-08T17:00:00Z')).toMatchObject({ ok: true, value: { revision: 1 } });
      const [session] = await upcomingOf(database.db, { studentId: ana.id }, world.clock.now(), 5);
      expect(session).toMatchObject({ id, place, revision: 1, endsAt: new Date('2026-10-08T17:30:00Z') });
      const history = await database.db.select().from(sessionMoves).where(eq(sessionMoves.movedBy, marc.id));
      expect(history).toMatchObject([{ revision: 1, fromStartsAt: new Date('2026-10-07T17:00:00Z') }]);
      expect(await messagesOf(withAna)).toEqual(['booking', 'moved']);
    });

    test('a session is not in its own way', async () => {
      const [id] = await booked(marc, booking(withAna, '2026-10-07T17:00:00Z'));
      expect(await move(marc, id, '2026-10-07T17:15:00Z')).toMatchObject({ ok: true });
    });

    test('a session that has begun stays', async () => {
      const [id] = await booked(marc, booking(withAna, '2026-10-06T08:30:00Z'));
      world.clock.to('2026-10-06T08:30:00Z');
      expect(await move(marc, id, '2026-10-08T17:00:00Z')).toMatchObject({ refusals: [{ code: 'begun' }] });
    });

    test('onto a session that is taken: refused, and nothing changes', async () => {
      const [id] = await booked(marc, booking(withAna, '2026-10-07T17:00:00Z'));
      await booked(marc, booking(withBea, '2026-10-08T17:00:00Z'));
      expect(said(marc, await move(marc, id, '2026-10-08T17:15:00Z'))).toContain('a session with Bea');
      expect(await upcomingOf(database.db, { studentId: ana.id }, world.clock.now(), 5)).toMatchObject([
        { revision: 0 },
      ]);
    });
  });

  test('the database refuses a double booking by itself', async () => {
    await booked(marc, booking(withAna, '2026-10-07T17:00:00Z'));
    const [row] = await database.db.select().from(sessions).where(eq(sessions.mentorId, marc.id));
    if (row === undefined) throw new Error('no row');
    const { id: _, ...copy } = row;
    await expect(database.db.insert(sessions).values({ ...copy, studentId: bea.id })).rejects.toThrow();
  });
});
