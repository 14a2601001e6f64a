import type { KnownBlock } from '@slack/types';
import { type MentorshipId, matterValue, type PersonId, type RequestId, type SessionId } from '../../core/ids.ts';
import { join, type Markup, type Mrkdwn, mention, mrkdwn, nested } from '../../core/mrkdwn.ts';
import type { Message } from '../../outbox/render.ts';
import { actionsRow, button, context, header, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';
import type { ReminderKind } from './rules.ts';
import { type Reader, settledMessage, when } from './views.ts';

/** One thing that a mentor owes, and the button that settles it. */
export interface DigestLine {
  readonly kind: ReminderKind;
  readonly since: Date | null;
  readonly studentId: PersonId;
  readonly studentName: string;
  readonly mentorshipId: MentorshipId;
  readonly sessionId: SessionId | null;
  /** The session that is to be moved, where it is about that. */
  readonly moves: SessionId | null;
}

/** Together with title and *more* far from the 50 blocks and about 13,000 characters that a message takes. */
const linesShown = 30;
/** What title, *more* and messages that could not be delivered leave of the 50 blocks. */
const groupBlocks = 47;

export function mentorDigestMessage(reader: Reader, lines: readonly DigestLine[]): Message {
  const { digest } = reader.words.reminders;
  const more = lines.length - linesShown;
  return {
    text: digest.text(lines.length),
    blocks: [
      header(digest.title),
      ...lines.slice(0, linesShown).map((line) => mentorLine(reader, line)),
      ...(more > 0 ? [context(digest.more(more))] : []),
    ],
  };
}

export function digestDone({ words }: Reader): Message {
  return settledMessage(words.reminders.digest.done);
}

/** A line of what a mentor owes; the home shows the same ones. */
export function mentorLine(reader: Reader, line: DigestLine): KnownBlock {
  const { digest, buttons } = reader.words.reminders;
  const since = when(reader, line.since ?? new Date(0));
  const id = String(line.mentorshipId);
  switch (line.kind) {
    case 'status-missing': {
      const value = String(line.sessionId ?? '');
      return section(digest.status(line.studentName, since), button(actions.openComplete, buttons.complete, { value }));
    }
    case 'answer-missing':
      return section(
        digest.answer(line.studentName, since),
        button(actions.openOffer, buttons.offer, { value: matterValue(line.mentorshipId, line.moves) }),
      );
    case 'contact-missing':
      return section(digest.contact(line.studentName, since), button(actions.openOffer, buttons.offer, { value: id }));
    case 'profile-missing': {
      const value = String(line.studentId);
      return section(digest.profile(line.studentName), button(actions.openProfile, buttons.profile, { value }));
    }
    case 'reply-missing':
      return section(digest.reply(line.studentName, since), button(actions.showPhone, buttons.phone, { value: id }));
    default:
      return section(digest.next(line.studentName), button(actions.openBook, buttons.book, { value: id }));
  }
}

/** What the pedagogical team is asked, as lists show it. */
export interface RequestLine {
  readonly id: RequestId;
  readonly kind: string;
  readonly isOpen: boolean;
  readonly personId: PersonId;
  readonly personName: string;
  readonly mentorName: string | null;
  readonly studentName: string | null;
  readonly startsAt: Date | null;
  readonly takenBySlackId: string | null;
}

/** By mentor; without phone numbers, as a channel has many readers. */
export function staffDigestMessage(reader: Reader, requests: readonly RequestLine[], deadLetters: number): Message {
  const { staff } = reader.words.reminders;
  const shown = fitting(requests);
  const more = requests.length - shown.length;
  const mentors = [...new Set(shown.map(({ mentorName }) => mentorName))].toSorted((a, b) =>
    (a ?? '\uffff').localeCompare(b ?? '\uffff'),
  );
  const groups = mentors.flatMap((mentor) => [
    context(mentor === null ? mrkdwn`${staff.others}` : staff.ofMentor(mentor)),
    ...shown.filter(({ mentorName }) => mentorName === mentor).flatMap((request) => requestBlocks(reader, request)),
  ]);
  return {
    text: staff.text(requests.length + deadLetters),
    blocks: [
      header(staff.title),
      ...groups,
      ...(more > 0 ? [context(staff.more(more))] : []),
      ...(deadLetters > 0 ? [section(staff.deadLetters(deadLetters))] : []),
    ],
  };
}

/** As many of them as a message takes together with a line for each of their mentors. */
function fitting(requests: readonly RequestLine[]): readonly RequestLine[] {
  const fits = (count: number) => {
    const some = requests.slice(0, count);
    return count + some.filter(hasDossier).length + new Set(some.map((each) => each.mentorName)).size;
  };
  let count = Math.min(linesShown, requests.length);
  while (fits(count) > groupBlocks) count -= 1;
  return requests.slice(0, count);
}

/** What only staff can tell to be done; everything else settles itself. */
export function isSettledByStaff(kind: string): boolean {
  return kind === 'question' || kind === 'not-right' || kind === 'change-mentor';
}

/** What can be judged by the notes and sessions of whoever asks, and is put right there. */
function hasDossier({ kind, isOpen }: RequestLine): boolean {
  return kind === 'not-right' && isOpen;
}

/** A request, and where it helps the way to the student's dossier. */
export function requestBlocks(reader: Reader, request: RequestLine): KnownBlock[] {
  const line = requestLine(reader, request);
  if (!hasDossier(request)) return [line];
  const value = String(request.personId);
  const suffix = request.id;
  return [line, actionsRow([button(actions.openDossier, reader.words.students.openDossier, { value, suffix })])];
}

/** One request with *I'll take it*, or with who took it and, where nothing else can tell, *Done*. */
function requestLine(reader: Reader, request: RequestLine): KnownBlock {
  const { staff, buttons } = reader.words.reminders;
  const sentence = requestSentence(reader, request);
  if (!request.isOpen) return section(beside(sentence, mrkdwn`${staff.settled}`));
  const value = String(request.id);
  if (request.takenBySlackId === null) return section(sentence, button(actions.takeRequest, buttons.take, { value }));
  const taken = beside(sentence, staff.taken(mention(request.takenBySlackId)));
  if (!isSettledByStaff(request.kind)) return section(taken);
  return section(taken, button(actions.settleRequest, buttons.done, { value }));
}

function beside(sentence: Mrkdwn, note: Mrkdwn): Mrkdwn {
  return join([sentence, mrkdwn`_${nested(note)}_`]);
}

function requestSentence(reader: Reader, request: RequestLine): Mrkdwn {
  const { staff } = reader.words.reminders;
  const { personName, mentorName, studentName, startsAt } = request;
  const start: Markup | null = startsAt === null ? null : when(reader, startsAt);
  switch (request.kind) {
    case 'silent-student':
      return staff.silentStudent(studentName ?? personName, mentorName ?? '');
    case 'silent-mentor':
      return staff.silentMentor(mentorName ?? personName, studentName ?? '');
    case 'status-missing':
      return staff.statusMissing(mentorName ?? personName, studentName ?? '', start ?? nested(mrkdwn``));
    case 'not-right':
      return staff.notRight(personName, start);
    case 'change-mentor':
      return staff.changeMentor(personName);
    case 'deactivated':
      return staff.deactivated(personName, (personName === mentorName ? studentName : mentorName) ?? '');
    default:
      return staff.question(personName);
  }
}
