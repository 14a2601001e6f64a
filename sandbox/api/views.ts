import { z } from 'zod';
import { checkView } from '../blockkit/index.ts';
import type { ViewPayload } from '../kit.ts';
import { parseView } from '../kit.ts';
import type { OpenView, Trigger, World } from '../world/model.ts';
import { takeTrigger } from '../world/triggers.ts';
import {
  findByExternalId,
  findView,
  publishHome,
  pushView,
  replaceView,
  stackLimit,
  stackOf,
  viewJson,
} from '../world/views.ts';
import { json, needed, words } from './arguments.ts';
import { method, Overtaken, SlackError } from './method.ts';

const opening = z.looseObject({ view: json, trigger_id: words, interactivity_pointer: words });

export const views = {
  'views.open': method({
    scopes: [],
    tier: 4,
    args: opening,
    run({ world }, args) {
      const payload = checked(world, args.view, 'modal');
      const trigger = exchange(world, args.trigger_id ?? args.interactivity_pointer);
      return { view: viewJson(world, pushView(world, trigger, payload, [])) };
    },
  }),

  'views.push': method({
    scopes: [],
    tier: 4,
    args: opening,
    run({ world }, args) {
      const payload = checked(world, args.view, 'modal');
      const trigger = exchange(world, args.trigger_id ?? args.interactivity_pointer);
      const stack = stackOf(world, trigger.user);
      if (stack.length === 0) throw new SlackError('not_found');
      if (stack.length >= stackLimit) throw new SlackError('push_limit_reached');
      return { view: viewJson(world, pushView(world, trigger, payload, stack)) };
    },
  }),

  'views.update': method({
    scopes: [],
    tier: 4,
    args: z.looseObject({ view: json, view_id: words, external_id: words, hash: words }),
    run({ world }, args) {
      if (!args.view_id && !args.external_id) {
        throw new SlackError('invalid_arguments', {
          response_metadata: { messages: ['[ERROR] either view_id or external_id must be provided'] },
        });
      }
      const view = args.view_id ? findView(world, args.view_id) : findByExternalId(world, args.external_id ?? '');
      if (!view && world.viewIds.has(args.view_id ?? '')) throw new Overtaken('not_found');
      if (view?.payload.type !== 'modal') throw new SlackError('not_found');
      const payload = checked(world, args.view, 'modal', view);
      if (args.hash && args.hash !== view.hash) throw new Overtaken('hash_conflict');
      replaceView(world, view, payload);
      return { view: viewJson(world, view) };
    },
  }),

  'views.publish': method({
    scopes: [],
    tier: 4,
    args: z.looseObject({ view: json, user_id: needed, hash: words }),
    run({ world }, args) {
      if (!world.manifest.features.app_home?.home_tab_enabled) throw new SlackError('not_enabled');
      const person = world.people.get(args.user_id);
      if (!person || person.bot) {
        throw new SlackError('invalid_arguments', { response_metadata: { messages: ['[ERROR] invalid `user_id`'] } });
      }
      const payload = checked(world, args.view, 'home', world.homes.get(args.user_id));
      const open = world.homes.get(args.user_id);
      if (args.hash && open && args.hash !== open.hash) throw new Overtaken('hash_conflict');
      return { view: viewJson(world, publishHome(world, args.user_id, payload)) };
    },
  }),
};

/** A view that Slack would take, or its refusal; used for the answers to submissions as well. */
export function checked(world: World, given: unknown, type: 'modal' | 'home', replaced?: OpenView): ViewPayload {
  const refuse = (messages: string[]) => {
    throw new SlackError('invalid_arguments', { response_metadata: { messages } });
  };
  if (typeof given !== 'object' || given === null) refuse(['[ERROR] missing required field: view']);
  if (Buffer.byteLength(JSON.stringify(given)) > 250_000) throw new SlackError('view_too_large');
  const problems = checkView(given).map(({ message }) => `[ERROR] ${message}`);
  if (problems.length > 0) refuse(problems);
  const payload = parseView(given);
  if (payload.type !== type) refuse([`[ERROR] unsupported type: ${payload.type} [json-pointer:/view/type]`]);
  const namesake = payload.external_id ? findByExternalId(world, payload.external_id) : undefined;
  if (namesake && namesake !== replaced) throw new SlackError('duplicate_external_id');
  return payload;
}

function exchange(world: World, id: string | undefined): Trigger {
  const trigger = takeTrigger(world, id ?? '');
  if (typeof trigger === 'string') throw new SlackError(trigger);
  return trigger;
}
