import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { prepared } from '../../db/prepared.ts';
import { mentorships, people, projects, staffRequests, students } from '../../db/schema.ts';

const mentor = alias(people, 'mentor');
const student = alias(people, 'student');

/** A mentorship with what nearly everybody asks of it. */
export interface Mentorship {
  readonly id: MentorshipId;
  readonly mentorId: PersonId;
  readonly mentorName: string;
  readonly mentorSlackId: string;
  readonly mentorZone: string;
  readonly studentId: PersonId;
  readonly studentName: string;
  readonly studentSlackId: string;
  readonly studentZone: string;
  /** For `readLocale`: what goes into the pair's thread is in the student's language. */
  readonly studentSlackLocale: string | null;
  readonly funding: 'funded' | 'self-funded';
  /** What the student works on now (L6). */
  readonly project: { readonly path: string; readonly name: string; readonly level: number } | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** The pair knew each other before (`since`): the discovery session counts as held. */
  readonly metOn: string | null;
  readonly channel: string | null;
  readonly rootTs: string | null;
}

export async function findOne(db: Db, id: MentorshipId): Promise<Mentorship | null> {
  const [row] = await select(db, eq(mentorships.id, id));
  return row ?? null;
}

export async function findActiveOfStudent(db: Db, studentId: PersonId): Promise<Mentorship | null> {
  const [row] = await select(db, and(eq(mentorships.studentId, studentId), isNull(mentorships.endedAt)));
  return row ?? null;
}

export async function findActiveOfSlackId(db: Db, slackId: string): Promise<Mentorship | null> {
  const [row] = await select(db, and(eq(student.slackId, slackId), isNull(mentorships.endedAt)));
  return row ?? null;
}

export async function findActiveOfMentor(db: Db, mentorId: PersonId): Promise<Mentorship[]> {
  return await activeOfMentor(db).execute({ mentorId });
}

/** Asked by every `/book`. */
const activeOfMentor = prepared((db) =>
  select(db, and(eq(mentorships.mentorId, sql.placeholder('mentorId')), isNull(mentorships.endedAt))).prepare(
    'mentorships_of_mentor',
  ),
);

export async function findActiveByChannel(db: Db, channel: string): Promise<Mentorship | null> {
  const [row] = await select(db, and(eq(mentorships.channel, channel), isNull(mentorships.endedAt)));
  return row ?? null;
}

/** One whose conversation this is, whether it goes on or has ended; all of one conversation are of the same two. */
export async function findByChannel(db: Db, channel: string): Promise<Mentorship | null> {
  const [row] = await select(db, eq(mentorships.channel, channel));
  return row ?? null;
}

/** Newest first. */
export async function findOfPair(db: Db, mentorId: PersonId, studentId: PersonId): Promise<Mentorship[]> {
  return await select(db, and(eq(mentorships.mentorId, mentorId), eq(mentorships.studentId, studentId)));
}

/** Active ones in which this person is mentor or student. */
export async function findActiveWith(db: Db, personId: PersonId): Promise<Mentorship[]> {
  const isOneOfThem = or(eq(mentorships.mentorId, personId), eq(mentorships.studentId, personId));
  return await select(db, and(isNull(mentorships.endedAt), isOneOfThem));
}

export async function insert(
  tx: Db,
  rows: ReadonlyArray<{ mentorId: PersonId; studentId: PersonId; startedAt: Date; metOn: string | null }>,
): Promise<MentorshipId[]> {
  const made = await tx
    .insert(mentorships)
    .values([...rows])
    .returning({ id: mentorships.id });
  return made.map(({ id }) => id);
}

export async function endActiveOfStudents(
  tx: Db,
  studentIds: readonly PersonId[],
  endedAt: Date,
): Promise<MentorshipId[]> {
  const ended = await tx
    .update(mentorships)
    .set({ endedAt })
    .where(and(inArray(mentorships.studentId, [...studentIds]), isNull(mentorships.endedAt)))
    .returning({ id: mentorships.id });
  return ended.map(({ id }) => id);
}

/** One request a mentorship that somebody left. */
export async function askStaffAboutLeaver(
  tx: Db,
  personId: PersonId,
  open: readonly Mentorship[],
  askedAt: Date,
): Promise<void> {
  if (open.length === 0) return;
  await tx
    .insert(staffRequests)
    .values(
      open.map(({ id }) => ({
        personId,
        kind: 'deactivated' as const,
        mentorshipId: id,
        askedAt,
        matter: `deactivated:${personId}:${id}:${askedAt.toISOString()}`,
      })),
    )
    .onConflictDoNothing({ target: staffRequests.matter });
}

export async function settleRequestsOfLeaver(tx: Db, personId: PersonId, settledAt: Date): Promise<void> {
  await settleRequests(tx, settledAt, and(eq(staffRequests.personId, personId), eq(staffRequests.kind, 'deactivated')));
}

/** What a new mentor settles by itself; questions and what is contested stay. */
export async function settleRequestsAbout(tx: Db, ids: readonly MentorshipId[], settledAt: Date): Promise<void> {
  if (ids.length === 0) return;
  const kinds = ['deactivated', 'change-mentor', 'silent-student', 'silent-mentor'] as const;
  await settleRequests(
    tx,
    settledAt,
    and(inArray(staffRequests.mentorshipId, [...ids]), inArray(staffRequests.kind, [...kinds])),
  );
}

async function settleRequests(tx: Db, settledAt: Date, condition: SQL | undefined): Promise<void> {
  await tx
    .update(staffRequests)
    .set({ settledAt })
    .where(and(condition, isNull(staffRequests.settledAt)));
}

function select(db: Db, condition: SQL | undefined) {
  return db
    .select({
      id: mentorships.id,
      mentorId: mentorships.mentorId,
      mentorName: mentor.name,
      mentorSlackId: mentor.slackId,
      mentorZone: mentor.zone,
      studentId: mentorships.studentId,
      studentName: student.name,
      studentSlackId: student.slackId,
      studentZone: student.zone,
      studentSlackLocale: student.slackLocale,
      funding: students.funding,
      project: { path: projects.path, name: projects.name, level: projects.level },
      startedAt: mentorships.startedAt,
      endedAt: mentorships.endedAt,
      metOn: mentorships.metOn,
      channel: mentorships.channel,
      rootTs: mentorships.rootTs,
    })
    .from(mentorships)
    .innerJoin(mentor, eq(mentor.id, mentorships.mentorId))
    .innerJoin(student, eq(student.id, mentorships.studentId))
    .innerJoin(students, eq(students.personId, mentorships.studentId))
    .leftJoin(projects, eq(projects.id, students.projectId))
    .where(condition)
    .orderBy(desc(mentorships.startedAt), student.name);
}
