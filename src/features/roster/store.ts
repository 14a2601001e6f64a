import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { audit, mentors, mentorships, people, projects, students } from '../../db/schema.ts';
import { wakeAll } from '../../db/timers.ts';
import type { ChangedMember } from './plan.ts';

/** A number of our own: one import at a time. */
const importLock = 7_203_452;

/** Waits for an import that is under way. */
export async function takeTurn(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${importLock})`);
}

/** Everybody who is kept, with what an import can change of them. */
export async function findMembers(db: Db) {
  const mentor = alias(people, 'mentor');
  return await db
    .select({
      id: people.id,
      slackId: people.slackId,
      email: people.email,
      isGone: sql<boolean>`${people.deactivatedAt} is not null`,
      isStaff: people.isStaff,
      isMentor: people.isMentor,
      isStudent: people.isStudent,
      firstName: people.firstName,
      lastName: people.lastName,
      phone: people.phone,
      mentoring: { capacity: mentors.capacity, projects: mentors.projects, place: mentors.place },
      funding: students.funding,
      project: { path: projects.path, name: projects.name, level: projects.level },
      mentorSlackId: mentor.slackId,
      metOn: mentorships.metOn,
    })
    .from(people)
    .leftJoin(mentors, eq(mentors.personId, people.id))
    .leftJoin(students, eq(students.personId, people.id))
    .leftJoin(projects, eq(projects.id, students.projectId))
    .leftJoin(mentorships, and(eq(mentorships.studentId, people.id), isNull(mentorships.endedAt)))
    .leftJoin(mentor, eq(mentor.id, mentorships.mentorId));
}

export type KnownMember = Awaited<ReturnType<typeof findMembers>>[number];

/**
 * Official names, phones and roles of people who are kept already; whoever had left is back. Only what the file changes of
 * each is written, as they may save their profile meanwhile.
 */
export async function savePeople(tx: Db, members: ReadonlyArray<ChangedMember & { name: string }>): Promise<void> {
  for (const { aspect, set } of columnsOfPeople) {
    const some = members.filter(({ changed }) => changed.includes(aspect));
    if (some.length === 0) continue;
    await tx
      .insert(people)
      .values(
        some.map(({ slackId, name, firstName, lastName, phone, isStaff, isMentor, isStudent }) => ({
          ...{ slackId, name, firstName, lastName, phone, isStaff, isMentor, isStudent },
          zone: 'Etc/UTC',
        })),
      )
      .onConflictDoUpdate({ target: people.slackId, set });
  }
}

const columnsOfPeople = [
  { aspect: 'name', set: { firstName: sql`excluded.first_name`, lastName: sql`excluded.last_name` } },
  { aspect: 'phone', set: { phone: sql`excluded.phone` } },
  {
    aspect: 'role',
    set: { isStaff: sql`excluded.is_staff`, isMentor: sql`excluded.is_mentor`, isStudent: sql`excluded.is_student` },
  },
  { aspect: 'back', set: { deactivatedAt: null } },
] as const;

/** Projects of a path at their level (L6). */
export async function saveProjects(tx: Db, wanted: ReadonlyArray<typeof projects.$inferInsert>) {
  if (wanted.length === 0) return [];
  return await tx
    .insert(projects)
    .values([...wanted])
    .onConflictDoUpdate({ target: [projects.path, projects.name], set: { level: sql`excluded.level` } })
    .returning();
}

export async function saveMentors(tx: Db, wanted: ReadonlyArray<typeof mentors.$inferInsert>): Promise<void> {
  if (wanted.length === 0) return;
  await tx
    .insert(mentors)
    .values([...wanted])
    .onConflictDoUpdate({
      target: mentors.personId,
      set: { capacity: sql`excluded.capacity`, projects: sql`excluded.projects`, place: sql`excluded.place` },
    });
}

export async function saveStudents(tx: Db, wanted: ReadonlyArray<typeof students.$inferInsert>): Promise<void> {
  if (wanted.length === 0) return;
  await tx
    .insert(students)
    .values([...wanted])
    .onConflictDoUpdate({
      target: students.personId,
      set: { projectId: sql`excluded.project_id`, funding: sql`excluded.funding` },
    });
}

/** Since when an active pair knows each other; that says what is due between them. */
export async function saveMetOn(tx: Db, now: Date, studentId: PersonId, metOn: string | null): Promise<void> {
  const changed = await tx
    .update(mentorships)
    .set({ metOn })
    .where(and(eq(mentorships.studentId, studentId), isNull(mentorships.endedAt)))
    .returning({ id: mentorships.id });
  await wakeAll(
    tx,
    'mentorship',
    changed.map(({ id }) => id),
    now,
  );
}

export async function recordImport(
  tx: Db,
  at: Date,
  actorId: PersonId | null,
  ids: readonly PersonId[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.insert(audit).values(ids.map((id) => ({ at, actorId, action: 'import', subject: `person:${id}` })));
}
