import type { SessionId } from '../../core/ids.ts';
import { type Missing, staffMorning, staffsTurnAt } from '../../core/silence.ts';
import { addDays, addHours } from '../../core/time.ts';
import {
  type ContactFacts,
  canStillMove,
  earliest,
  latest,
  newestOffer,
  type OfferFacts,
  offersAbout,
  overAt,
  type SessionFacts,
  wasBookedAhead,
  wasBookedSince,
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
 * Exactly one person's turn at every moment. It follows from the last act of each; with a session ahead it is nobody's,
 * unless the two talk of moving it and one of them waits for the other.
 */
export function whoseTurn(facts: ContactFacts, now: Date): WhoseTurn {
  if (facts.endedAt !== null) return { kind: 'nobody', reason: 'ended', since: facts.endedAt, nextChangeAt: null };
  const ahead = facts.sessions.filter((session) => session.status === 'booked' && session.endsAt > now);
  const move = silenceOfMoves(facts, ahead, now);
  if (move !== undefined) return turnAfter(facts, move, now);
  const [first, ...others] = ahead;
  if (first !== undefined) return sessionAhead([first, ...others]);
  const later = laterChosen(facts);
  const silence = whoIsSilent(facts, lastFact(facts, now), later);
  if (later !== null && silence.since > now) {
    return { kind: 'nobody', reason: 'later', since: later.chosenAt, nextChangeAt: later.until };
  }
  return turnAfter(facts, silence, now);
}

/** Whether the student's last message still waits for the mentor, so that the silence began with it and not with a later one. */
export function messageWaits(facts: ContactFacts, now: Date): boolean {
  const { studentWroteAt, mentorWroteAt } = facts;
  const toMove = facts.offers.filter((each) => each.movesSessionId !== null && each.madeBy === 'mentor');
  const later = laterChosen(facts);
  const chosen = later === null ? [] : [later.chosenAt];
  const last = latest(lastFact(facts, now).since, ...toMove.map(({ madeAt }) => madeAt), ...chosen);
  if (studentWroteAt === null || studentWroteAt < last) return false;
  return mentorWroteAt === null || mentorWroteAt < studentWroteAt;
}

/**
 * Whether a message of the mentor would only begin anew what is waited for: the student's silence, of whom nothing waits for an
 * answer, or the lack of a date, which no message ends.
 */
export function onlyPutsOff(facts: ContactFacts, mentorWroteAt: Date, now: Date): boolean {
  const before = whoseTurn(facts, now);
  if (before.kind === 'nobody' || before.reason === 'answer-missing') return false;
  const after = whoseTurn({ ...facts, mentorWroteAt }, now);
  return after.reason !== before.reason || after.since.getTime() !== before.since.getTime();
}

interface Since {
  readonly since: Date;
  /** The session that is to be moved, and until when that can be talked of. */
  readonly move: { readonly id: SessionId; readonly until: Date } | null;
}
type StudentsSilence = Since & { readonly who: 'student'; readonly offer: OfferFacts };
type MentorsSilence = Since & { readonly who: 'mentor'; readonly reason: MentorMissing };
type Silence = StudentsSilence | MentorsSilence;

/** What stands between the two, before what either says to it; `since` is when somebody is first waited for because of it. */
type Fact = { readonly at: Date; readonly since: Date } & (
  | { readonly kind: 'assigned' }
  | { readonly kind: 'session-over'; readonly statusAt: Date | null }
  | { readonly kind: 'offer'; readonly offer: OfferFacts }
);

/**
 * Who has to act next. What the mentor owed before the student wrote, they still owe: a call for help never puts off the team,
 * though it may bring them in earlier.
 */
function whoIsSilent(facts: ContactFacts, last: Fact, later: Later | null): Silence {
  const before = unlessWaiting(facts, last, later);
  const waiting = studentAnswers(facts, last).filter((at) => !isAnswered(facts, at));
  const [first, ...others] = waiting.map((at) => latest(afterLater(at, later), last.since));
  if (first === undefined) return before;
  const since = earliest(first, ...others);
  const answer = { who: 'mentor', reason: 'answer-missing', since, move: null } as const;
  // A session that is to be moved stays where it is: no date is owed for it.
  const isToMove = last.kind === 'offer' && last.offer.movesSessionId !== null;
  const owed = isToMove ? null : (afterLapse(facts, before, since) ?? before);
  const isOwed = owed?.who === 'mentor' && owed.reason !== 'status-missing' && owed.since <= since;
  return isOwed && staffAt(facts, owed) <= staffAt(facts, answer) ? owed : answer;
}

/** Who has to act next but for what waits for the mentor's answer. */
function unlessWaiting(facts: ContactFacts, last: Fact, later: Later | null): Silence {
  // Of what the mentor wrote only what answered is kept: from then on the student is waited for anew.
  const answeredAt = last.kind === 'offer' ? facts.mentorWroteAt : null;
  const at = latest(last.since, answeredAt ?? last.since);
  const common = { since: later === null ? at : latest(at, later.until), move: null };
  if (last.kind === 'session-over') {
    if (last.statusAt === null) return { who: 'mentor', reason: 'status-missing', ...common };
    const lateStatus = last.statusAt > nextMissingAt(facts, last.at) ? last.statusAt : last.at;
    return { who: 'mentor', reason: 'next-missing', ...common, since: latest(common.since, lateStatus) };
  }
  const isOpen = last.kind === 'offer' && !refusals(facts, last.offer).some((at) => isAnswered(facts, at));
  return isOpen
    ? { who: 'student', offer: last.offer, ...common }
    : { who: 'mentor', reason: dateMissing(facts), ...common };
}

/** When the mentor is first told that no next session is agreed. */
function nextMissingAt({ calendar }: ContactFacts, sessionOverAt: Date): Date {
  return addHours(sessionOverAt, calendar.hours.nextMissing[0]);
}

function isAnswered({ mentorWroteAt }: ContactFacts, at: Date): boolean {
  return mentorWroteAt !== null && at <= mentorWroteAt;
}

/** What the student had said before *Later* was chosen counts once that is over; what they say after it, at once. */
function afterLater(at: Date, later: Later | null): Date {
  return later === null || at > later.chosenAt ? at : latest(at, later.until);
}

function lastFact(facts: ContactFacts, now: Date): Fact {
  const { startedAt: at, sessions } = facts;
  const over = sessions.flatMap((session) => sessionOver(session, now));
  const assigned: Fact = { kind: 'assigned', at, since: at };
  const met = over.reduce<Fact>((last, fact) => (fact.at >= last.at ? fact : last), assigned);
  const offer = newestOffer(facts, null);
  if (offer === null || offer.sessionId !== null || !outlasts(facts, offer, met.at)) return met;
  return { kind: 'offer', at: offer.madeAt, since: latest(offer.madeAt, met.at), offer };
}

function sessionOver({ status, statusAt, endsAt }: SessionFacts, now: Date): Fact[] {
  const at = statusAt === null ? endsAt : earliest(statusAt, endsAt);
  return at > now ? [] : [{ kind: 'session-over', at, since: at, statusAt: status === 'booked' ? null : statusAt }];
}

/** Whether times are waited for after a session that had not ended when they were offered, nor been cancelled. */
function outlasts(facts: ContactFacts, offer: OfferFacts, over: Date): boolean {
  if (offer.madeAt >= over) return true;
  const wasRefused = refusals(facts, offer).some((at) => isAnswered(facts, at));
  return overAt(offer) > over && !wasBookedSince(facts, offer) && !wasRefused;
}

/**
 * When the student answered the last fact: by *none of these fits*, a proposal for the same matter, or a message. What was written
 * before a session they could talk of there.
 */
function studentAnswers(facts: ContactFacts, last: Fact): Date[] {
  const { studentWroteAt } = facts;
  const said = last.kind === 'offer' ? refusals(facts, last.offer) : proposals(facts, null).map(({ madeAt }) => madeAt);
  const wrote = studentWroteAt !== null && studentWroteAt >= last.since ? [studentWroteAt] : [];
  return [...said.filter((at) => at >= last.at), ...wrote];
}

function refusals(facts: ContactFacts, { id, declinedAt, movesSessionId }: OfferFacts): Date[] {
  const proposed = proposals(facts, movesSessionId).filter((each) => each.id > id);
  return [...(declinedAt === null ? [] : [declinedAt]), ...proposed.map(({ madeAt }) => madeAt)];
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
  const { madeAt } = offer;
  const silence = whoIsSilent(facts, { kind: 'offer', at: madeAt, since: madeAt, offer }, null);
  const until = silence.who === 'student' ? earliest(startsAt, overAt(offer)) : startsAt;
  const isWaited = silence.who === 'student' ? now < until : silence.reason === 'answer-missing';
  return isWaited ? { ...silence, move: { id, until } } : null;
}

function turnAfter(facts: ContactFacts, silence: Silence, now: Date): WhoseTurn {
  return silence.who === 'mentor' ? mentorsTurn(facts, silence, now) : studentsTurn(facts, silence, now);
}

function studentsTurn(facts: ContactFacts, silence: StudentsSilence, now: Date): WhoseTurn {
  const lapsed = afterLapse(facts, silence, now);
  if (lapsed !== null) return mentorsTurn(facts, lapsed, now);
  const { since, move } = silence;
  const turn = { reason: 'reply-missing', since, moves: move?.id ?? null } as const;
  const askedAt = staffAt(facts, silence);
  if (now >= askedAt) return { kind: 'staff', ...turn, nextChangeAt: move?.until ?? null };
  return { kind: 'student', ...turn, nextChangeAt: earliest(lapseOfSilence(silence), askedAt) };
}

function mentorsTurn(facts: ContactFacts, silence: MentorsSilence, now: Date): WhoseTurn {
  const { reason, since, move } = silence;
  const askedAt = staffAt(facts, silence);
  const moves = move?.id ?? null;
  if (now >= askedAt) return { kind: 'staff', reason, since, moves, nextChangeAt: move?.until ?? null };
  return { kind: 'mentor', reason, since, moves, nextChangeAt: earliest(askedAt, move?.until ?? askedAt) };
}

/** Once its times have lapsed unanswered, or others took them, the mentor has to offer anew; unless the team has been told before. */
function afterLapse(facts: ContactFacts, silence: Silence, now: Date): MentorsSilence | null {
  if (silence.who === 'mentor') return null;
  const lapse = lapseOfSilence(silence);
  if (now < lapse || lapse >= staffAt(facts, silence)) return null;
  return { who: 'mentor', reason: dateMissing(facts), since: latest(silence.since, lapse), move: silence.move };
}

function lapseOfSilence({ move, offer }: StudentsSilence): Date {
  return move?.until ?? overAt(offer);
}

/** From when on it is the team's turn. */
function staffAt({ calendar }: ContactFacts, { since, ...silence }: Silence): Date {
  const reason = silence.who === 'student' ? 'reply-missing' : silence.reason;
  if (reason !== 'status-missing') return staffsTurnAt(reason, since, calendar);
  return staffMorning(addHours(since, calendar.hours.statusMissing[1]), calendar.staff);
}

/** Of several the last one says since when and until when: the others' ends change nothing. */
function sessionAhead([first, ...others]: readonly [SessionFacts, ...SessionFacts[]]): WhoseTurn {
  const last = others.reduce((last, each) => (each.endsAt > last.endsAt ? each : last), first);
  return { kind: 'nobody', reason: 'session-ahead', since: last.bookedAt, nextChangeAt: last.endsAt };
}

/** The mentor's choice to leave it for a week. */
interface Later {
  readonly chosenAt: Date;
  readonly until: Date;
}

/** *Later*, unless the mentor offered times or a session ahead was booked after it was chosen. */
function laterChosen({ laterUntil: until, offers, sessions }: ContactFacts): Later | null {
  if (until === null) return null;
  const chosenAt = addDays(until, -laterDays);
  const offered = offers.filter(({ madeBy }) => madeBy === 'mentor').map(({ madeAt }) => madeAt);
  const acts = [...offered, ...sessions.filter(wasBookedAhead).map(({ bookedAt }) => bookedAt)];
  return acts.some((at) => at > chosenAt) ? null : { chosenAt, until };
}

function dateMissing(facts: ContactFacts): 'contact-missing' | 'next-missing' {
  const haveMet = facts.haveMet || facts.sessions.some(({ status }) => status === 'completed');
  return haveMet ? 'next-missing' : 'contact-missing';
}
