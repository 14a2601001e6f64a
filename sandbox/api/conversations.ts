import { z } from 'zod';
import { conversationJson, openConversation } from '../world/conversations.ts';
import { findMessage, messageJson } from '../world/messages.ts';
import type { Conversation, Message, World } from '../world/model.ts';
import { flag, needed, page, whole, words } from './arguments.ts';
import { visible } from './chat.ts';
import { method, needScope, SlackError } from './method.ts';

const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const open = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];
const span = { cursor: words, latest: words, oldest: words, inclusive: flag, limit: whole, include_all_metadata: flag };

export const conversations = {
  'conversations.open': method({
    scopes: open,
    tier: 3,
    args: z.looseObject({ channel: words, users: words, return_im: flag, prevent_creation: flag }),
    run({ world }, args) {
      if (args.channel) {
        const known = visible(world, args.channel);
        if (known.kind !== 'im' && known.kind !== 'mpim') throw new SlackError('method_not_supported_for_channel_type');
        return { no_op: true, already_open: true, channel: opened(world, known, args.return_im) };
      }
      const users = [...new Set((args.users ?? '').split(',').map((each) => each.trim()))].filter(
        (each) => each !== '',
      );
      if (users.length === 0) throw new SlackError('users_list_not_supplied');
      if (users.length > 8) throw new SlackError('too_many_users');
      for (const each of users) {
        const person = world.people.get(each);
        if (!person) throw new SlackError('user_not_found');
        if (person.bot) throw new SlackError(person.id === world.app.userId ? 'user_not_found' : 'cannot_dm_bot');
        if (person.deleted) throw new SlackError('user_disabled');
      }
      needScope(world, users.length > 1 ? 'mpim:write' : 'im:write');
      const { conversation, was } = openConversation(world, [world.app.userId, ...users]);
      return {
        ...(was && { no_op: true, already_open: true }),
        channel: opened(world, conversation, args.return_im),
      };
    },
  }),

  'conversations.history': method({
    scopes: history,
    tier: 3,
    args: z.looseObject({ channel: needed, ...span }),
    run({ world }, args) {
      const conversation = readable(world, args.channel, 'history');
      const messages = conversation.messages
        .filter((each) => (!each.threadTs || each.threadTs === each.ts || each.broadcast) && within(each, args))
        .reverse();
      return { ...paged(world, conversation, messages, args, 100), pin_count: 0 };
    },
  }),

  'conversations.replies': method({
    scopes: history,
    tier: 3,
    args: z.looseObject({ channel: needed, ts: needed, ...span }),
    run({ world }, args) {
      const conversation = readable(world, args.channel, 'history');
      const asked = findMessage(conversation, args.ts);
      const rootTs = asked?.threadTs ?? args.ts;
      const thread = conversation.messages.filter((each) => each.ts === rootTs || each.threadTs === rootTs);
      if (thread.length === 0) throw new SlackError('thread_not_found');
      const replies = thread.filter((each) => each.ts === rootTs || within(each, args));
      return paged(world, conversation, replies, args, 1000);
    },
  }),

  'conversations.info': method({
    scopes: read,
    tier: 3,
    args: z.looseObject({ channel: needed, include_locale: flag, include_num_members: flag }),
    run({ world }, args) {
      const conversation = readable(world, args.channel, 'read');
      return { channel: { ...conversationJson(world, conversation), ...(args.include_locale && { locale: 'en-US' }) } };
    },
  }),

  'conversations.members': method({
    scopes: read,
    tier: 4,
    args: z.looseObject({ channel: needed, cursor: words, limit: whole }),
    run({ world }, args) {
      const conversation = readable(world, args.channel, 'read');
      const { items, next } = page([...conversation.members], args.cursor, limitOf(args.limit, 100), () =>
        refuse('invalid_cursor'),
      );
      return { members: items, response_metadata: { next_cursor: next } };
    },
  }),

  'conversations.list': method({
    scopes: read,
    tier: 2,
    args: z.looseObject({ cursor: words, limit: whole, types: words, exclude_archived: flag }),
    run({ world }, args) {
      const types = (args.types || 'public_channel').split(',').map((each) => each.trim());
      const kinds = types.map((each) => kindOfType[each] ?? refuse('invalid_types'));
      for (const kind of kinds) needScope(world, scopeOf(kind, 'read'));
      const all = [...world.conversations.values()].filter(
        (each) =>
          kinds.includes(each.kind) &&
          (each.kind === 'channel' || each.members.has(world.app.userId)) &&
          !(args.exclude_archived && each.archived),
      );
      const { items, next } = page(all, args.cursor, limitOf(args.limit, 100), () => refuse('invalid_cursor'));
      return {
        channels: items.map((each) => conversationJson(world, each)),
        response_metadata: { next_cursor: next },
      };
    },
  }),
};

/** A conversation that the token may look into, by its kind's own scope. */
export function readable(world: World, channel: string, right: 'history' | 'read'): Conversation {
  const conversation = visible(world, channel);
  needScope(world, scopeOf(conversation.kind, right));
  if (right === 'history' && !conversation.members.has(world.app.userId)) throw new SlackError('not_in_channel');
  return conversation;
}

const kindOfType: Record<string, Conversation['kind']> = {
  public_channel: 'channel',
  private_channel: 'group',
  mpim: 'mpim',
  im: 'im',
};

const scopeOf = (kind: Conversation['kind'], right: 'history' | 'read') =>
  `${{ channel: 'channels', group: 'groups', mpim: 'mpim', im: 'im' }[kind]}:${right}`;

const opened = (world: World, conversation: Conversation, full: boolean | undefined) =>
  full ? conversationJson(world, conversation) : { id: conversation.id };

type Span = { latest?: string | undefined; oldest?: string | undefined; inclusive?: boolean | undefined };

function within(message: Message, { latest, oldest, inclusive }: Span): boolean {
  if (latest !== undefined && Number.isNaN(Number(latest)) && latest !== 'now') refuse('invalid_ts_latest');
  if (oldest !== undefined && Number.isNaN(Number(oldest))) refuse('invalid_ts_oldest');
  const at = Number(message.ts);
  if (latest && latest !== 'now' && (inclusive ? at > Number(latest) : at >= Number(latest))) return false;
  return !(oldest && (inclusive ? at < Number(oldest) : at <= Number(oldest)));
}

function paged(
  world: World,
  conversation: Conversation,
  messages: Message[],
  args: { cursor?: string | undefined; limit?: number | undefined; include_all_metadata?: boolean | undefined },
  usual: number,
): object {
  const { items, next } = page(messages, args.cursor, limitOf(args.limit, usual), () => refuse('invalid_cursor'));
  return {
    messages: items.map((each) => messageJson(world, conversation, each, args.include_all_metadata)),
    has_more: next !== '',
    ...(next && { response_metadata: { next_cursor: next } }),
  };
}

export function limitOf(given: number | undefined, usual: number): number {
  if (given === undefined || given === 0) return usual;
  return Math.min(Math.max(given, 1), 999);
}

function refuse(code: string): never {
  throw new SlackError(code);
}
