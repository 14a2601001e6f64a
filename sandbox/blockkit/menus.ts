/** Elements that offer choices: menus, checkboxes, radio buttons. */
import { z } from 'zod';
import {
  actionId,
  characters,
  confirm,
  conversationFilter,
  exactlyOne,
  linkOption,
  markedOption,
  optionGroup,
  plainOption,
  plainText,
} from './objects.ts';
import { complain } from './problem.ts';

type Option = { value: string; text?: unknown; description?: unknown };

const flag = z.boolean().optional();
const choosing = { action_id: actionId, confirm: confirm.optional(), focus_on_load: flag };
const menu = { ...choosing, placeholder: plainText(150).optional() };
const many = { ...menu, max_selected_items: z.int().min(1).optional() };
const id = characters(255);
const ids = z.array(id).optional();

const options = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const external = { min_query_length: z.int().min(0).optional() };
const conversations = { default_to_current_conversation: flag, filter: conversationFilter.optional() };
const initialOptions = z.array(plainOption).max(100).optional();

export const menus: z.ZodObject[] = [
  z
    .strictObject({ type: z.literal('static_select'), ...menu, ...options, initial_option: plainOption.optional() })
    .superRefine((element, context) => {
      exactlyOne(context, element, 'options', 'option_groups');
      mustBeOffered(context, offered(element), element.initial_option && [element.initial_option], 'initial_option');
    }),
  z.strictObject({ type: z.literal('external_select'), ...menu, ...external, initial_option: plainOption.optional() }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: id.optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    ...conversations,
    initial_conversation: id.optional(),
    response_url_enabled: flag,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    initial_channel: id.optional(),
    response_url_enabled: flag,
  }),
];

export const multiMenus: z.ZodObject[] = [
  z
    .strictObject({ type: z.literal('multi_static_select'), ...many, ...options, initial_options: initialOptions })
    .superRefine((element, context) => {
      exactlyOne(context, element, 'options', 'option_groups');
      mustBeOffered(context, offered(element), element.initial_options, 'initial_options');
      notTooMany(context, element, element.initial_options, 'initial_options');
    }),
  z
    .strictObject({
      type: z.literal('multi_external_select'),
      ...many,
      ...external,
      initial_options: initialOptions,
    })
    .superRefine((element, context) => {
      notTooMany(context, element, element.initial_options, 'initial_options');
    }),
  z
    .strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: ids })
    .superRefine((element, context) => {
      notTooMany(context, element, element.initial_users, 'initial_users');
    }),
  z
    .strictObject({
      type: z.literal('multi_conversations_select'),
      ...many,
      ...conversations,
      initial_conversations: ids,
    })
    .superRefine((element, context) => {
      notTooMany(context, element, element.initial_conversations, 'initial_conversations');
    }),
  z
    .strictObject({ type: z.literal('multi_channels_select'), ...many, initial_channels: ids })
    .superRefine((element, context) => {
      notTooMany(context, element, element.initial_channels, 'initial_channels');
    }),
];

const boxes = z.array(markedOption).min(1).max(10);

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...choosing,
    options: boxes,
    initial_options: z.array(markedOption).max(10).optional(),
  })
  .superRefine((element, context) => {
    mustBeOffered(context, element.options, element.initial_options, 'initial_options');
  });

export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...choosing,
    options: boxes,
    initial_option: markedOption.optional(),
  })
  .superRefine((element, context) => {
    mustBeOffered(context, element.options, element.initial_option && [element.initial_option], 'initial_option');
  });

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  confirm: confirm.optional(),
  options: z.array(linkOption).min(1).max(5),
});

function offered(element: { options?: Option[] | undefined; option_groups?: { options: Option[] }[] | undefined }) {
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}

/** Slack wants whole options to match, not their values alone, and one at least; emoji is only how they are shown. */
function mustBeOffered(
  context: z.RefinementCtx,
  all: readonly Option[],
  initial: readonly Option[] | undefined,
  field: string,
) {
  const words = (option: Option) => JSON.stringify(option, ['value', 'text', 'type', 'description']);
  const known = new Set(all.map(words));
  if (initial && (initial.length === 0 || !initial.every((option) => known.has(words(option)))))
    complain(context, [field], 'must be one of the provided options');
}

function notTooMany(
  context: z.RefinementCtx,
  element: { max_selected_items?: number | undefined },
  initial: readonly unknown[] | undefined,
  field: string,
) {
  const most = element.max_selected_items;
  if (most !== undefined && initial && initial.length > most)
    complain(context, [field], `no more than ${most} items allowed`);
}
