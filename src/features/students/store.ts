import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { people, photos, projects, students } from '../../db/schema.ts';

const verifier = alias(people, 'verifier');

/** A student's file (H17), whole: show it to others than the student only as `profileFor` hands it out. */
export type Profile = Awaited<ReturnType<typeof select>>[number];

export async function findProfile(db: Db, studentId: PersonId): Promise<Profile | null> {
  const [row] = await select(db, eq(students.personId, studentId));
  return row ?? null;
}

export async function findProfiles(db: Db, studentIds: readonly PersonId[]): Promise<Profile[]> {
  return studentIds.length === 0 ? [] : await select(db, inArray(students.personId, [...studentIds]));
}

export type PersonAnswers = Partial<Pick<typeof people.$inferInsert, 'firstName' | 'lastName' | 'phone'>>;
export type StudentAnswers = Partial<
  Pick<typeof students.$inferInsert, 'address' | 'diploma' | 'objective' | 'situation' | 'fundingMethod' | 'hours'>
>;

export async function save(tx: Db, id: PersonId, person: PersonAnswers, student: StudentAnswers): Promise<void> {
  if (Object.keys(person).length > 0) await tx.update(people).set(person).where(eq(people.id, id));
  if (Object.keys(student).length > 0) await tx.update(students).set(student).where(eq(students.personId, id));
}

/** Whoever changes what is verified waits until the end of the transaction, and takes it back then. */
export async function lockStudent(tx: Db, id: PersonId): Promise<void> {
  await tx.select({ id: students.personId }).from(students).where(eq(students.personId, id)).for('no key update');
}

export async function forgetVerified(tx: Db, id: PersonId): Promise<void> {
  await tx.update(students).set({ verifiedBy: null, verifiedAt: null }).where(eq(students.personId, id));
}

export async function verify(tx: Db, id: PersonId, verifiedBy: PersonId, verifiedAt: Date): Promise<void> {
  await tx.update(students).set({ verifiedBy, verifiedAt }).where(eq(students.personId, id));
}

export interface Photo {
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export async function savePhoto(tx: Db, personId: PersonId, photo: Photo, savedAt: Date): Promise<void> {
  const row = { ...photo, savedAt, slackFileId: null };
  await tx
    .insert(photos)
    .values({ personId, ...row })
    .onConflictDoUpdate({ target: photos.personId, set: row });
}

/** A photo that has no upload of ours yet. */
export async function findPhotoToUpload(db: Db, personId: PersonId): Promise<(Photo & { savedAt: Date }) | null> {
  const [row] = await db
    .select({ mediaType: photos.mediaType, content: photos.content, savedAt: photos.savedAt })
    .from(photos)
    .where(and(eq(photos.personId, personId), isNull(photos.slackFileId)));
  return row ?? null;
}

/** Keeps where a photo was uploaded to, unless another one has taken its place; answers whether it did. */
export async function keepUpload(db: Db, personId: PersonId, savedAt: Date, slackFileId: string): Promise<boolean> {
  const kept = await db
    .update(photos)
    .set({ slackFileId })
    .where(and(eq(photos.personId, personId), eq(photos.savedAt, savedAt), isNull(photos.slackFileId)))
    .returning({ personId: photos.personId });
  return kept.length > 0;
}

export async function forgetUpload(db: Db, personId: PersonId, slackFileId: string): Promise<void> {
  await db
    .update(photos)
    .set({ slackFileId: null })
    .where(and(eq(photos.personId, personId), eq(photos.slackFileId, slackFileId)));
}

async function select(db: Db, condition: SQL) {
  return await db
    .select({
      studentId: students.personId,
      slackId: people.slackId,
      name: people.name,
      slackLocale: people.slackLocale,
      firstName: people.firstName,
      lastName: people.lastName,
      phone: people.phone,
      address: students.address,
      diploma: students.diploma,
      objective: students.objective,
      situation: students.situation,
      fundingMethod: students.fundingMethod,
      hours: students.hours,
      project: { path: projects.path, name: projects.name, level: projects.level },
      // What is never null comes first: without it, drizzle takes all of it for not there.
      photo: { savedAt: photos.savedAt, slackFileId: photos.slackFileId },
      verified: { at: students.verifiedAt, by: verifier.name },
    })
    .from(students)
    .innerJoin(people, eq(people.id, students.personId))
    .leftJoin(projects, eq(projects.id, students.projectId))
    .leftJoin(photos, eq(photos.personId, students.personId))
    .leftJoin(verifier, eq(verifier.id, students.verifiedBy))
    .where(condition);
}
