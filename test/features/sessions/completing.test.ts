import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access.ts';
import type { SessionId } from '../../../src/core/ids.ts';
import { addDays, addMinutes } from '../../../src/core/time.ts';
import { wordsFor } from '../../../src/core/words/index.ts';
import type { Database } from '../../../src/db/client.ts';
import {
  mentorships,
  outbox,
  privateComments,
  sessions,
  staffRequests,
  students,
  tasks,
} from '../../../src/db/schema.ts';
import { write } from '../../../src/db/write.ts';
import { mentorshipOfStudent } from '../../../src/features/assignment/service.ts';
import {
  editNote,
  noteOfSession,
  notesOf,
  privateCommentsOf,
  tasksOfSession,
  tickTask,
} from '../../../src/features/notes/service.ts';
import { contest } from '../../../src/features/sessions/cancelling.ts';
import { type Correcting, completeForm, completeSession, standOf } from '../../../src/features/sessions/completing.ts';
import { bookIn, findSession, upcomingOf, withoutStatus } from '../../../src/features/sessions/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStaff, addStudent, as, testWorld } from '../../support/world.ts';

const start = '2026-10-06T17:00:00Z';
/** What is asked of the discovery session (H23). */
const answers = { before: 'b', reasons: 'r', objectives: 'o', level: 'l', hours: '9', next: 'x' };

describe.each(databases)('Completing on %s', (kind) => {
  let database: Database;
  let world: ReturnType<typeof testWorld>;
  let marc: Actor;
  let ana: Actor;
  let sessionId: SessionId;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  /** Marc and Ana have a session of 45 minutes; it began 20 minutes ago. */
  beforeEach(async () => {
    world = testWorld(database.db);
    marc = await addMentor(database.db, { name: 'Marc' });
    ana = await addStudent(database.db, { name: 'Ana', funding: 'self-funded', level: 3 });
    await addMentorship(database.db, marc, ana);
    sessionId = await booked(marc, ana, start);
    world.clock.to('2026-10-06T17:20:00Z');
  });

  async function booked(mentor: Actor, student: Actor, startsAt: string): Promise<SessionId> {
    const mentorship = await mentorshipOfStudent(database.db, student.id);
    if (mentorship === null) throw new Error('no mentorship');
    const wanted = { mentorship, kind: 'mentoring', minutes: 45, place: null, message: null } as const;
    const context = as(world, mentor);
    const result = await write(context, (tx, now) =>
      bookIn(tx, now, context, { ...wanted, startsAt: new Date(startsAt) }),
    );
    const [id] = result.ok ? result.value.sessionIds : [];
    if (id === undefined) throw new Error('not booked');
    return id;
  }

  const complete = (actor: Actor, values: Record<string, string>, correcting: Correcting | null = null) =>
    completeSession(
      as(world, actor),
      completeForm.parse({ session: String(sessionId), status: 'completed', ...values }),
      correcting,
      () => {},
    );
  const session = async () => {
    const found = await findSession(database.db, sessionId);
    if (found === null) throw new Error('no session');
    return found;
  };
  /** What a form that corrects the session carries with it, opened now. */
  const opened = async (): Promise<Correcting> => {
    const [note, given] = await Promise.all([
      noteOfSession(database.db, sessionId),
      tasksOfSession(database.db, sessionId),
    ]);
    return { session: sessionId, stand: standOf(await session(), note, given) };
  };
  const next = async () => (await upcomingOf(database.db, { studentId: ana.id }, world.clock.now(), 1))[0];
  const haveMet = () =>
    database.db.update(mentorships).set({ metOn: '2026-09-01' }).where(eq(mentorships.studentId, ana.id));
  const said = async () =>
    (
      await database.db
        .select()
        .from(outbox)
        .where(eq(outbox.subject, `session:${sessionId}`))
    ).map((row) => row.kind);

  test('what billing needs is copied when the session ends (L6)', async () => {
    expect(await complete(marc, { note: 'Good' })).toMatchObject({ ok: true });
    const [row] = await database.db.select().from(sessions).where(eq(sessions.id, sessionId));
    expect(row).toMatchObject({ status: 'completed', level: 3, funding: 'self-funded', statusBy: marc.id });
    expect(await withoutStatus(database.db, marc.id, world.clock.now())).toEqual([]);
  });

  test.each([
    ['2026-10-06T17:14:00Z', 'absent', 'not-yet'],
    ['2026-10-06T17:15:00Z', 'absent', null],
    ['2026-10-06T17:15:00Z', 'cancelled', 'not-yet'],
    ['2026-10-06T17:15:00Z', 'cancelled_late', null],
    ['2026-10-06T17:15:00Z', 'other', 'no-reason'],
    ['2026-10-06T17:15:00Z', 'completed', 'no-note'],
  ])('at %s, %s: %s (L1)', async (now, status, code) => {
    const at = { ...world, clock: { now: () => new Date(now), wall: () => new Date() } };
    const form = completeForm.parse({ session: String(sessionId), status });
    const result = await completeSession(as(at, marc), form, null, () => {});
    expect(result.ok ? null : result.refusals[0].code).toBe(code);
  });

  test.each(['another mentor', 'the student', 'a stranger'])('%s may not', async (who) => {
    const actor = {
      'another mentor': await addMentor(database.db),
      'the student': ana,
      'a stranger': await addStudent(database.db),
    }[who];
    if (actor === undefined) throw new Error('nobody');
    expect(await complete(actor, { note: 'Good' })).toMatchObject({ refusals: [{ code: 'not-yours' }] });
    expect((await session()).status).toBe('booked');
  });

  test('after the hand-over the mentor who held it still may, and reads nothing later; the new one may not', async () => {
    const zoe = await addMentor(database.db, { name: 'Zoe' });
    await database.db.update(mentorships).set({ endedAt: world.clock.now() }).where(eq(mentorships.studentId, ana.id));
    await addMentorship(database.db, zoe, ana);
    expect(await complete(zoe, { note: 'Good' })).toMatchObject({ refusals: [{ code: 'not-yours' }] });
    expect(await complete(marc, { note: 'Good', following: 'same-slot' })).toMatchObject({
      value: { following: 'refused' },
    });
  });

  test('the same submission again, and a second form, change nothing', async () => {
    const context = as(world, marc, `V${sessionId}`);
    const form = completeForm.parse({ session: String(sessionId), status: 'completed', note: 'Good', private: 'Hm' });
    const first = await completeSession(context, form, null, () => {});
    expect(await completeSession(context, form, null, () => {})).toEqual(first);
    expect(await complete(marc, { note: 'Better' })).toMatchObject({
      refusals: [{ code: 'has-status', field: 'session' }],
    });
    expect(await database.db.select().from(privateComments).where(eq(privateComments.studentId, ana.id))).toHaveLength(
      1,
    );
    expect((await said()).filter((each) => each === 'completion')).toHaveLength(1);
  });

  test('a correction keeps the note’s versions and the ticks of the tasks that stay', async () => {
    await complete(marc, { note: 'Good', tasks: 'Read ~2h\nWrite' });
    const [read] = await database.db.select().from(tasks).where(eq(tasks.sessionId, sessionId));
    if (read === undefined) throw new Error('no task');
    expect(await tickTask(as(world, marc), read.id, true)).toMatchObject({ refusals: [{ code: 'not-yours' }] });
    for (let times = 0; times < 2; times += 1) expect((await tickTask(as(world, ana), read.id, true)).ok).toBe(true);
    const correcting = await opened();
    expect(await complete(marc, { note: 'Better', tasks: 'Write ~1h\nRead ~2h' }, correcting)).toMatchObject({
      ok: true,
    });
    expect(await noteOfSession(database.db, sessionId)).toMatchObject({ version: 2, texts: { note: 'Better' } });
    const kept = await database.db.select().from(tasks).where(eq(tasks.sessionId, sessionId)).orderBy(tasks.position);
    expect(kept.map(({ text, minutes, doneAt }) => [text, minutes, doneAt !== null])).toEqual([
      ['Write', 60, false],
      ['Read', 120, true],
    ]);
  });

  test('a correction undoes no note and no tasks that are newer than its form; a tick does not count', async () => {
    await complete(marc, { note: 'Good', tasks: 'Read ~2h' });
    const old = { note: 'Good', tasks: 'Read ~2h', status: 'cancelled_late' };
    const overtaken = { refusals: [{ code: 'changed', field: 'status' }] };

    const beforeTheNote = await opened();
    const note = await noteOfSession(database.db, sessionId);
    if (note === null) throw new Error('no note');
    await editNote(as(world, marc), { note: note.id, version: note.version }, { note: 'Very good' });
    expect(await complete(marc, old, beforeTheNote)).toMatchObject(overtaken);
    expect(await noteOfSession(database.db, sessionId)).toMatchObject({ texts: { note: 'Very good' } });

    const beforeTheTasks = await opened();
    expect(await complete(marc, { note: 'Very good', tasks: 'Read ~3h' }, await opened())).toMatchObject({ ok: true });
    expect(await complete(marc, { ...old, note: 'Very good' }, beforeTheTasks)).toMatchObject(overtaken);

    const beforeTheTick = await opened();
    const [read] = await tasksOfSession(database.db, sessionId);
    if (read === undefined) throw new Error('no task');
    await tickTask(as(world, ana), read.id, true);
    expect(await complete(marc, { ...old, tasks: 'Read ~3h' }, beforeTheTick)).toMatchObject({ ok: true });
  });

  test.each(['absent', 'cancelled_late', 'other'])(
    '%s without a note: the student reads of the next one',
    async (status) => {
      const done = await complete(marc, { status, reason: 'Power cut', following: 'same-slot' });
      expect(done).toMatchObject({ value: { following: 'same-slot' } });
      expect((await next())?.startsAt).toEqual(new Date('2026-10-13T17:00:00Z'));
      const told = await database.db
        .select()
        .from(outbox)
        .where(eq(outbox.dedupeKey, `booking:${(await next())?.id}`));
      expect(told).toHaveLength(1);
      expect(await said()).not.toContain('completion');
    },
  );

  test.each([
    ['discovery', '2026-10-06T17:00:00Z', 45],
    ['presentation', '2026-10-06T17:00:00Z', 45],
    ['mentoring', '2026-10-06T17:15:00Z', 30],
  ] as const)('the same time a week after a %s session is mentoring (H18)', async (kind, endsAt, minutes) => {
    await database.db.update(students).set({ funding: 'funded' }).where(eq(students.personId, ana.id));
    if (kind !== 'discovery') await haveMet();
    const startsAt = addMinutes(new Date(endsAt), -30);
    await database.db
      .update(sessions)
      .set({ kind, startsAt, endsAt: new Date(endsAt) })
      .where(eq(sessions.id, sessionId));
    expect(await complete(marc, { ...answers, note: 'Good', following: 'same-slot' })).toMatchObject({ ok: true });
    expect(await next()).toMatchObject({ kind: 'mentoring', startsAt: addDays(startsAt, 7) });
    expect((await next())?.endsAt).toEqual(addMinutes(addDays(startsAt, 7), minutes));
  });

  test.each(['absent', 'cancelled_late'])(
    'a discovery session %s is still to be had at the same time next week, of 30 minutes (H12)',
    async (status) => {
      await database.db.update(sessions).set({ kind: 'discovery' }).where(eq(sessions.id, sessionId));
      await complete(marc, { status, following: 'same-slot' });
      expect(await next()).toMatchObject({
        kind: 'discovery',
        startsAt: new Date('2026-10-13T17:00:00Z'),
        endsAt: new Date('2026-10-13T17:30:00Z'),
      });
    },
  );

  test('the same time next week is booked already, with another session in between: nothing is in the way', async () => {
    await booked(marc, ana, '2026-10-13T17:00:00Z');
    await booked(marc, ana, '2026-10-09T17:00:00Z');
    expect(await complete(marc, { note: 'Good', following: 'same-slot' })).toMatchObject({
      value: { following: 'same-slot' },
    });
    expect(await upcomingOf(database.db, { studentId: ana.id }, world.clock.now())).toHaveLength(2);
  });

  test('absent is told in person, can be contested once, and a correction settles that', async () => {
    await complete(marc, { status: 'absent' });
    expect(await said()).toContain('missed-session');
    expect(await contest(as(world, marc), sessionId)).toMatchObject({ refusals: [{ code: 'not-yours' }] });
    expect(await contest(as(world, ana), sessionId)).toMatchObject({ ok: true });
    expect(await contest(as(world, ana), sessionId)).toMatchObject({ ok: true });
    const requests = () => database.db.select().from(staffRequests).where(eq(staffRequests.sessionId, sessionId));
    expect(await requests()).toMatchObject([{ kind: 'not-right', settledAt: null }]);
    await database.db.update(staffRequests).set({ settledAt: world.clock.now() });
    world.clock.forward(60_000);
    expect(await contest(as(world, ana), sessionId)).toMatchObject({ ok: true });
    expect(await requests()).toMatchObject([{ kind: 'not-right', settledAt: null, askedAt: world.clock.now() }]);
    const staff = await addStaff(database.db);
    const correcting = await opened();
    expect(await complete(staff, { note: 'She was there' }, correcting)).toMatchObject({ ok: true });
    expect((await requests())[0]?.settledAt).not.toBeNull();
    expect(await contest(as(world, ana), sessionId)).toMatchObject({ refusals: [{ code: 'corrected' }] });
  });

  test('what becomes *other* has a reason of its own; another status keeps the one it had (L1)', async () => {
    await database.db
      .update(sessions)
      .set({ status: 'cancelled_late', reason: 'ill', statusAt: world.clock.now() })
      .where(eq(sessions.id, sessionId));
    expect(await complete(marc, { status: 'other' }, await opened())).toMatchObject({
      refusals: [{ code: 'no-reason', field: 'reason' }],
    });
    await complete(marc, { status: 'cancelled_late', reason: 'not read', note: 'Get well' }, await opened());
    expect(await session()).toMatchObject({ status: 'cancelled_late', reason: 'ill' });
    await complete(marc, { status: 'other', reason: 'Power cut' }, await opened());
    expect(await session()).toMatchObject({ status: 'other', reason: 'Power cut' });
    await complete(marc, { status: 'other', note: 'Next week then' }, await opened());
    expect(await session()).toMatchObject({ status: 'other', reason: 'Power cut' });
    await complete(marc, { status: 'absent' }, await opened());
    expect(await session()).toMatchObject({ status: 'absent', reason: null });
  });

  test('a correction that was overtaken changes nothing; one that takes another session’s time is refused', async () => {
    await complete(marc, { status: 'cancelled_late' });
    const correcting = await opened();
    expect(await complete(marc, { note: 'x' }, { session: sessionId, stand: '0' })).toMatchObject({
      refusals: [{ code: 'changed' }],
    });
    const bea = await addStudent(database.db);
    await addMentorship(database.db, marc, bea);
    const other = await session();
    const { mentorId, mentorshipId, zone, startsAt, endsAt } = other;
    const row = {
      mentorId,
      mentorshipId,
      zone,
      startsAt,
      endsAt,
      studentId: bea.id,
      kind: 'mentoring',
      bookedAt: startsAt,
      bookedBy: mentorId,
    } as const;
    await database.db.insert(sessions).values(row);
    expect(await complete(marc, { note: 'x' }, correcting)).toMatchObject({
      refusals: [{ code: 'taken', field: 'status' }],
    });
  });

  test.each([
    [[], 'mentoring'],
    [['absent'], 'discovery'],
    [['booked'], 'mentoring'],
    [['cancelled', 'completed'], 'mentoring'],
  ] as const)('with discovery sessions before it that are %j, what is held is a %s session (H12)', async (...row) => {
    const [statuses, expected] = row;
    const { mentorId, studentId, mentorshipId, zone } = await session();
    const who = { mentorId, studentId, mentorshipId, zone, bookedBy: mentorId, kind: 'discovery' as const };
    for (const [index, status] of statuses.entries()) {
      const startsAt = addDays(new Date(start), index - 14);
      const when = { startsAt, endsAt: addMinutes(startsAt, 30), bookedAt: startsAt };
      await database.db.insert(sessions).values({ ...who, ...when, status });
    }
    const other = expected === 'discovery' ? { note: 'Good' } : answers;
    expect((await complete(marc, other)).ok).toBe(false);
    expect((await complete(marc, expected === 'discovery' ? answers : { note: 'Good' })).ok).toBe(true);
    expect(await session()).toMatchObject({ kind: expected, status: 'completed' });
  });

  test.each([
    [{ date: '2026-09-29', time: '19:00' }, 'not-recent'],
    [{ date: '2026-10-06', time: '19:30' }, 'not-recent'],
    [{ date: '2026-10-06', time: '19:10' }, 'taken'],
    [{ date: '2026-10-05', time: '19:00', length: '45' }, 'wrong-length'],
    [{ date: '2026-10-05', time: '19:00' }, null],
  ])('one not listed, on %j: %s', async (when, code) => {
    const values = { ...answers, session: 'not-listed', student: String(ana.id), note: 'n' };
    const result = await complete(marc, { ...values, ...when });
    expect(result.ok ? null : result.refusals[0].code).toBe(code);
    if (!result.ok) return;
    expect(await findSession(database.db, result.value.sessionId)).toMatchObject({
      addedAfterwards: true,
      kind: 'discovery',
      status: 'completed',
    });
  });

  test('one not listed that clashes reads why, and no times ahead, which could not be added either', async () => {
    const values = { session: 'not-listed', student: String(ana.id), note: 'n', date: '2026-10-06', time: '19:10' };
    const result = await complete(marc, { ...answers, ...values });
    const [refusal] = result.ok ? [] : result.refusals;
    expect(refusal?.say(wordsFor('en'))).toBe('You have a session with Ana from 19:00 to 19:45.');
  });

  test('private comments: for mentors and staff; a past mentor’s end with the hand-over', async () => {
    await complete(marc, { note: 'Good', private: 'Between us' });
    const lea = await addMentor(database.db, { name: 'Lea' });
    const read = (relation: Parameters<typeof privateCommentsOf>[2], reader = lea) =>
      privateCommentsOf(database.db, reader, relation, ana.id);
    expect(await read({ kind: 'current-mentor' })).toMatchObject([{ text: 'Between us', authorName: 'Marc' }]);
    expect(await read({ kind: 'staff' })).toHaveLength(1);
    const handOver = { kind: 'past-mentor', until: new Date('2026-10-06T17:00:00Z') } as const;
    expect(await read(handOver)).toEqual([]);
    expect(await read(handOver, marc)).toHaveLength(1);
    expect(await read({ kind: 'self' })).toEqual([]);
    expect(await read({ kind: 'stranger' })).toEqual([]);
    expect(JSON.stringify(await notesOf(database.db, ana.id, { limit: 10, offset: 0 }))).not.toContain('Between us');
  });
});
