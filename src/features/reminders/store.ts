import { and, asc, desc, eq, gt, inArray, isNull, lte, max, min, ne, notInArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, PersonId, RequestId, SessionId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { mentorships, outbox, people, sessionMoves, sessions, staffRequests, timers } from '../../db/schema.ts';
import type { TimerKind } from '../../db/timers.ts';

const mentor = alias(people, 'mentor');
const student = alias(people, 'student');

const two = {
  mentorId: mentor.id,
  mentorName: mentor.name,
  mentorSlackId: mentor.slackId,
  mentorZone: mentor.zone,
  studentId: student.id,
  studentName: student.name,
  studentSlackId: student.slackId,
  studentZone: student.zone,
  /** Whoever was deactivated is told nothing, and what is open with them is staff's. */
  isMentorGone: sql<boolean>`${mentor.deactivatedAt} is not null`,
  isStudentGone: sql<boolean>`${student.deactivatedAt} is not null`,
};

/** Takes what is due (of it, `only` that one) for this transaction alone; what another process has taken is its. */
export async function takeDue(
  tx: Db,
  kind: TimerKind,
  now: Date,
  limit: number,
  only: number | undefined,
): Promise<number[]> {
  const one = only === undefined ? undefined : eq(timers.subjectId, only);
  const rows = await tx
    .select({ id: timers.subjectId })
    .from(timers)
    .where(and(eq(timers.kind, kind), lte(timers.dueAt, now), one))
    .orderBy(asc(timers.dueAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  return rows.map(({ id }) => id);
}

/** Reads what is due, in pages, and takes nothing. */
export async function peekDue(db: Db, kind: TimerKind, now: Date, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .select({ id: timers.subjectId })
    .from(timers)
    .where(and(eq(timers.kind, kind), lte(timers.dueAt, now), gt(timers.subjectId, after)))
    .orderBy(asc(timers.subjectId))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function isAnythingDue(db: Db, kinds: readonly TimerKind[], now: Date): Promise<boolean> {
  const rows = await db
    .select({ id: timers.subjectId })
    .from(timers)
    .where(and(inArray(timers.kind, [...kinds]), lte(timers.dueAt, now)))
    .limit(1);
  return rows.length > 0;
}

/** Sets when to look at each again; what has nothing left to look for is forgotten. */
export async function setTimers(tx: Db, kind: TimerKind, next: ReadonlyMap<number, Date | null>): Promise<void> {
  const again = [...next].flatMap(([id, at]) =>
    at === null ? [] : [sql`(${id}::int, ${at.toISOString()}::timestamptz)`],
  );
  const over = [...next].flatMap(([id, at]) => (at === null ? [id] : []));
  if (again.length > 0) {
    await tx.execute(sql`
      update timers set due_at = next.due_at
      from (values ${sql.join(again, sql`, `)}) as next (id, due_at)
      where timers.kind = ${kind} and timers.subject_id = next.id`);
  }
  if (over.length > 0) await tx.delete(timers).where(and(eq(timers.kind, kind), inArray(timers.subjectId, over)));
}

export type MentorshipFacts = Awaited<ReturnType<typeof findMentorships>>[number];

export async function findMentorships(db: Db, ids: readonly number[]) {
  return await db
    .select({ id: mentorships.id, endedAt: mentorships.endedAt, ...two })
    .from(mentorships)
    .innerJoin(mentor, eq(mentor.id, mentorships.mentorId))
    .innerJoin(student, eq(student.id, mentorships.studentId))
    .where(inArray(mentorships.id, ids as MentorshipId[]));
}

export type SessionFacts = Awaited<ReturnType<typeof findSessions>>[number];

/** Sessions, with when their time was agreed last. */
export async function findSessions(db: Db, ids: readonly number[]) {
  const moved = db
    .select({ sessionId: sessionMoves.sessionId, at: max(sessionMoves.movedAt).as('moved_at') })
    .from(sessionMoves)
    .innerJoin(sessions, eq(sessions.id, sessionMoves.sessionId))
    // What left the time as it was agreed on nothing.
    .where(and(inArray(sessionMoves.sessionId, ids as SessionId[]), ne(sessionMoves.fromStartsAt, sessions.startsAt)))
    .groupBy(sessionMoves.sessionId)
    .as('moved');
  return await db
    .select({
      id: sessions.id,
      mentorshipId: sessions.mentorshipId,
      kind: sessions.kind,
      status: sessions.status,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      revision: sessions.revision,
      bookedAt: sessions.bookedAt,
      movedAt: moved.at,
      ...two,
    })
    .from(sessions)
    .innerJoin(mentor, eq(mentor.id, sessions.mentorId))
    .innerJoin(student, eq(student.id, sessions.studentId))
    .leftJoin(moved, eq(moved.sessionId, sessions.id))
    .where(inArray(sessions.id, ids as SessionId[]));
}

/** Students now mentored, with the end of their discovery session, held or to come. */
export async function findDiscoveries(db: Db, studentIds: readonly number[]) {
  return await db
    .select({ mentorshipId: mentorships.id, discoveryEndsAt: min(sessions.endsAt), ...two })
    .from(mentorships)
    .innerJoin(mentor, eq(mentor.id, mentorships.mentorId))
    .innerJoin(student, eq(student.id, mentorships.studentId))
    .leftJoin(
      sessions,
      and(
        eq(sessions.studentId, mentorships.studentId),
        eq(sessions.kind, 'discovery'),
        inArray(sessions.status, ['booked', 'completed']),
      ),
    )
    .where(and(inArray(mentorships.studentId, studentIds as PersonId[]), isNull(mentorships.endedAt)))
    .groupBy(mentorships.id, mentor.id, student.id);
}

/** All that may ask something of a mentor: current mentorships and their and sessions without a status. */
export async function findSubjectsOfMentor(db: Db, mentorId: PersonId, now: Date) {
  const current = await db
    .select({ id: mentorships.id, studentId: mentorships.studentId })
    .from(mentorships)
    .where(and(eq(mentorships.mentorId, mentorId), isNull(mentorships.endedAt)));
  const open = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.mentorId, mentorId), eq(sessions.status, 'booked'), lte(sessions.endsAt, now)));
  return {
    mentorships: current.map(({ id }) => id),
    students: current.map(({ studentId }) => studentId),
    sessions: open.map(({ id }) => id),
  };
}

/** Those of the keys that have been put into the outbox before. */
export async function findKnownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ key: outbox.dedupeKey })
    .from(outbox)
    .where(inArray(outbox.dedupeKey, [...keys]));
  return new Set(rows.map(({ key }) => key));
}

export async function findPayloads(db: Db, keys: readonly string[]): Promise<unknown[]> {
  const rows = await db
    .select({ payload: outbox.payload })
    .from(outbox)
    .where(inArray(outbox.dedupeKey, [...keys]));
  return rows.map(({ payload }) => payload);
}

export type NewRequest = typeof staffRequests.$inferInsert;
export type StaffRequest = Awaited<ReturnType<typeof findRequests>>[number];

const silences = ['silent-student', 'silent-mentor'] as const;

export async function findKnownMatters(db: Db, matters: readonly string[]): Promise<Set<string>> {
  if (matters.length === 0) return new Set();
  const rows = await db
    .select({ matter: staffRequests.matter })
    .from(staffRequests)
    .where(inArray(staffRequests.matter, [...matters]));
  return new Set(rows.map(({ matter }) => matter));
}

export async function insertRequests(tx: Db, rows: readonly NewRequest[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(staffRequests)
    .values([...rows])
    .onConflictDoNothing({ target: staffRequests.matter });
}

/** What staff was told of these subjects and is no longer so is settled by itself; answers with what that is. */
export async function settleOthers(
  tx: Db,
  kind: TimerKind,
  ids: readonly number[],
  matters: readonly string[],
  now: Date,
): Promise<Array<Pick<StaffRequest, 'id' | 'askedAt'>>> {
  if (kind === 'profile') return [];
  const about =
    kind === 'mentorship'
      ? and(inArray(staffRequests.mentorshipId, ids as MentorshipId[]), inArray(staffRequests.kind, [...silences]))
      : and(inArray(staffRequests.sessionId, ids as SessionId[]), eq(staffRequests.kind, 'status-missing'));
  const others = matters.length === 0 ? undefined : notInArray(staffRequests.matter, [...matters]);
  return await tx
    .update(staffRequests)
    .set({ settledAt: now })
    .where(and(about, others, isNull(staffRequests.settledAt)))
    .returning({ id: staffRequests.id, askedAt: staffRequests.askedAt });
}

const person = alias(people, 'person');
const taker = alias(people, 'taker');

/** What the pedagogical team was asked, the newest first; of one moment to another, or all that is not settled. */
export async function findRequests(
  db: Db,
  which: { after: Date | null; until: Date } | { ids: readonly RequestId[] } | { open: true },
  limit = 1000,
) {
  const condition =
    'ids' in which
      ? inArray(staffRequests.id, [...which.ids])
      : 'open' in which
        ? isNull(staffRequests.settledAt)
        : and(
            lte(staffRequests.askedAt, which.until),
            which.after === null ? undefined : gt(staffRequests.askedAt, which.after),
          );
  return await db
    .select({
      id: staffRequests.id,
      kind: staffRequests.kind,
      askedAt: staffRequests.askedAt,
      settledAt: staffRequests.settledAt,
      matter: staffRequests.matter,
      mentorshipId: staffRequests.mentorshipId,
      sessionId: staffRequests.sessionId,
      messageChannel: staffRequests.messageChannel,
      messageTs: staffRequests.messageTs,
      personId: person.id,
      personSlackId: person.slackId,
      personName: person.name,
      takenAt: staffRequests.takenAt,
      takenBySlackId: taker.slackId,
      takenByName: taker.name,
      mentorId: mentor.id,
      mentorName: mentor.name,
      mentorSlackId: mentor.slackId,
      studentId: student.id,
      studentName: student.name,
      studentSlackId: student.slackId,
      startsAt: sessions.startsAt,
    })
    .from(staffRequests)
    .innerJoin(person, eq(person.id, staffRequests.personId))
    .leftJoin(taker, eq(taker.id, staffRequests.takenBy))
    .leftJoin(sessions, eq(sessions.id, staffRequests.sessionId))
    .leftJoin(mentorships, eq(mentorships.id, sql`coalesce(${staffRequests.mentorshipId}, ${sessions.mentorshipId})`))
    .leftJoin(mentor, eq(mentor.id, mentorships.mentorId))
    .leftJoin(student, eq(student.id, mentorships.studentId))
    .where(condition)
    .orderBy(desc(staffRequests.askedAt), desc(staffRequests.id))
    .limit(limit);
}

export async function isStaffAsked(db: Db, until: Date): Promise<boolean> {
  const rows = await db
    .select({ id: staffRequests.id })
    .from(staffRequests)
    .where(and(isNull(staffRequests.settledAt), lte(staffRequests.askedAt, until)))
    .limit(1);
  return rows.length > 0;
}

/** False when it was settled before. */
export async function settleRequest(tx: Db, id: RequestId, at: Date): Promise<boolean> {
  const rows = await tx
    .update(staffRequests)
    .set({ settledAt: at })
    .where(and(eq(staffRequests.id, id), isNull(staffRequests.settledAt)))
    .returning({ id: staffRequests.id });
  return rows.length > 0;
}

/** Whoever comes first takes it; false when somebody has. */
export async function takeRequest(tx: Db, id: RequestId, by: PersonId, at: Date): Promise<boolean> {
  const rows = await tx
    .update(staffRequests)
    .set({ takenBy: by, takenAt: at })
    .where(and(eq(staffRequests.id, id), isNull(staffRequests.takenBy)))
    .returning({ id: staffRequests.id });
  return rows.length > 0;
}
