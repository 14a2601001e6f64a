import { checkAccess, may, mayWithOne, type Relation } from '../../core/access.ts';
import type { NoteId, PersonId, SessionId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Context, record, write } from '../../db/write.ts';
import { relationTo } from '../assignment/service.ts';
import { partsOf, privateCommentsOf } from '../notes/service.ts';
import { minutesOf } from '../sessions/service.ts';
import * as store from './dossier-store.ts';
import { type Profile, profileFor } from './service.ts';

const entriesAPage = 5;
const commentsAPage = 10;
const mostComments = 500;

/** A past session with its note and tasks, or a note between sessions. */
export interface Entry {
  readonly at: Date;
  readonly session: DossierSession | null;
  readonly note: DossierNote | null;
  readonly tasks: ReadonlyArray<{ text: string; minutes: number | null; isDone: boolean }>;
}

export interface DossierSession {
  readonly id: SessionId;
  readonly kind: 'discovery' | 'mentoring' | 'presentation';
  readonly status: 'booked' | 'completed' | 'cancelled' | 'cancelled_late' | 'absent' | 'other';
  readonly startsAt: Date;
  readonly minutes: number;
  readonly reason: string | null;
  readonly mentorName: string;
  readonly mayCorrect: boolean;
}

export interface DossierNote {
  readonly id: NoteId;
  readonly authorName: string;
  /** In the order of the questions (H23). */
  readonly parts: ReturnType<typeof partsOf>;
  readonly isEdited: boolean;
  readonly mayEdit: boolean;
}

export interface Dossier {
  readonly profile: Profile;
  readonly isOwn: boolean;
  readonly next: DossierSession | null;
  readonly bookedAfter: number;
  readonly entries: readonly Entry[];
  readonly page: number;
  readonly pages: number;
  readonly mayReadPrivate: boolean;
}

export interface PrivateComments {
  readonly studentId: PersonId;
  readonly comments: ReadonlyArray<{ text: string; writtenAt: Date; authorName: string }>;
  readonly page: number;
  readonly pages: number;
}

/**
 * A page of a student's dossier, the latest first (0 is the first): to the student without private comments (L12), to a
 * past mentor as it stood at the hand-over.
 */
export async function readDossier(context: Context, studentId: PersonId, page: number): Promise<Result<Dossier>> {
  const read = await profileFor(context, studentId);
  if (!read.ok) return read;
  const { relation, profile } = read.value;
  const { db, clock } = context;
  const scope = scopeOf(relation, context);
  const [sessions, notes] = await Promise.all([
    store.findSessions(db, studentId, scope),
    store.findNotes(db, studentId, scope),
  ]);
  const now = clock.now();
  const shown = sessions.map((session): DossierSession & { isAhead: boolean } => ({
    ...session,
    minutes: minutesOf(session),
    mayCorrect: mayCorrect(context, relation, session),
    isAhead: session.status === 'booked' && session.startsAt > now,
  }));
  const noteOf = new Map(notes.map((note) => [note.sessionId, note]));
  const all = [
    ...shown
      .filter(({ isAhead }) => !isAhead)
      .map((session) => ({ at: session.startsAt, session, head: noteOf.get(session.id) ?? null })),
    ...notes.filter(({ sessionId }) => sessionId === null).map((head) => ({ at: head.writtenAt, session: null, head })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  const { some, ...paging } = paged(all, page, entriesAPage);
  const [texts, tasks] = await Promise.all([
    store.findTexts(
      db,
      some.flatMap(({ head }) => head?.id ?? []),
      scope,
    ),
    store.findTasks(
      db,
      some.flatMap(({ session }) => session?.id ?? []),
    ),
  ]);
  const ahead = shown.filter(({ isAhead }) => isAhead);
  return ok({
    profile,
    isOwn: relation.kind === 'self',
    next: ahead.at(-1) ?? null,
    bookedAfter: Math.max(0, ahead.length - 1),
    entries: some.map(({ at, session, head }) => ({
      at,
      session,
      note: head && shownNote(context, relation, head, texts.get(head.id)),
      tasks: tasks
        .filter(({ sessionId }) => sessionId === session?.id)
        .map(({ text, minutes, doneAt }) => ({ text, minutes, isDone: doneAt !== null })),
    })),
    ...paging,
    mayReadPrivate: may(relation, 'read-private-comments'),
  });
}

/** Private comments of every mentor (H24), for whoever may read them and asked to; that they did is kept. */
export async function readPrivateComments(
  context: Context,
  studentId: PersonId,
  page: number,
): Promise<Result<PrivateComments>> {
  return await write(context, async (tx, now) => {
    const relation = await relationTo(tx, context.actor, studentId);
    const allowed = checkAccess(relation, 'read-private-comments');
    if (!allowed.ok) return allowed;
    const all = await privateCommentsOf(tx, context.actor, relation, studentId, mostComments);
    const subject = `person:${studentId}`;
    await record(tx, { at: now, actor: context.actor, action: 'read-private-comments', subject });
    const { some, ...paging } = paged(all, page, commentsAPage);
    return ok({ studentId, comments: some, ...paging });
  });
}

function scopeOf(relation: Relation, { actor }: Context): store.Scope {
  return relation.kind === 'past-mentor' ? { kind: 'until', at: relation.until, readerId: actor.id } : { kind: 'all' };
}

type SessionRow = Awaited<ReturnType<typeof store.findSessions>>[number];
type NoteHead = Awaited<ReturnType<typeof store.findNotes>>[number];

function mayCorrect({ actor, clock }: Context, relation: Relation, session: SessionRow): boolean {
  return session.startsAt <= clock.now() && mayWithOne(relation, 'complete', session.mentorId === actor.id);
}

function shownNote(
  { actor }: Context,
  relation: Relation,
  head: NoteHead,
  text: { texts: Record<string, string>; version: number } | undefined,
): DossierNote {
  return {
    id: head.id,
    authorName: head.authorName,
    parts: partsOf(text?.texts ?? {}),
    isEdited: (text?.version ?? 1) > 1,
    mayEdit: mayWithOne(relation, 'annotate', head.authorId === actor.id),
  };
}

function paged<T>(all: readonly T[], page: number, size: number): { some: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { some: all.slice(at * size, (at + 1) * size), page: at, pages };
}
