import { conversationsOf } from '../sees/look.ts';
import { openConversation } from '../world/conversations.ts';
import type { Conversation, PersonRecord } from '../world/model.ts';
import type { Face } from './face.ts';

/** What a person has in front of them. */
export type Place =
  | { kind: 'home' }
  /** `root`: on a phone the list is shown, not the conversation. */
  | { kind: 'conversation'; conversation: Conversation; thread: string | undefined; root: boolean };

/** The place that an address names, or undefined when this person cannot see it. */
export function placeOf(
  face: Face,
  person: PersonRecord,
  at: { home?: boolean; conversation?: string | undefined; thread?: string | undefined },
): Place | undefined {
  if (at.home) return { kind: 'home' };
  const direct = directWithApp(face, person);
  if (!at.conversation) return { kind: 'conversation', conversation: direct, thread: undefined, root: true };
  const conversation = conversationsOf(face.world, person).find((each) => each.id === at.conversation);
  return conversation && { kind: 'conversation', conversation, thread: at.thread, root: false };
}

export function directWithApp({ world }: Face, person: PersonRecord): Conversation {
  return openConversation(world, [world.app.userId, person.id]).conversation;
}

/** The address of a place; the same in links and for the live stream. */
export function addressOf(person: PersonRecord, place: Place): string {
  if (place.kind === 'home') return `/as/${person.id}/home`;
  if (place.root) return `/as/${person.id}`;
  const thread = place.thread ? `?thread=${place.thread}` : '';
  return `/as/${person.id}/c/${place.conversation.id}${thread}`;
}
