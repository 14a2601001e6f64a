import { and, eq, inArray, isNotNull, isNull, lt, lte, min, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { OutboxId } from '../core/ids.ts';
import type { Db } from '../db/client.ts';
import { outbox } from '../db/schema.ts';

export type Row = typeof outbox.$inferSelect;

/**
 * Takes rows that may leave now, at most one of a conversation (the oldest that is due), and holds them until `claimUntil`.
 * A row whose holder died (its claim ran out) comes back as `uncertain`: its message may stand in Slack already.
 */
export async function claim(db: Db, now: Date, wall: Date, claimUntil: Date, limit: number): Promise<Row[]> {
  const other = alias(outbox, 'other');
  // Not `not exists`: of a table that changes as fast as this one PostgreSQL’s statistics are out of date, and it would compare all with all.
  const oldest = db
    .select({ id: other.id })
    .from(other)
    .where(and(eq(other.conversation, outbox.conversation), eq(other.state, 'pending'), lte(other.dueAt, now)))
    .orderBy(other.id)
    .limit(1);
  const candidates = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.state, 'pending'),
        lte(outbox.dueAt, now),
        eq(outbox.id, oldest),
        or(isNull(outbox.retryAt), lte(outbox.retryAt, now)),
        or(isNull(outbox.claimedUntil), lt(outbox.claimedUntil, wall)),
      ),
    )
    .orderBy(outbox.dueAt)
    .limit(limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(outbox)
    .set({
      claimedUntil: claimUntil,
      attempts: sql`${outbox.attempts} + 1`,
      uncertain: sql`${outbox.uncertain} or ${outbox.claimedUntil} is not null`,
    })
    .where(eq(outbox.id, sql`any(array(${candidates}))`))
    .returning();
  return rows.sort((a, b) => a.id - b.id);
}

export async function settleSent(
  db: Db,
  sent: ReadonlyArray<{ id: OutboxId; channel: string; ts: string }>,
  now: Date,
) {
  if (sent.length === 0) return;
  const said = sql`unnest(
    ${sql.param(sent.map(({ id }) => id))}::int[],
    ${sql.param(sent.map(({ channel }) => channel))}::text[],
    ${sql.param(sent.map(({ ts }) => ts))}::text[]
  ) as said (id, channel, ts)`;
  await db
    .update(outbox)
    .set({
      state: 'sent',
      channel: sql`said.channel`,
      ts: sql`said.ts`,
      settledAt: now,
      claimedUntil: null,
      uncertain: false,
    })
    .from(said)
    .where(sql`${outbox.id} = said.id`);
}

export async function settle(db: Db, id: OutboxId, now: Date, state: 'dropped' | 'dead', why: string): Promise<void> {
  await db.update(outbox).set({ state, why, settledAt: now, claimedUntil: null }).where(eq(outbox.id, id));
}

/** Until `retryAt` a row keeps its place before later ones of its conversation; one with another `dueAt` holds up nothing. */
export type Later = { readonly retryAt: Date } | { readonly dueAt: Date };

/** Puts a row back that was not tried after all. */
export async function putBack(db: Db, row: Pick<Row, 'id' | 'uncertain' | 'attempts'>, later: Later, why: string) {
  const { id, uncertain, attempts } = row;
  await db
    .update(outbox)
    .set({ ...later, uncertain, why, attempts: attempts - 1, claimedUntil: null })
    .where(eq(outbox.id, id));
}

/** Messages that say that all is settled are not edited again, whatever changes. */
export async function closeSubjects(db: Db, ids: readonly OutboxId[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(outbox)
    .set({ subject: null })
    .where(inArray(outbox.id, [...ids]));
}

export async function retryLater(db: Db, id: OutboxId, retryAt: Date, uncertain: boolean, why: string): Promise<void> {
  await db.update(outbox).set({ retryAt, uncertain, why, claimedUntil: null }).where(eq(outbox.id, id));
}

export async function findRow(db: Db, id: OutboxId): Promise<Row | null> {
  const [row] = await db.select().from(outbox).where(eq(outbox.id, id));
  return row ?? null;
}

/** The next instant at which a row falls due or may be tried again; null when nothing waits. */
export async function nextDue(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: min(sql<Date>`greatest(${outbox.dueAt}, coalesce(${outbox.retryAt}, ${outbox.dueAt}))`) })
    .from(outbox)
    .where(and(eq(outbox.state, 'pending'), isNotNull(outbox.dueAt)));
  return row?.at == null ? null : new Date(row.at);
}
