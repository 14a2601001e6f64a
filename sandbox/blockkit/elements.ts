/** Block elements, and where each may stand: https://docs.slack.dev/reference/block-kit/block-elements */
import { z } from 'zod';
import { isDate, isNumber, isTime, isTimeZone } from './formats.ts';
import { checkboxes, menus, multiMenus, overflow, radioButtons } from './menus.ts';
import {
  actionId,
  characters,
  confirm,
  dispatchActionConfig,
  exactlyOne,
  link,
  plainText,
  slackFile,
  style,
  webAddress,
  workflow,
} from './objects.ts';
import { byType, complain, type Surface } from './problem.ts';
import { inlineElements, richText } from './richtext.ts';

const flag = z.boolean().optional();
const label = characters(75, 0).optional();
const userIds = z.array(characters(255)).max(10).optional();
const picker = { action_id: actionId, confirm: confirm.optional(), focus_on_load: flag };
const placeholder = plainText(150).optional();
const typed = {
  action_id: actionId,
  focus_on_load: flag,
  placeholder,
  dispatch_action_config: dispatchActionConfig.optional(),
};

export const image = z
  .strictObject({
    type: z.literal('image'),
    alt_text: characters(2000, 0),
    image_url: webAddress.optional(),
    slack_file: slackFile.optional(),
  })
  .superRefine((element, context) => exactlyOne(context, element, 'image_url', 'slack_file'));

export const icon = z.strictObject({ type: z.literal('icon'), name: characters(255) });

export const urlSource = z.strictObject({ type: z.literal('url'), url: webAddress, text: characters(3000) });

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(75),
  value: characters(2000, 0).optional(),
  url: link.optional(),
  style,
  confirm: confirm.optional(),
  accessibility_label: label,
  agent_prompt: characters(4000).optional(),
  visible_to_user_ids: userIds,
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  action_id: actionId,
  text: plainText(75),
  workflow,
  style,
  confirm: confirm.optional(),
  accessibility_label: label,
});

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: characters(2000),
  accessibility_label: label,
});

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  action_id: actionId,
  icon: z.enum(['trash']),
  text: plainText(75),
  value: characters(2000, 0).optional(),
  confirm: confirm.optional(),
  accessibility_label: label,
  visible_to_user_ids: userIds,
});

const datePicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  placeholder,
  initial_date: z.string().refine(isDate, 'must be a valid date of format YYYY-MM-DD').optional(),
});

const timePicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  placeholder,
  initial_time: z.string().refine(isTime, 'must be a valid time of format HH:mm').optional(),
  timezone: z.string().refine(isTimeZone, 'must be a valid IANA timezone').optional(),
});

const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picker,
  initial_date_time: z
    .int()
    .refine((seconds) => /^\d{10}$/.test(String(seconds)), 'must be a UNIX timestamp of 10 digits')
    .optional(),
});

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: characters(3000, 0).optional(),
    multiline: flag,
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .superRefine(
    ({ min_length: least = 0, max_length: most = Number.POSITIVE_INFINITY, initial_value: initial = '' }, context) => {
      if (least > most) complain(context, ['min_length'], 'must not be greater than `max_length`');
      if ([...initial].length > most) complain(context, ['initial_value'], `must be less than ${most + 1} characters`);
    },
  );

const numeral = z.string().refine(isNumber, 'must be a valid number').optional();

const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: numeral,
    min_value: numeral,
    max_value: numeral,
  })
  .superRefine((element, context) => {
    const { initial_value: initial, min_value: least, max_value: most } = element;
    for (const field of ['initial_value', 'min_value', 'max_value'] as const) {
      const value = element[field];
      if (value?.includes('.') && !element.is_decimal_allowed) complain(context, [field], 'must not be a decimal');
    }
    if (Number(least) > Number(most)) complain(context, ['min_value'], 'must not be greater than `max_value`');
    if (Number(initial) < Number(least)) complain(context, ['initial_value'], 'must not be less than `min_value`');
    if (Number(initial) > Number(most)) complain(context, ['initial_value'], 'must not be greater than `max_value`');
  });

const initialText = z.string().optional();
const emailInput = z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: initialText });
const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: initialText });

const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: z.array(characters(255)).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

const lines = z.int().min(1).max(100).optional();

const richTextInput = z
  .strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    // A single line element is taken as well as a whole rich text.
    initial_value: byType([richText, ...inlineElements]).optional(),
    min_lines: lines,
    max_lines: lines,
  })
  .superRefine(({ min_lines: least = 1, max_lines: most = 100 }, context) => {
    if (least > most) complain(context, ['min_lines'], 'must not be greater than `max_lines`');
  });

type Place = 'section' | 'actions' | 'input';

const EVERYWHERE: Surface[] = ['message', 'modal', 'home'];

const places: { elements: z.ZodObject[]; blocks: Place[]; surfaces: Surface[] }[] = [
  { elements: [button, overflow], blocks: ['section', 'actions'], surfaces: EVERYWHERE },
  { elements: [workflowButton], blocks: ['section', 'actions'], surfaces: ['message'] },
  { elements: [image], blocks: ['section'], surfaces: EVERYWHERE },
  {
    elements: [checkboxes, radioButtons, datePicker, timePicker, ...menus, ...multiMenus],
    blocks: ['section', 'actions', 'input'],
    surfaces: EVERYWHERE,
  },
  { elements: [dateTimePicker], blocks: ['actions', 'input'], surfaces: ['message', 'modal'] },
  { elements: [richTextInput], blocks: ['actions', 'input'], surfaces: ['modal', 'home'] },
  { elements: [plainTextInput], blocks: ['input'], surfaces: EVERYWHERE },
  { elements: [emailInput, urlInput, numberInput, fileInput], blocks: ['input'], surfaces: ['modal'] },
];

/** The elements that Slack's reference allows in such a block on such a surface. */
export function elementsOf(block: Place, surface: Surface) {
  return byType(
    places
      .filter((place) => place.blocks.includes(block) && place.surfaces.includes(surface))
      .flatMap((place) => place.elements),
  );
}
