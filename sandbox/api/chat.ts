import { z } from 'zod';
import { checkMessage } from '../blockkit/index.ts';
import type { Block } from '../kit.ts';
import { parseBlocks } from '../kit.ts';
import { mentionsIn } from '../sees/look.ts';
import { openConversation } from '../world/conversations.ts';
import { addMessage, findMessage, messageJson, removeMessage } from '../world/messages.ts';
import type { Conversation, Message, World } from '../world/model.ts';
import { flag, json, needed, words } from './arguments.ts';
import type { Context } from './method.ts';
import { method, SlackError } from './method.ts';

const content = {
  text: words,
  blocks: json,
  attachments: json,
  markdown_text: words,
  metadata: json,
};
const write = ['chat:write'];

export const chat = {
  'chat.postMessage': method({
    scopes: write,
    tier: 5,
    args: z.looseObject({ ...content, channel: needed, thread_ts: words, reply_broadcast: flag, username: words }),
    run(context, args) {
      const conversation = writable(context.world, args.channel);
      const threadTs = threadOf(conversation, args.thread_ts);
      const message = addMessage(context.world, conversation, {
        channel: conversation.id,
        user: context.world.app.userId,
        ...said(args, 'msg_blocks_too_long'),
        threadTs,
        broadcast: Boolean(threadTs && args.reply_broadcast),
      });
      context.office.messagePosted(conversation, message);
      return {
        channel: conversation.id,
        ts: message.ts,
        message: messageJson(context.world, conversation, message, true),
      };
    },
  }),

  'chat.postEphemeral': method({
    scopes: write,
    tier: 4,
    args: z.looseObject({ ...content, channel: needed, user: needed, thread_ts: words }),
    run({ world }, args) {
      const conversation = writable(world, args.channel);
      if (!conversation.members.has(args.user)) throw new SlackError('user_not_in_channel');
      const message = addMessage(world, conversation, {
        channel: conversation.id,
        user: world.app.userId,
        ...said(args),
        threadTs: args.thread_ts,
        onlyFor: args.user,
      });
      return { message_ts: message.ts };
    },
  }),

  'chat.update': method({
    scopes: write,
    tier: 3,
    args: z.looseObject({ ...content, channel: needed, ts: needed }),
    run(context, args) {
      const { conversation, message } = own(context.world, args.channel, args.ts, 'cant_update_message');
      if ((args.text?.length ?? 0) > 4000) throw new SlackError('msg_too_long');
      const before = messageJson(context.world, conversation, message);
      reword(context, message, { ...staying(message, args), ...defined(args) });
      context.office.messageChanged(conversation, message, before);
      return {
        channel: conversation.id,
        ts: message.ts,
        text: message.text,
        message: messageJson(context.world, conversation, message, true),
      };
    },
  }),

  'chat.delete': method({
    scopes: write,
    tier: 3,
    args: z.looseObject({ channel: needed, ts: needed }),
    run(context, args) {
      const { conversation, message } = own(context.world, args.channel, args.ts, 'cant_delete_message');
      const before = messageJson(context.world, conversation, message);
      removeMessage(context.world, conversation, message);
      context.office.messageDeleted(conversation, message, before);
      return { channel: conversation.id, ts: message.ts };
    },
  }),

  'chat.getPermalink': method({
    scopes: [],
    tier: 5,
    args: z.looseObject({ channel: needed, message_ts: needed }),
    run({ world }, args) {
      const conversation = visible(world, args.channel);
      const message = findMessage(conversation, args.message_ts);
      if (!message) throw new SlackError('message_not_found');
      const link = `https://${world.team.domain}.slack.com/archives/${conversation.id}/p${message.ts.replace('.', '')}`;
      const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${conversation.id}` : '';
      return { channel: conversation.id, permalink: `${link}${thread}` };
    },
  }),
};

interface Content {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
  metadata?: unknown;
}
export type Said = Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>;

/** What a message says, if Slack would take it. */
export function said(args: Content, tooLong: 'msg_blocks_too_long' | 'msg_too_long' = 'msg_too_long'): Said {
  const blocks = saidBlocks(args.blocks);
  const attachments: object[] = Array.isArray(args.attachments) ? args.attachments : [];
  if (attachments.length > 100) throw new SlackError('too_many_attachments');
  if (args.markdown_text && (args.text || blocks.length > 0)) throw new SlackError('markdown_text_conflict');
  if ([...(args.markdown_text ?? '')].length > mostMarkdown) throw new SlackError(tooLong);
  const text = args.markdown_text ?? args.text ?? '';
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) throw new SlackError('no_text');
  const { text: _, metadata: __, ...rest } = args;
  const problems = checkMessage({ ...defined(rest), text }).map(({ message }) => `[ERROR] ${message}`);
  if (problems.length > 0) {
    throw new SlackError('invalid_blocks', { errors: problems, response_metadata: { messages: problems } });
  }
  if (charactersIn(blocks) > mostInBlocks) throw new SlackError(tooLong);
  return {
    text: [...text].slice(0, 40_000).join(''),
    blocks,
    attachments: attachments.map(withBlocks),
    metadata: metadataOf(args.metadata),
  };
}

/** The blocks in an attachment get their ids once, as the others do. */
const withBlocks = (attachment: object): object =>
  'blocks' in attachment ? { ...attachment, blocks: saidBlocks(attachment.blocks) } : attachment;

/** In characters. */
const mostMarkdown = 12_000;

/** What all blocks of a message may say together, in characters; found by trying, Slack documents none. */
const mostInBlocks = 13_000;

function charactersIn(given: unknown): number {
  if (Array.isArray(given)) return given.reduce((sum: number, each: unknown) => sum + charactersIn(each), 0);
  if (typeof given !== 'object' || given === null) return 0;
  const own = 'text' in given && typeof given.text === 'string' ? [...given.text].length : 0;
  return own + charactersIn(Object.values(given));
}

/** What an update leaves out and Slack keeps: attachments, and blocks where no words take their place. */
function staying(message: Message, { text, markdown_text }: Content): Content {
  const { attachments, blocks } = message;
  return text || markdown_text ? { attachments } : { attachments, blocks };
}

/** The new words of a message, in place of all that it said; metadata that is not given stays. */
export function reword({ world }: Pick<Context, 'world'>, message: Message, args: Content): void {
  const next = said(args);
  if (!message.edited) message.calledWhenPosted = mentionsIn(world, message);
  message.text = next.text;
  message.blocks = next.blocks;
  message.attachments = next.attachments;
  if (args.metadata !== undefined) message.metadata = next.metadata;
  message.edited = { user: world.app.userId, ts: `${Math.floor(world.now().getTime() / 1000)}.000000` };
  world.signal.changed();
}

/** A conversation that the app is in, by its id, `#name`, or the id of a person (their direct messages). */
export function writable(world: World, channel: string): Conversation {
  const conversation = directWith(world, channel) ?? visible(world, channel);
  if (!conversation.members.has(world.app.userId)) {
    if (conversation.kind !== 'channel') throw new SlackError('channel_not_found');
    if (!world.manifest.oauth_config.scopes.bot.includes('chat:write.public')) throw new SlackError('not_in_channel');
  }
  if (conversation.archived) throw new SlackError('is_archived');
  if (conversation.kind === 'im') {
    if (world.manifest.features.app_home?.messages_tab_enabled === false) throw new SlackError('messages_tab_disabled');
    if ([...conversation.members].some((each) => world.people.get(each)?.deleted)) throw new SlackError('is_archived');
  }
  return conversation;
}

/** A conversation that exists for the app: public, or one that it is in. A person's id is none: only writing opens their direct messages. */
export function visible(world: World, channel: string): Conversation {
  const named = channel.replace(/^#/, '');
  const found =
    world.conversations.get(channel) ??
    [...world.conversations.values()].find((each) => each.name === named && each.kind !== 'mpim');
  if (!found) throw new SlackError('channel_not_found');
  if (found.kind !== 'channel' && !found.members.has(world.app.userId)) throw new SlackError('channel_not_found');
  return found;
}

function directWith(world: World, id: string): Conversation | undefined {
  const person = world.people.get(id);
  if (!person || person.bot || person.deleted) return undefined;
  return openConversation(world, [world.app.userId, person.id]).conversation;
}

function threadOf(conversation: Conversation, ts: string | undefined): string | undefined {
  if (!ts) return undefined;
  const root = findMessage(conversation, ts);
  // Slack takes a root that it does not know for a thread of its own; a reply's ts means the thread it stands in.
  return root?.threadTs ?? ts;
}

function own(
  world: World,
  channel: string,
  ts: string,
  refusal: string,
): { conversation: Conversation; message: Message } {
  const conversation = visible(world, channel);
  const message = findMessage(conversation, ts);
  if (!message || message.tombstone) throw new SlackError('message_not_found');
  if (message.user !== world.app.userId) throw new SlackError(refusal);
  return { conversation, message };
}

function saidBlocks(given: unknown): Block[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new SlackError('invalid_blocks_format');
  try {
    return parseBlocks(given);
  } catch {
    throw new SlackError('invalid_blocks');
  }
}

/** An absent argument is no argument. */
const defined = (args: object): object =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));

const metadataShape = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });

function metadataOf(given: unknown): Said['metadata'] {
  if (given === undefined) return undefined;
  if (typeof given !== 'object' || given === null) throw new SlackError('invalid_metadata_format');
  if (Object.keys(given).length === 0) return undefined;
  const parsed = metadataShape.safeParse(given);
  if (!parsed.success) throw new SlackError('invalid_metadata_schema');
  if (JSON.stringify(parsed.data).length > 8_000) throw new SlackError('metadata_too_large');
  return parsed.data;
}
