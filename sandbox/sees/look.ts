import type { MessageSeen } from '../driver.ts';
import type { Block, Element } from '../kit.ts';
import { interactive, isButton, isFor, parseBlocks } from '../kit.ts';
import { stateIn } from '../world/left.ts';
import type { Conversation, Message, PersonRecord, World } from '../world/model.ts';
import { readBlocks } from './blocks.ts';
import type { Reader } from './mrkdwn.ts';
import { decode, readMrkdwn } from './mrkdwn.ts';

export function readerOf(world: World, person: PersonRecord): Reader {
  return { world, locale: person.locale, tz: person.tz };
}

/** The conversations that a person is in, and with them all that they can read. */
export function conversationsOf(world: World, person: PersonRecord): Conversation[] {
  return [...world.conversations.values()].filter((each) => each.members.has(person.id));
}

export function messagesFor(conversation: Conversation, person: PersonRecord): Message[] {
  return [...conversation.messages, ...conversation.ephemerals.filter((each) => each.onlyFor === person.id)].sort(
    (a, b) => (a.ts < b.ts ? -1 : 1),
  );
}

/** A message as this person reads it now. */
export function look(world: World, person: PersonRecord, message: Message): MessageSeen {
  const reader = readerOf(world, person);
  const blocks = blocksFor(message, person);
  const notification = readMrkdwn(message.text, reader);
  const shown = blocks.length > 0 ? readBlocks(blocks, reader, stateIn(message, person, blocks)) : notification;
  const files = message.files.map((id) => `[file: ${world.files.get(id)?.name ?? id}]`);
  const reactions = [...message.reactions].map(([name, people]) => `:${name}: ${people.size}`).join(' ');
  const extra = message.attachments.flatMap((each) =>
    'text' in each ? [readMrkdwn(String(each.text), reader).text] : [],
  );
  return {
    ts: message.ts,
    channel: message.channel,
    from: nameOf(world, message.user),
    text: [shown.text, ...extra, ...files, reactions].filter((each) => each !== '').join('\n'),
    notification: notification.text,
    thread: message.threadTs === message.ts ? undefined : message.threadTs,
    buttons: interactive(blocks).flatMap(({ element }) =>
      isButton(element) && element.text ? [decode(textOf(element.text))] : [],
    ),
    links: interactive(blocks).flatMap(({ element }) => (element.url ? [element.url] : [])),
    mentions: [...new Set([...shown.mentions, ...notification.mentions])].map((each) => nameOf(world, each)),
    edited: message.edited !== undefined,
    ephemeral: message.onlyFor !== undefined,
    blocks,
    metadata: message.metadata,
    at: message.at,
  };
}

/** Whom a message calls: ids of people, and channel, here, everyone. */
export function mentionsIn(world: World, message: Message): Set<string> {
  const known = calls.get(message);
  if (known?.text === message.text && known.blocks === message.blocks) return known.mentions;
  const reader = { world, locale: 'en-US', tz: 'UTC' };
  const mentions = new Set([
    ...readMrkdwn(message.text, reader).mentions,
    ...readBlocks([...message.blocks, ...attachmentBlocks(message)], reader).mentions,
  ]);
  calls.set(message, { text: message.text, blocks: message.blocks, mentions });
  return mentions;
}

/** Reading is repeated whenever somebody waits for something to be seen, so what was read is kept until it changes. */
const calls = new WeakMap<Message, { text: string; blocks: Block[]; mentions: Set<string> }>();

export function nameOf(world: World, id: string): string {
  return world.people.get(id)?.realName ?? id;
}

/** What a person calls a conversation. */
export function titleOf(world: World, person: PersonRecord, conversation: Conversation): string {
  if (conversation.kind === 'channel' || conversation.kind === 'group') return `#${conversation.name}`;
  const others = [...conversation.members].filter((each) => each !== person.id);
  return others.map((each) => nameOf(world, each)).join(', ') || nameOf(world, person.id);
}

/** All blocks of a message, with what is there for this person. */
export function blocksFor(message: Message, person: PersonRecord): Block[] {
  const isThere = (each: Element) => isFor(person.id, each);
  const there = ({ elements, accessory, actions, child_blocks: inside, ...rest }: Block): Block => ({
    ...rest,
    ...(elements && { elements: elements.filter(isThere) }),
    ...(accessory && isThere(accessory) && { accessory }),
    ...(actions && { actions: actions.filter(isThere) }),
    ...(inside && { child_blocks: inside.map(there) }),
  });
  return [...message.blocks, ...attachmentBlocks(message)].map(there);
}

export function attachmentBlocks(message: Message): Block[] {
  return message.attachments.flatMap((each) => ('blocks' in each && each.blocks ? parseBlocks(each.blocks) : []));
}

const textOf = (text: string | { text: string }) => (typeof text === 'string' ? text : text.text);
