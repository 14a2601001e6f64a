import type { MentorshipId, OfferId } from '../../core/ids.ts';
import type { World } from '../../db/write.ts';
import { freeSlots, openOffer } from './rules.ts';
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

/** Times for whose answer a student is waited for. */
export interface AwaitedOffer {
  readonly id: OfferId;
  /** Those of them that can still be picked. */
  readonly slots: store.Offer['slots'];
  /** When the session is that one of them would move, where they are for that. */
  readonly movesFrom: Date | null;
}

/** The mentor's offer for whose answer the student is waited for, while they can pick from it. */
export async function awaitedOffer(
  { db, settings }: Pick<World, 'db' | 'settings'>,
  id: MentorshipId,
  now: Date,
): Promise<AwaitedOffer | null> {
  const facts = (await store.findFacts(db, [id], settings)).get(id);
  const turn = facts === undefined ? null : whoseTurn(facts, now);
  if (facts === undefined || turn?.reason !== 'reply-missing') return null;
  const open = openOffer(facts, turn.moves, now);
  const offer = open === null ? null : await store.findOffer(db, open.id);
  const slots = offer === null ? [] : freeSlots(offer, now);
  if (offer === null || slots.length === 0) return null;
  const moved = facts.sessions.find((session) => session.id === turn.moves);
  return { id: offer.id, slots, movesFrom: moved?.startsAt ?? null };
}
