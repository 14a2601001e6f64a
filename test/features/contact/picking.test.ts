import { WebClient } from '@slack/web-api';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor } from '../../../src/core/access.ts';
import type { MentorshipId, SessionId, SlotId } from '../../../src/core/ids.ts';
import { slotId } from '../../../src/core/ids.ts';
import { ok, type Result, refuse } from '../../../src/core/result.ts';
import type { Database } from '../../../src/db/client.ts';
import { mentorships, offerSlots, offers, outbox, sessions } from '../../../src/db/schema.ts';
import { write } from '../../../src/db/write.ts';
import { findMentorship, startMentorship } from '../../../src/features/assignment/service.ts';
import { chooseLater } from '../../../src/features/contact/conversation.ts';
import { makeOffer, proposeTimes } from '../../../src/features/contact/offering.ts';
import { acceptSlot, declineOffer, pickSlot } from '../../../src/features/contact/picking.ts';
import { awaitedOffer, hearMessage, turnOf } from '../../../src/features/contact/service.ts';
import { giveStatus } from '../../../src/features/sessions/ending.ts';
import { bookIn, findLastSession, findSession } from '../../../src/features/sessions/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStaff, addStudent, as, testWorld } from '../../support/world.ts';

const typed = (...days: string[]) => days.map((date, index) => ({ n: index + 1, date, time: '19:00' }));
const form = { length: 30, place: null, message: null, keep: false };

describe.each(databases)('Times put forward, on %s', (kind) => {
  let database: Database;
  let world: ReturnType<typeof testWorld>;
  let marc: Actor;
  let ana: Actor;
  let pair: MentorshipId;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    world = testWorld(database.db);
    marc = await addMentor(database.db, { name: 'Marc' });
    ana = await addStudent(database.db, { name: 'Ana' });
    pair = await addMentorship(database.db, marc, ana);
  });

  /** By a form that was opened this instant. */
  const timesFor = async (mentorshipId: MentorshipId, days: string[], movesSessionId: SessionId | null = null) => {
    const lastSessionId = await findLastSession(database.db, mentorshipId);
    return { mentorshipId, typed: typed(...days), movesSessionId, lastSessionId };
  };
  const offer = async (actor: Actor, ...days: string[]) =>
    await makeOffer(as(world, actor), await timesFor(pair, days), form);
  const propose = async (actor: Actor, { moves }: { moves: SessionId | null }, ...days: string[]) =>
    await proposeTimes(as(world, actor), await timesFor(pair, days, moves), { message: null });
  const general = { moves: null };

  async function slots(): Promise<SlotId[]> {
    const rows = await database.db
      .select({ id: offerSlots.id })
      .from(offerSlots)
      .innerJoin(offers, eq(offers.id, offerSlots.offerId))
      .where(eq(offers.mentorshipId, pair))
      .orderBy(offerSlots.id);
    return rows.map(({ id }) => id);
  }
  const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.refusals[0].code);
  const booked = async () =>
    await database.db.select({ status: sessions.status }).from(sessions).where(eq(sessions.mentorshipId, pair));

  test('two clicks at the same moment book once', async () => {
    await offer(marc, '2026-10-08', '2026-10-09');
    const [first = slotId.parse(1), second = first] = await slots();
    const both = await Promise.all([pickSlot(as(world, ana), first), pickSlot(as(world, ana), first)]);
    expect(both.map((each) => each.ok && each.value.done).toSorted()).toEqual(['booked', 'nothing']);
    expect(await booked()).toHaveLength(1);
    expect(await pickSlot(as(world, ana), second)).toMatchObject({ ok: true, value: { done: 'moved' } });
    expect(await booked()).toHaveLength(1);
  });

  test.skipIf(kind === 'pglite')('a click that waits for a booking sees it, and books no second session', async () => {
    await offer(marc, '2026-10-08');
    const [slot = slotId.parse(1)] = await slots();
    const mentorship = await findMentorship(database.db, pair);
    if (mentorship === null) throw new Error('no mentorship');
    const booking = { mentorship, kind: 'discovery', minutes: 30, place: null, message: null } as const;
    const context = as(world, marc);
    let click = Promise.resolve<Result<unknown>>(ok(null));
    await write(context, async (tx, now) => {
      const made = await bookIn(tx, now, context, { ...booking, startsAt: new Date('2026-10-12T17:00:00Z') });
      click = pickSlot(as(world, ana), slot);
      await vi.waitUntil(async () => (await waitingForLocks()) > 0, { timeout: 10_000 });
      return made;
    });
    expect(code(await click)).toBe('closed');
    expect(await booked()).toHaveLength(1);
  });

  async function waitingForLocks(): Promise<number> {
    const [row] = await database.db
      .select({ waiting: sql<number>`count(*)::int` })
      .from(sql`pg_stat_activity`)
      .where(sql`datname = current_database() and wait_event_type = 'Lock'`);
    return row?.waiting ?? 0;
  }

  test('only who they are for may click, and only while the mentorship goes on', async () => {
    const eve = await addStudent(database.db);
    const zoe = await addMentor(database.db);
    const staff = await addStaff(database.db);
    await offer(marc, '2026-10-08');
    await propose(ana, general, '2026-10-09');
    const [offered = slotId.parse(1), proposed = offered] = await slots();
    expect(code(await pickSlot(as(world, eve), offered))).toBe('not-yours');
    expect(code(await pickSlot(as(world, zoe), offered))).toBe('not-yours');
    expect(code(await pickSlot(as(world, marc), offered))).toBe('only-student');
    expect(code(await acceptSlot(as(world, ana), proposed))).toBe('only-mentor');
    expect(code(await acceptSlot(as(world, zoe), proposed))).toBe('not-yours');
    expect(code(await acceptSlot(as(world, marc), offered))).toBe('not-yours');
    expect(code(await offer(zoe, '2026-10-10'))).toBe('not-yours');
    expect(code(await propose(marc, general, '2026-10-10'))).toBe('not-yours');
    expect(code(await chooseLater(as(world, ana), String(pair)))).toBe('not-yours');
    await database.db.update(mentorships).set({ endedAt: world.clock.now() }).where(eq(mentorships.id, pair));
    expect(code(await pickSlot(as(world, ana), offered))).toBe('closed');
    expect(code(await offer(staff, '2026-10-10'))).toBe('ended');
    expect(await booked()).toHaveLength(0);
  });

  test('the same submission again offers nothing twice', async () => {
    const context = { ...as(world, marc), submissionId: `V${pair}` };
    const given = await timesFor(pair, ['2026-10-08']);
    expect(await makeOffer(context, given, form)).toEqual(await makeOffer(context, given, form));
    expect(await slots()).toHaveLength(1);
    const said = await database.db
      .select()
      .from(outbox)
      .where(eq(outbox.conversation, `pair:${pair}`));
    expect(said.filter(({ editOf }) => editOf === null).map((row) => row.kind)).toEqual(['offer']);
  });

  test('what was proposed before a session was booked is not sent any more, unless that was cancelled', async () => {
    const late = async () =>
      code(
        await proposeTimes(
          as(world, ana),
          { ...(await timesFor(pair, ['2026-10-14'])), lastSessionId: null },
          { message: null },
        ),
      );
    const session = await book('2026-10-13T17:00:00Z');
    expect(await late()).toBe('booked-meanwhile');
    await database.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, session));
    expect(await late()).toBe('ok');
  });

  test('a new offer closes the one before; an accepted proposal closes both', async () => {
    await offer(marc, '2026-10-08');
    await offer(marc, '2026-10-09');
    const [old = slotId.parse(1), current = old] = await slots();
    expect(code(await pickSlot(as(world, ana), old))).toBe('closed');
    await propose(ana, general, '2026-10-12');
    const proposed = (await slots()).at(-1) ?? old;
    expect(await acceptSlot(as(world, marc), proposed)).toMatchObject({ ok: true, value: { done: 'booked' } });
    expect(await acceptSlot(as(world, marc), proposed)).toMatchObject({ ok: true, value: { done: 'nothing' } });
    expect(code(await pickSlot(as(world, ana), current))).toBe('closed');
    expect(await booked()).toHaveLength(1);
  });

  test('none of these fits is an answer, once; what is offered can be picked all the same', async () => {
    const made = await offer(marc, '2026-10-08');
    if (!made.ok) throw new Error('refused');
    world.clock.forward(3_600_000);
    await declineOffer(as(world, ana), made.value.offerId);
    const since = world.clock.now();
    world.clock.forward(3_600_000);
    await declineOffer(as(world, ana), made.value.offerId);
    const turn = (await turnOf(world, [pair], world.clock.now())).get(pair);
    expect(turn).toMatchObject({ kind: 'mentor', reason: 'answer-missing', since });
    const [slot = slotId.parse(1)] = await slots();
    expect(code(await pickSlot(as(world, ana), slot))).toBe('ok');
  });

  test.each(['the student writes', 'the mentor writes', 'later', 'another mentor'])(
    'what was said of a silence is edited when it ends: %s',
    async (how) => {
      await offer(marc, '2026-10-12');
      if (how !== 'the student writes') await says(ana);
      await database.db
        .update(outbox)
        .set({ state: 'sent' })
        .where(eq(outbox.subject, `offers:${pair}`));
      const edits = async () =>
        (
          await database.db
            .select()
            .from(outbox)
            .where(eq(outbox.conversation, `pair:${pair}`))
        ).filter(({ editOf, dueAt }) => editOf !== null && dueAt <= world.clock.now()).length;
      world.clock.forward(3_600_000);
      const before = await edits();
      if (how === 'the student writes') await says(ana);
      if (how === 'the mentor writes') await says(marc);
      if (how === 'later') await chooseLater(as(world, marc), String(pair));
      if (how === 'another mentor') await handOver();
      expect(await edits()).toBe(before + 1);
      if (how === 'the mentor writes') await says(marc);
      expect(await edits()).toBe(before + 1);
    },
  );

  test('what the mentor writes while the student is silent begins that silence not anew', async () => {
    const turn = async () => (await turnOf(world, [pair], world.clock.now())).get(pair);
    await offer(marc, '2026-10-20');
    world.clock.forward(3_600_000);
    await says(ana);
    world.clock.forward(3_600_000);
    await says(marc);
    const since = world.clock.now();
    expect(await turn()).toMatchObject({ kind: 'student', since });
    world.clock.forward(73 * 3_600_000);
    await says(marc);
    expect(await turn()).toMatchObject({ kind: 'student', since });
    world.clock.forward(96 * 3_600_000);
    await says(marc);
    expect(await turn()).toMatchObject({ kind: 'staff', reason: 'reply-missing', since });
  });

  test('nor does it the lack of a date, though the student was answered', async () => {
    const turn = async () => (await turnOf(world, [pair], world.clock.now())).get(pair);
    const made = await offer(marc, '2026-10-20');
    if (!made.ok) throw new Error('refused');
    await declineOffer(as(world, ana), made.value.offerId);
    world.clock.forward(3_600_000);
    await says(marc);
    const since = world.clock.now();
    for (let day = 0; day < 8; day += 1) {
      world.clock.forward(24 * 3_600_000);
      await says(ana);
      await says(marc);
    }
    expect(await turn()).toMatchObject({ kind: 'staff', reason: 'contact-missing', since });
  });

  async function says(who: Actor): Promise<void> {
    const [mentorship] = await database.db.select().from(mentorships).where(eq(mentorships.id, pair));
    const ts = String(world.clock.now().getTime() / 1_000);
    const event = { type: 'message', channel_type: 'mpim', channel: mentorship?.channel, user: who.slackId, ts };
    await hearMessage(world, new WebClient(), event);
  }

  async function handOver(): Promise<void> {
    const zoe = await addMentor(database.db);
    const pairing = { mentorId: zoe.id, studentId: ana.id, metOn: null };
    await write(as(world, marc), async (tx, now) => ok(await startMentorship(tx, now, pairing)));
  }

  test('a wish to move one session leaves a wish to move another one open', async () => {
    const [first, second] = [await book('2026-10-13T17:00:00Z'), await book('2026-10-20T17:00:00Z')];
    await propose(ana, { moves: first }, '2026-10-14');
    await propose(ana, { moves: second }, '2026-10-21');
    const [one = slotId.parse(1), two = one] = await slots();
    expect(await acceptSlot(as(world, marc), one)).toMatchObject({
      ok: true,
      value: { done: 'moved', sessionId: first },
    });
    expect(await acceptSlot(as(world, marc), two)).toMatchObject({
      ok: true,
      value: { done: 'moved', sessionId: second },
    });
    expect(await booked()).toHaveLength(2);
  });

  test('times offered to move a session are as long as it, and only for one of the pair that can still be moved', async () => {
    const long = await book('2026-10-13T17:00:00Z', { kind: 'mentoring', minutes: 60 });
    const moving = async (movesSessionId: SessionId, ...days: string[]) =>
      await makeOffer(as(world, marc), await timesFor(pair, days, movesSessionId), { ...form, length: 30 });
    await offer(marc, '2026-10-17');
    const made = await moving(long, '2026-10-13', '2026-10-15');
    const [, same = slotId.parse(1), other = same] = await slots();
    expect(made.ok).toBe(true);
    expect(await pickSlot(as(world, ana), other)).toMatchObject({
      ok: true,
      value: { done: 'moved', sessionId: long },
    });
    expect(await pickSlot(as(world, ana), same)).toMatchObject({ ok: true, value: { done: 'moved', sessionId: long } });
    const kept = await findSession(database.db, long);
    expect(kept).toMatchObject({ kind: 'mentoring', endsAt: new Date('2026-10-13T18:00:00Z'), revision: 2 });
    expect(await booked()).toHaveLength(1);

    const eve = await addStudent(database.db);
    const elsewhere = await addMentorship(database.db, marc, eve);
    const given = await timesFor(elsewhere, ['2026-10-19'], long);
    expect(code(await makeOffer(as(world, marc), given, form))).toBe('changed');
    world.clock.to('2026-10-13T17:00:00Z');
    expect(code(await moving(long, '2026-10-16'))).toBe('changed');
  });

  test('a late correction of a status leaves the turn where it was', async () => {
    const session = await book('2026-10-08T07:00:00Z');
    const ends = async (status: 'cancelled_late' | 'other' | 'completed') =>
      await write(as(world, marc), async (tx, now) => {
        const found = await findSession(tx, session);
        return found === null
          ? refuse('none', () => '')
          : await giveStatus(tx, now, as(world, marc), found, { status, reason: null });
      });
    world.clock.forward(26 * 3_600_000);
    await ends('cancelled_late');
    await offer(marc, '2026-10-12');
    world.clock.forward(24 * 3_600_000);
    const turn = async () => (await turnOf(world, [pair], world.clock.now())).get(pair);
    const before = await turn();
    expect(before).toMatchObject({ kind: 'student', reason: 'reply-missing' });
    await ends('other');
    expect(await turn()).toEqual(before);
    await ends('completed');
    const since = new Date('2026-10-08T07:30:00Z');
    expect(await turn()).toMatchObject({ kind: 'student', reason: 'reply-missing', since });
  });

  test('what was offered before a session ended is waited for after it, and shown', async () => {
    const session = await book('2026-10-08T16:00:00Z', { kind: 'mentoring', minutes: 45 });
    world.clock.to('2026-10-08T16:40:00Z');
    await offer(marc, '2026-10-14', '2026-10-15');
    const waitedFor = async () => (await awaitedOffer(world, pair, world.clock.now()))?.slots.length ?? 0;
    expect(await waitedFor()).toBe(0);
    world.clock.to('2026-10-08T16:50:00Z');
    await write(as(world, marc), async (tx, now) => {
      const found = await findSession(tx, session);
      const ending = { status: 'completed', reason: null } as const;
      return found === null ? refuse('none', () => '') : await giveStatus(tx, now, as(world, marc), found, ending);
    });
    const since = new Date('2026-10-08T16:45:00Z');
    const turn = (await turnOf(world, [pair], world.clock.now())).get(pair);
    expect(turn).toMatchObject({ kind: 'student', reason: 'reply-missing', since });
    expect(await waitedFor()).toBe(2);
    const [slot = slotId.parse(1)] = await slots();
    expect(code(await pickSlot(as(world, ana), slot))).toBe('ok');
  });

  async function book(startsAt: string, more: { kind?: 'mentoring'; minutes?: number } = {}): Promise<SessionId> {
    const mentorship = await findMentorship(database.db, pair);
    if (mentorship === null) throw new Error('no mentorship');
    const booking = { mentorship, kind: 'discovery', minutes: 30, place: null, message: null, ...more } as const;
    const made = await write(as(world, marc), (tx, now) =>
      bookIn(tx, now, as(world, marc), { ...booking, startsAt: new Date(startsAt) }),
    );
    const [id] = made.ok ? made.value.sessionIds : [];
    if (id === undefined) throw new Error('not booked');
    return id;
  }

  test('later is nobody’s turn for a week, unless times are put forward before', async () => {
    expect(await chooseLater(as(world, marc), String(pair))).toEqual({
      ok: true,
      value: { until: '2026-10-13T08:00:00.000Z' },
    });
    const turn = async () => (await turnOf(world, [pair], world.clock.now())).get(pair)?.kind;
    expect(await turn()).toBe('nobody');
    world.clock.forward(24 * 3_600_000);
    await offer(marc, '2026-10-12');
    expect(await turn()).toBe('student');
  });
});
