import { min, sql } from 'drizzle-orm';
import type { Db } from './client.ts';
import { timers } from './schema.ts';

export type TimerKind = (typeof timers.$inferSelect)['kind'];

/**
 * Says that something changed: the next sweep looks at it anew and finds out what is due and when to look again. Use cases
 * call this and decide nothing about reminders themselves.
 */
export async function wake(tx: Db, kind: TimerKind, subjectId: number, at: Date): Promise<void> {
  await wakeAll(tx, kind, [subjectId], at);
}

export async function wakeAll(tx: Db, kind: TimerKind, subjectIds: readonly number[], at: Date): Promise<void> {
  if (subjectIds.length === 0) return;
  await tx
    .insert(timers)
    .values(subjectIds.map((subjectId) => ({ kind, subjectId, dueAt: at })))
    .onConflictDoUpdate({
      target: [timers.kind, timers.subjectId],
      set: { dueAt: sql`least(${timers.dueAt}, excluded.due_at)` },
    });
}

/** When the sweep has something to look at next. */
export async function nextTimer(db: Db): Promise<Date | null> {
  const [row] = await db.select({ at: min(timers.dueAt) }).from(timers);
  return row?.at ?? null;
}
