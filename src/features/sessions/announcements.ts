import type { Button, KnownBlock } from '@slack/types';
import type { PersonId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import {
  dateToken,
  join as joinLines,
  link,
  type Markup,
  type Mrkdwn,
  mention,
  mrkdwn,
  nested,
} from '../../core/mrkdwn.ts';
import { formatLocal, sameOffset, slackDate, zoneName } from '../../core/time.ts';
import type { Words } from '../../core/words/index.ts';
import type { Message } from '../../outbox/render.ts';
import { actionsRow, button, context, paragraph, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';
import { inHours, minutesOf } from './rules.ts';
import type { Move, Session } from './store.ts';

/** A session as the thread of its two is told of it. */
export interface Announcement {
  readonly session: Session;
  /** The newest first. */
  readonly moves: readonly Move[];
  readonly locale: Locale;
  readonly words: Words;
}

/** The summary of an appointment (H11); `isCurrent` is false once it was moved. */
export function bookingMessage(announcement: Announcement, isCurrent: boolean): Message {
  const { session, words, locale } = announcement;
  const kind = words.sessions.kind[session.kind];
  const who = whoDidNotAct(session, session.bookedBy);
  return {
    text: words.sessions.bookedText(who, kind, date(session, locale)),
    blocks: [
      section(words.sessions.booked(who, kind, withWhom(session))),
      ...(isCurrent ? facts(announcement) : overtaken(announcement)),
      ...(isCurrent && session.message !== null ? [paragraph(session.message)] : []),
      ...(isCurrent && session.kind === 'discovery' ? [context(mrkdwn`${words.sessions.prepare}`)] : []),
      ...(isCurrent ? buttons(announcement) : []),
    ],
  };
}

/** The one summary of a weekly series: every date as it stands now, with lengths where they differ, buttons for the next one. */
export function seriesMessage(announcement: Announcement, all: readonly Session[], now: Date): Message {
  const { session, words, locale } = announcement;
  const who = whoDidNotAct(session, session.bookedBy);
  const next = all.find((each) => each.status === 'booked' && each.startsAt > now);
  const areAlike = new Set(all.map(minutesOf)).size === 1;
  const lines = all.map((each) => {
    const { changed, cancelled, ended } = words.sessions.seriesLine;
    const notes = { booked: each.revision > 0 ? changed : null, completed: ended, absent: ended, other: cancelled };
    const note = each.status === 'cancelled' || each.status === 'cancelled_late' ? cancelled : notes[each.status];
    const length = areAlike ? null : words.sessions.minutes(minutesOf(each));
    return words.sessions.line(date(each, locale), mentoringTime(each, locale), length, note);
  });
  return {
    text: words.sessions.seriesBooked(who, all.length, withWhom(session)),
    blocks: [
      section(words.sessions.seriesBooked(who, all.length, withWhom(session))),
      ...chunks(lines, 15).map((some) => section(joinLines(some))),
      section(where(announcement)),
      ...(session.message === null ? [] : [paragraph(session.message)]),
      ...(next === undefined ? [] : buttons({ ...announcement, session: next }, true)),
    ],
  };
}

/** A session has a new time (L2), length, link or message; `isCurrent` is false once it was changed again. */
export function movedMessage(announcement: Announcement, move: Move, isCurrent: boolean): Message {
  const { session, words, locale } = announcement;
  const kind = words.sessions.kind[session.kind];
  const who = whoDidNotAct(session, move.movedBy);
  const what = whatChanged(announcement, move);
  const before = dateToken(slackDate(move.fromStartsAt, session.zone, locale));
  const heading = what === 'start' ? words.sessions.moved(who, kind) : words.sessions.changed[what](who, kind);
  return {
    text: what === 'start' ? words.sessions.movedText(who, kind, date(session, locale)) : heading,
    blocks: [
      section(heading),
      ...(isCurrent ? facts(announcement) : overtaken(announcement)),
      ...(isCurrent && session.message !== null ? [paragraph(session.message)] : []),
      ...(what === 'start' ? [context(words.sessions.before(before))] : []),
      ...(isCurrent ? buttons(announcement) : []),
    ],
  };
}

/** A move holds what was before it; what came of it holds the next one, or the session itself. */
function whatChanged({ session, moves }: Announcement, move: Move): 'start' | 'length' | 'details' {
  const next = moves.findLast(({ revision }) => revision > move.revision);
  const startsAt = next?.fromStartsAt ?? session.startsAt;
  const endsAt = next?.fromEndsAt ?? session.endsAt;
  if (startsAt.getTime() !== move.fromStartsAt.getTime()) return 'start';
  return endsAt.getTime() === move.fromEndsAt.getTime() ? 'details' : 'length';
}

/** A session does not take place; `isCurrent` is false once its status was corrected, and another can be had while the two go on. */
export function cancellationMessage(
  { session, words, locale }: Announcement,
  { isCurrent, doGoOn, later }: { isCurrent: boolean; doGoOn: boolean; later: number },
): Message {
  const who = whoDidNotAct(session, session.statusBy);
  const kind = words.sessions.kind[session.kind];
  const heading = words.sessions.cancelled(who, kind, date(session, locale));
  const others = later === 0 ? [] : [words.sessions.laterCancelled(later)];
  const text = joinLines([heading, ...others]);
  const value = String(session.mentorshipId);
  const means =
    session.status === 'cancelled_late'
      ? words.sessions.cancelledMeans.late
      : words.sessions.cancelledMeans[session.status === 'other' ? 'other' : 'inTime'];
  const said = [section(heading), ...others.map((each) => section(each))];
  if (!isCurrent) return { text, blocks: [...said, context(corrected(session, words))] };
  return {
    text,
    blocks: [
      ...said,
      ...(session.reason === null ? [] : [paragraph(session.reason)]),
      context(mrkdwn`${means}`),
      ...(doGoOn
        ? [
            actionsRow([
              button(actions.openBook, words.sessions.bookAnother, { value }),
              button(actions.propose, words.sessions.proposeTimes, { value }),
            ]),
          ]
        : []),
    ],
  };
}

/** What one completion holds, in one reply: the note, the tasks, the next date. */
export interface Completion {
  readonly note: { readonly blocks: readonly KnownBlock[]; readonly version: number } | null;
  readonly tasks: ReadonlyArray<{
    readonly text: string;
    readonly minutes: number | null;
    readonly doneAt: Date | null;
  }>;
  readonly next: Session | null;
  /** The next date was booked by the completion, and no other message tells it. */
  readonly isNextToldHere: boolean;
  /** The newest correction of status or note after the reply was due. */
  readonly correctedAt: Date | null;
}

/** Tells what a session brought: the shared note, the tasks, the next date (which has buttons where only this reply tells it). */
export function completionMessage(announcement: Announcement, completion: Completion): Message {
  const { session, words, locale } = announcement;
  const { note, tasks, next, isNextToldHere, correctedAt } = completion;
  const who = mention(session.studentSlackId);
  const heading = words.completing.completion(who, words.sessions.kind[session.kind], date(session, locale));
  const lines = tasks.map(({ text, minutes, doneAt }) =>
    words.completing.taskLine(text, minutes === null ? null : inHours(minutes), doneAt !== null),
  );
  return {
    text: heading,
    blocks: [
      section(heading),
      ...(session.status === 'completed'
        ? []
        : [context(words.completing.statusOf(words.sessions.status[session.status]))]),
      ...(session.addedAfterwards ? [context(mrkdwn`${words.completing.addedAfterwards}`)] : []),
      ...(note?.blocks ?? []),
      ...(lines.length === 0 ? [] : [section(words.completing.tasksTitle), paragraph(lines.join('\n'))]),
      ...(next === null ? [] : [section(words.completing.next(date(next, locale), mentoringTime(next, locale)))]),
      ...(next !== null && isNextToldHere ? buttons({ ...announcement, session: next }) : []),
      ...(correctedAt === null
        ? []
        : [context(words.completing.correctedOn(dateToken(slackDate(correctedAt, session.zone, locale))))]),
    ],
  };
}

/** Tells a student, alone and kindly, of a session they missed (L1, L3), and how to contest it. */
export function missedMessage(
  { session, words, locale }: Announcement,
  state: 'open' | 'contested' | 'corrected',
): Message {
  const kind = words.sessions.kind[session.kind];
  const heading = words.sessions.missed[session.status === 'absent' ? 'absent' : 'late'](kind, date(session, locale));
  const notRight = button(actions.notRight, words.sessions.notRight, { value: String(session.id) });
  const after: Record<typeof state, KnownBlock[]> = {
    open: [section(mrkdwn`${words.sessions.missedMeans}`), actionsRow([notRight])],
    contested: [section(mrkdwn`${words.sessions.missedMeans}`), context(mrkdwn`${words.sessions.contested}`)],
    corrected: [context(corrected(session, words))],
  };
  const text = state === 'corrected' ? words.sessions.missed.corrected(kind, date(session, locale)) : heading;
  return { text, blocks: [section(text), ...after[state]] };
}

function corrected(session: Session, words: Words): Mrkdwn {
  return words.sessions.isCorrected(words.sessions.status[session.status]);
}

/** Said to whoever did not act: a student who picked a time tells the mentor with whom it is. */
function withWhom(session: Session): string {
  return session.bookedBy === session.studentId ? session.studentName : session.mentorName;
}

/** Mentions whoever did not act, so that Slack tells them: it is the only copy of the fact. */
export function whoDidNotAct(session: Session, actorId: PersonId | null): Markup {
  if (actorId === session.mentorId) return mention(session.studentSlackId);
  if (actorId === session.studentId) return mention(session.mentorSlackId);
  return nested(mrkdwn`${mention(session.studentSlackId)} ${mention(session.mentorSlackId)}`);
}

/** The start in each reader's own zone. */
export function date(session: Pick<Session, 'startsAt' | 'zone'>, locale: Locale): Markup {
  return dateToken(slackDate(session.startsAt, session.zone, locale));
}

/** "19:00 Paris time", where the clock of one of the two shows another time. */
function mentoringTime(session: Session, locale: Locale): string | null {
  const { startsAt, zone } = session;
  const isSame = [session.mentorZone, session.studentZone].every((other) => sameOffset(startsAt, zone, other));
  return isSame ? null : `${formatLocal(startsAt, zone, locale, 'time')} ${zoneName(zone, startsAt, locale)}`;
}

function facts({ session, words, locale }: Announcement): KnownBlock[] {
  const when = words.sessions.when(date(session, locale), mentoringTime(session, locale), minutesOf(session));
  return [section(joinLines([when, where({ session, words })]))];
}

function where({ session, words }: Pick<Announcement, 'session' | 'words'>): Mrkdwn {
  return session.place === null ? words.sessions.whereOpen : words.sessions.where(link(session.place, session.place));
}

function overtaken({ session, words, locale }: Announcement): KnownBlock[] {
  return [context(session.status === 'booked' ? words.sessions.isMoved(date(session, locale)) : over(session, words))];
}

function over(session: Session, words: Words): Mrkdwn {
  const { cancelled, ended } = words.sessions.isOver;
  const isCancelled =
    session.status === 'cancelled' || session.status === 'cancelled_late' || session.status === 'other';
  return mrkdwn`${isCancelled ? cancelled : ended}`;
}

/** What can be done with a session that is still booked; else a line that says what became of it. */
function buttons({ session, words, locale }: Announcement, named = false): KnownBlock[] {
  if (session.status !== 'booked') return [context(over(session, words))];
  const day = formatLocal(session.startsAt, session.zone, locale, 'date');
  const value = `${session.id}:${session.revision}`;
  const { anotherTime, anotherTimeOf, cancel, cancelOf } = words.sessions;
  const row: Button[] = [
    ...(session.place === null ? [] : [joinButton(session.place, words)]),
    button(actions.anotherTime, named ? anotherTimeOf(day) : anotherTime, { value }),
    button(actions.cancelSession, named ? cancelOf(day) : cancel, { value }),
  ];
  return [actionsRow(row)];
}

function joinButton(place: string, words: Words): Button {
  return button(actions.join, words.sessions.join, { url: place, style: 'primary' });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
