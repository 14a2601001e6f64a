import type { MentorshipId } from '../../core/ids.ts';
import type { World } from '../../db/write.ts';
import { openOffer } from './rules.ts';
import * as store from './store.ts';
import { type WhoseTurn, whoseTurn } from './turn.ts';

export { hearMessage } from './conversation.ts';
export { lapsesAt } from './rules.ts';
export type { Offer } from './store.ts';
export type { WhoseTurn } from './turn.ts';

/** Whose turn it is in each of these mentorships; one set of queries, however many they are. */
export async function turnOf(
  { db, settings }: Pick<World, 'db' | 'settings'>,
  ids: readonly MentorshipId[],
  now: Date,
): Promise<Map<MentorshipId, WhoseTurn>> {
  const facts = await store.findFacts(db, ids, settings);
  return new Map([...facts].map(([id, each]) => [id, whoseTurn(each, now)]));
}

/** The mentor's offer that the student can still pick from, if there is one; the one that is waited for comes first. */
export async function openOfferOf(
  { db, settings }: Pick<World, 'db' | 'settings'>,
  id: MentorshipId,
  now: Date,
): Promise<store.Offer | null> {
  const facts = (await store.findFacts(db, [id], settings)).get(id);
  if (facts === undefined) return null;
  const turn = whoseTurn(facts, now);
  const open = openOffer(facts, turn.kind === 'nobody' ? null : turn.moves, now);
  return open === null ? null : await store.findOffer(db, open.id);
}
