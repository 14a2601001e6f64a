import { fileJson } from './files.ts';
import type { Conversation, Message, World } from './model.ts';
import { seconds } from './people.ts';

export type NewMessage = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Omit<Message, 'ts' | 'at'>>;

export function addMessage(world: World, conversation: Conversation, given: NewMessage): Message {
  const message: Message = {
    blocks: [],
    attachments: [],
    threadTs: undefined,
    metadata: undefined,
    edited: undefined,
    files: [],
    onlyFor: undefined,
    broadcast: false,
    reactions: new Map(),
    pinned: false,
    tombstone: false,
    calledWhenPosted: new Set(),
    ...given,
    ts: world.ts(),
    at: world.now(),
  };
  (message.onlyFor ? conversation.ephemerals : conversation.messages).push(message);
  world.signal.changed();
  return message;
}

/** Takes a message away; where replies hang on it, a stone stays in its place as in Slack. */
export function removeMessage(world: World, conversation: Conversation, message: Message): void {
  if (!message.onlyFor && repliesOf(conversation, message.ts).length > 0) {
    Object.assign(message, {
      text: 'This message was deleted.',
      blocks: [],
      attachments: [],
      files: [],
      edited: undefined,
      reactions: new Map(),
    });
    message.tombstone = true;
    message.metadata = undefined;
    world.signal.changed();
    return;
  }
  conversation.messages = conversation.messages.filter((each) => each !== message);
  conversation.ephemerals = conversation.ephemerals.filter((each) => each !== message);
  world.signal.changed();
}

export function findMessage(conversation: Conversation, ts: string): Message | undefined {
  return conversation.messages.find((each) => each.ts === ts);
}

export function repliesOf(conversation: Conversation, ts: string): Message[] {
  return conversation.messages.filter((each) => each.threadTs === ts && each.ts !== ts);
}

/** The message as Slack's Web API and events give it. */
export function messageJson(world: World, conversation: Conversation, message: Message, metadata = false): object {
  const replies = repliesOf(conversation, message.ts);
  const root = message.threadTs ? findMessage(conversation, message.threadTs) : undefined;
  const fromApp = message.user === world.app.userId && !message.tombstone;
  return {
    type: 'message',
    ...(message.files.length > 0 && !fromApp && { subtype: 'file_share' }),
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    ...(message.tombstone && { subtype: 'tombstone', hidden: true }),
    user: message.tombstone ? 'USLACKBOT' : message.user,
    text: message.text,
    ts: message.ts,
    team: world.team.id,
    ...(fromApp && { bot_id: world.app.botId, app_id: world.app.id, bot_profile: botProfile(world) }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.files.length > 0 && { files: message.files.map((id) => fileJson(world, id)) }),
    ...(message.edited && { edited: message.edited }),
    ...(message.pinned && { pinned_to: [message.channel] }),
    ...(message.reactions.size > 0 && {
      reactions: [...message.reactions].map(([name, people]) => ({ name, users: [...people], count: people.size })),
    }),
    ...(metadata && message.metadata && { metadata: message.metadata }),
    ...(message.threadTs && { thread_ts: message.threadTs, ...(root && { parent_user_id: root.user }) }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: new Set(replies.map((each) => each.user)).size,
      reply_users: [...new Set(replies.map((each) => each.user))],
      latest_reply: replies.at(-1)?.ts,
      is_locked: false,
      subscribed: false,
    }),
  };
}

export function botProfile(world: World): object {
  const icon = `${world.origin}/avatars/${world.app.botId}.png`;
  return {
    id: world.app.botId,
    deleted: false,
    name: world.app.name,
    updated: seconds(world.now()),
    app_id: world.app.id,
    icons: { image_36: icon, image_48: icon, image_72: icon },
    team_id: world.team.id,
  };
}
