import { z } from 'zod';
import { checkAccess } from '../../core/access.ts';
import type { MentorshipId, OfferId, SessionId } from '../../core/ids.ts';
import { ok, type Refusal, type Result, refuse, refuseAll } from '../../core/result.ts';
import { addMinutes, formatFor } from '../../core/time.ts';
import { isVideoLink } from '../../core/video-link.ts';
import type { Db } from '../../db/client.ts';
import { wake } from '../../db/timers.ts';
import { type Context, record, write } from '../../db/write.ts';
import { enqueue, pair, refresh, refreshAt } from '../../outbox/enqueue.ts';
import { optionalText } from '../../slack/forms.ts';
import { findMentorship, type Mentorship, relationTo } from '../assignment/service.ts';
import {
  allowedLengths,
  defaultKind,
  defaultLength,
  findBookedAfter,
  findClashes,
  findSession,
  hasHadDiscovery,
  minutesOf,
  refuseClash,
  type Session,
} from '../sessions/service.ts';
import { lapsesAt } from './rules.ts';
import * as store from './store.ts';
import { type ReadTime, readTimes, type TypedTime, toTemplate } from './times.ts';

/** The modal `offer` beside its times, read. */
export const offerForm = z.object({
  /** Not asked of a session that is moved. */
  length: z.coerce.number().int().min(1).max(240).nullish(),
  place: optionalText,
  message: optionalText,
  keep: z
    .array(z.string())
    .nullish()
    .transform((kept) => (kept ?? []).includes('keep')),
});

/** The modal `propose` beside its times, read. */
export const proposeForm = z.object({ message: optionalText });

/**
 * A mentor offers times (H5, H6): one reply in the student's thread, with a button for each. Refused, at the field: no time, what
 * `readTimes` refuses, an overlap with a session of either, a wrong length, and a place that is no https address; as a whole, what
 * a booking has overtaken. Times to move a session are for one as long as it, where it is.
 */
export async function makeOffer(
  context: Context,
  of: TimesFor,
  form: z.output<typeof offerForm>,
): Promise<Result<{ offerId: OfferId }>> {
  return await write(context, async (tx, now) => {
    const found = await currentMentorship(tx, context, of.mentorshipId, 'offer');
    if (!found.ok) return found;
    const mentorship = found.value;
    const overtaken = await refuseOvertaken(tx, context, of, now);
    if (!overtaken.ok) return overtaken;
    const { times, refusals } = readTimes(of.typed, { madeBy: 'mentor', zone: context.settings.zone, now });
    const arranged = await offeredArrangement(tx, mentorship, of.movesSessionId, form, now);
    if (!arranged.ok) return arranged;
    const { wrong, ...arrangement } = arranged.value;
    const checked = refuseAll([
      ...refusals,
      ...(times.length + refusals.length === 0 ? [noTime] : []),
      ...(await refuseClashes(tx, context, mentorship, times, arrangement.minutes, now, of.movesSessionId)),
      ...wrong,
    ]);
    if (!checked.ok) return checked;
    if (form.keep && form.message !== null) {
      await store.setTemplate(tx, mentorship.mentorId, toTemplate(form.message, mentorship.studentName));
    }
    const fields = { madeBy: 'mentor', message: form.message, ...arrangement } as const;
    return ok({ offerId: await putForward(tx, context, now, mentorship, fields, times) });
  });
}

/** Times, and what they are put forward for. */
export interface TimesFor {
  readonly mentorshipId: MentorshipId;
  readonly typed: readonly TypedTime[];
  /** The session that is to be moved. */
  readonly movesSessionId: SessionId | null;
  /** The newest session of the two when the form was opened. */
  readonly lastSessionId: SessionId | null;
}

/**
 * A student proposes times, in their own zone, or says in words what would suit: one reply in their thread, with a button for each
 * time that the mentor accepts with. Refused like an offer; of the mentor's sessions a student only reads "taken".
 */
export async function proposeTimes(
  context: Context,
  of: TimesFor,
  form: z.output<typeof proposeForm>,
): Promise<Result<{ offerId: OfferId }>> {
  return await write(context, async (tx, now) => {
    const found = await currentMentorship(tx, context, of.mentorshipId, 'propose');
    if (!found.ok) return found;
    const mentorship = found.value;
    const overtaken = await refuseOvertaken(tx, context, of, now);
    if (!overtaken.ok) return overtaken;
    const arranged = await proposedArrangement(tx, mentorship, of.movesSessionId, now);
    if (!arranged.ok) return arranged;
    const { times, refusals } = readTimes(of.typed, { madeBy: 'student', zone: context.actor.zone, now });
    const { minutes } = arranged.value;
    const checked = refuseAll([
      ...refusals,
      ...(times.length + refusals.length === 0 && form.message === null ? [noTimeNoMessage] : []),
      ...(await refuseClashes(tx, context, mentorship, times, minutes, now, of.movesSessionId)),
    ]);
    if (!checked.ok) return checked;
    const fields = { madeBy: 'student', message: form.message, ...arranged.value } as const;
    return ok({ offerId: await putForward(tx, context, now, mentorship, fields, times) });
  });
}

/** The mentorship, if it goes on and the actor may do this in it. */
export async function currentMentorship(
  db: Db,
  { actor }: Context,
  id: MentorshipId,
  action: 'offer' | 'propose',
): Promise<Result<Mentorship>> {
  const mentorship = await findMentorship(db, id);
  if (mentorship === null) return refuse('not-yours', (words) => words.common.notYours);
  const access = checkAccess(await relationTo(db, actor, mentorship.studentId), action);
  if (!access.ok) return access;
  return mentorship.endedAt === null ? ok(mentorship) : refuse('ended', (words) => words.contact.ended);
}

const noTime: Refusal = { code: 'no-time', field: 'date_1', say: ({ contact }) => contact.noTime };
const noTimeNoMessage: Refusal = { code: 'no-time', field: 'date_1', say: ({ contact }) => contact.noTimeNoMessage };
const wrongPlace: Refusal = { code: 'wrong-place', field: 'place', say: ({ sessions }) => sessions.wrongPlace };

function wrongLength(minutes: readonly number[]): Refusal {
  return { code: 'wrong-length', field: 'length', say: ({ sessions }) => sessions.wrongLength(minutes) };
}

/** Whoever began before a session was booked wanted that one: what they send would make a second of it. */
async function refuseOvertaken(
  tx: Db,
  { actor, settings }: Context,
  { mentorshipId, movesSessionId, lastSessionId }: TimesFor,
  now: Date,
): Promise<Result<null>> {
  if (movesSessionId !== null) return ok(null);
  const startsAt = await findBookedAfter(tx, mentorshipId, lastSessionId, now);
  if (startsAt === null) return ok(null);
  const when = formatFor(actor, startsAt, settings.zone, 'full');
  return refuse('booked-meanwhile', ({ contact }) => contact.bookedMeanwhile(when));
}

/** Keeps times put forward and tells them in the thread; what was open before is closed by them. */
async function putForward(
  tx: Db,
  context: Context,
  now: Date,
  { id: mentorshipId }: Mentorship,
  { moves, ...fields }: Arrangement & Pick<store.Offer, 'madeBy' | 'message'>,
  times: readonly ReadTime[],
): Promise<OfferId> {
  const slots = times.map(({ startsAt }) => startsAt);
  const row = { mentorshipId, madeAt: now, movesSessionId: moves?.id ?? null, ...fields };
  const offerId = await store.insertOffer(tx, row, slots);
  await refresh(tx, now, `offers:${mentorshipId}`, `offer${offerId}`);
  await enqueue(tx, now, [
    {
      kind: 'offer',
      payload: { offerId },
      conversation: pair(mentorshipId),
      dedupeKey: `offer:${offerId}`,
      dueAt: now,
      subject: `offers:${mentorshipId}`,
    },
  ]);
  const ends = slots.map((startsAt) => lapsesAt(fields.madeBy, startsAt));
  await refreshAt(tx, now, `offer:${offerId}`, moves === null ? ends : [...ends, moves.startsAt]);
  await wake(tx, 'mentorship', mentorshipId, now);
  const action = fields.madeBy === 'mentor' ? 'offer' : 'propose';
  await record(tx, { at: now, actor: context.actor, action, subject: `offer:${offerId}` });
  return offerId;
}

/** How long and where a session would be, and which one it is that would be moved. */
interface Arrangement {
  readonly minutes: number;
  readonly place: string | null;
  readonly moves: Pick<Session, 'id' | 'startsAt'> | null;
}

/** As the form says, with what is wrong in that; or as the session that is moved. */
async function offeredArrangement(
  tx: Db,
  mentorship: Mentorship,
  movesSessionId: SessionId | null,
  { length, place }: z.output<typeof offerForm>,
  now: Date,
): Promise<Result<Arrangement & { wrong: Refusal[] }>> {
  if (movesSessionId !== null) {
    const arranged = await asItIs(tx, mentorship, movesSessionId, now);
    return arranged.ok ? ok({ ...arranged.value, wrong: [] }) : arranged;
  }
  const kind = defaultKind({ hasHadDiscovery: await hasHadDiscovery(tx, mentorship) });
  const lengths = allowedLengths(kind);
  const minutes = length ?? defaultLength(kind, mentorship.funding);
  const wrong = [
    ...(lengths.includes(minutes) ? [] : [wrongLength(lengths)]),
    ...(place === null || isVideoLink(place) ? [] : [wrongPlace]),
  ];
  return ok({ minutes, place, moves: null, wrong });
}

/** As the session that is moved, or as the mentor offered last. */
async function proposedArrangement(
  tx: Db,
  mentorship: Mentorship,
  movesSessionId: SessionId | null,
  now: Date,
): Promise<Result<Arrangement>> {
  if (movesSessionId !== null) return await asItIs(tx, mentorship, movesSessionId, now);
  const kind = defaultKind({ hasHadDiscovery: await hasHadDiscovery(tx, mentorship) });
  const { place } = await store.findHabits(tx, mentorship.mentorId);
  const last = (await store.findOffersOf(tx, mentorship.id)).findLast(({ madeBy }) => madeBy === 'mentor');
  const minutes = last !== undefined && allowedLengths(kind).includes(last.minutes) ? last.minutes : null;
  return ok({
    minutes: minutes ?? defaultLength(kind, mentorship.funding),
    place: last?.place ?? place,
    moves: null,
  });
}

/** A session that is moved is the same one: as long as it was, and where it was. */
async function asItIs(tx: Db, mentorship: Mentorship, id: SessionId, now: Date): Promise<Result<Arrangement>> {
  const session = await findSession(tx, id);
  if (session?.mentorshipId !== mentorship.id || session.status !== 'booked' || session.startsAt <= now) {
    return refuse('changed', (words) => words.contact.changedOtherwise);
  }
  return ok({ minutes: minutesOf(session), place: session.place, moves: session });
}

async function refuseClashes(
  tx: Db,
  context: Context,
  mentorship: Mentorship,
  times: readonly ReadTime[],
  minutes: number,
  now: Date,
  except: SessionId | null = null,
): Promise<Refusal[]> {
  const wanted = times
    .map(({ n, startsAt }) => ({ n, startsAt, endsAt: addMinutes(startsAt, minutes) }))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const clashes = await findClashes(tx, [mentorship.mentorId, mentorship.studentId], wanted, except);
  const refused: Refusal[] = [];
  for (const each of wanted.filter((one) => clashes.some((clash) => clash.wanted === one))) {
    const result = await refuseClash(tx, context, mentorship, each, now, except);
    if (!result.ok) refused.push(...result.refusals.map((refusal) => ({ ...refusal, field: `time_${each.n}` })));
  }
  return refused;
}
