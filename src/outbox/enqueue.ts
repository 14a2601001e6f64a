import { and, eq, gt, inArray, isNull, not, sql } from 'drizzle-orm';
import type { MentorshipId, OutboxId, PersonId } from '../core/ids.ts';
import type { Db } from '../db/client.ts';
import { outbox } from '../db/schema.ts';
import type { Kind, Payload } from './kinds.ts';

/** Where a message goes: somebody's direct message with the app, the thread of a pair, or the staff channel. */
export type Conversation = `dm:${number}` | `pair:${number}` | 'staff';

export const dm = (person: PersonId): Conversation => `dm:${person}`;
export const pair = (mentorship: MentorshipId): Conversation => `pair:${mentorship}`;
export const staff: Conversation = 'staff';

export interface Entry<K extends Kind = Kind> {
  readonly kind: K;
  readonly payload: Payload<K>;
  readonly conversation: Conversation;
  /** Unique for ever, e.g. `booking:7`. */
  readonly dedupeKey: string;
  /** When it may leave; with `now` at once. */
  readonly dueAt: Date;
  /** What the message is about, e.g. `session:7`: `refresh` edits it when that changes. */
  readonly subject?: string;
}

/** A typed entry: kind and payload belong together. */
export function entry<K extends Kind>(value: Entry<K>): Entry<K> {
  return value;
}

/** Puts messages into the outbox, in the transaction of what causes them. What was said before is not said again. */
export async function enqueue(tx: Db, now: Date, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insert(outbox)
    .values(entries.map((row) => ({ ...row, subject: row.subject ?? null, createdAt: now })))
    .onConflictDoNothing({ target: outbox.dedupeKey });
}

/**
 * Something changed that messages are about: each that was sent is edited to say what is true now (its renderer decides; dead
 * buttons go). `change` tells this change from others, e.g. the revision. Messages not sent yet are rendered anew anyway.
 */
export async function refresh(tx: Db, now: Date, subject: string, change: string): Promise<void> {
  await refreshAll(tx, now, [subject], change);
}

/** The same for many subjects that changed at once. */
export async function refreshAll(tx: Db, now: Date, subjects: readonly string[], change: string): Promise<void> {
  if (subjects.length === 0) return;
  const about = and(inArray(outbox.subject, [...subjects]), isNull(outbox.editOf));
  // Held until this change is committed, so that whoever sends them afterwards says it; what a dispatcher has in hand cannot be held.
  const held = tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(about, eq(outbox.state, 'pending'), isNull(outbox.claimedUntil), not(outbox.uncertain)))
    .for('share', { skipLocked: true });
  const sent = await tx
    .select({ id: outbox.id, kind: outbox.kind, payload: outbox.payload, conversation: outbox.conversation })
    .from(outbox)
    .where(and(about, inArray(outbox.state, ['sent', 'pending']), sql`${outbox.id} <> all(array(${held}))`));
  if (sent.length === 0) return;
  await tx
    .insert(outbox)
    .values(
      sent.map(({ id, kind, payload, conversation }) => ({
        kind,
        payload,
        conversation,
        editOf: id,
        dedupeKey: `edit:${id}:${change}`,
        dueAt: now,
        createdAt: now,
      })),
    )
    .onConflictDoNothing({ target: outbox.dedupeKey });
}

/** Has a message edited at these moments as well, at which time alone changes what is true of it. */
export async function refreshAt(tx: Db, now: Date, dedupeKey: string, moments: readonly Date[]): Promise<void> {
  const [row] = await tx
    .select({ id: outbox.id, kind: outbox.kind, payload: outbox.payload, conversation: outbox.conversation })
    .from(outbox)
    .where(eq(outbox.dedupeKey, dedupeKey));
  if (row === undefined || moments.length === 0) return;
  const { id, ...said } = row;
  await tx
    .insert(outbox)
    .values(
      moments.map((dueAt) => ({
        ...said,
        editOf: id,
        dedupeKey: `edit:${id}:${dueAt.toISOString()}`,
        dueAt,
        createdAt: now,
      })),
    )
    .onConflictDoNothing({ target: outbox.dedupeKey });
}

/** Takes a dead letter up again; false when it is none. Its message may stand in Slack already, so that is looked up first. */
export async function tryAgain(tx: Db, id: OutboxId, now: Date): Promise<boolean> {
  const rows = await tx
    .update(outbox)
    .set({ state: 'pending', why: null, attempts: 0, retryAt: now, settledAt: null, uncertain: true })
    .where(and(eq(outbox.id, id), eq(outbox.state, 'dead')))
    .returning({ id: outbox.id });
  return rows.length > 0;
}

/** Those given up first: one that is tried again and fails goes behind the others, so that each has its turn where few are shown. */
export async function deadLetters(db: Db, limit = 20) {
  return await db
    .select({ id: outbox.id, kind: outbox.kind, why: outbox.why, settledAt: outbox.settledAt })
    .from(outbox)
    .where(eq(outbox.state, 'dead'))
    .orderBy(outbox.settledAt, outbox.id)
    .limit(limit);
}

/** How many were given up, since the last time that this was said. */
export async function countDeadLetters(db: Db, since: Date | null = null): Promise<number> {
  return await db.$count(
    outbox,
    and(eq(outbox.state, 'dead'), since === null ? undefined : gt(outbox.settledAt, since)),
  );
}
