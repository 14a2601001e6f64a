import { pino } from 'pino';
import { readSettings } from '../../src/config.ts';
import type { Actor } from '../../src/core/access.ts';
import { MovableClock } from '../../src/core/clock.ts';
import type { MentorshipId, PersonId } from '../../src/core/ids.ts';
import type { Db } from '../../src/db/client.ts';
import { mentors, mentorships, people, projects, students } from '../../src/db/schema.ts';
import type { Context, World } from '../../src/db/write.ts';

export const silent = pino({ level: 'silent' });

/** Settings of a test; anything of the environment can be given. */
export function testSettings(env: Record<string, string> = {}) {
  const read = readSettings({
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_SIGNING_SECRET: 'test-secret',
    LOG_LEVEL: 'silent',
    ...env,
  });
  if (read.kind === 'problems') throw new Error(read.problems.join('\n'));
  return read.settings;
}

/** A Tuesday, three weeks before Paris changes its clocks. */
export const tuesday = '2026-10-06T08:00:00Z';

export function testWorld(db: Db, now = tuesday): World & { clock: MovableClock } {
  return { db, clock: new MovableClock(now), settings: testSettings() };
}

/** What a use case of this person is called with. */
export function as(world: World, actor: Actor, submissionId?: string): Context {
  return { ...world, actor, ...(submissionId === undefined ? {} : { submissionId }) };
}

let serial = 0;

type PersonFacts = { name?: string; zone?: string; slackLocale?: string };

/** Somebody in the database; roles by the functions below. */
export async function addPerson(
  db: Db,
  facts: PersonFacts & { isStaff?: boolean; isMentor?: boolean; isStudent?: boolean } = {},
): Promise<Actor> {
  serial += 1;
  const slackLocale = facts.slackLocale ?? 'en-GB';
  const [row] = await db
    .insert(people)
    .values({
      slackId: `U${String(serial).padStart(8, '0')}`,
      email: `person${serial}@school.example`,
      name: facts.name ?? `Person ${serial}`,
      slackLocale,
      zone: facts.zone ?? 'Europe/Paris',
      isStaff: facts.isStaff ?? false,
      isMentor: facts.isMentor ?? false,
      isStudent: facts.isStudent ?? false,
    })
    .returning();
  if (row === undefined) throw new Error('no row');
  const { id, slackId, name, zone, isStaff, isMentor, isStudent } = row;
  return { id, slackId, name, zone, isStaff, isMentor, isStudent, locale: slackLocale.startsWith('fr') ? 'fr' : 'en' };
}

export async function addStaff(db: Db, facts: PersonFacts = {}): Promise<Actor> {
  return await addPerson(db, { ...facts, isStaff: true });
}

export async function addMentor(
  db: Db,
  facts: PersonFacts & { capacity?: number; place?: string } = {},
): Promise<Actor> {
  const actor = await addPerson(db, { ...facts, isMentor: true });
  await db.insert(mentors).values({ personId: actor.id, capacity: facts.capacity ?? 20, place: facts.place ?? null });
  return actor;
}

export async function addStudent(
  db: Db,
  facts: PersonFacts & { funding?: 'funded' | 'self-funded'; level?: number } = {},
): Promise<Actor> {
  const actor = await addPerson(db, { ...facts, isStudent: true });
  const [project] = await db
    .insert(projects)
    .values({ path: 'Web developer', name: `Project ${serial}`, level: facts.level ?? 1 })
    .returning();
  await db
    .insert(students)
    .values({ personId: actor.id, funding: facts.funding ?? 'funded', projectId: project?.id ?? null });
  return actor;
}

/** A mentorship that began at `startedAt`; its thread stands already. */
export async function addMentorship(
  db: Db,
  mentor: { id: PersonId },
  student: { id: PersonId },
  facts: { startedAt?: Date | string; metOn?: string; endedAt?: Date | string } = {},
): Promise<MentorshipId> {
  serial += 1;
  const [row] = await db
    .insert(mentorships)
    .values({
      mentorId: mentor.id,
      studentId: student.id,
      startedAt: new Date(facts.startedAt ?? tuesday),
      endedAt: facts.endedAt === undefined ? null : new Date(facts.endedAt),
      metOn: facts.metOn ?? null,
      channel: `G${String(serial).padStart(8, '0')}`,
      rootTs: `${1_790_000_000 + serial}.000100`,
    })
    .returning();
  if (row === undefined) throw new Error('no row');
  return row.id;
}
