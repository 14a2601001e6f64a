import { eq, inArray, type SQL } from 'drizzle-orm';
import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { people } from '../../db/schema.ts';

export type PersonRow = typeof people.$inferSelect;

/** What Slack says of somebody, kept and followed. */
export interface SlackPerson {
  readonly slackId: string;
  readonly email: string | null;
  readonly name: string;
  readonly slackLocale: string | null;
  readonly zone: string;
  readonly isWorkspaceAdmin: boolean;
  readonly isDeactivated: boolean;
}

export async function findBySlackId(db: Db, slackId: string): Promise<PersonRow | null> {
  return await findOne(db, eq(people.slackId, slackId));
}

export async function findById(db: Db, id: PersonId): Promise<PersonRow | null> {
  return await findOne(db, eq(people.id, id));
}

export async function findByIds(db: Db, ids: readonly PersonId[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  return await db
    .select()
    .from(people)
    .where(inArray(people.id, [...ids]));
}

export async function findStaff(db: Db): Promise<PersonRow[]> {
  return await db.select().from(people).where(eq(people.isStaff, true));
}

/** Keeps what Slack says now; roles that were given stay, and a workspace admin is staff from the first time seen. */
export async function saveFromSlack(db: Db, person: SlackPerson, now: Date): Promise<PersonRow> {
  const facts = {
    email: person.email,
    name: person.name,
    slackLocale: person.slackLocale,
    zone: person.zone,
  };
  const [row] = await db
    .insert(people)
    .values({
      slackId: person.slackId,
      ...facts,
      isStaff: person.isWorkspaceAdmin,
      deactivatedAt: person.isDeactivated ? now : null,
    })
    .onConflictDoUpdate({ target: people.slackId, set: facts })
    .returning();
  if (row === undefined) throw new Error('An upsert answered with no row');
  return row;
}

export async function setDeactivated(db: Db, id: PersonId, deactivatedAt: Date | null): Promise<void> {
  await db.update(people).set({ deactivatedAt }).where(eq(people.id, id));
}

async function findOne(db: Db, condition: SQL): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(condition);
  return row ?? null;
}
