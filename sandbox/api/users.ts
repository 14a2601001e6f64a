import { z } from 'zod';
import type { World } from '../world/model.ts';
import { userJson } from '../world/people.ts';
import { flag, needed, page, whole, words } from './arguments.ts';
import { limitOf } from './conversations.ts';
import { method, SlackError } from './method.ts';

export const users = {
  'users.info': method({
    scopes: ['users:read'],
    tier: 4,
    args: z.looseObject({ user: needed, include_locale: flag }),
    run({ world }, args) {
      const person = world.people.get(args.user);
      if (!person) throw new SlackError('user_not_found');
      return { user: userJson(world, person, { email: seesEmail(world), locale: args.include_locale ?? false }) };
    },
  }),

  'users.list': method({
    scopes: ['users:read'],
    tier: 2,
    args: z.looseObject({ cursor: words, limit: whole, include_locale: flag }),
    run({ world }, args) {
      const people = [...world.people.values()];
      const { items, next } = page(people, args.cursor, limitOf(args.limit, people.length), () => {
        throw new SlackError('invalid_cursor');
      });
      const show = { email: seesEmail(world), locale: args.include_locale ?? false };
      return {
        members: items.map((each) => userJson(world, each, show)),
        cache_ts: Math.floor(world.now().getTime() / 1000),
        response_metadata: { next_cursor: next },
      };
    },
  }),

  'users.lookupByEmail': method({
    scopes: ['users:read.email'],
    tier: 3,
    args: z.looseObject({ email: needed }),
    run({ world }, args) {
      const wanted = args.email.trim().toLowerCase();
      const person = [...world.people.values()].find((each) => each.email.toLowerCase() === wanted && !each.deleted);
      if (!person || wanted === '') throw new SlackError('users_not_found');
      return { user: userJson(world, person, { email: true, locale: false }) };
    },
  }),
};

const seesEmail = (world: World) => world.manifest.oauth_config.scopes.bot.includes('users:read.email');
