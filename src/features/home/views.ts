import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { Actor } from '../../core/access.ts';
import type { MentorshipId, OutboxId, PersonId, SessionId, SlotId, TaskId } from '../../core/ids.ts';
import { dateToken, join, type Markup, mrkdwn } from '../../core/mrkdwn.ts';
import { formatLocal, sameOffset, slackDate, zoneName } from '../../core/time.ts';
import { type Words, wordsFor } from '../../core/words/index.ts';
import type { Kind } from '../../outbox/kinds.ts';
import { actionsRow, button, context, divider, header, home, paragraph, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';

/** A mentor's part of the home: what they owe, their next sessions, their students. */
export interface MentorHome {
  readonly needs: readonly KnownBlock[];
  readonly upcoming: readonly SessionLine[];
  readonly students: readonly StudentLine[];
  readonly load: Load | null;
}

/** A student's part: whoever waits for them, their next sessions, their open tasks, what their profile lacks. */
export interface StudentHome {
  readonly mentorship: { readonly id: MentorshipId; readonly mentorName: string } | null;
  readonly offer: {
    readonly slots: ReadonlyArray<{ readonly id: SlotId; readonly startsAt: Date }>;
    /** The start of the session that one of the slots would move, where they are for that. */
    readonly movesFrom: Date | null;
  } | null;
  readonly upcoming: readonly SessionLine[];
  readonly tasks: readonly TaskLine[];
  /** Ticked lately, the last one first: that can be undone. */
  readonly tasksDone: readonly TaskLine[];
  readonly missing: readonly Field[];
}

/** The pedagogical team's part. */
export interface StaffHome {
  readonly requests: ReadonlyArray<readonly KnownBlock[]>;
  readonly dead: ReadonlyArray<{
    readonly id: OutboxId;
    readonly kind: string;
    readonly why: string | null;
    readonly settledAt: Date | null;
  }>;
  /** With those that are not listed. */
  readonly deadCount: number;
  readonly loads: readonly Load[];
}

/** Somebody's home by their roles; null where they have not that one. */
export interface Home {
  readonly mentor: MentorHome | null;
  readonly student: StudentHome | null;
  readonly staff: StaffHome | null;
}

export interface SessionLine {
  readonly id: SessionId;
  readonly revision: number;
  readonly startsAt: Date;
  readonly place: string | null;
  readonly mentorName: string;
  readonly studentName: string;
}

interface TaskLine {
  readonly id: TaskId;
  readonly text: string;
}

export interface StudentLine {
  readonly studentId: PersonId;
  readonly name: string;
  readonly next: Date | null;
  readonly missing: readonly Field[];
}

export interface Load {
  readonly name: string;
  readonly students: number;
  readonly capacity: number;
}

type Field = keyof Words['students']['fields'];

/** How many of each are shown, so that all three parts together stay within the 100 blocks of a home. */
const shown = { needs: 12, students: 12, tasks: 8, tasksDone: 3, requests: 10, deadLetters: 4, loads: 15 } as const;

interface Look {
  readonly actor: Actor;
  readonly words: Words;
  readonly schoolZone: string;
}

/** Somebody's home: a part for each of their roles, what needs them first. */
export function homeView(actor: Actor, schoolZone: string, parts: Home): HomeView {
  const look = { actor, words: wordsFor(actor.locale), schoolZone };
  const blocks = [
    ...(parts.student === null ? [] : [studentBlocks(look, parts.student)]),
    ...(parts.mentor === null ? [] : [mentorBlocks(look, parts.mentor)]),
    ...(parts.staff === null ? [] : [staffBlocks(look, parts.staff)]),
  ];
  return home(blocks.flatMap((part, index) => (index === 0 ? part : [divider(), ...part])));
}

function mentorBlocks(look: Look, { needs, upcoming, students, load }: MentorHome): KnownBlock[] {
  const { words } = look;
  const { buttons } = words.home;
  return [
    header(words.home.needsYou),
    ...someOf(needs, shown.needs, (rest) => context(words.home.more(rest))),
    ...(needs.length === 0 ? [section(mrkdwn`${words.home.nothingNeeded}`)] : []),
    actionsRow([
      button(actions.openBook, buttons.book, { value: '' }),
      button(actions.openComplete, buttons.complete, { value: '' }),
      button(actions.openNote, buttons.note, { value: '' }),
    ]),
    ...sessionBlocks(look, upcoming, 'mentor'),
    header(words.home.students),
    ...(students.length === 0 ? [section(mrkdwn`${words.home.noStudents}`)] : []),
    ...someOf(
      students.map(({ studentId, name, next, missing }) => {
        const line = words.home.student(name, next === null ? null : when(look, next));
        const lacks = missing.length === 0 ? [] : [words.home.missing(fieldNames(words, missing))];
        const dossier = button(actions.openDossier, buttons.dossier, { value: String(studentId) });
        return section(join([line, ...lacks]), dossier);
      }),
      shown.students,
      (rest) =>
        section(words.home.moreStudents(rest), button(actions.openDossier, buttons.anotherDossier, { value: '' })),
    ),
    ...(load === null ? [] : [context(words.home.places(load.students, load.capacity))]),
  ];
}

function studentBlocks(
  look: Look,
  { mentorship, offer, upcoming, tasks, tasksDone, missing }: StudentHome,
): KnownBlock[] {
  const { words } = look;
  const { buttons } = words.home;
  const needs = [
    ...(mentorship === null || offer === null
      ? []
      : [
          section(
            words.home.waitsForYou(
              mentorship.mentorName,
              offer.movesFrom === null ? null : when(look, offer.movesFrom),
            ),
          ),
          actionsRow(
            offer.slots.map(({ id, startsAt }) =>
              button(actions.pickSlot, localTime(look, startsAt), { value: String(id), suffix: id }),
            ),
          ),
        ]),
    ...(missing.length === 0 ? [] : [section(words.home.profileLacks(fieldNames(words, missing)))]),
  ];
  return [
    header(words.home.needsYou),
    ...(needs.length === 0 ? [section(mrkdwn`${words.home.nothingNeeded}`)] : needs),
    section(mentorship === null ? mrkdwn`${words.home.noMentor}` : words.home.mentor(mentorship.mentorName)),
    actionsRow([
      button(actions.openDossier, words.students.openDossier, { value: '' }),
      button(actions.openProfile, buttons.profile, { value: '' }),
      ...(mentorship === null ? [] : [button(actions.propose, buttons.propose, { value: String(mentorship.id) })]),
      button(actions.askTeam, buttons.askTeam, { value: '' }),
    ]),
    ...sessionBlocks(look, upcoming, 'student'),
    header(words.home.tasks),
    ...(tasks.length === 0 ? [section(mrkdwn`${words.home.noTasks}`)] : []),
    ...someOf(
      tasks.map(({ id, text }) =>
        paragraph(text, button(actions.tickTask, buttons.done, { value: String(id), suffix: id })),
      ),
      shown.tasks,
      (rest) => context(words.home.moreTasks(rest)),
    ),
    ...tasksDone
      .slice(0, shown.tasksDone)
      .map(({ id, text }) =>
        paragraph(
          words.home.taskDone(text),
          button(actions.tickTask, buttons.undo, { value: `${id}:undo`, suffix: id }),
        ),
      ),
  ];
}

function staffBlocks(look: Look, { requests, dead, deadCount, loads }: StaffHome): KnownBlock[] {
  const { words } = look;
  const { buttons } = words.home;
  const letters = dead.slice(0, shown.deadLetters).map(({ id, kind, why, settledAt }) => {
    const at = when(look, settledAt ?? new Date(0));
    const retry = button(actions.retryMessage, buttons.retry, { value: String(id), suffix: id });
    return section(words.home.deadLetter(messageName(words, kind), whyNot(words, why ?? ''), at), retry);
  });
  const lines = loads.map(({ name, students, capacity }) => words.home.loadLine(name, students, capacity));
  return [
    header(words.home.team),
    section(mrkdwn`*${words.home.requests}*`),
    ...(requests.length === 0 ? [section(mrkdwn`${words.home.noRequests}`)] : []),
    ...someOf(requests, shown.requests, (rest) => context(words.home.moreRequests(rest))).flat(),
    ...(letters.length === 0 ? [] : [section(mrkdwn`*${words.home.deadLetters}*`)]),
    ...letters,
    ...(deadCount > letters.length ? [context(words.home.moreDeadLetters(deadCount - letters.length))] : []),
    section(mrkdwn`*${words.home.load}*`),
    section(lines.length === 0 ? mrkdwn`${words.home.noMentors}` : join(lines.slice(0, shown.loads))),
    ...(lines.length > shown.loads ? [context(words.home.moreTasks(lines.length - shown.loads))] : []),
    actionsRow([
      button(actions.openDossier, words.students.openDossier, { value: 'anybody' }),
      button(actions.openImport, buttons.import, { value: '' }),
    ]),
  ];
}

function sessionBlocks(look: Look, upcoming: readonly SessionLine[], as: 'mentor' | 'student'): KnownBlock[] {
  const { words } = look;
  const { buttons } = words.home;
  return [
    header(words.home.upcoming),
    ...(upcoming.length === 0 ? [section(mrkdwn`${words.home.noSessions}`)] : []),
    ...upcoming.flatMap((session) => {
      const who = as === 'mentor' ? session.studentName : session.mentorName;
      const value = `${session.id}:${session.revision}`;
      const suffix = session.id;
      const row: Button[] = [
        ...(session.place === null ? [] : [button(actions.join, buttons.join, { url: session.place, suffix })]),
        button(actions.anotherTime, buttons.anotherTime, { value, suffix }),
        button(actions.cancelSession, buttons.cancel, { value, suffix }),
      ];
      const line = words.home.session(who, when(look, session.startsAt), schoolTime(look, session.startsAt));
      return [section(line), actionsRow(row)];
    }),
  ];
}

function someOf<T, M>(all: readonly T[], limit: number, more: (count: number) => M): ReadonlyArray<T | M> {
  const rest = all.length - limit;
  return rest > 0 ? [...all.slice(0, limit), more(rest)] : all;
}

function messageName({ home: { messages, anotherMessage } }: Words, kind: string): string {
  const names: Readonly<Record<Kind, string>> = messages;
  const known: Readonly<Record<string, string>> = names;
  return known[kind] ?? anotherMessage;
}

/** In a sentence for the reasons that are frequent. */
function whyNot({ home: { whyNot: sentences, refusedBySlack } }: Words, code: string): string {
  const known: Readonly<Record<string, string>> = sentences;
  return known[/^http_5/.test(code) ? 'no_answer' : code] ?? refusedBySlack(code);
}

function fieldNames(words: Words, fields: readonly Field[]): string {
  return fields.map((field) => words.students.fields[field]).join(', ');
}

function when({ actor, schoolZone }: Look, instant: Date): Markup {
  return dateToken(slackDate(instant, schoolZone, actor.locale));
}

/** "19:00 Paris time", where the reader's clock shows another time. */
function schoolTime({ actor, schoolZone }: Look, instant: Date): string | null {
  if (sameOffset(instant, actor.zone, schoolZone)) return null;
  return `${formatLocal(instant, schoolZone, actor.locale, 'time')} ${zoneName(schoolZone, instant, actor.locale)}`;
}

function localTime(look: Look, instant: Date): string {
  const beside = schoolTime(look, instant);
  const local = formatLocal(instant, look.actor.zone, look.actor.locale, 'short');
  return beside === null ? local : `${local} · ${beside}`;
}
