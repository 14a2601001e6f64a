import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type Actor, may, mayWithOne, type Relation } from '../../core/access.ts';
import {
  type MentorshipId,
  type NoteId,
  noteId,
  type PersonId,
  personId,
  type SessionId,
  type TaskId,
} from '../../core/ids.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Db } from '../../db/client.ts';
import { wake } from '../../db/timers.ts';
import { type Context, record, write } from '../../db/write.ts';
import { enqueue, pair, refresh } from '../../outbox/enqueue.ts';
import { optionalText } from '../../slack/forms.ts';
import {
  mentorshipMeant,
  mentorshipOfStudent,
  mentorshipsOfMentor,
  type Named,
  relationTo,
  whyNotWith,
} from '../assignment/service.ts';
import { discoveryQuestions, type NoteTexts, partsOf, saysTheSame } from './rules.ts';
import * as store from './store.ts';
import { editNoteView, noteView } from './views.ts';

export {
  type DiscoveryQuestion,
  discoveryQuestions,
  type GivenTask,
  longestAnswer,
  longestNote,
  type NoteTexts,
  partsOf,
} from './rules.ts';
export type { Note, PrivateComment, Task } from './store.ts';
export {
  findOfSession as noteOfSession,
  findOfStudent as notesOf,
  findTasksOfSession as tasksOfSession,
  findTasksOfStudent as tasksOf,
  lockOfSession as lockNoteOfSession,
  replaceTasks,
} from './store.ts';
export { noteBlocks } from './views.ts';

/** What a note is about: a session, or the time between sessions. */
export interface About {
  readonly mentorshipId: MentorshipId;
  readonly studentId: PersonId;
  readonly sessionId: SessionId | null;
}

/** Keeps a shared note (H22). A session has one: written again it gets a further version, if it says anything else. */
export async function writeNote(tx: Db, now: Date, actor: Actor, about: About, texts: NoteTexts): Promise<NoteId> {
  const kept = Object.fromEntries(partsOf(texts).map(({ key, text }) => [key, text]));
  const before = about.sessionId === null ? null : await store.findOfSession(tx, about.sessionId);
  const id = before?.id ?? (await store.insertNote(tx, { ...about, authorId: actor.id, writtenAt: now }));
  if (before !== null && saysTheSame(before.texts, kept)) return id;
  const version = (before?.version ?? 0) + 1;
  await store.insertVersion(tx, { noteId: id, version, texts: kept, writtenBy: actor.id, writtenAt: now });
  await record(tx, { at: now, actor, action: 'note', subject: `note:${id}` });
  return id;
}

/** Keeps a private comment (H24). It goes nowhere else. */
export async function addPrivateComment(
  tx: Db,
  now: Date,
  actor: Actor,
  about: Pick<About, 'studentId' | 'sessionId'> & { readonly noteId: NoteId | null },
  text: string,
): Promise<void> {
  await store.insertPrivateComment(tx, { ...about, authorId: actor.id, text, writtenAt: now });
}

/** Private comments on a student, the newest first: for those who may read them; a past mentor's end with the hand-over, but for their own. */
export async function privateCommentsOf(
  db: Db,
  reader: Pick<Actor, 'id'>,
  relation: Relation,
  studentId: PersonId,
  limit = 20,
): Promise<store.PrivateComment[]> {
  if (!may(relation, 'read-private-comments')) return [];
  const past = relation.kind === 'past-mentor' ? { until: relation.until, readerId: reader.id } : null;
  return await store.findPrivateComments(db, studentId, past, limit);
}

/**
 * A student ticks an own task, or takes the tick away; the same way twice changes nothing more. What was posted of it is
 * edited.
 */
export async function tickTask(context: Context, id: TaskId, isDone: boolean): Promise<Result<null>> {
  return await write(context, async (tx, now) => {
    const task = await store.findTask(tx, id);
    const relation = task === null ? null : await relationTo(tx, context.actor, task.studentId);
    if (task === null || relation === null || !may(relation, 'tick-task')) {
      return refuse('not-yours', (words) => words.common.notYours);
    }
    if (isDone === (task.doneAt !== null)) return ok(null);
    await store.setDone(tx, id, isDone ? now : null);
    await refresh(tx, now, `session:${task.sessionId}`, `task${id}.${isDone ? 'done' : 'open'}.${now.getTime()}`);
    return ok(null);
  });
}

/** The modal `note`, read. */
export const noteForm = z.object({ student: personId, note: optionalText, private: optionalText });

/** The modal `note`: one's students, the named or only one preselected; or a sentence why there is none. */
export async function noteModal(context: Context, asked?: Named): Promise<ModalView | string> {
  const { db, actor } = context;
  const words = wordsFor(actor.locale);
  const own = actor.isMentor ? await mentorshipsOfMentor(db, actor.id) : [];
  const named = asked === undefined ? null : await mentorshipMeant(db, asked);
  if (asked !== undefined && (named === null || !(await mayAnnotate(db, actor, named.studentId)))) {
    return await whyNotWith(context, asked);
  }
  const all = named === null || own.some((each) => each.id === named.id) ? own : [named, ...own];
  if (all.length === 0) return actor.isStaff ? words.notes.nameAStudent : words.notes.noStudents;
  const chosen = named ?? (all.length === 1 ? all[0] : undefined);
  const students = all.map((each) => ({ id: each.studentId, name: each.studentName }));
  return noteView(words, students, chosen?.studentId ?? null);
}

/** Writes a note between sessions: the shared one is a reply in the student's thread, the private comment is kept. */
export async function addNote(context: Context, form: z.output<typeof noteForm>): Promise<Result<null>> {
  const { actor } = context;
  return await write(context, async (tx, now) => {
    const mentorship = await mentorshipOfStudent(tx, form.student);
    if (mentorship === null || !(await mayAnnotate(tx, actor, mentorship.studentId))) {
      return refuse('not-yours', (words) => words.common.notYours, 'student');
    }
    if (form.note === null && form.private === null) return refuse('empty', (words) => words.notes.empty, 'note');
    const about = { mentorshipId: mentorship.id, studentId: mentorship.studentId, sessionId: null };
    const note = form.note === null ? null : await writeNote(tx, now, actor, about, { note: form.note });
    if (form.private !== null) await addPrivateComment(tx, now, actor, { ...about, noteId: note }, form.private);
    if (note !== null) {
      await enqueue(tx, now, [
        {
          kind: 'note',
          payload: { noteId: note },
          conversation: pair(mentorship.id),
          dedupeKey: `note:${note}`,
          dueAt: now,
          subject: `note:${note}`,
        },
      ]);
      await wake(tx, 'mentorship', mentorship.id, now);
    }
    return ok(null);
  });
}

/** What the modal that edits a note carries with it. */
export const editMetadata = z.object({ note: noteId, version: z.number() });
export const editForm = z.partialRecord(z.enum([...discoveryQuestions, 'note']), optionalText);

/** The modal that edits a note, or a sentence why it cannot be: one's own notes, and for staff everybody's. */
export async function editNoteModal(context: Context, id: NoteId): Promise<ModalView | string> {
  const words = wordsFor(context.actor.locale);
  const note = await store.findOne(context.db, id);
  if (note === null || !(await mayEdit(context.db, context.actor, note))) return words.common.notYours;
  return editNoteView(words, note);
}

/** Keeps a further version of a note; the reply that holds it is edited, and says so. */
export async function editNote(
  context: Context,
  asked: z.output<typeof editMetadata>,
  texts: Readonly<Record<string, string | null | undefined>>,
): Promise<Result<null>> {
  return await write(context, async (tx, now) => {
    const note = await store.findOne(tx, asked.note);
    if (note === null || !(await mayEdit(tx, context.actor, note))) {
      return refuse('not-yours', (words) => words.common.notYours);
    }
    if (note.version !== asked.version) return refuse('changed', (words) => words.notes.changedMeanwhile);
    const given = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text ?? '']));
    if (partsOf(given).length === 0) return refuse('empty', (words) => words.notes.emptied);
    if (saysTheSame(note.texts, given)) return ok(null);
    const version = note.version + 1;
    const kept = Object.fromEntries(partsOf(given).map(({ key, text }) => [key, text]));
    const { actor } = context;
    await store.insertVersion(tx, { noteId: note.id, version, texts: kept, writtenBy: actor.id, writtenAt: now });
    const subject = note.sessionId === null ? `note:${note.id}` : `session:${note.sessionId}`;
    await refresh(tx, now, subject, `note${note.id}.${version}`);
    await record(tx, { at: now, actor, action: 'edit-note', subject: `note:${note.id}` });
    return ok(null);
  });
}

async function mayAnnotate(db: Db, actor: Actor, studentId: PersonId): Promise<boolean> {
  return may(await relationTo(db, actor, studentId), 'annotate');
}

async function mayEdit(db: Db, actor: Actor, note: store.Note): Promise<boolean> {
  return mayWithOne(await relationTo(db, actor, note.studentId), 'annotate', note.authorId === actor.id);
}
