import { z } from 'zod';
import { botProfile } from '../world/messages.ts';
import { words } from './arguments.ts';
import { method, SlackError } from './method.ts';

/** Who we are, where we are, and the way to a socket. */
export const workspace = {
  'auth.test': method({
    token: 'any',
    scopes: [],
    tier: 5,
    args: z.looseObject({}),
    run({ world }) {
      return {
        url: `https://${world.team.domain}.slack.com/`,
        team: world.team.name,
        user: world.people.get(world.app.userId)?.name,
        team_id: world.team.id,
        user_id: world.app.userId,
        bot_id: world.app.botId,
        is_enterprise_install: false,
      };
    },
  }),

  'bots.info': method({
    scopes: ['users:read'],
    tier: 3,
    args: z.looseObject({ bot: words }),
    run({ world }, args) {
      if (args.bot && args.bot !== world.app.botId) throw new SlackError('bot_not_found');
      return { bot: { ...botProfile(world), user_id: world.app.userId } };
    },
  }),

  'team.info': method({
    scopes: ['team:read'],
    tier: 3,
    args: z.looseObject({ team: words }),
    run({ world }, args) {
      if (args.team && args.team !== world.team.id) throw new SlackError('team_not_found');
      return {
        team: {
          id: world.team.id,
          name: world.team.name,
          domain: world.team.domain,
          email_domain: '',
          url: `https://${world.team.domain}.slack.com/`,
          icon: { image_default: true },
        },
      };
    },
  }),

  'auth.revoke': method({
    scopes: [],
    tier: 3,
    args: z.looseObject({}),
    run({ world }) {
      world.installed = false;
      return { revoked: true };
    },
  }),

  'apps.connections.open': method({
    token: 'app',
    scopes: [],
    tier: 3,
    args: z.looseObject({}),
    run: ({ office }) => ({ url: office.sockets.invite() }),
  }),
};
