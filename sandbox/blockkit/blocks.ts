/** Blocks, and the surfaces that show each: https://docs.slack.dev/reference/block-kit/blocks */
import { z } from 'zod';
import { dataTable, dataVisualization, plan, table, taskCard } from './data.ts';
import { button, elementsOf, feedbackButtons, icon, iconButton, image } from './elements.ts';
import {
  anyText,
  blockId,
  characters,
  plainText,
  secureAddress,
  textObjects,
  webAddress,
  webAddressOf,
} from './objects.ts';
import { byType, complain, type Problem, problemsOf, type Surface } from './problem.ts';
import { richText } from './richtext.ts';
import { repeatedActionIds, repeatedBlockIds } from './unique.ts';

/** What Slack refuses in a list of blocks on `surface`; `path` is where the list stands in the payload. */
export function checkBlocks(blocks: unknown, surface: Surface, path = '/blocks'): Problem[] {
  return [...checkEachBlock(blocks, surface, path), ...repeatedBlockIds(blocks, path)];
}

/** The same, except that blocks may have one `block_id` together. */
export function checkEachBlock(blocks: unknown, surface: Surface, path: string): Problem[] {
  return [...problemsOf(lists[surface], blocks, path), ...repeatedActionIds(blocks, path)];
}

const flag = z.boolean().optional();

const simple = {
  alert: z.strictObject({
    type: z.literal('alert'),
    block_id: blockId,
    text: anyText(200),
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
  context: z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(byType([image, ...textObjects]))
      .min(1)
      .max(10),
  }),
  contextActions: z.strictObject({
    type: z.literal('context_actions'),
    block_id: blockId,
    elements: z
      .array(byType([feedbackButtons, iconButton]))
      .min(1)
      .max(5),
  }),
  divider: z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  file: z.strictObject({
    type: z.literal('file'),
    block_id: blockId,
    external_id: characters(255),
    source: z.enum(['remote']),
  }),
  header: z.strictObject({
    type: z.literal('header'),
    block_id: blockId,
    text: plainText(150),
    level: z.int().min(1).max(4).optional(),
  }),
  image: image.safeExtend({ block_id: blockId, title: plainText(2000).optional() }),
  markdown: z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: characters(12_000) }),
  video: z.strictObject({
    type: z.literal('video'),
    block_id: blockId,
    alt_text: characters(200),
    title: plainText(200),
    title_url: secureAddress(2000).optional(),
    thumbnail_url: webAddress,
    video_url: secureAddress(3000),
    author_name: characters(50).optional(),
    description: plainText(200).optional(),
    provider_name: characters(50).optional(),
    provider_icon_url: webAddressOf(2000).optional(),
  }),
};

const card = z
  .strictObject({
    type: z.literal('card'),
    block_id: blockId,
    hero_image: image.optional(),
    icon: image.optional(),
    slack_icon: icon.optional(),
    title: anyText(150).optional(),
    subtitle: anyText(150).optional(),
    body: anyText(200).optional(),
    subtext: anyText(200).optional(),
    actions: z
      .array(byType([button]))
      .min(1)
      .max(3)
      .optional(),
  })
  .superRefine((block, context) => {
    if (!block.hero_image && !block.title && !block.actions && !block.body)
      complain(context, [], 'must define at least one of `hero_image`, `title`, `actions` or `body`');
    if (block.icon && block.slack_icon) complain(context, [], 'must not define both `icon` and `slack_icon`');
  });

const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id: blockId,
  elements: z
    .array(byType([card]))
    .min(1)
    .max(10),
});

const section = (surface: Surface) =>
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
      accessory: elementsOf('section', surface).optional(),
      expand: flag,
    })
    .superRefine((block, context) => {
      // Slack points at the type here.
      if (!block.text && !block.fields) complain(context, ['type'], 'must define either `text` or `fields`');
    });

const actions = (surface: Surface) =>
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z.array(elementsOf('actions', surface)).min(1).max(25),
  });

const input = (surface: Surface) =>
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plainText(2000),
    element: elementsOf('input', surface),
    hint: plainText(2000).optional(),
    optional: flag,
    dispatch_action: flag,
  });

const container = (surface: Surface) =>
  z
    .strictObject({
      type: z.literal('container'),
      block_id: blockId,
      title: plainText(150).optional(),
      rich_text_title: richText.optional(),
      subtitle: anyText(150).optional(),
      icon: image.optional(),
      child_blocks: z
        .array(byType([...inEvery(surface), simple.file, table]))
        .min(1)
        .max(10),
      width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    })
    .superRefine((block, context) => {
      if (!block.title && !block.rich_text_title)
        complain(context, [], 'must define either `title` or `rich_text_title`');
      if (block.default_collapsed && !block.is_collapsible)
        complain(context, ['default_collapsed'], 'must not be true unless `is_collapsible` is');
    });

/** The blocks that every surface shows, and that a container may hold. */
const inEvery = (surface: Surface): z.ZodObject[] => [
  actions(surface),
  input(surface),
  section(surface),
  richText,
  simple.context,
  simple.divider,
  simple.header,
  simple.image,
  simple.video,
];

const { alert, contextActions, file, markdown } = simple;

const lists: Record<Surface, z.ZodType> = {
  message: z
    .array(
      byType([
        ...inEvery('message'),
        ...[card, carousel, container('message'), contextActions, dataTable, dataVisualization, file, markdown],
        ...[plan, table, taskCard],
      ]),
    )
    .max(50),
  modal: z
    .array(byType([...inEvery('modal'), alert, card]))
    .min(1)
    .max(100),
  home: z
    .array(byType([...inEvery('home'), card, carousel, dataTable, dataVisualization, table]))
    .min(1)
    .max(100),
};
