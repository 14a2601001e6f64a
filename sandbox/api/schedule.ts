import { z } from 'zod';
import { seconds } from '../world/people.ts';
import { flag, json, needed, whole, words } from './arguments.ts';
import { said, visible, writable } from './chat.ts';
import { method, SlackError } from './method.ts';

const furthest = 120 * 24 * 3600;
const mostInFiveMinutes = 30;

/** Messages for later, on the moved clock; `tick()` posts those that are due. Slack drops one that carries metadata. */
export const schedule = {
  'chat.scheduleMessage': method({
    scopes: ['chat:write'],
    tier: 3,
    args: z.looseObject({
      channel: needed,
      post_at: whole,
      text: words,
      blocks: json,
      attachments: json,
      markdown_text: words,
      metadata: json,
      thread_ts: words,
      reply_broadcast: flag,
    }),
    run({ world }, args) {
      const conversation = writable(world, args.channel);
      const now = seconds(world.now());
      const at = args.post_at;
      if (at === undefined) throw new SlackError('invalid_time');
      if (at <= now) throw new SlackError('time_in_past');
      if (at > now + furthest) throw new SlackError('time_too_far');
      const near = [...world.scheduled.values()].filter(
        (each) => each.channel === conversation.id && Math.abs(each.postAt - at) < 300,
      );
      if (near.length >= mostInFiveMinutes) throw new SlackError('restricted_too_many');
      const id = world.id('Q');
      const content = said(args);
      world.scheduled.set(id, { id, channel: conversation.id, postAt: at, content, threadTs: args.thread_ts });
      return {
        channel: conversation.id,
        scheduled_message_id: id,
        post_at: at,
        message: { type: 'delayed_message', text: content.text, bot_id: world.app.botId, user: world.app.userId },
      };
    },
  }),

  'chat.deleteScheduledMessage': method({
    scopes: ['chat:write'],
    tier: 3,
    args: z.looseObject({ channel: needed, scheduled_message_id: needed }),
    run({ world }, args) {
      const found = world.scheduled.get(args.scheduled_message_id);
      if (found?.channel !== visible(world, args.channel).id) throw new SlackError('invalid_scheduled_message_id');
      world.scheduled.delete(found.id);
      return {};
    },
  }),
};
