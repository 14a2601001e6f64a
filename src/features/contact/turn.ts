import type { SessionId } from '../../core/ids.ts';
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
  offersAbout,
  type SessionFacts,
} from './rules.ts';

/** How long *Later* lasts. */
export const laterDays = 7;

type MentorMissing = Exclude<Missing, 'reply-missing'> | 'status-missing';

/**
 * Whose turn it is, and why. `since` is when the silence began, and stays that when it passes to the team. `nextChangeAt` is
 * when time alone changes the answer; null: never. `moves` is the session that is to be moved, where it is about that.
 */
export type WhoseTurn = { readonly since: Date; readonly nextChangeAt: Date | null } & (
  | { readonly kind: 'student'; readonly reason: 'reply-missing'; readonly moves: SessionId | null }
  | { readonly kind: 'mentor'; readonly reason: MentorMissing; readonly moves: SessionId | null }
  | { readonly kind: 'staff'; readonly reason: Missing | 'status-missing'; readonly moves: SessionId | null }
  | { readonly kind: 'nobody'; readonly reason: 'ended' | 'session-ahead' | 'later' }
);

/**
 * Exactly one person's turn at every moment (design.md, "Whose turn it is"). It follows from the last act of each; with a
 * session ahead it is nobody's, unless the two talk of moving it and one of them waits for the other.
 */
export function whoseTurn(facts: ContactFacts, now: Date): WhoseTurn {
  if (facts.endedAt !== null) return { kind: 'nobody', reason: 'ended', since: facts.endedAt, nextChangeAt: null };
  const ahead = facts.sessions.filter((session) => session.status === 'booked' && session.endsAt > now);
  const move = silenceOfMoves(facts, ahead, now);
  if (move !== undefined) return turnAfter(facts, move, now);
  const [first, ...others] = ahead;
  if (first !== undefined) return sessionAhead([first, ...others]);
  const later = laterChosen(facts);
  if (later !== null && later > now) {
    return { kind: 'nobody', reason: 'later', since: addDays(later, -laterDays), nextChangeAt: later };
  }
  const silence = whoIsSilent(facts, lastFact(facts, now));
  return turnAfter(facts, { ...silence, since: latest(silence.since, later ?? silence.since) }, now);
}

/** Whether the student's last message still waits for the mentor, so that the silence began with it and not with a later one. */
export function messageWaits(facts: ContactFacts, now: Date): boolean {
  const { studentWroteAt, mentorWroteAt } = facts;
  const toMove = facts.offers.filter((each) => each.movesSessionId !== null && each.madeBy === 'mentor');
  const last = latest(lastFact(facts, now).at, ...toMove.map(({ madeAt }) => madeAt));
  if (studentWroteAt === null || studentWroteAt < last) return false;
  return mentorWroteAt === null || mentorWroteAt < studentWroteAt;
}

type Silence = {
  readonly since: Date;
  /** The session that is to be moved, and until when that can be talked of. */
  readonly move: { readonly id: SessionId; readonly until: Date } | null;
} & (
  | { readonly who: 'student'; readonly offer: OfferFacts }
  | { readonly who: 'mentor'; readonly reason: MentorMissing }
);

/** What stands between the two, before what either says to it. */
type Fact =
  | { readonly kind: 'assigned'; readonly at: Date }
  | { readonly kind: 'session-over'; readonly at: Date; readonly hasStatus: boolean }
  | { readonly kind: 'offer'; readonly at: Date; readonly offer: OfferFacts };

function whoIsSilent(facts: ContactFacts, last: Fact): Silence {
  const move = null;
  const answers = studentAnswers(facts, last);
  const { mentorWroteAt } = facts;
  const [waiting, ...others] = answers.filter((at) => mentorWroteAt === null || at > mentorWroteAt);
  if (waiting !== undefined) {
    return { who: 'mentor', reason: 'answer-missing', since: earliest(waiting, ...others), move };
  }
  const since = answers.length > 0 && mentorWroteAt !== null ? mentorWroteAt : last.at;
  if (last.kind === 'offer' && !isRefused(facts, last.offer)) return { who: 'student', since, offer: last.offer, move };
  if (last.kind === 'session-over' && !last.hasStatus) {
    return { who: 'mentor', reason: 'status-missing', since: last.at, move };
  }
  if (answers.length > 0) return { who: 'mentor', reason: 'next-missing', since, move };
  return { who: 'mentor', reason: last.kind === 'assigned' ? dateMissing(facts) : 'next-missing', since, move };
}

function lastFact(facts: ContactFacts, now: Date): Fact {
  const over = facts.sessions.flatMap((session): Fact[] => {
    const at = session.statusAt === null ? session.endsAt : earliest(session.statusAt, session.endsAt);
    return at > now ? [] : [{ kind: 'session-over', at, hasStatus: session.status !== 'booked' }];
  });
  const offer = newestOffer(facts, null);
  const offered: Fact[] =
    offer === null || offer.sessionId !== null ? [] : [{ kind: 'offer', at: offer.madeAt, offer }];
  const assigned: Fact = { kind: 'assigned', at: facts.startedAt };
  return [...over, ...offered].reduce<Fact>((last, fact) => (fact.at >= last.at ? fact : last), assigned);
}

/** When the student answered the last fact: by *none of these fits*, a proposal for the same matter, or a message. */
function studentAnswers(facts: ContactFacts, last: Fact): Date[] {
  const offer = last.kind === 'offer' ? last.offer : null;
  const proposed = proposals(facts, offer?.movesSessionId ?? null).filter(({ id }) => offer === null || id > offer.id);
  const answers = [offer?.declinedAt ?? null, facts.studentWroteAt, ...proposed.map(({ madeAt }) => madeAt)];
  return answers.filter((at) => at !== null).filter((at) => at >= last.at);
}

function isRefused(facts: ContactFacts, offer: OfferFacts): boolean {
  return offer.declinedAt !== null || proposals(facts, offer.movesSessionId).some(({ id }) => id > offer.id);
}

function proposals(facts: ContactFacts, moves: SessionId | null): OfferFacts[] {
  return offersAbout(facts, moves).filter(({ madeBy }) => madeBy === 'student');
}

/** Of several moves the one for which the student waits, else the student is waited for; the longest. */
function silenceOfMoves(facts: ContactFacts, ahead: readonly SessionFacts[], now: Date): Silence | undefined {
  const silences = ahead.map((session) => silenceOfMove(facts, session, now)).filter((silence) => silence !== null);
  const isTheirs = ({ who }: Silence) => Number(who === 'student');
  return silences.toSorted((a, b) => isTheirs(a) - isTheirs(b) || a.since.getTime() - b.since.getTime())[0];
}

/**
 * A session stays where it is until the two have agreed on another time. Until then the mentor owes an answer to a wish for one
 * (none, once they wrote), and the student to the times that were offered for it, until those lapse.
 */
function silenceOfMove(facts: ContactFacts, session: SessionFacts, now: Date): Silence | null {
  const { id, startsAt } = session;
  const offers = offersAbout(facts, id).filter((each) => each.sessionId === null && canStillMove(facts, id, each, now));
  const offer = newestOffer({ offers }, id);
  if (offer === null) {
    const { mentorWroteAt } = facts;
    const wishes = offers.map(({ madeAt }) => madeAt).filter((at) => mentorWroteAt === null || at > mentorWroteAt);
    const [first, ...others] = wishes;
    const move = { id, until: startsAt };
    return first === undefined
      ? null
      : { who: 'mentor', reason: 'answer-missing', since: earliest(first, ...others), move };
  }
  const silence = whoIsSilent(facts, { kind: 'offer', at: offer.madeAt, offer });
  const until = silence.who === 'student' ? earliest(startsAt, lapseOf(offer)) : startsAt;
  const isWaited = silence.who === 'student' ? now < until : silence.reason === 'answer-missing';
  return isWaited ? { ...silence, move: { id, until } } : null;
}

function turnAfter(facts: ContactFacts, silence: Silence, now: Date): WhoseTurn {
  return silence.who === 'mentor' ? mentorsTurn(facts, silence, now) : studentsTurn(facts, silence, now);
}

/** Once an offer has lapsed unanswered the mentor has to make another; unless the team has been told before. */
function studentsTurn(
  facts: ContactFacts,
  { offer, since, move }: Extract<Silence, { who: 'student' }>,
  now: Date,
): WhoseTurn {
  const lapse = move?.until ?? lapseOf(offer);
  const staffAt = staffsTurnAt('reply-missing', since, facts.calendar);
  if (lapse < staffAt && now >= lapse) {
    return mentorsTurn(facts, { reason: dateMissing(facts), since: latest(since, lapse), move }, now);
  }
  const turn = { reason: 'reply-missing', since, moves: move?.id ?? null } as const;
  if (now >= staffAt) return { kind: 'staff', ...turn, nextChangeAt: move?.until ?? null };
  return { kind: 'student', ...turn, nextChangeAt: earliest(lapse, staffAt) };
}

function mentorsTurn(
  facts: ContactFacts,
  { reason, since, move }: Pick<Extract<Silence, { who: 'mentor' }>, 'reason' | 'since' | 'move'>,
  now: Date,
): WhoseTurn {
  const staffAt =
    reason === 'status-missing'
      ? staffMorning(addHours(since, facts.calendar.hours.statusMissing[1]), facts.calendar.staff)
      : staffsTurnAt(reason, since, facts.calendar);
  const moves = move?.id ?? null;
  if (now >= staffAt) return { kind: 'staff', reason, since, moves, nextChangeAt: move?.until ?? null };
  return { kind: 'mentor', reason, since, moves, nextChangeAt: earliest(staffAt, move?.until ?? staffAt) };
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
