import { and, asc, count, eq, isNull } from 'drizzle-orm';
import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { mentors, mentorships, people } from '../../db/schema.ts';
import type { Load } from './views.ts';

/** Mentors with how many students they have and accept; those who have the most free places first. */
export async function findLoads(db: Db): Promise<Load[]> {
  const rows = await loads(db, and(eq(people.isMentor, true), isNull(people.deactivatedAt)));
  return rows.toSorted((a, b) => b.capacity - b.students - (a.capacity - a.students));
}

export async function findLoadOf(db: Db, mentorId: PersonId): Promise<Load | null> {
  const [row] = await loads(db, eq(people.id, mentorId));
  return row ?? null;
}

async function loads(db: Db, condition: ReturnType<typeof and>): Promise<Load[]> {
  return await db
    .select({ name: people.name, capacity: mentors.capacity, students: count(mentorships.id) })
    .from(mentors)
    .innerJoin(people, eq(people.id, mentors.personId))
    .leftJoin(mentorships, and(eq(mentorships.mentorId, mentors.personId), isNull(mentorships.endedAt)))
    .where(condition)
    .groupBy(people.id, mentors.personId)
    .orderBy(asc(people.name));
}
