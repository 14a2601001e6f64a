import { desc, sql } from 'drizzle-orm';
import { outbox } from '../../src/db/schema.ts';
import type { WireRow } from '../web/face.ts';
import type { Stage } from './stage.ts';

/** How many rows are looked at: far more than one action makes. */
const newest = 200;

/** The outbox rows that one action made or settled, for the panel under the glass. */
export function watchOutbox(stage: () => Stage): (since: Date) => Promise<readonly WireRow[]> {
  // When each state of a row was first seen, by the wall clock: a row itself knows only the moved one.
  const firstSeen = new Map<string, number>();
  let watched: Stage | undefined;
  return async (since) => {
    const current = stage();
    const isFresh = watched !== current;
    watched = current;
    if (isFresh) firstSeen.clear();
    const rows = await current.mentorat.world.db
      .select()
      .from(outbox)
      .orderBy(desc(sql`coalesce(${outbox.settledAt}, ${outbox.createdAt})`), desc(outbox.id))
      .limit(newest);
    const now = isFresh ? 0 : Date.now();
    const changed = rows.filter(({ id, state, attempts }) => {
      const key = `${id} ${state} ${attempts}`;
      if (!firstSeen.has(key)) firstSeen.set(key, now);
      return (firstSeen.get(key) ?? 0) >= since.getTime();
    });
    return changed.toReversed().map((row) => ({
      title: row.editOf === null ? row.kind : `${row.kind} (an edit)`,
      note: `${row.conversation} · ${row.state}${row.why === null ? '' : `: ${row.why}`}`,
      detail: row,
    }));
  };
}
