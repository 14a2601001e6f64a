/** Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
import { z } from 'zod';
import { blockId, characters, link } from './objects.ts';
import { byType } from './problem.ts';

const flag = z.boolean().optional();
const style = z
  .strictObject({
    bold: flag,
    italic: flag,
    strike: flag,
    code: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  })
  .optional();
const id = characters(255);
const border = z.int().min(0).max(1).optional();

const text = z.strictObject({ type: z.literal('text'), text: characters(Number.POSITIVE_INFINITY), style });
const anchor = z.strictObject({
  type: z.literal('link'),
  url: link,
  text: z.string().optional(),
  unsafe: flag,
  style,
});

/** What stands in a line of rich text. */
export const inlineElements: z.ZodObject[] = [
  text,
  anchor,
  z.strictObject({
    type: z.literal('emoji'),
    name: id,
    unicode: z.string().optional(),
    url: link.optional(),
    skin_tone: z.int().min(1).max(6).optional(),
    style,
  }),
  z.strictObject({ type: z.literal('user'), user_id: id, from_llm: flag, style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: id, style }),
  z.strictObject({ type: z.literal('channel'), channel_id: id, tab_id: id.optional(), style }),
  z.strictObject({ type: z.literal('team'), team_id: id, style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({
    type: z.literal('color'),
    value: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'must be a valid hex color'),
    style,
  }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int().min(0),
    format: characters(3000),
    url: link.optional(),
    fallback: z.string().optional(),
    style,
  }),
];

const line = z.array(byType(inlineElements));
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: line });

/** The four parts of a rich text, of which only lists hold further parts. */
export const richTextParts: z.ZodObject[] = [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(byType([section])).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    // Lists are taken with a wider border than the reference knows.
    border: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: line, border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(byType([text, anchor])),
    border,
    language: z.string().optional(),
  }),
];

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: blockId,
  elements: z.array(byType(richTextParts)).min(1),
});
