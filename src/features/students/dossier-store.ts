import { and, asc, desc, eq, inArray, lte, or, type SQL } from 'drizzle-orm';
import type { NoteId, PersonId, SessionId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { notes, noteVersions, people, sessions, tasks } from '../../db/schema.ts';

/** What a reader may see: all of it, or what was there at the hand-over and what is their own. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'until'; readonly at: Date; readonly readerId: PersonId };

type Instant = typeof sessions.startsAt | typeof notes.writtenAt | typeof noteVersions.writtenAt;
type Author = typeof sessions.mentorId | typeof notes.authorId | typeof noteVersions.writtenBy;

/** Sessions of a student, the latest first. */
export async function findSessions(db: Db, studentId: PersonId, scope: Scope) {
  return await db
    .select({
      id: sessions.id,
      kind: sessions.kind,
      status: sessions.status,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      reason: sessions.reason,
      mentorId: sessions.mentorId,
      mentorName: people.name,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.mentorId))
    .where(and(eq(sessions.studentId, studentId), within(scope, sessions.startsAt, sessions.mentorId)))
    .orderBy(desc(sessions.startsAt));
}

/** Where there are notes, without their texts; the latest first. */
export async function findNotes(db: Db, studentId: PersonId, scope: Scope) {
  return await db
    .select({
      id: notes.id,
      sessionId: notes.sessionId,
      writtenAt: notes.writtenAt,
      authorId: notes.authorId,
      authorName: people.name,
    })
    .from(notes)
    .innerJoin(people, eq(people.id, notes.authorId))
    .where(and(eq(notes.studentId, studentId), within(scope, notes.writtenAt, notes.authorId)))
    .orderBy(desc(notes.writtenAt));
}

/** The newest text of each note, with how often it was written. */
export async function findTexts(db: Db, noteIds: readonly NoteId[], scope: Scope) {
  if (noteIds.length === 0) return new Map<NoteId, { texts: Record<string, string>; version: number }>();
  const rows = await db
    .selectDistinctOn([noteVersions.noteId])
    .from(noteVersions)
    .where(
      and(inArray(noteVersions.noteId, [...noteIds]), within(scope, noteVersions.writtenAt, noteVersions.writtenBy)),
    )
    .orderBy(noteVersions.noteId, desc(noteVersions.version));
  return new Map(rows.map(({ noteId, texts, version }) => [noteId, { texts, version }]));
}

export async function findTasks(db: Db, sessionIds: readonly SessionId[]) {
  if (sessionIds.length === 0) return [];
  return await db
    .select({ sessionId: tasks.sessionId, text: tasks.text, minutes: tasks.minutes, doneAt: tasks.doneAt })
    .from(tasks)
    .where(inArray(tasks.sessionId, [...sessionIds]))
    .orderBy(asc(tasks.sessionId), asc(tasks.position));
}

function within(scope: Scope, at: Instant, author: Author): SQL | undefined {
  return scope.kind === 'all' ? undefined : or(lte(at, scope.at), eq(author, scope.readerId));
}
