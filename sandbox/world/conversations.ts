import type { Conversation, World } from './model.ts';
import { seconds } from './people.ts';

/** The direct or group conversation of exactly these people; there is only ever one. */
export function openConversation(
  world: World,
  members: readonly string[],
): { conversation: Conversation; was: boolean } {
  const wanted = new Set(members);
  const kind = wanted.size > 2 ? 'mpim' : 'im';
  const found = [...world.conversations.values()].find((each) => each.kind === kind && sameSet(each.members, wanted));
  if (found) return { conversation: found, was: true };
  const conversation = create(world, kind, '', wanted);
  if (kind === 'mpim') conversation.name = `mpdm-${[...wanted].map((each) => username(world, each)).join('--')}-1`;
  return { conversation, was: false };
}

export function createChannel(world: World, name: string, members: readonly string[], hidden: boolean): Conversation {
  return create(world, hidden ? 'group' : 'channel', name, new Set(members));
}

export function conversationJson(world: World, conversation: Conversation): object {
  const other = [...conversation.members].find((each) => each !== world.app.userId);
  const common = { id: conversation.id, created: conversation.created, is_org_shared: false, updated: 0 };
  if (conversation.kind === 'im') {
    return {
      ...common,
      is_im: true,
      is_archived: false,
      context_team_id: world.team.id,
      user: other,
      is_user_deleted: other ? (world.people.get(other)?.deleted ?? false) : false,
      is_open: true,
    };
  }
  return {
    ...common,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: conversation.kind === 'channel',
    is_group: conversation.kind === 'group',
    is_im: false,
    is_mpim: conversation.kind === 'mpim',
    is_private: conversation.kind !== 'channel',
    is_archived: conversation.archived,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_member: conversation.members.has(world.app.userId),
    creator: other,
    context_team_id: world.team.id,
    num_members: conversation.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

/** The name by which payloads call a conversation. */
export function payloadName(conversation: Conversation): string {
  return { im: 'directmessage', mpim: conversation.name, channel: conversation.name, group: 'privategroup' }[
    conversation.kind
  ];
}

function create(world: World, kind: Conversation['kind'], name: string, members: Set<string>): Conversation {
  const prefix = kind === 'im' ? 'D' : kind === 'channel' || kind === 'mpim' ? 'C' : 'G';
  const conversation: Conversation = {
    id: world.id(prefix),
    kind,
    name,
    members,
    messages: [],
    ephemerals: [],
    created: seconds(world.now()),
    archived: false,
  };
  world.conversations.set(conversation.id, conversation);
  return conversation;
}

const username = (world: World, id: string) => world.people.get(id)?.name ?? id;
const sameSet = (left: Set<string>, right: Set<string>) =>
  left.size === right.size && [...left].every((each) => right.has(each));
