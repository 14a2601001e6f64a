import { eq, inArray, sql } from 'drizzle-orm';
import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { prepared } from '../../db/prepared.ts';
import { people } from '../../db/schema.ts';

export type PersonRow = typeof people.$inferSelect;

/** What Slack says of somebody, kept and followed. */
export interface SlackPerson {
  readonly slackId: string;
  readonly email: string | null;
  readonly name: string;
  readonly slackLocale: string | null;
  readonly zone: string | null;
  readonly isWorkspaceAdmin: boolean;
  readonly isDeactivated: boolean;
}

export async function findBySlackId(db: Db, slackId: string): Promise<PersonRow | null> {
  const [row] = await bySlackId(db).execute({ slackId });
  return row ?? null;
}

export async function findBySlackIds(db: Db, slackIds: readonly string[]): Promise<PersonRow[]> {
  return slackIds.length === 0
    ? []
    : await db
        .select()
        .from(people)
        .where(inArray(people.slackId, [...slackIds]));
}

/** Asked each time somebody does something. */
const bySlackId = prepared((db) =>
  db
    .select()
    .from(people)
    .where(eq(people.slackId, sql.placeholder('slackId')))
    .prepare('person_by_slack_id'),
);

export async function findById(db: Db, id: PersonId): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id));
  return row ?? null;
}

/**
 * Keeps what Slack says now, many at once; what it does not say stays, and so do the roles that the roster gave.
 */
export async function saveFromSlack(db: Db, persons: readonly SlackPerson[], now: Date): Promise<PersonRow[]> {
  if (persons.length === 0) return [];
  return await db
    .insert(people)
    .values(
      persons.map(({ isDeactivated, zone, ...facts }) => ({
        ...facts,
        zone: zone ?? unknownZone,
        deactivatedAt: isDeactivated ? now : null,
      })),
    )
    .onConflictDoUpdate({
      target: people.slackId,
      set: {
        name: sql`excluded.name`,
        email: sql`coalesce(excluded.email, ${people.email})`,
        slackLocale: sql`coalesce(excluded.slack_locale, ${people.slackLocale})`,
        zone: sql`case excluded.zone when ${unknownZone} then ${people.zone} else excluded.zone end`,
        isWorkspaceAdmin: sql`excluded.is_workspace_admin`,
      },
    })
    .returning();
}

export async function setDeactivated(db: Db, id: PersonId, deactivatedAt: Date | null): Promise<void> {
  await db.update(people).set({ deactivatedAt }).where(eq(people.id, id));
}

/** Of people whose zone Slack does not tell. */
const unknownZone = 'Etc/UTC';
