import type { OfferId, SessionId } from '../../core/ids.ts';
import type { Calendar } from '../../core/silence.ts';
import { addHours } from '../../core/time.ts';

/** An offered slot lapses this long before its start (H6). */
export const slotLapsesHours = 24;

/** Times that one of the two put forward; the newest has the highest id. */
export interface OfferFacts {
  readonly id: OfferId;
  readonly madeBy: 'mentor' | 'student';
  readonly madeAt: Date;
  readonly slots: readonly Date[];
  /** Those of them at which one of the two has another session, and since when; known of what may still be waited for. */
  readonly taken: ReadonlyArray<{ readonly startsAt: Date; readonly takenAt: Date }>;
  /** *None of these fits*. */
  readonly declinedAt: Date | null;
  /** What a picked slot booked or moved. */
  readonly sessionId: SessionId | null;
  /** The session that these times are to move; else they are for another one. */
  readonly movesSessionId: SessionId | null;
}

export interface SessionFacts {
  readonly id: SessionId;
  readonly status: 'booked' | 'completed' | 'cancelled' | 'cancelled_late' | 'absent' | 'other';
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly bookedAt: Date;
  readonly movedAt: Date | null;
  readonly statusAt: Date | null;
}

/** All that happened between two people which says whose turn it is. Messages count as such, never by what they say. */
export interface ContactFacts {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** They knew each other before: the discovery session counts as held. */
  readonly haveMet: boolean;
  readonly laterUntil: Date | null;
  /** The student's first message that the mentor has not answered yet; else any earlier one. */
  readonly studentWroteAt: Date | null;
  /** The mentor's last message, but for those that answered nothing of the student (`onlyPutsOff`). */
  readonly mentorWroteAt: Date | null;
  readonly offers: readonly OfferFacts[];
  readonly sessions: readonly SessionFacts[];
  readonly calendar: Calendar;
}

/** When times put forward can no longer be picked, nor left for another: an offered slot 24 hours before it starts (H6). */
export function lapsesAt(madeBy: OfferFacts['madeBy'], startsAt: Date): Date {
  return madeBy === 'mentor' ? addHours(startsAt, -slotLapsesHours) : startsAt;
}

/** Of times put forward those that can still be picked: they have not lapsed, and neither of the two has another session then. */
export function freeSlots<Slot extends { readonly startsAt: Date }>(
  { madeBy, slots, taken }: Pick<OfferFacts, 'madeBy' | 'taken'> & { readonly slots: readonly Slot[] },
  now: Date,
): Slot[] {
  const others = new Set(taken.map(({ startsAt }) => startsAt.getTime()));
  return slots.filter(({ startsAt }) => now < lapsesAt(madeBy, startsAt) && !others.has(startsAt.getTime()));
}

/** The mentor's newest offer, to move this session or for another one, while the student can pick from it. */
export function openOffer(
  facts: Pick<ContactFacts, 'offers' | 'sessions'>,
  moves: SessionId | null,
  now: Date,
): OfferFacts | null {
  const offer = newestOffer(facts, moves);
  return offer === null || stateOf(offer, { ...facts, endedAt: null }, now).kind !== 'open' ? null : offer;
}

/** What can still be done with times put forward. */
export type OfferState =
  | { readonly kind: 'open' }
  /** One is booked; `canSwap` until it lapses. */
  | { readonly kind: 'picked'; readonly startsAt: Date; readonly sessionId: SessionId; readonly canSwap: boolean }
  | { readonly kind: 'closed'; readonly why: 'ended' | 'newer' | 'booked' | 'changed' | 'lapsed' | 'past' };

/** Whether nothing can open them again: only a session that was picked may still go elsewhere and come back. */
export function isClosedForGood(
  { sessionId }: Pick<OfferFacts, 'sessionId'>,
  state: OfferState,
  { sessions }: Pick<ContactFacts, 'sessions'>,
): boolean {
  if (state.kind !== 'closed') return false;
  return state.why !== 'booked' || sessions.find(({ id }) => id === sessionId)?.status !== 'booked';
}

/**
 * Newer times for the same matter, or a booking by other ways, close the open ones; so does time, when nothing of them can be
 * picked any more. Times to move a session close no others but those: they leave open which sessions there are beside.
 */
export function stateOf(
  offer: OfferFacts,
  facts: Pick<ContactFacts, 'offers' | 'sessions' | 'endedAt'>,
  now: Date,
): OfferState {
  if (facts.endedAt !== null) return { kind: 'closed', why: 'ended' };
  if (offer.sessionId !== null) return pickedState(offer, offer.sessionId, facts, now);
  const byMentor = offer.madeBy === 'mentor';
  const newer = offersAbout(facts, offer.movesSessionId).filter(({ id }) => id > offer.id);
  if (newer.some(({ madeBy }) => madeBy === 'mentor' || !byMentor)) return { kind: 'closed', why: 'newer' };
  const { movesSessionId } = offer;
  if (movesSessionId === null && wasBookedSince(facts, offer)) return { kind: 'closed', why: 'booked' };
  if (movesSessionId !== null && !canStillMove(facts, movesSessionId, offer, now)) {
    return { kind: 'closed', why: 'changed' };
  }
  const isOver = offer.slots.length > 0 && now >= lapseOf(offer);
  return isOver ? { kind: 'closed', why: byMentor ? 'lapsed' : 'past' } : { kind: 'open' };
}

/** What was put forward to move this session; with null, what was not to move any. */
export function offersAbout({ offers }: Pick<ContactFacts, 'offers'>, moves: SessionId | null): OfferFacts[] {
  return offers.filter(({ movesSessionId }) => movesSessionId === moves);
}

export function newestOffer(facts: Pick<ContactFacts, 'offers'>, moves: SessionId | null): OfferFacts | null {
  return offersAbout(facts, moves).reduce<OfferFacts | null>(
    (newest, offer) => (offer.madeBy === 'mentor' && offer.id > (newest?.id ?? 0) ? offer : newest),
    null,
  );
}

/** Whether times of the mentor for the same matter could still be picked when the student put these forward. */
export function answersAnOffer(
  { offers, sessions }: Pick<ContactFacts, 'offers' | 'sessions'>,
  { id, madeAt, movesSessionId }: Pick<OfferFacts, 'id' | 'madeAt' | 'movesSessionId'>,
): boolean {
  const before = {
    offers: offers.filter((each) => each.id < id),
    sessions: sessions.filter(({ bookedAt }) => bookedAt <= madeAt),
  };
  return openOffer(before, movesSessionId, madeAt) !== null;
}

function pickedState(
  { madeBy, slots }: OfferFacts,
  sessionId: SessionId,
  { sessions }: Pick<ContactFacts, 'sessions'>,
  now: Date,
): OfferState {
  const session = sessions.find(({ id }) => id === sessionId);
  const isAsPicked = slots.some((slot) => slot.getTime() === session?.startsAt.getTime());
  if (session === undefined || session.status !== 'booked' || !isAsPicked) return { kind: 'closed', why: 'booked' };
  const canSwap = madeBy === 'mentor' && now < lapsesAt(madeBy, session.startsAt);
  return { kind: 'picked', startsAt: session.startsAt, sessionId, canSwap };
}

export function wasBookedSince({ sessions }: Pick<ContactFacts, 'sessions'>, { madeAt }: OfferFacts): boolean {
  return sessions.some((session) => session.bookedAt >= madeAt && wasBookedAhead(session));
}

/** A session that was only entered afterwards arranges nothing: it is no answer to an offer. */
export function wasBookedAhead({ bookedAt, startsAt }: Pick<SessionFacts, 'bookedAt' | 'startsAt'>): boolean {
  return startsAt > bookedAt;
}

export function canStillMove(
  { sessions }: Pick<ContactFacts, 'sessions'>,
  sessionId: SessionId,
  { madeAt }: OfferFacts,
  now: Date,
): boolean {
  const session = sessions.find(({ id }) => id === sessionId);
  const isAhead = session !== undefined && session.status === 'booked' && session.startsAt > now;
  return isAhead && (session.movedAt === null || session.movedAt <= madeAt);
}

function lapseOf({ madeBy, slots, madeAt }: OfferFacts): Date {
  return latest(madeAt, ...slots.map((slot) => lapsesAt(madeBy, slot)));
}

/** When none of its times can be picked any more: each lapses, or is taken before that. */
export function overAt(offer: OfferFacts): Date {
  const { madeBy, madeAt, slots, taken } = offer;
  const ends = slots.map((slot) => {
    const others = taken.filter(({ startsAt }) => startsAt.getTime() === slot.getTime());
    return earliest(lapsesAt(madeBy, slot), ...others.map(({ takenAt }) => takenAt));
  });
  return latest(madeAt, ...ends);
}

export function earliest(first: Date, ...others: readonly Date[]): Date {
  return new Date(Math.min(first.getTime(), ...others.map((at) => at.getTime())));
}

export function latest(...instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((at) => at.getTime())));
}
