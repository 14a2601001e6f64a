import { z } from 'zod';
import { findMessage } from '../world/messages.ts';
import type { Message, World } from '../world/model.ts';
import { flag, needed, words } from './arguments.ts';
import { visible } from './chat.ts';
import { method, SlackError } from './method.ts';

/** Reactions and pins, and the user groups that this workspace does not have. */
export const marks = {
  'reactions.add': method({
    scopes: ['reactions:write'],
    tier: 3,
    args: z.looseObject({ channel: needed, timestamp: needed, name: needed }),
    run({ world }, args) {
      const message = messageAt(world, args.channel, args.timestamp);
      if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(args.name)) throw new SlackError('invalid_name');
      const people = message.reactions.get(args.name) ?? new Set();
      if (people.has(world.app.userId)) throw new SlackError('already_reacted');
      message.reactions.set(args.name, people.add(world.app.userId));
      world.signal.changed();
      return {};
    },
  }),

  'pins.add': method({
    scopes: ['pins:write'],
    tier: 2,
    args: z.looseObject({ channel: needed, timestamp: words }),
    run({ world }, args) {
      if (!args.timestamp) throw new SlackError('no_item_specified');
      const message = messageAt(world, args.channel, args.timestamp);
      if (message.pinned) throw new SlackError('already_pinned');
      message.pinned = true;
      world.signal.changed();
      return {};
    },
  }),

  'usergroups.list': method({
    scopes: ['usergroups:read'],
    tier: 2,
    args: z.looseObject({ include_users: flag }),
    run: () => ({ usergroups: [] }),
  }),

  'usergroups.users.list': method({
    scopes: ['usergroups:read'],
    tier: 2,
    args: z.looseObject({ usergroup: needed }),
    run() {
      throw new SlackError('no_such_subteam');
    },
  }),
};

function messageAt(world: World, channel: string, ts: string): Message {
  const conversation = visible(world, channel);
  if (!conversation.members.has(world.app.userId)) throw new SlackError('not_in_channel');
  if (!/^\d+\.\d+$/.test(ts)) throw new SlackError('bad_timestamp');
  const message = findMessage(conversation, ts);
  if (!message) throw new SlackError('message_not_found');
  return message;
}
