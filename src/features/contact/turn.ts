import { type Missing, staffMorning, staffsTurnAt } from '../../core/silence.ts';
import { addDays, addHours } from '../../core/time.ts';
import {
  type ContactFacts,
  canStillMove,
  earliest,
  lapseOf,
  latest,
  newestOffer,
  type OfferFacts,
  type SessionFacts,
} from './rules.ts';

/** How long *Later* lasts. */
export const laterDays = 7;

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
