import type { Button, KnownBlock } from '@slack/types';
import {
  type MentorshipId,
  matterValue,
  type OfferId,
  type PersonId,
  type SessionId,
  type SlotId,
} from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import { dateToken, join, link, type Markup, type Mrkdwn, mention, mrkdwn } from '../../core/mrkdwn.ts';
import { addHours, formatLocal, sameOffset, slackDate, type Zone, zoneName } from '../../core/time.ts';
import type { Words } from '../../core/words/index.ts';
import type { Message } from '../../outbox/render.ts';
import { actionsRow, button, context, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';

/** Who reads it, in which language and by which clock; `schoolZone` is the mentoring zone. */
export interface Reader {
  readonly locale: Locale;
  readonly words: Words;
  readonly zone: Zone;
  readonly schoolZone: Zone;
}

export interface Pair {
  readonly id: MentorshipId;
  readonly mentorName: string;
  readonly studentId: PersonId;
  readonly studentName: string;
  readonly studentSlackId: string;
  readonly channel: string | null;
}

/** Times that the student can pick from; `movesFrom` is when the session is that one of them would move. */
export interface AwaitedOffer {
  readonly id: OfferId;
  readonly slots: ReadonlyArray<{ readonly id: SlotId; readonly startsAt: Date }>;
  readonly movesFrom: Date | null;
}

/** The student owes an answer: the times again, each a button. */
export function replyMissingStudent(reader: Reader, pair: Pair, step: number, offer: AwaitedOffer): Message {
  const { words } = reader;
  const moves = offer.movesFrom === null ? null : when(reader, offer.movesFrom);
  const text = (step === 1 ? words.reminders.replyStudent : words.reminders.replyStudentAgain)(pair.mentorName, moves);
  const hint = moves === null ? words.reminders.replyStudentHint : words.reminders.replyStudentMoveHint;
  const slots = offer.slots.map(({ id, startsAt }) =>
    button(actions.pickSlot, localTime(reader, startsAt), { value: String(id), suffix: id }),
  );
  const noneFits = button(actions.noneFits, words.reminders.buttons.noneFits, { value: String(offer.id) });
  return {
    text,
    blocks: [section(text), actionsRow([...slots, noneFits]), context(mrkdwn`${hint}`)],
  };
}

/** The student stays silent: the mentor writes or calls (H7). The number itself is never in a message. */
export function replyMissingMentor(reader: Reader, pair: Pair, moves: SessionId | null): Message {
  const { replyMentor, buttons } = reader.words.reminders;
  const phone = button(actions.showPhone, buttons.phone, { value: String(pair.id) });
  return silence(reader, pair, replyMentor(mention(pair.studentSlackId)), [
    phone,
    ...offerOrAgreed(reader, pair, moves),
  ]);
}

export function answerMissing(reader: Reader, pair: Pair, since: Date, moves: SessionId | null): Message {
  const text = reader.words.reminders.answer(mention(pair.studentSlackId), when(reader, since));
  const buttons = moves === null ? mentorsButtons(reader, pair) : offerOrAgreed(reader, pair, moves);
  return silence(reader, pair, text, buttons);
}

export function contactMissing(reader: Reader, pair: Pair, since: Date): Message {
  const text = reader.words.reminders.contact(mention(pair.studentSlackId), when(reader, since));
  return silence(reader, pair, text, mentorsButtons(reader, pair));
}

export function nextMissing(reader: Reader, pair: Pair): Message {
  const text = reader.words.reminders.next(mention(pair.studentSlackId));
  return silence(reader, pair, text, mentorsButtons(reader, pair));
}

export interface UpcomingSession {
  readonly id: SessionId;
  readonly revision: number;
  readonly startsAt: Date;
  readonly place: string | null;
  readonly mentorName: string;
  readonly studentName: string;
}

/** Before a session: when and where; two days before, what to prepare, and until when to cancel in time (L4). */
export function sessionUpcoming(
  reader: Reader,
  session: UpcomingSession,
  to: 'student' | 'mentor',
  at: 'prepare' | 'begins',
  tasks: readonly string[],
  now: Date,
): Message {
  const { words } = reader;
  const { buttons } = words.reminders;
  const title = words.reminders.upcoming[to][at](to === 'student' ? session.mentorName : session.studentName);
  const value = `${session.id}:${session.revision}`;
  const inTimeUntil = addHours(session.startsAt, -24);
  const canCancel = to === 'student' && at === 'prepare' && now < inTimeUntil;
  const row: Button[] = [
    ...(session.place === null ? [] : [button(actions.join, buttons.join, { url: session.place, style: 'primary' })]),
    button(actions.anotherTime, buttons.anotherTime, { value }),
    ...(canCancel ? [button(actions.cancelSession, buttons.cancel, { value })] : []),
  ];
  return {
    text: title,
    blocks: [
      section(
        join([title, words.reminders.when(when(reader, session.startsAt), schoolTime(reader, session.startsAt))]),
      ),
      ...taskLines(reader, tasks),
      ...(canCancel ? [context(words.reminders.cancelInTime(when(reader, inTimeUntil)))] : []),
      actionsRow(row),
    ],
  };
}

export function statusMissing(reader: Reader, session: UpcomingSession): Message {
  const text = reader.words.reminders.status(session.studentName, when(reader, session.startsAt));
  const complete = button(actions.openComplete, reader.words.reminders.buttons.complete, {
    value: String(session.id),
    style: 'primary',
  });
  return { text, blocks: [section(text), actionsRow([complete])] };
}

export function profileMissing(reader: Reader, studentId: PersonId, fields: readonly string[]): Message {
  const text = reader.words.reminders.profile(fields.join(', '));
  const open = button(actions.openProfile, reader.words.reminders.buttons.myProfile, {
    value: String(studentId),
    style: 'primary',
  });
  return { text, blocks: [section(text), actionsRow([open])] };
}

/** What stands where a reminder was, once it is settled: the first line, and why there is nothing left to do. */
export function settledMessage(sentence: string): Message {
  const text = mrkdwn`${sentence}`;
  return { text, blocks: [context(text)] };
}

/** An instant by each reader's own clock. */
export function when({ schoolZone, locale }: Reader, instant: Date): Markup {
  return dateToken(slackDate(instant, schoolZone, locale));
}

/** "19:00 Paris time", where the reader's clock shows another time. */
export function schoolTime({ zone, schoolZone, locale }: Reader, instant: Date): string | null {
  if (sameOffset(instant, zone, schoolZone)) return null;
  return `${formatLocal(instant, schoolZone, locale, 'time')} ${zoneName(schoolZone, instant, locale)}`;
}

/** An instant where no markup can be, such as on a button: by the reader's clock, the school's beside it. */
function localTime(reader: Reader, instant: Date): string {
  const beside = schoolTime(reader, instant);
  return `${formatLocal(instant, reader.zone, reader.locale, 'short')}${beside === null ? '' : ` · ${beside}`}`;
}

function silence(reader: Reader, pair: Pair, text: Mrkdwn, buttons: readonly Button[]): Message {
  const conversation =
    pair.channel === null
      ? []
      : [context(mrkdwn`${link(conversationUrl(pair.channel), reader.words.reminders.conversation)}`)];
  return { text, blocks: [section(text), ...conversation, actionsRow(buttons)] };
}

/** docs.slack.dev/interactivity/deep-linking: opens a conversation in whatever client the reader uses. */
function conversationUrl(channel: string): string {
  return `https://slack.com/app_redirect?channel=${channel}`;
}

function mentorsButtons(reader: Reader, pair: Pair): Button[] {
  const { buttons } = reader.words.reminders;
  const [offer, ...others] = offerOrAgreed(reader, pair, null);
  const book = button(actions.openBook, buttons.book, { value: String(pair.id) });
  return [...(offer === undefined ? [] : [offer]), book, ...others];
}

/** About a session that is to be moved, everything but that one would only book a second. */
function offerOrAgreed(reader: Reader, pair: Pair, moves: SessionId | null): Button[] {
  const { buttons } = reader.words.reminders;
  const offer = button(actions.openOffer, buttons.offer, { value: matterValue(pair.id, moves), style: 'primary' });
  if (moves !== null) return [offer, button(actions.anotherTime, buttons.anotherTime, { value: String(moves) })];
  const value = String(pair.id);
  return [
    offer,
    button(actions.agreedElsewhere, buttons.agreed, { value }),
    button(actions.later, buttons.later, { value }),
  ];
}

const tasksShown = 10;

function taskLines(reader: Reader, tasks: readonly string[]): KnownBlock[] {
  if (tasks.length === 0) return [];
  const { words } = reader;
  const lines = tasks.slice(0, tasksShown).map((task) => mrkdwn`• ${task.slice(0, 200)}`);
  const more = tasks.length > tasksShown ? [words.reminders.moreTasks(tasks.length - tasksShown)] : [];
  return [section(join([mrkdwn`*${words.reminders.tasks}*`, ...lines, ...more]))];
}
