import type { KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '../../core/locale.ts';
import { formatFor, type Zone } from '../../core/time.ts';
import type { Words } from '../../core/words/index.ts';
import { actionsRow, button, divider, header, modal, paragraph } from '../../slack/blocks.ts';
import { actions, callbacks } from '../../slack/ids.ts';
import type { Dossier, DossierNote, DossierSession, Entry, PrivateComments } from './dossier.ts';
import { facts } from './views.ts';

/** For whom a dossier is written: times are in their zone, with the mentoring zone beside it where they differ. */
export interface Reader {
  readonly locale: Locale;
  readonly zone: Zone;
  readonly mentoringZone: Zone;
}

/** The modal `dossier`: profile, sessions and notes, a page at a time, without inputs. */
export function dossierModal(dossier: Dossier, reader: Reader, words: Words): ModalView {
  const { students, common } = words;
  const { profile, isOwn } = dossier;
  return modal({
    callbackId: callbacks.dossier,
    title: students.dossier,
    close: common.close,
    metadata: { studentId: profile.studentId, page: dossier.page },
    blocks: [
      header(isOwn ? students.ownDossier : profile.name),
      ...(isOwn ? [] : [facts(profile, ['objective', 'situation', 'diploma', 'hours'], words)]),
      paragraph(nextSession(dossier, reader, words)),
      actionsRow(buttons(dossier, words)),
      ...(dossier.entries.length === 0 ? [paragraph(isOwn ? students.nothingYetOwn : students.nothingYet)] : []),
      ...dossier.entries.flatMap((entry) => entryBlocks(entry, reader, words)),
      ...pageButtons(actions.dossierPage, profile.studentId, dossier, words),
    ],
  });
}

/** What was hidden until asked for (N10). */
export function privateModal(read: PrivateComments, reader: Reader, words: Words): ModalView {
  const { students, common } = words;
  return modal({
    callbackId: callbacks.privateComments,
    title: students.privateTitle,
    close: common.close,
    blocks: [
      paragraph(students.privateNever),
      ...(read.comments.length === 0 ? [paragraph(students.noPrivate)] : []),
      ...read.comments.flatMap(({ text, writtenAt, authorName }) => [
        divider(),
        paragraph(students.writtenBy(authorName, when(writtenAt, reader))),
        paragraph(text),
      ]),
      ...pageButtons(actions.showPrivate, read.studentId, read, words),
    ],
  });
}

function buttons({ profile, mayReadPrivate }: Dossier, { students }: Words) {
  const value = String(profile.studentId);
  const profileButton = button(actions.openProfile, students.profile, { value });
  if (!mayReadPrivate) return [profileButton];
  return [profileButton, button(actions.showPrivate, students.showPrivate, { value })];
}

function nextSession({ next, bookedAfter }: Dossier, reader: Reader, { students }: Words): string {
  if (next === null) return students.noNext;
  return `${students.next(when(next.startsAt, reader), next.minutes)}${bookedAfter === 0 ? '' : ` ${students.more(bookedAfter)}`}`;
}

function entryBlocks({ at, session, note, tasks }: Entry, reader: Reader, words: Words): KnownBlock[] {
  const { students } = words;
  const correct = session?.mayCorrect
    ? [button(actions.correctStatus, students.correctStatus, { value: String(session.id) })]
    : [];
  const edit = note?.mayEdit ? [button(actions.editNote, students.editNote, { value: String(note.id) })] : [];
  const acts = [...correct, ...edit];
  return [
    divider(),
    paragraph(
      session === null
        ? students.noteBetween(note?.authorName ?? '', when(at, reader))
        : sessionLine(session, reader, words),
    ),
    ...(note === null ? [] : noteBlocks(note, words)),
    ...(tasks.length === 0
      ? []
      : [paragraph([students.tasks, ...tasks.map((task) => taskLine(task, words))].join('\n'))]),
    ...(acts.length === 0 ? [] : [actionsRow(acts)]),
  ];
}

function sessionLine(session: DossierSession, reader: Reader, { students, sessions }: Words): string {
  const { kind, status, startsAt, minutes, mentorName, reason } = session;
  const state = status === 'booked' ? students.noStatus : sessions.status[status];
  return [
    when(startsAt, reader),
    `${sessions.kind[kind]}, ${sessions.minutes(minutes)}, ${mentorName}`,
    reason === null ? state : `${state}: ${reason}`,
  ].join('\n');
}

function noteBlocks({ parts, isEdited }: DossierNote, { students, notes }: Words): KnownBlock[] {
  return [
    ...parts.map(({ key, text }) => paragraph(key === 'note' ? text : `${notes.questions[key]}\n${text}`)),
    ...(isEdited ? [paragraph(students.edited)] : []),
  ];
}

function taskLine({ text, minutes, isDone }: Entry['tasks'][number], { students }: Words): string {
  const estimate = minutes === null ? '' : ` (~${Math.round(minutes / 6) / 10} h)`;
  return `${isDone ? students.taskDone : students.taskOpen} ${text}${estimate}`;
}

function pageButtons(
  action: string,
  studentId: number,
  { page, pages }: { page: number; pages: number },
  { students }: Words,
): KnownBlock[] {
  if (pages === 1) return [];
  const turn = (to: number, suffix: string, text: string) =>
    button(action, text, { value: `${studentId}:${to}`, suffix });
  return [
    divider(),
    paragraph(students.page(page + 1, pages)),
    actionsRow([
      ...(page > 0 ? [turn(page - 1, 'newer', students.newer)] : []),
      ...(page < pages - 1 ? [turn(page + 1, 'older', students.older)] : []),
    ]),
  ];
}

function when(at: Date, reader: Reader): string {
  return formatFor(reader, at, reader.mentoringZone, 'dated');
}
