/** Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects */
import { z } from 'zod';
import { byType, complain } from './problem.ts';

/** A text of `least` to `most` characters; Slack counts code points, so an emoji is one. */
export function characters(most: number, least = 1) {
  return z.string().superRefine((text, context) => {
    const length = [...text].length;
    if (length > most) complain(context, [], `must be less than ${most + 1} characters`);
    if (length < least) complain(context, [], `must be more than ${least - 1} characters`);
  });
}

export const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: characters(most), emoji: z.boolean().optional() });

const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: characters(most), verbatim: z.boolean().optional() });

export const anyText = (most: number) => byType([plainText(most), mrkdwn(most)]);

/** The text objects that may stand in a list of their own, as in a context block. */
export const textObjects = [plainText(3000), mrkdwn(3000)];

/** Where a person is sent: any scheme (`mailto:` too), but never a script. */
export const link = characters(3000).refine(
  (url) => URL.canParse(url) && !hasProtocol(url, /^(javascript|data|vbscript):$/),
  'must be a valid URL',
);

/** What Slack itself has to load. */
export const webAddressOf = (most: number) =>
  characters(most).refine((url) => hasProtocol(url, /^https?:$/), 'must be a valid URL');
export const webAddress = webAddressOf(3000);
export const secureAddress = (most: number) =>
  characters(most).refine((url) => hasProtocol(url, /^https:$/), 'must be an HTTPS URL');

export const blockId = characters(255, 0).optional();
export const actionId = characters(255).optional();
export const style = z.enum(['primary', 'danger']).optional();

export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style,
});

const value = characters(150);

/** Of select menus. */
export const plainOption = z.strictObject({ text: plainText(75), value, description: plainText(75).optional() });

/** Of overflow menus, the only ones that may lead elsewhere. */
export const linkOption = plainOption.extend({ url: link.optional() });

/** Of checkboxes and radio buttons, which may use mrkdwn. */
export const markedOption = z.strictObject({ text: anyText(75), value, description: anyText(75).optional() });

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(100) });

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .superRefine((filter, context) => {
    if (Object.keys(filter).length === 0) complain(context, [], 'must define at least one field');
  });

// The reference calls the list optional; Slack wants it all the same.
export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'must be unique'),
});

/** Of what only Slack has: files and workflows. */
const slackAddress = secureAddress(3000).refine(
  (url) => URL.canParse(url) && /(^|\.)slack\.com$/.test(new URL(url).hostname),
  'must be an address of Slack',
);

export const slackFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^F[A-Z0-9]+$/, 'must be the id of a file')
      .optional(),
    url: slackAddress.optional(),
  })
  .superRefine((file, context) => exactlyOne(context, file, 'id', 'url'));

export const workflow = z.strictObject({
  trigger: z.strictObject({
    url: slackAddress,
    customizable_input_parameters: z
      .array(z.strictObject({ name: characters(3000), value: characters(3000, 0) }))
      .optional(),
  }),
});

/** Two fields that exclude each other, one of which must be there. */
export function exactlyOne<T extends object>(
  context: z.RefinementCtx,
  object: T,
  one: keyof T & string,
  other: keyof T & string,
) {
  if (object[one] === undefined && object[other] === undefined)
    complain(context, [], `must define either \`${one}\` or \`${other}\``);
  if (object[one] !== undefined && object[other] !== undefined)
    complain(context, [], `must not define both \`${one}\` and \`${other}\``);
}

function hasProtocol(url: string, allowed: RegExp): boolean {
  return URL.canParse(url) && allowed.test(new URL(url).protocol);
}
