import type { OfferId, SessionId } from '../../core/ids.ts';
import { type Calendar, type Missing, staffMorning, staffsTurnAt } from '../../core/silence.ts';
import { addDays, addHours } from '../../core/time.ts';

/** How long *Later* lasts. */
export const laterDays = 7;
/** An offered slot lapses this long before its start (H6). */
export const slotLapsesHours = 24;

/** Times that one of the two put forward; the newest has the highest id. */
export interface OfferFacts {
  readonly id: OfferId;
  readonly madeBy: 'mentor' | 'student';
  readonly madeAt: Date;
  readonly slots: readonly Date[];
  /** *None of these fits*. */
  readonly declinedAt: Date | null;
  /** What a picked slot booked or moved. */
  readonly sessionId: SessionId | null;
  /** The session that a proposal wants to move. */
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
  readonly mentorWroteAt: Date | null;
  readonly offers: readonly OfferFacts[];
  readonly sessions: readonly SessionFacts[];
  readonly calendar: Calendar;
}

type MentorMissing = Exclude<Missing, 'reply-missing'> | 'status-missing';

/**
 * Whose turn it is, and why. `since` is when the silence began, and stays that when it passes to the team. `nextChangeAt` is
 * when time alone changes the answer; null: never.
 */
export type WhoseTurn = { readonly since: Date; readonly nextChangeAt: Date | null } & (
  | { readonly kind: 'student'; readonly reason: 'reply-missing' }
  | { readonly kind: 'mentor'; readonly reason: MentorMissing }
  | { readonly kind: 'staff'; readonly reason: Missing | 'status-missing' }
  | { readonly kind: 'nobody'; readonly reason: 'ended' | 'session-ahead' | 'later' }
);

/**
 * Exactly one person's turn at every moment (design.md, "Whose turn it is"). It follows from the last act of each; with a
 * session ahead it is nobody's, unless the student waits for an answer to a wish to move it.
 */
export function whoseTurn(facts: ContactFacts, now: Date): WhoseTurn {
  if (facts.endedAt !== null) return { kind: 'nobody', reason: 'ended', since: facts.endedAt, nextChangeAt: null };
  const ahead = facts.sessions.filter((session) => session.status === 'booked' && session.endsAt > now);
  const wish = wishToMove(facts, now);
  if (wish !== null) return mentorsTurn(facts, 'answer-missing', wish.since, now, wish.until);
  const [first, ...others] = ahead;
  if (first !== undefined) return sessionAhead([first, ...others]);
  const later = laterChosen(facts);
  if (later !== null && later > now) {
    return { kind: 'nobody', reason: 'later', since: addDays(later, -laterDays), nextChangeAt: later };
  }
  const silence = whoIsSilent(facts, now);
  const since = latest(silence.since, later ?? silence.since);
  return silence.who === 'mentor'
    ? mentorsTurn(facts, silence.reason, since, now)
    : studentsTurn(facts, silence.offer, since, now);
}

/** When times put forward can no longer be picked, nor left for another: an offered slot 24 hours before it starts (H6). */
export function lapsesAt(madeBy: OfferFacts['madeBy'], startsAt: Date): Date {
  return madeBy === 'mentor' ? addHours(startsAt, -slotLapsesHours) : startsAt;
}

/** The mentor's newest offer, while the student can pick from it. */
export function openOffer(facts: Pick<ContactFacts, 'offers' | 'sessions'>, now: Date): OfferFacts | null {
  const offer = newestOffer(facts);
  return offer === null || stateOf(offer, { ...facts, endedAt: null }, now).kind !== 'open' ? null : offer;
}

/** What can still be done with times put forward. */
export type OfferState =
  | { readonly kind: 'open' }
  /** One is booked; `canSwap` until it lapses. */
  | { readonly kind: 'picked'; readonly startsAt: Date; readonly sessionId: SessionId; readonly canSwap: boolean }
  | { readonly kind: 'closed'; readonly why: 'ended' | 'newer' | 'booked' | 'lapsed' | 'past' };

/** Whether nothing can open them again: only a session that was picked may still go elsewhere and come back. */
export function isClosedForGood(
  { sessionId }: Pick<OfferFacts, 'sessionId'>,
  state: OfferState,
  { sessions }: Pick<ContactFacts, 'sessions'>,
): boolean {
  if (state.kind !== 'closed') return false;
  return state.why !== 'booked' || sessions.find(({ id }) => id === sessionId)?.status !== 'booked';
}

/** A newer offer, or a booking by other ways, closes the open one; so does time, when nothing of it can be picked any more. */
export function stateOf(
  offer: OfferFacts,
  facts: Pick<ContactFacts, 'offers' | 'sessions' | 'endedAt'>,
  now: Date,
): OfferState {
  if (facts.endedAt !== null) return { kind: 'closed', why: 'ended' };
  if (offer.sessionId !== null) return pickedState(offer, offer.sessionId, facts, now);
  const byMentor = offer.madeBy === 'mentor';
  if (facts.offers.some(({ id, madeBy }) => id > offer.id && (madeBy === 'mentor' || !byMentor))) {
    return { kind: 'closed', why: 'newer' };
  }
  const isSettled =
    offer.movesSessionId === null
      ? wasBookedSince(facts, offer)
      : !canStillMove(facts, offer.movesSessionId, offer, now);
  if (isSettled) return { kind: 'closed', why: 'booked' };
  const isOver = offer.slots.length > 0 && now >= lapseOf(offer);
  return isOver ? { kind: 'closed', why: byMentor ? 'lapsed' : 'past' } : { kind: 'open' };
}

/** Whether the student's last message still waits for the mentor, so that the silence began with it and not with a later one. */
export function messageWaits(facts: ContactFacts, now: Date): boolean {
  const { studentWroteAt, mentorWroteAt } = facts;
  if (studentWroteAt === null || studentWroteAt < lastFact(facts, now).at) return false;
  return mentorWroteAt === null || mentorWroteAt < studentWroteAt;
}

type Silence =
  | { readonly who: 'student'; readonly since: Date; readonly offer: OfferFacts }
  | { readonly who: 'mentor'; readonly since: Date; readonly reason: MentorMissing };

/** What stands between the two, before what either says to it. */
type Fact =
  | { readonly kind: 'assigned'; readonly at: Date }
  | { readonly kind: 'session-over'; readonly at: Date; readonly hasStatus: boolean }
  | { readonly kind: 'offer'; readonly at: Date; readonly offer: OfferFacts };

function whoIsSilent(facts: ContactFacts, now: Date): Silence {
  const last = lastFact(facts, now);
  const answers = studentAnswers(facts, last);
  const { mentorWroteAt } = facts;
  const [waiting, ...others] = answers.filter((at) => mentorWroteAt === null || at > mentorWroteAt);
  if (waiting !== undefined) return { who: 'mentor', reason: 'answer-missing', since: earliest(waiting, ...others) };
  const since = answers.length > 0 && mentorWroteAt !== null ? mentorWroteAt : last.at;
  if (last.kind === 'offer' && !isRefused(facts, last.offer)) return { who: 'student', since, offer: last.offer };
  if (last.kind === 'session-over' && !last.hasStatus) {
    return { who: 'mentor', reason: 'status-missing', since: last.at };
  }
  if (answers.length > 0) return { who: 'mentor', reason: 'next-missing', since };
  return { who: 'mentor', reason: last.kind === 'assigned' ? dateMissing(facts) : 'next-missing', since };
}

function lastFact(facts: ContactFacts, now: Date): Fact {
  const over = facts.sessions.flatMap((session): Fact[] => {
    const at = session.statusAt === null ? session.endsAt : earliest(session.statusAt, session.endsAt);
    return at > now ? [] : [{ kind: 'session-over', at, hasStatus: session.status !== 'booked' }];
  });
  const offer = newestOffer(facts);
  const offered: Fact[] =
    offer === null || offer.sessionId !== null ? [] : [{ kind: 'offer', at: offer.madeAt, offer }];
  const assigned: Fact = { kind: 'assigned', at: facts.startedAt };
  return [...over, ...offered].reduce<Fact>((last, fact) => (fact.at >= last.at ? fact : last), assigned);
}

/** When the student answered the last fact: by *none of these fits*, a proposal or a message. */
function studentAnswers(facts: ContactFacts, last: Fact): Date[] {
  const proposed = facts.offers.filter((each) => each.madeBy === 'student' && each.sessionId === null);
  const afterOffer = last.kind === 'offer' ? proposed.filter(({ id }) => id > last.offer.id) : proposed;
  const declinedAt = last.kind === 'offer' ? last.offer.declinedAt : null;
  const answers = [declinedAt, facts.studentWroteAt, ...afterOffer.map(({ madeAt }) => madeAt)];
  return answers.filter((at) => at !== null).filter((at) => at >= last.at);
}

function isRefused(facts: ContactFacts, offer: OfferFacts): boolean {
  return offer.declinedAt !== null || facts.offers.some(({ id, madeBy }) => madeBy === 'student' && id > offer.id);
}

/** Once an offer has lapsed unanswered the mentor has to make another; unless the team has been told before. */
function studentsTurn(facts: ContactFacts, offer: OfferFacts, since: Date, now: Date): WhoseTurn {
  const lapse = lapseOf(offer);
  const staffAt = staffsTurnAt('reply-missing', since, facts.calendar);
  if (lapse < staffAt && now >= lapse) return mentorsTurn(facts, dateMissing(facts), latest(since, lapse), now);
  if (now >= staffAt) return { kind: 'staff', reason: 'reply-missing', since, nextChangeAt: null };
  return { kind: 'student', reason: 'reply-missing', since, nextChangeAt: earliest(lapse, staffAt) };
}

function mentorsTurn(
  facts: ContactFacts,
  reason: MentorMissing,
  since: Date,
  now: Date,
  until: Date | null = null,
): WhoseTurn {
  const staffAt =
    reason === 'status-missing'
      ? staffMorning(addHours(since, facts.calendar.hours.statusMissing[1]), facts.calendar.staff)
      : staffsTurnAt(reason, since, facts.calendar);
  if (now >= staffAt) return { kind: 'staff', reason, since, nextChangeAt: until };
  return { kind: 'mentor', reason, since, nextChangeAt: until === null ? staffAt : earliest(until, staffAt) };
}

/** The student asked for another time of a session that has not begun, and the mentor neither moved it nor answered. */
function wishToMove(facts: ContactFacts, now: Date): { since: Date; until: Date } | null {
  const { offers, sessions, mentorWroteAt } = facts;
  const wishes = offers.flatMap((wish) => {
    const session = sessions.find(({ id }) => id === wish.movesSessionId);
    const isAnswered =
      wish.sessionId !== null ||
      (mentorWroteAt !== null && mentorWroteAt >= wish.madeAt) ||
      offers.some(({ id, madeBy }) => madeBy === 'mentor' && id > wish.id);
    if (session === undefined || isAnswered || !canStillMove(facts, session.id, wish, now)) return [];
    return [{ since: wish.madeAt, until: session.startsAt }];
  });
  const [first, ...others] = wishes.map(({ since }) => since);
  const since = first === undefined ? null : earliest(first, ...others);
  return wishes.find((wish) => wish.since.getTime() === since?.getTime()) ?? null;
}

/** Of several the last one says since when and until when: the others' ends change nothing. */
function sessionAhead([first, ...others]: readonly [SessionFacts, ...SessionFacts[]]): WhoseTurn {
  const last = others.reduce((last, each) => (each.endsAt > last.endsAt ? each : last), first);
  return { kind: 'nobody', reason: 'session-ahead', since: last.bookedAt, nextChangeAt: last.endsAt };
}

/** Until when *Later* was chosen; void once times were put forward, refused or booked after that. */
function laterChosen(facts: ContactFacts): Date | null {
  if (facts.laterUntil === null) return null;
  const chosenAt = addDays(facts.laterUntil, -laterDays);
  const acts = [
    ...facts.offers.flatMap(({ madeAt, declinedAt }) => [madeAt, declinedAt]),
    ...facts.sessions.map(({ bookedAt }) => bookedAt),
  ];
  return acts.some((at) => at !== null && at > chosenAt) ? null : facts.laterUntil;
}

function dateMissing(facts: ContactFacts): 'contact-missing' | 'next-missing' {
  const haveMet = facts.haveMet || facts.sessions.some(({ status }) => status === 'completed');
  return haveMet ? 'next-missing' : 'contact-missing';
}

function newestOffer({ offers }: Pick<ContactFacts, 'offers'>): OfferFacts | null {
  return offers.reduce<OfferFacts | null>(
    (newest, offer) => (offer.madeBy === 'mentor' && offer.id > (newest?.id ?? 0) ? offer : newest),
    null,
  );
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

/** A session that was only entered afterwards is no answer to an offer. */
function wasBookedSince({ sessions }: Pick<ContactFacts, 'sessions'>, { madeAt }: OfferFacts): boolean {
  return sessions.some(({ bookedAt, startsAt }) => bookedAt >= madeAt && startsAt > bookedAt);
}

function canStillMove(
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

function earliest(first: Date, ...others: readonly Date[]): Date {
  return new Date(Math.min(first.getTime(), ...others.map((at) => at.getTime())));
}

function latest(...instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((at) => at.getTime())));
}
