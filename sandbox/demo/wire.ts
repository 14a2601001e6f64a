import { desc, inArray, sql } from 'drizzle-orm';
import { outbox } from '../../src/db/schema.ts';
import type { WireRows } from '../web/face.ts';
import type { Stage } from './stage.ts';

/** How many rows are looked at: a jump over months makes more, but every page asks at every change. */
const newest = 200;

/** The outbox rows that one action made or settled, for the panel under the glass. */
export function watchOutbox(stage: () => Stage): (since: Date) => Promise<WireRows> {
  // When each state of a row was first seen, by the wall clock: a row itself knows only the moved one.
  const firstSeen = new Map<string, number>();
  let watched: Stage | undefined;
  return async (since) => {
    const current = stage();
    const isFresh = watched !== current;
    watched = current;
    if (isFresh) firstSeen.clear();
    const { db } = current.mentorat.world;
    const order = [desc(sql`coalesce(${outbox.settledAt}, ${outbox.createdAt})`), desc(outbox.id)];
    // Every page asks at every change: first only for what shows that a row is another than it was.
    const found = await db
      .select({ id: outbox.id, state: outbox.state, attempts: outbox.attempts })
      .from(outbox)
      .orderBy(...order)
      .limit(newest + 1);
    const rows = found.slice(0, newest);
    const now = isFresh ? 0 : Date.now();
    const changed = rows.filter(({ id, state, attempts }) => {
      const key = `${id} ${state} ${attempts}`;
      if (!firstSeen.has(key)) firstSeen.set(key, now);
      return (firstSeen.get(key) ?? 0) >= since.getTime();
    });
    if (changed.length === 0) return { rows: [], more: false };
    const ids = changed.map(({ id }) => id);
    const whole = await db
      .select()
      .from(outbox)
      .where(inArray(outbox.id, ids))
      .orderBy(...order);
    const shown = whole.toReversed().map((row) => ({
      key: String(row.id),
      title: row.editOf === null ? row.kind : `${row.kind} · edit_of ${row.editOf}`,
      note: `${row.conversation} · ${row.state}${row.why === null ? '' : `: ${row.why}`}`,
      detail: row,
    }));
    return { rows: shown, more: changed.length === newest && found.length > newest };
  };
}
