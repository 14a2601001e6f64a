import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access.ts';
import type { MovableClock } from '../../../src/core/clock.ts';
import { addHours, addMinutes, formatLocal } from '../../../src/core/time.ts';
import type { Database } from '../../../src/db/client.ts';
import { offerSlots, offers, outbox, people, sessions, staffRequests, timers } from '../../../src/db/schema.ts';
import { wake } from '../../../src/db/timers.ts';
import type { World } from '../../../src/db/write.ts';
import { linesOfMentor, openRequests, sweep } from '../../../src/features/reminders/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStudent, testWorld, tuesday } from '../../support/world.ts';

describe.each(databases)('the sweep, on %s', (kind) => {
  let database: Database;
  let world: World & { clock: MovableClock };
  let ana: Actor;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(async () => {
    await database.close();
  });

  /** A mentor Ana of her own for each story, at ten o'clock in Paris on a Tuesday. */
  const begin = async () => {
    for (const table of [outbox, staffRequests, timers]) await database.db.delete(table);
    world = testWorld(database.db, tuesday);
    ana = await addMentor(database.db, { name: 'Ana' });
  };
  const pairWith = async (name: string) => {
    const student = await addStudent(database.db, { name });
    const mentorshipId = await addMentorship(database.db, ana, student, { startedAt: world.clock.now() });
    await wake(database.db, 'mentorship', mentorshipId, world.clock.now());
    return { student, mentorshipId };
  };
  const offerTo = async (mentorshipId: Awaited<ReturnType<typeof pairWith>>['mentorshipId'], at: Date) => {
    const [offer] = await database.db
      .insert(offers)
      .values({ mentorshipId, madeBy: 'mentor', madeAt: at, minutes: 30 })
      .returning();
    if (offer === undefined) throw new Error('no offer');
    await database.db.insert(offerSlots).values({ offerId: offer.id, startsAt: addHours(at, 24 * 20) });
    await wake(database.db, 'mentorship', mentorshipId, at);
  };
  const book = async (pair: Awaited<ReturnType<typeof pairWith>>, startsAt: Date) => {
    const [session] = await database.db
      .insert(sessions)
      .values({
        mentorshipId: pair.mentorshipId,
        mentorId: ana.id,
        studentId: pair.student.id,
        kind: 'discovery',
        startsAt,
        endsAt: addMinutes(startsAt, 30),
        zone: 'Europe/Paris',
        bookedAt: world.clock.now(),
        bookedBy: ana.id,
      })
      .returning();
    if (session === undefined) throw new Error('no session');
    await wake(database.db, 'session', session.id, world.clock.now());
    await wake(database.db, 'mentorship', pair.mentorshipId, world.clock.now());
    return session;
  };
  const keys = async () => {
    const rows = await database.db.select({ key: outbox.dedupeKey }).from(outbox).orderBy(outbox.id);
    return rows.map(({ key }) => key);
  };
  /** Sweeps whenever something falls due, for some days; answers with who was told, and when. */
  const live = async (days: number) => {
    const told: string[] = [];
    const end = addHours(world.clock.now(), days * 24);
    for (;;) {
      for (const each of await sweep(world)) {
        told.push(`${formatLocal(world.clock.now(), 'Europe/Paris', 'en', 'short')} ${each.name} ${each.kind}`);
      }
      const all = await database.db.select().from(timers);
      const next = all.map(({ dueAt }) => dueAt).toSorted((a, b) => +a - +b)[0];
      if (next === undefined || next > end) break;
      expect(next > world.clock.now()).toBe(true);
      world.clock.to(next);
    }
    world.clock.to(end);
    return told;
  };

  test('a silent student: each step once, then staff is asked', async () => {
    await begin();
    const { mentorshipId } = await pairWith('Ben');
    await offerTo(mentorshipId, world.clock.now());
    expect(await live(14)).toEqual([
      'Wed 7 Oct, 10:00 Ben reply-missing',
      'Thu 8 Oct, 10:00 Ben reply-missing',
      'Fri 9 Oct, 10:00 Ana reply-missing',
      'Mon 12 Oct, 09:00 staff reply-missing',
    ]);
    const asked = await database.db.select().from(staffRequests);
    expect(asked).toMatchObject([{ kind: 'silent-student', mentorshipId, settledAt: null }]);
  });

  test('a request is settled by itself when the student answers', async () => {
    await begin();
    const pair = await pairWith('Ben');
    await offerTo(pair.mentorshipId, world.clock.now());
    await live(7);
    await book(pair, addHours(world.clock.now(), 100));
    await sweep(world);
    const asked = await database.db.select().from(staffRequests);
    expect(asked).toMatchObject([{ kind: 'silent-student', settledAt: world.clock.now() }]);
  });

  test('a mentor of two silent ones gets one digest a morning', async () => {
    await begin();
    await pairWith('Ben');
    await pairWith('Cleo');
    const told = await live(7);
    expect(told.filter((line) => line.includes('Ana'))).toHaveLength(2 + 2 * 3);
    expect((await keys()).filter((key) => key.startsWith('mentor-digest'))).toEqual([
      `mentor-digest:${ana.id}:2026-10-08`,
      `mentor-digest:${ana.id}:2026-10-09`,
      `mentor-digest:${ana.id}:2026-10-12`,
    ]);
  });

  test('a session: 48 hours and 1 hour before, its status, and the profile after the first one', async () => {
    await begin();
    const pair = await pairWith('Ben');
    await book(pair, new Date('2026-10-12T15:00:00Z'));
    expect(await live(9)).toEqual([
      'Sat 10 Oct, 17:00 Ben session-upcoming',
      'Mon 12 Oct, 16:00 Ben session-upcoming',
      'Mon 12 Oct, 16:00 Ana session-upcoming',
      'Mon 12 Oct, 17:45 Ana status-missing',
      'Tue 13 Oct, 08:30 Ana status-missing',
      'Wed 14 Oct, 08:30 Ana status-missing',
      'Wed 14 Oct, 17:30 Ben profile-missing',
      'Thu 15 Oct, 08:30 Ana status-missing',
    ]);
  });

  test('late by a week: of each chain only the last is told', async () => {
    await begin();
    const { mentorshipId } = await pairWith('Ben');
    await offerTo(mentorshipId, world.clock.now());
    world.clock.forward(7 * 24 * 3_600_000);
    const told = await sweep(world);
    expect(told.map(({ name, why }) => `${name} ${why.split(',')[0]}`).toSorted()).toEqual([
      'Ana step 3',
      'Ben step 2',
      'staff step 4',
    ]);
    expect(await sweep(world)).toEqual([]);
  });

  test('late at night: nobody is woken', async () => {
    await begin();
    await pairWith('Ben');
    world.clock.to('2026-10-07T23:30:00Z');
    expect((await sweep(world)).map(({ leavesAt }) => leavesAt.toISOString())).toEqual(['2026-10-08T06:00:00.000Z']);
  });

  test('three sweeps at once, and again, say nothing twice', async () => {
    await begin();
    for (let index = 0; index < 40; index += 1) await pairWith(`Student ${index}`);
    world.clock.forward(24 * 3_600_000);
    const told = await Promise.all([sweep(world), sweep(world), sweep(world)]);
    expect(told.flat()).toHaveLength(40);
    expect(await keys()).toHaveLength(40);
    for (const { dueAt } of await database.db.select().from(timers)) expect(dueAt > world.clock.now()).toBe(true);
    await database.db.update(timers).set({ dueAt: world.clock.now() });
    expect((await Promise.all([sweep(world), sweep(world), sweep(world)])).flat()).toEqual([]);
    expect(await keys()).toHaveLength(40);
  });

  test('a dry run says who would be told what, and changes nothing', async () => {
    await begin();
    const pair = await pairWith('Ben');
    await book(pair, new Date('2026-10-12T15:00:00Z'));
    const everything = async () => [
      await database.db.select().from(timers),
      await database.db.select().from(outbox),
      await database.db.select().from(staffRequests),
    ];
    const before = await everything();
    const now = new Date('2026-10-15T08:00:00Z');
    const told = await sweep(world, { now, dryRun: true });
    expect(told.map(({ name, kind, form }) => `${name} ${kind} ${form}`)).toEqual([
      'Ana status-missing mentor-digest',
      'Ben profile-missing message',
    ]);
    expect(await everything()).toEqual(before);
    expect(await sweep(world, { now })).toEqual(told);
  });

  test('nothing to people who are gone', async () => {
    await begin();
    await pairWith('Ben');
    world.clock.forward(3 * 24 * 3_600_000);
    await database.db.update(people).set({ deactivatedAt: world.clock.now() }).where(eq(people.id, ana.id));
    expect(await sweep(world)).toEqual([]);
  });

  const leaves = async (person: Actor) => {
    await database.db.update(people).set({ deactivatedAt: world.clock.now() }).where(eq(people.id, person.id));
  };
  const isBack = async (person: Actor) => {
    await database.db.update(people).set({ deactivatedAt: null }).where(eq(people.id, person.id));
  };
  const asked = async () =>
    (await database.db.select().from(staffRequests)).map(({ kind, settledAt }) => [kind, settledAt]);

  test('a session that was held wants its status, whether the student has left or not', async () => {
    await begin();
    const pair = await pairWith('Ben');
    await book(pair, new Date('2026-10-06T15:00:00Z'));
    world.clock.to('2026-10-06T15:30:00Z');
    await sweep(world);
    await leaves(pair.student);
    expect(await live(8)).toEqual([
      'Tue 6 Oct, 17:45 Ana status-missing',
      'Wed 7 Oct, 08:30 Ana status-missing',
      'Thu 8 Oct, 08:30 Ana status-missing',
      'Fri 9 Oct, 08:30 Ana status-missing',
      'Mon 12 Oct, 08:30 Ana status-missing',
      'Mon 12 Oct, 09:00 staff status-missing',
    ]);
    expect((await linesOfMentor(world, ana.id, world.clock.now())).map(({ kind }) => kind)).toEqual(['status-missing']);
  });

  test('has the mentor left, staff alone is told, and that stays open until it has a status', async () => {
    await begin();
    const pair = await pairWith('Ben');
    const session = await book(pair, new Date('2026-10-06T15:00:00Z'));
    await leaves(ana);
    expect((await live(10)).filter((line) => !line.includes('profile-missing'))).toEqual([
      'Mon 12 Oct, 09:00 staff status-missing',
    ]);
    expect(await asked()).toEqual([['status-missing', null]]);
    await isBack(ana);
    expect((await live(3)).some((line) => line.includes('Ana status-missing'))).toBe(true);
    await database.db.update(sessions).set({ status: 'completed' }).where(eq(sessions.id, session.id));
    await wake(database.db, 'session', session.id, world.clock.now());
    await sweep(world);
    expect(await asked()).toEqual([['status-missing', world.clock.now()]]);
  });

  test('no next session, after a status that came more than a week late: Ana is told before the team is', async () => {
    await begin();
    const pair = await pairWith('Ben');
    const session = await book(pair, new Date('2026-10-06T15:00:00Z'));
    await live(9);
    const late = { status: 'completed', statusAt: world.clock.now() } as const;
    await database.db.update(sessions).set(late).where(eq(sessions.id, session.id));
    await wake(database.db, 'session', session.id, world.clock.now());
    await wake(database.db, 'mentorship', pair.mentorshipId, world.clock.now());
    expect((await live(10)).filter((line) => !line.includes('profile-missing'))).toEqual([
      'Fri 16 Oct, 10:00 Ana next-missing',
      'Tue 20 Oct, 08:30 Ana next-missing',
      'Wed 21 Oct, 09:00 staff next-missing',
    ]);
  });

  test('what staff was asked of a silence is not settled by one of the two leaving', async () => {
    await begin();
    const { student, mentorshipId } = await pairWith('Ben');
    await offerTo(mentorshipId, world.clock.now());
    await live(7);
    await leaves(student);
    await wake(database.db, 'mentorship', mentorshipId, world.clock.now());
    expect(await live(3)).toEqual([]);
    expect(await asked()).toEqual([['silent-student', null]]);
    expect(await openRequests(world, world.clock.now())).toHaveLength(1);
    expect(await linesOfMentor(world, ana.id, world.clock.now())).toEqual([]);
  });

  test('one that cannot be looked at holds up no other, nor the digest of staff', async () => {
    await begin();
    world = { ...world, settings: { ...world.settings, staffChannel: 'C0TEAM' } };
    const bad = await pairWith('Ben');
    const good = await pairWith('Cleo');
    for (const { mentorshipId } of [bad, good]) await offerTo(mentorshipId, world.clock.now());
    await book(await pairWith('Dan'), new Date('2026-10-06T15:00:00Z'));
    await database.db.update(people).set({ zone: 'Nowhere/Land' }).where(eq(people.id, bad.student.id));
    world.clock.to('2026-10-12T07:00:00Z');
    const failed: string[] = [];
    const onFailure = (_: unknown, what: string) => failed.push(what);
    const told = await sweep(world, { onFailure });
    expect(failed).toEqual([`mentorship ${bad.mentorshipId}`]);
    expect(told.map(({ name, kind }) => `${name} ${kind}`)).toEqual(
      expect.arrayContaining(['Cleo reply-missing', 'staff reply-missing', 'Ana status-missing']),
    );
    expect(await keys()).toContain('staff-digest:2026-10-12');
    expect(await sweep(world, { onFailure })).toEqual([]);
    expect(failed).toHaveLength(1);

    await database.db.update(people).set({ zone: 'Europe/Paris' }).where(eq(people.id, bad.student.id));
    world.clock.forward(3_600_000);
    expect((await sweep(world, { onFailure })).map(({ name }) => name)).toContain('Ben');
    expect(failed).toHaveLength(1);
  });

  test('what is found out after the digest of its morning is told by the next one', async () => {
    await begin();
    world = { ...world, settings: { ...world.settings, staffChannel: 'C0TEAM' } };
    const pair = await pairWith('Ben');
    await offerTo(pair.mentorshipId, world.clock.now());
    const question = { personId: pair.student.id, kind: 'question', askedAt: world.clock.now(), matter: 'x' } as const;
    await database.db.insert(staffRequests).values(question);
    await database.db.delete(timers);
    world.clock.to('2026-10-12T07:00:00Z');
    expect(await sweep(world)).toMatchObject([{ to: 'staff', kind: 'staff-digest' }]);
    await wake(database.db, 'mentorship', pair.mentorshipId, world.clock.now());
    world.clock.to('2026-10-12T07:10:00Z');
    await sweep(world);
    const all = await database.db.select().from(staffRequests).orderBy(staffRequests.id);
    expect(all.map(({ kind, askedAt }) => [kind, askedAt.toISOString()])).toEqual([
      ['question', '2026-10-06T08:00:00.000Z'],
      ['silent-student', '2026-10-12T07:10:00.000Z'],
    ]);
  });
});
