import { and, desc, eq, isNull, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { mentorships, people, projects, students } from '../../db/schema.ts';

const mentor = alias(people, 'mentor');
const student = alias(people, 'student');

/** A mentorship with what nearly everybody asks of it. */
export interface Mentorship {
  readonly id: MentorshipId;
  readonly mentorId: PersonId;
  readonly mentorName: string;
  readonly mentorSlackId: string;
  readonly mentorZone: string;
  readonly mentorSlackLocale: string | null;
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

export async function findActiveOfMentor(db: Db, mentorId: PersonId): Promise<Mentorship[]> {
  return await select(db, and(eq(mentorships.mentorId, mentorId), isNull(mentorships.endedAt)));
}

export async function findActiveByChannel(db: Db, channel: string): Promise<Mentorship | null> {
  const [row] = await select(db, and(eq(mentorships.channel, channel), isNull(mentorships.endedAt)));
  return row ?? null;
}

/** Newest first. */
export async function findOfPair(db: Db, mentorId: PersonId, studentId: PersonId): Promise<Mentorship[]> {
  return await select(db, and(eq(mentorships.mentorId, mentorId), eq(mentorships.studentId, studentId)));
}

export async function insert(
  tx: Db,
  row: { mentorId: PersonId; studentId: PersonId; startedAt: Date; metOn: string | null },
): Promise<MentorshipId> {
  const [made] = await tx.insert(mentorships).values(row).returning({ id: mentorships.id });
  if (made === undefined) throw new Error('An insert answered with no row');
  return made.id;
}

export async function end(tx: Db, id: MentorshipId, endedAt: Date): Promise<void> {
  await tx.update(mentorships).set({ endedAt }).where(eq(mentorships.id, id));
}

async function select(db: Db, condition: SQL | undefined): Promise<Mentorship[]> {
  return await db
    .select({
      id: mentorships.id,
      mentorId: mentorships.mentorId,
      mentorName: mentor.name,
      mentorSlackId: mentor.slackId,
      mentorZone: mentor.zone,
      mentorSlackLocale: mentor.slackLocale,
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
