import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, PersonId, SeriesId, SessionId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import {
  mentors,
  outbox,
  people,
  projects,
  series,
  sessionMoves,
  sessions,
  staffRequests,
  students,
} from '../../db/schema.ts';

const mentor = alias(people, 'mentor');
const student = alias(people, 'student');

const columns = {
  id: sessions.id,
  mentorshipId: sessions.mentorshipId,
  mentorId: sessions.mentorId,
  mentorName: mentor.name,
  mentorSlackId: mentor.slackId,
  mentorZone: mentor.zone,
  studentId: sessions.studentId,
  studentName: student.name,
  studentSlackId: student.slackId,
  studentZone: student.zone,
  kind: sessions.kind,
  status: sessions.status,
  startsAt: sessions.startsAt,
  endsAt: sessions.endsAt,
  zone: sessions.zone,
  place: sessions.place,
  message: sessions.message,
  revision: sessions.revision,
  seriesId: sessions.seriesId,
  bookedAt: sessions.bookedAt,
  bookedBy: sessions.bookedBy,
  addedAfterwards: sessions.addedAfterwards,
  statusAt: sessions.statusAt,
  correctedAt: sessions.correctedAt,
  statusBy: sessions.statusBy,
  reason: sessions.reason,
};

/** A session with the two whom it concerns. */
export type Session = Awaited<ReturnType<typeof select>>[number];
type Fields = typeof sessions.$inferInsert;

/** Sessions with these statuses take the time of both; the constraints of the database say the same. */
export const takesTime = ['booked', 'completed', 'absent'] as const;

export async function findOne(db: Db, id: SessionId): Promise<Session | null> {
  const [row] = await select(db, eq(sessions.id, id), 1);
  return row ?? null;
}

/** In the order of their dates. */
export async function findOfSeries(db: Db, id: SeriesId): Promise<Session[]> {
  return await select(db, eq(sessions.seriesId, id));
}

/** Booked sessions that have not begun, the next one first. */
export async function findUpcoming(
  db: Db,
  whose: { mentorId: PersonId } | { studentId: PersonId },
  now: Date,
  limit?: number,
): Promise<Session[]> {
  return await select(db, and(isOf(whose), eq(sessions.status, 'booked'), gt(sessions.startsAt, now)), limit);
}

/** What takes somebody's time in any of these spans, in order; not many, as nobody is in two sessions at once. */
export async function findTaken(
  db: Db,
  personIds: readonly PersonId[],
  spans: ReadonlyArray<{ readonly startsAt: Date; readonly endsAt: Date }>,
  except: SessionId | null = null,
): Promise<Session[]> {
  if (spans.length === 0) return [];
  const theirs = or(inArray(sessions.mentorId, [...personIds]), inArray(sessions.studentId, [...personIds]));
  const then = or(
    ...spans.map(({ startsAt, endsAt }) => and(lt(sessions.startsAt, endsAt), gt(sessions.endsAt, startsAt))),
  );
  const others = except === null ? undefined : ne(sessions.id, except);
  return await select(db, and(theirs, then, others, inArray(sessions.status, [...takesTime])));
}

/** Whether the first session is behind them, or booked (H12); a pair that knew each other before has had it. */
export async function hasHadDiscovery(
  db: Db,
  { id, metOn }: { readonly id: MentorshipId; readonly metOn: string | null },
): Promise<boolean> {
  if (metOn !== null) return true;
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.mentorshipId, id),
        eq(sessions.kind, 'discovery'),
        inArray(sessions.status, ['booked', 'completed']),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Where a mentor usually meets. */
export async function findUsualPlace(db: Db, mentorId: PersonId): Promise<string | null> {
  const [row] = await db.select({ place: mentors.place }).from(mentors).where(eq(mentors.personId, mentorId));
  return row?.place ?? null;
}

/** What billing will need of the student as they are now (L6). */
export async function findBilling(db: Db, studentId: PersonId) {
  const [row] = await db
    .select({ level: projects.level, funding: students.funding })
    .from(students)
    .leftJoin(projects, eq(projects.id, students.projectId))
    .where(eq(students.personId, studentId));
  return row ?? { level: null, funding: null };
}

/**
 * Holds two people until the end of the transaction, always in the order of their ids and before any session of theirs is
 * changed, so that whoever works on sessions of the same people waits for the other, and nobody for a deadlock. Not `FOR UPDATE`, which whoever refers to a person (audit) would wait for.
 */
export async function lockPeople(tx: Db, ids: readonly PersonId[]): Promise<void> {
  await tx
    .select({ id: people.id })
    .from(people)
    .where(inArray(people.id, [...ids]))
    .orderBy(asc(people.id))
    .for('no key update');
}

export async function insertSeries(tx: Db, row: typeof series.$inferInsert): Promise<SeriesId> {
  const [made] = await tx.insert(series).values(row).returning({ id: series.id });
  if (made === undefined) throw new Error('An insert answered with no row');
  return made.id;
}

export async function insertSessions(tx: Db, rows: Fields[]): Promise<SessionId[]> {
  const made = await tx.insert(sessions).values(rows).returning({ id: sessions.id });
  return made.map((row) => row.id);
}

export async function update(tx: Db, id: SessionId, fields: Partial<Fields>): Promise<void> {
  await tx
    .update(sessions)
    .set({ ...fields, revision: sql`${sessions.revision} + 1` })
    .where(eq(sessions.id, id));
}

export async function insertMove(tx: Db, row: typeof sessionMoves.$inferInsert): Promise<void> {
  await tx.insert(sessionMoves).values(row);
}

export interface Move {
  readonly revision: number;
  readonly fromStartsAt: Date;
  readonly fromEndsAt: Date;
  readonly movedBy: PersonId;
}

/** The newest first. */
export async function findMoves(db: Db, id: SessionId): Promise<Move[]> {
  return await db
    .select({
      revision: sessionMoves.revision,
      fromStartsAt: sessionMoves.fromStartsAt,
      fromEndsAt: sessionMoves.fromEndsAt,
      movedBy: sessionMoves.movedBy,
    })
    .from(sessionMoves)
    .where(eq(sessionMoves.sessionId, id))
    .orderBy(desc(sessionMoves.revision));
}

/** The next booked session of a mentorship after an instant. */
export async function findNext(db: Db, mentorshipId: MentorshipId, after: Date): Promise<Session | null> {
  const next = and(
    eq(sessions.mentorshipId, mentorshipId),
    eq(sessions.status, 'booked'),
    gte(sessions.startsAt, after),
  );
  const [row] = await select(db, next, 1);
  return row ?? null;
}

/** Whether a mentorship has a session booked that begins then. */
export async function isBookedAt(db: Db, mentorshipId: MentorshipId, startsAt: Date): Promise<boolean> {
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(eq(sessions.mentorshipId, mentorshipId), eq(sessions.status, 'booked'), eq(sessions.startsAt, startsAt)),
    );
  return row !== undefined;
}

export async function isContested(db: Db, id: SessionId): Promise<boolean> {
  const [row] = await db.select({ id: staffRequests.id }).from(staffRequests).where(openContest(id)).limit(1);
  return row !== undefined;
}

/** The status was set anew: what was contested is settled. */
export async function settleContest(tx: Db, id: SessionId, settledAt: Date): Promise<void> {
  await tx.update(staffRequests).set({ settledAt }).where(openContest(id));
}

/** The session of the mentorship after this one, whatever became of it unless it was cancelled. */
export async function findFollowing(db: Db, session: Session): Promise<Session | null> {
  const later = and(
    eq(sessions.mentorshipId, session.mentorshipId),
    gte(sessions.startsAt, session.endsAt),
    inArray(sessions.status, [...takesTime]),
  );
  const [row] = await select(db, later, 1);
  return row ?? null;
}

/** When a message was put into the outbox: what changed later is a correction. */
export async function findSaidAt(db: Db, dedupeKey: string): Promise<Date | null> {
  const [row] = await db.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.dedupeKey, dedupeKey));
  return row?.at ?? null;
}

/**
 * Sessions that have their status and after which this one comes next, as by `findFollowing`, if it starts then: what was said of
 * them may name it.
 */
export async function findNaming(
  db: Db,
  { id, mentorshipId }: Session,
  startsAt: Date,
): Promise<Array<{ id: SessionId }>> {
  const before = and(eq(sessions.mentorshipId, mentorshipId), ne(sessions.id, id), lt(sessions.startsAt, startsAt));
  const lastTaking = db
    .select({ startsAt: sql`coalesce(max(${sessions.startsAt}), '-infinity')` })
    .from(sessions)
    .where(and(before, inArray(sessions.status, [...takesTime])));
  return await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(before, gte(sessions.startsAt, lastTaking), ne(sessions.status, 'booked')));
}

/** Sessions that have begun and have no status, the oldest first: of a mentor, or of a student. */
export async function findToComplete(
  db: Db,
  whose: { mentorId: PersonId } | { studentId: PersonId },
  now: Date,
): Promise<Session[]> {
  const open = and(isOf(whose), eq(sessions.status, 'booked'), lte(sessions.startsAt, now));
  return await select(db, open, 99);
}

function isOf(whose: { mentorId: PersonId } | { studentId: PersonId }): SQL {
  return 'mentorId' in whose ? eq(sessions.mentorId, whose.mentorId) : eq(sessions.studentId, whose.studentId);
}

async function select(db: Db, condition: SQL | undefined, limit?: number) {
  const rows = db
    .select(columns)
    .from(sessions)
    .innerJoin(mentor, eq(mentor.id, sessions.mentorId))
    .innerJoin(student, eq(student.id, sessions.studentId))
    .where(condition)
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  return limit === undefined ? await rows : await rows.limit(limit);
}

function openContest(id: SessionId): SQL | undefined {
  return and(eq(staffRequests.sessionId, id), eq(staffRequests.kind, 'not-right'), isNull(staffRequests.settledAt));
}
