import { and, asc, desc, eq, lte, notInArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, NoteId, PersonId, SessionId, TaskId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { notes, noteVersions, people, privateComments, sessions, tasks } from '../../db/schema.ts';
import type { GivenTask, NoteTexts } from './rules.ts';

const author = alias(people, 'author');

/** A shared note as it reads now. */
export interface Note {
  readonly id: NoteId;
  readonly mentorshipId: MentorshipId;
  readonly studentId: PersonId;
  readonly sessionId: SessionId | null;
  readonly sessionStartsAt: Date | null;
  readonly sessionKind: 'discovery' | 'mentoring' | 'presentation' | null;
  readonly authorId: PersonId;
  readonly authorName: string;
  readonly writtenAt: Date;
  readonly texts: NoteTexts;
  readonly version: number;
  readonly versionAt: Date;
}

export async function findOne(db: Db, id: NoteId): Promise<Note | null> {
  const [row] = await select(db).where(eq(notes.id, id));
  return row ?? null;
}

export async function findOfSession(db: Db, sessionId: SessionId): Promise<Note | null> {
  const [row] = await select(db).where(eq(notes.sessionId, sessionId));
  return row ?? null;
}

/** Holds a session's note until the end of the transaction: nobody adds a version meanwhile. */
export async function lockOfSession(tx: Db, sessionId: SessionId): Promise<void> {
  await tx.select({ id: notes.id }).from(notes).where(eq(notes.sessionId, sessionId)).for('update');
}

/** A student's shared notes, the newest first. */
export async function findOfStudent(
  db: Db,
  studentId: PersonId,
  page: { readonly until?: Date; readonly limit: number; readonly offset: number },
): Promise<Note[]> {
  const before = page.until === undefined ? undefined : lte(notes.writtenAt, page.until);
  return await select(db)
    .where(and(eq(notes.studentId, studentId), before))
    .orderBy(desc(notes.writtenAt), desc(notes.id))
    .limit(page.limit)
    .offset(page.offset);
}

export async function insertNote(
  tx: Db,
  row: Pick<Note, 'mentorshipId' | 'studentId' | 'sessionId' | 'authorId' | 'writtenAt'>,
): Promise<NoteId> {
  const [made] = await tx.insert(notes).values(row).returning({ id: notes.id });
  if (made === undefined) throw new Error('An insert answered with no row');
  return made.id;
}

export async function insertVersion(tx: Db, row: typeof noteVersions.$inferInsert): Promise<void> {
  await tx.insert(noteVersions).values(row);
}

export async function insertPrivateComment(tx: Db, row: typeof privateComments.$inferInsert): Promise<void> {
  await tx.insert(privateComments).values(row);
}

export interface PrivateComment {
  readonly authorName: string;
  readonly text: string;
  readonly writtenAt: Date;
}

/** The newest first. Only `privateCommentsOf` may call this: it asks who reads. */
export async function findPrivateComments(
  db: Db,
  studentId: PersonId,
  past: { readonly until: Date; readonly readerId: PersonId } | null,
  limit: number,
): Promise<PrivateComment[]> {
  const { writtenAt, authorId } = privateComments;
  const shown = past === null ? undefined : or(lte(writtenAt, past.until), eq(authorId, past.readerId));
  return await db
    .select({ authorName: author.name, text: privateComments.text, writtenAt: privateComments.writtenAt })
    .from(privateComments)
    .innerJoin(author, eq(author.id, privateComments.authorId))
    .where(and(eq(privateComments.studentId, studentId), shown))
    .orderBy(desc(privateComments.writtenAt))
    .limit(limit);
}

export type Task = typeof tasks.$inferSelect;

export async function findTask(db: Db, id: TaskId): Promise<Task | null> {
  const [row] = await db.select().from(tasks).where(eq(tasks.id, id));
  return row ?? null;
}

export async function findTasksOfSession(db: Db, sessionId: SessionId): Promise<Task[]> {
  return await db.select().from(tasks).where(eq(tasks.sessionId, sessionId)).orderBy(asc(tasks.position));
}

/** A student's tasks: open ones first, then those done, each in the order they were given. */
export async function findTasksOfStudent(db: Db, studentId: PersonId, limit: number): Promise<Task[]> {
  return await db
    .select()
    .from(tasks)
    .where(eq(tasks.studentId, studentId))
    .orderBy(sql`${tasks.doneAt} is not null`, desc(tasks.givenAt), asc(tasks.position))
    .limit(limit);
}

export async function setDone(tx: Db, id: TaskId, doneAt: Date | null): Promise<void> {
  await tx.update(tasks).set({ doneAt }).where(eq(tasks.id, id));
}

/** Puts a session's tasks to what is given: those that stay keep their tick. */
export async function replaceTasks(
  tx: Db,
  of: { readonly mentorshipId: MentorshipId; readonly studentId: PersonId; readonly sessionId: SessionId },
  given: readonly GivenTask[],
  givenAt: Date,
): Promise<void> {
  const before = await findTasksOfSession(tx, of.sessionId);
  const kept = new Set<TaskId>();
  for (const [position, { text, minutes }] of given.entries()) {
    const same = before.find((task) => task.text === text && !kept.has(task.id));
    if (same === undefined) {
      const [made] = await tx
        .insert(tasks)
        .values({ ...of, position, text, minutes, givenAt })
        .returning({ id: tasks.id });
      if (made !== undefined) kept.add(made.id);
    } else {
      kept.add(same.id);
      await tx.update(tasks).set({ position, minutes }).where(eq(tasks.id, same.id));
    }
  }
  const gone = kept.size === 0 ? undefined : notInArray(tasks.id, [...kept]);
  await tx.delete(tasks).where(and(eq(tasks.sessionId, of.sessionId), gone));
}

function select(db: Db) {
  const newest = db
    .select({ texts: noteVersions.texts, version: noteVersions.version, versionAt: noteVersions.writtenAt })
    .from(noteVersions)
    .where(eq(noteVersions.noteId, notes.id))
    .orderBy(desc(noteVersions.version))
    .limit(1)
    .as('newest');
  return db
    .select({
      id: notes.id,
      mentorshipId: notes.mentorshipId,
      studentId: notes.studentId,
      sessionId: notes.sessionId,
      sessionStartsAt: sessions.startsAt,
      sessionKind: sessions.kind,
      authorId: notes.authorId,
      authorName: author.name,
      writtenAt: notes.writtenAt,
      texts: newest.texts,
      version: newest.version,
      versionAt: newest.versionAt,
    })
    .from(notes)
    .innerJoinLateral(newest, sql`true`)
    .innerJoin(author, eq(author.id, notes.authorId))
    .leftJoin(sessions, eq(sessions.id, notes.sessionId))
    .$dynamic();
}
