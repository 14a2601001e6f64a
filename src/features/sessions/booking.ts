import type { SessionId } from '../../core/ids.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { addMinutes, formatFor, instantToLocal, weekly } from '../../core/time.ts';
import type { Db } from '../../db/client.ts';
import { databaseError, exclusionViolation } from '../../db/errors.ts';
import { wake } from '../../db/timers.ts';
import { type Context, record } from '../../db/write.ts';
import { enqueue, pair, refresh, refreshAll } from '../../outbox/enqueue.ts';
import { findMentorship, type Mentorship } from '../assignment/service.ts';
import { findClashes, refuseClash, refuseSeries, type Wanted } from './clashes.ts';
import { findBookedAfter } from './meanwhile.ts';
import { checkStart, lengthGoingOn, type SessionKind } from './rules.ts';
import * as store from './store.ts';

/** An appointment to be made; `series.times` counts the first one too. */
export interface Booking {
  readonly mentorship: Mentorship;
  readonly kind: SessionKind;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly place: string | null;
  readonly message: string | null;
  readonly series?: { readonly times: number };
  /** The newest session of the two that whoever books knew of: one booked since, and still ahead, refuses this one. */
  readonly last?: SessionId | null | undefined;
  /** The caller says it in a reply of its own. */
  readonly isQuiet?: boolean;
}

/**
 * Books one session, or a weekly series at the same local time of the mentoring zone (N2), in the caller's transaction; whatever
 * a series begins with, it goes on with mentoring. Refuses, at `date`, `time` or `times`, what is past, too far ahead or skipped
 * by the clock, and what overlaps a session of either (with the nearest free times); a series with a clash books nothing. One
 * summary goes to the thread (H11).
 */
export async function bookIn(
  tx: Db,
  now: Date,
  context: Context,
  booking: Booking,
): Promise<Result<{ sessionIds: SessionId[] }>> {
  const { mentorship, kind, minutes, place, message, last } = booking;
  const { zone } = context.settings;
  const starts = planned(booking, zone);
  const skipped = starts.indexOf(null);
  if (skipped >= 0) return refuse('no-such-time', (words) => words.sessions.seriesSkips(skipped + 1), 'times');
  const laterMinutes = lengthGoingOn({ kind, minutes }, mentorship.funding);
  const wanted = starts.flatMap((startsAt, index) =>
    startsAt === null ? [] : [span(startsAt, index === 0 ? minutes : laterMinutes)],
  );
  const start = refuseStarts(wanted, now);
  if (start !== null) return { ok: false, refusals: [start] };

  const people = [mentorship.mentorId, mentorship.studentId];
  if (!(await lockPair(tx, mentorship))) return refuseEnded;
  const meanwhile = last === undefined ? null : await findBookedAfter(tx, mentorship.id, last, now);
  if (meanwhile !== null) return refuseOvertaken(context, meanwhile);
  const clashes = await findClashes(tx, people, wanted);
  const clash = async () =>
    booking.series === undefined
      ? await refuseClash(tx, context, mentorship, wanted[0] ?? span(booking.startsAt, minutes), now)
      : await refuseSeries(tx, context, mentorship, wanted);
  if (clashes.length > 0) return await clash();

  const rows = { mentorshipId: mentorship.id, mentorId: mentorship.mentorId, studentId: mentorship.studentId };
  const local = instantToLocal(booking.startsAt, zone);
  const inserted = await unlessOverlapping(tx, async (inner) => {
    const seriesId =
      booking.series === undefined
        ? null
        : await store.insertSeries(inner, {
            mentorshipId: mentorship.id,
            weekday: local.weekday,
            localTime: local.time,
            zone,
            minutes: laterMinutes,
            times: wanted.length,
          });
    const common = { ...rows, kind, zone, place, message, seriesId, bookedAt: now, bookedBy: context.actor.id };
    return await store.insertSessions(
      inner,
      wanted.map((when, index) => ({ ...common, ...when, kind: index === 0 ? kind : 'mentoring' })),
    );
  });
  const [first] = inserted ?? [];
  if (inserted === null || first === undefined) return await clash();

  if (booking.isQuiet !== true) await summarise(tx, now, mentorship, first);
  await changed(tx, now, mentorship, `booked${first}`, inserted);
  await record(tx, { at: now, actor: context.actor, action: 'book', subject: `session:${first}` });
  return ok({ sessionIds: inserted });
}

/** Where a session goes; without a place it stays where it was. */
export interface MoveTo {
  readonly sessionId: SessionId;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly place?: string | null;
  readonly message?: string | null;
  /** The revision that whoever moves it has seen: one overtaken changes nothing. */
  readonly revision?: number;
}

/**
 * Moves a booked session that has not begun (L2): it stays the same one, its old time goes to its history, its revision grows. What
 * was said of it is edited; the new time is one reply in the thread. Refuses like `bookIn`.
 */
export async function moveIn(
  tx: Db,
  now: Date,
  context: Context,
  move: MoveTo,
): Promise<Result<{ sessionId: SessionId; revision: number }>> {
  const found = await store.findOne(tx, move.sessionId);
  if (found === null) return refuse('no-session', (words) => words.common.notYours);
  const people = [found.mentorId, found.studentId];
  await store.lockPeople(tx, people);
  const session = await store.findOne(tx, move.sessionId);
  if (session === null || session.status !== 'booked') {
    return refuse('not-booked', (words) => words.sessions.notBookedAnyMore);
  }
  if (move.revision !== undefined && move.revision !== session.revision) {
    return refuse('changed', (words) => words.sessions.changedMeanwhile);
  }
  if (session.startsAt <= now) return refuse('begun', (words) => words.sessions.hasBegun);
  const wanted = span(move.startsAt, move.minutes);
  const start = refuseStarts([wanted], now);
  if (start !== null) return { ok: false, refusals: [start] };
  const clash = async () => await refuseClash(tx, context, session, wanted, now, session.id);
  if ((await findClashes(tx, people, [wanted], session.id)).length > 0) return await clash();

  const revision = session.revision + 1;
  const updated = await unlessOverlapping(tx, async (inner) => {
    await store.update(inner, session.id, {
      ...wanted,
      ...(move.place === undefined ? {} : { place: move.place }),
      ...(move.message === undefined ? {} : { message: move.message }),
    });
    return true;
  });
  if (updated === null) return await clash();
  await store.insertMove(tx, {
    sessionId: session.id,
    revision,
    fromStartsAt: session.startsAt,
    fromEndsAt: session.endsAt,
    movedAt: now,
    movedBy: context.actor.id,
  });
  await refreshSession(tx, now, session, revision, wanted.startsAt);
  await enqueue(tx, now, [
    {
      kind: 'moved',
      payload: { sessionId: session.id, revision },
      conversation: pair(session.mentorshipId),
      dedupeKey: `moved:${session.id}:${revision}`,
      dueAt: now,
      subject: `session:${session.id}`,
    },
  ]);
  await changed(tx, now, { id: session.mentorshipId }, `moved${session.id}.${revision}`, [session.id]);
  await record(tx, { at: now, actor: context.actor, action: 'move', subject: `session:${session.id}` });
  return ok({ sessionId: session.id, revision });
}

/** Locks the two. False where their mentorship has ended, as it may while whoever hands the student over holds the lock. */
export async function lockPair(tx: Db, { id, mentorId, studentId }: Mentorship): Promise<boolean> {
  await store.lockPeople(tx, [mentorId, studentId]);
  return (await findMentorship(tx, id))?.endedAt === null;
}

/** `booked-meanwhile` asks to show the form again. */
function refuseOvertaken({ actor, settings }: Context, startsAt: Date): Result<never> {
  const when = formatFor(actor, startsAt, settings.zone, 'full');
  return refuse('booked-meanwhile', ({ sessions }) => sessions.bookedMeanwhile(when));
}

export const refuseEnded = refuse('ended', (words) => words.contact.ended, 'student');

/**
 * Edits what was said about a session: in its own messages, in its series' summary, and as the next date of those before it, or
 * before the start that it is moved to.
 */
export async function refreshSession(
  tx: Db,
  now: Date,
  session: store.Session,
  revision: number,
  movedTo: Date = session.startsAt,
): Promise<void> {
  await refresh(tx, now, `session:${session.id}`, `rev${revision}`);
  if (session.seriesId !== null) {
    await refresh(tx, now, `series:${session.seriesId}`, `session${session.id}.rev${revision}`);
  }
  const naming = [
    ...(await store.findNaming(tx, session, session.startsAt)),
    ...(await store.findNaming(tx, session, movedTo)),
  ];
  const subjects = new Set(naming.map(({ id }) => `session:${id}`));
  await refreshAll(tx, now, [...subjects], `next${session.id}.rev${revision}`);
}

/** What follows every change of a pair's sessions: open offers are looked at anew, and so is what falls due. */
export async function changed(
  tx: Db,
  now: Date,
  mentorship: { id: Mentorship['id'] },
  change: string,
  sessionIds: readonly SessionId[],
): Promise<void> {
  await refresh(tx, now, `offers:${mentorship.id}`, change);
  await wake(tx, 'mentorship', mentorship.id, now);
  for (const id of sessionIds) await wake(tx, 'session', id, now);
}

/** Runs what the database itself may refuse as a double booking (null), without losing the transaction. */
export async function unlessOverlapping<T>(tx: Db, work: (inner: Db) => Promise<T>): Promise<T | null> {
  try {
    return await tx.transaction((inner) => work(inner));
  } catch (error) {
    if (databaseError(error)?.code === exclusionViolation) return null;
    throw error;
  }
}

export function span(startsAt: Date, minutes: number): Wanted {
  return { startsAt, endsAt: addMinutes(startsAt, minutes) };
}

function planned({ startsAt, series }: Booking, zone: string): Array<Date | null> {
  if (series === undefined) return [startsAt];
  return [startsAt, ...weekly(instantToLocal(startsAt, zone), series.times, zone).slice(1)];
}

function refuseStarts(wanted: readonly Wanted[], now: Date): Refusal | null {
  for (const [index, { startsAt }] of wanted.entries()) {
    const problem = checkStart({ startsAt, now });
    if (problem === null) continue;
    if (problem === 'past') return { code: 'past', field: 'date', say: (words) => words.sessions.past };
    const field = index === 0 ? 'date' : 'times';
    return { code: 'too-far', field, say: (words) => words.sessions.tooFar };
  }
  return null;
}

async function summarise(tx: Db, now: Date, mentorship: Mentorship, first: SessionId): Promise<void> {
  await enqueue(tx, now, [
    {
      kind: 'booking',
      payload: { sessionId: first },
      conversation: pair(mentorship.id),
      dedupeKey: `booking:${first}`,
      dueAt: now,
      subject: await subjectOf(tx, first),
    },
  ]);
}

async function subjectOf(tx: Db, id: SessionId): Promise<string> {
  const session = await store.findOne(tx, id);
  return session?.seriesId == null ? `session:${id}` : `series:${session.seriesId}`;
}
