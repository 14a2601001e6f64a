import { z } from 'zod';
import { reword, said } from './api/chat.ts';
import { SlackError } from './api/method.ts';
import type { Desk } from './desk.ts';
import { addMessage, messageJson, removeMessage } from './world/messages.ts';
import type { Conversation, Message } from './world/model.ts';
import { takeResponseUrl } from './world/triggers.ts';

const response = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.union([z.boolean(), z.stringbool()]).optional(),
  delete_original: z.union([z.boolean(), z.stringbool()]).optional(),
  thread_ts: z.string().optional(),
});

export interface ReplyTo {
  user: string;
  channel: string;
  threadTs: string | undefined;
  original: string | undefined;
}

/** What an app posts to a `response_url`; `undefined` when it was taken, else Slack's word for why not. */
export function respond(desk: Desk, id: string, body: unknown): { error: string; status: number } | undefined {
  const { world } = desk.context;
  const refuse = (error: string, status: number, detail: object = {}) => {
    desk.records.refused({ what: 'response_url', error, detail, args: { body }, at: world.now() });
    world.signal.changed();
    return { error, status };
  };
  const url = takeResponseUrl(world, id);
  if (typeof url === 'string') return refuse(url, 404);
  try {
    reply(desk, url, body);
    return undefined;
  } catch (error) {
    if (error instanceof SlackError) return refuse(error.code, 400, error.extra);
    throw error;
  }
}

/** A message to the person who acted, or in place of the message they acted on. */
export function reply({ context }: Desk, to: ReplyTo, body: unknown): void {
  const { world, office } = context;
  const parsed = response.safeParse(typeof body === 'string' ? { text: body } : body);
  if (!parsed.success) throw new SlackError('invalid_payload', { detail: z.prettifyError(parsed.error) });
  const words = parsed.data;
  const conversation = world.conversations.get(to.channel);
  if (!conversation) throw new SlackError('channel_not_found');
  const original = to.original ? findAny(conversation, to.original) : undefined;
  if (words.delete_original || words.replace_original) {
    if (!original) throw new SlackError('message_not_found');
    const before = messageJson(world, conversation, original);
    if (words.delete_original) {
      removeMessage(world, conversation, original);
      if (!original.onlyFor) void office.messageDeleted(conversation, original, before);
      return;
    }
    reword({ world }, original, words);
    if (!original.onlyFor) void office.messageChanged(conversation, original, before);
    return;
  }
  const hidden = words.response_type === 'ephemeral';
  const message = addMessage(world, conversation, {
    channel: conversation.id,
    user: world.app.userId,
    ...said(words),
    threadTs: words.thread_ts ?? to.threadTs,
    onlyFor: hidden ? to.user : undefined,
  });
  if (!hidden) void office.messagePosted(conversation, message);
}

export function findAny(conversation: Conversation, ts: string): Message | undefined {
  return [...conversation.messages, ...conversation.ephemerals].find((each) => each.ts === ts);
}
