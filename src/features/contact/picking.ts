import { type Action, may } from '../../core/access.ts';
import type { OfferId, SessionId, SlotId } from '../../core/ids.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Db } from '../../db/client.ts';
import { wake } from '../../db/timers.ts';
import { type Context, record, write } from '../../db/write.ts';
import { refresh } from '../../outbox/enqueue.ts';
import { findMentorship, type Mentorship, relationTo } from '../assignment/service.ts';
import {
  bookIn,
  defaultKind,
  findSession,
  hasHadDiscovery,
  lockPeople,
  minutesOf,
  moveIn,
} from '../sessions/service.ts';
import { lapsesAt, type OfferState, stateOf } from './rules.ts';
import * as store from './store.ts';

/** What a click on a time did. */
export interface Picked {
  readonly done: 'booked' | 'moved' | 'nothing';
  readonly sessionId: SessionId;
}

/**
 * One click of the student books an offered time; until 24 hours before, another click swaps it (H6). The same click again does
 * nothing. A time that was taken meanwhile is refused, and the rest remain.
 */
export async function pickSlot(context: Context, slotId: SlotId): Promise<Result<Picked>> {
  const picked = await write(context, async (tx, now) => {
    const found = await findClicked(tx, context, slotId, 'mentor', now);
    return found.ok ? await settle(tx, now, context, found.value) : found;
  });
  if (!picked.ok && picked.refusals[0].code === 'taken') await forgetTaken(context, slotId);
  return picked;
}

/** One click of the mentor accepts a time that the student proposed: it is booked, or the session moved there. */
export async function acceptSlot(context: Context, slotId: SlotId): Promise<Result<Picked>> {
  return await write(context, async (tx, now) => {
    const found = await findClicked(tx, context, slotId, 'student', now);
    return found.ok ? await settle(tx, now, context, found.value) : found;
  });
}

/** *None of these fits*: an answer without a time. What is still free can be picked all the same. */
export async function declineOffer(context: Context, offerId: OfferId): Promise<Result<store.Offer>> {
  return await write(context, async (tx, now) => {
    const offer = await store.findOffer(tx, offerId);
    const mentorship = offer === null ? null : await findMentorship(tx, offer.mentorshipId);
    if (offer === null || mentorship === null) return refuse('not-yours', (words) => words.common.notYours);
    const allowed = await mayClick(tx, context, mentorship, offer);
    if (!allowed.ok) return allowed;
    if (mentorship.endedAt !== null) return refuse('ended', (words) => words.contact.ended);
    const state = await stateNow(tx, context, offer, now);
    if (state.kind === 'open' && offer.declinedAt === null) {
      await store.setDeclined(tx, offerId, now);
      await refresh(tx, now, `offers:${mentorship.id}`, `declined${offerId}`);
      await wake(tx, 'mentorship', mentorship.id, now);
      await record(tx, { at: now, actor: context.actor, action: 'decline', subject: `offer:${offerId}` });
    }
    return ok(offer);
  });
}

interface Clicked {
  readonly mentorship: Mentorship;
  readonly offer: store.Offer;
  readonly startsAt: Date;
  readonly state: OfferState;
}

/**
 * The time that was clicked, if this person may click it. The two people are held until the end of the transaction before it is
 * asked what is still open: whoever clicks or books at the same moment waits, and sees what the first one did.
 */
async function findClicked(
  tx: Db,
  context: Context,
  slotId: SlotId,
  madeBy: 'mentor' | 'student',
  now: Date,
): Promise<Result<Clicked>> {
  const shown = await store.findOfferOfSlot(tx, slotId);
  const mentorship = shown === null ? null : await findMentorship(tx, shown.mentorshipId);
  if (shown?.madeBy !== madeBy || mentorship === null) return refuse('not-yours', (words) => words.common.notYours);
  const allowed = await mayClick(tx, context, mentorship, shown);
  if (!allowed.ok) return allowed;
  await lockPeople(tx, [mentorship.mentorId, mentorship.studentId]);
  const offer = await store.findOfferOfSlot(tx, slotId);
  const slot = offer?.slots.find(({ id }) => id === slotId);
  if (offer === null || slot === undefined) return refuse('not-yours', (words) => words.common.notYours);
  const state = await stateNow(tx, context, offer, now);
  return ok({ mentorship, offer, startsAt: slot.startsAt, state });
}

/** Offered times are the student's to pick, proposed ones the mentor's to accept; anyone else of theirs reads whose. */
async function mayClick(
  db: Db,
  { actor }: Context,
  mentorship: Mentorship,
  { madeBy, movesSessionId }: store.Offer,
): Promise<Result<null>> {
  const relation = await relationTo(db, actor, mentorship.studentId);
  const action: Action = madeBy === 'mentor' ? 'pick-slot' : 'book';
  if (may(relation, action)) return ok(null);
  if (relation.kind === 'stranger') return refuse('not-yours', (words) => words.common.notYours);
  if (mentorship.endedAt !== null) return refuse('ended', ({ contact }) => contact.ended);
  const { studentName, mentorName } = mentorship;
  if (madeBy === 'student') return refuse('only-mentor', ({ contact }) => contact.onlyMentorAccepts(mentorName));
  const matter = movesSessionId === null ? 'another' : 'move';
  return refuse('only-student', ({ contact }) => contact.onlyStudentPicks[matter](studentName));
}

async function settle(tx: Db, now: Date, context: Context, clicked: Clicked): Promise<Result<Picked>> {
  const { offer, startsAt, state } = clicked;
  if (state.kind === 'closed') return refuse('closed', ({ contact }) => contact.closedAnswer);
  if (state.kind === 'picked' && state.startsAt.getTime() === startsAt.getTime()) {
    return ok({ done: 'nothing', sessionId: state.sessionId });
  }
  if (state.kind === 'picked' && !state.canSwap) {
    return offer.madeBy === 'mentor'
      ? refuse('change-over', ({ contact }) => contact.changeOver)
      : refuse('closed', ({ contact }) => contact.closedAnswer);
  }
  if (now >= lapsesAt(offer.madeBy, startsAt)) return refuse('slot-over', ({ contact }) => contact.slotOver);
  const moving = state.kind === 'picked' ? state.sessionId : offer.movesSessionId;
  return moving === null ? await book(tx, now, context, clicked) : await move(tx, now, context, clicked, moving);
}

async function book(
  tx: Db,
  now: Date,
  context: Context,
  { mentorship, offer, startsAt }: Clicked,
): Promise<Result<Picked>> {
  const kind = defaultKind({ hasHadDiscovery: await hasHadDiscovery(tx, mentorship) });
  const { minutes, place } = offer;
  const booked = await bookIn(tx, now, context, { mentorship, kind, startsAt, minutes, place, message: null });
  if (!booked.ok) return booked;
  const [sessionId] = booked.value.sessionIds;
  if (sessionId === undefined) throw new Error('A booking made no session');
  await store.setPicked(tx, offer.id, sessionId);
  return ok({ done: 'booked', sessionId });
}

async function move(
  tx: Db,
  now: Date,
  context: Context,
  { offer, startsAt }: Clicked,
  sessionId: SessionId,
): Promise<Result<Picked>> {
  const session = await findSession(tx, sessionId);
  if (session === null) return refuse('changed', ({ contact }) => contact.changedOtherwise);
  const minutes = minutesOf(session);
  const moved = await moveIn(tx, now, context, { sessionId, startsAt, minutes });
  if (!moved.ok) return moved;
  await store.setPicked(tx, offer.id, sessionId);
  return ok({ done: 'moved', sessionId });
}

/** Somebody else has taken the time: the offer is shown anew without it. */
async function forgetTaken(context: Context, slotId: SlotId): Promise<void> {
  await write(context, async (tx, now) => {
    const offer = await store.findOfferOfSlot(tx, slotId);
    if (offer !== null) await refresh(tx, now, `offers:${offer.mentorshipId}`, `taken${slotId}`);
    return ok(null);
  });
}

async function stateNow(tx: Db, { settings }: Context, offer: store.Offer, now: Date): Promise<OfferState> {
  const facts = (await store.findFacts(tx, [offer.mentorshipId], settings)).get(offer.mentorshipId);
  if (facts === undefined) throw new Error('A mentorship with an offer is not there');
  const slots = offer.slots.map(({ startsAt }) => startsAt);
  return stateOf({ ...offer, slots }, facts, now);
}
