import type { Surface } from '../../sandbox/blockkit/index.ts';

/** Small valid pieces of Block Kit, from which tests make the wrong ones. */
type Json = Record<string, unknown>;

export const plain = (text = 'Hello') => ({ type: 'plain_text', text });
export const mrkdwn = (text = 'Hello') => ({ type: 'mrkdwn', text });
export const option = (value = 'a', more: Json = {}) => ({ text: plain(value), value, ...more });
export const options = (count: number) => Array.from({ length: count }, (_, index) => option(`v${index}`));
export const times = <T>(count: number, item: T) => Array.from({ length: count }, () => item);

export const section = (more: Json = {}) => ({ type: 'section', text: mrkdwn(), ...more });
export const sectionWith = (accessory: unknown) => section({ accessory });
export const actionsWith = (...elements: unknown[]) => ({ type: 'actions', elements });
export const contextWith = (...elements: unknown[]) => ({ type: 'context', elements });
export const inputWith = (element: unknown, more: Json = {}) => ({ type: 'input', label: plain(), element, ...more });
export const button = (more: Json = {}) => ({ type: 'button', text: plain(), action_id: 'go', ...more });
export const selectOf = (type: string, more: Json = {}) => ({ type, action_id: 'choose', ...more });
export const confirmation = (more: Json = {}) => ({
  title: plain(),
  text: plain(),
  confirm: plain(),
  deny: plain(),
  ...more,
});
export const image = (more: Json = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'A',
  ...more,
});
export const video = (more: Json = {}) => ({
  type: 'video',
  alt_text: 'A film',
  title: plain(),
  thumbnail_url: 'https://example.com/t.png',
  video_url: 'https://example.com/v.mp4',
  ...more,
});
export const card = (more: Json = {}) => ({ type: 'card', title: mrkdwn(), ...more });
export const container = (more: Json = {}) => ({
  type: 'container',
  title: plain(),
  child_blocks: [section()],
  ...more,
});
export const cell = (text = 'x') => ({ type: 'raw_text', text });
export const dataTable = (more: Json = {}) => ({
  type: 'data_table',
  caption: 'Scores',
  rows: [[cell('Name')], [cell('Ana')]],
  ...more,
});
export const pie = (...segments: unknown[]) => ({
  type: 'data_visualization',
  title: 'Sweets',
  chart: { type: 'pie', segments },
});
export const bars = (series: unknown[], categories: unknown[], axis: Json = {}) => ({
  type: 'data_visualization',
  title: 'Sales',
  chart: { type: 'bar', series, axis_config: { categories, ...axis } },
});
export const task = (more: Json = {}) => ({ type: 'task_card', task_id: 't', title: 'T', status: 'pending', ...more });
export const modal = (blocks: unknown[], more: Json = {}) => ({ type: 'modal', title: plain(), blocks, ...more });
export const form = (...blocks: unknown[]) => modal(blocks, { submit: plain('Send') });
export const home = (blocks: unknown[], more: Json = {}) => ({ type: 'home', blocks, ...more });

export const feedback = (more: Json = {}) => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      positive_button: { text: plain('Good'), value: 'good', ...more },
      negative_button: { text: plain('Bad'), value: 'bad' },
    },
  ],
});
export const iconButton = (more: Json = {}) => ({
  type: 'context_actions',
  elements: [{ type: 'icon_button', icon: 'trash', text: plain('Delete'), ...more }],
});

export const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements });
export const line = (...elements: unknown[]) => richText({ type: 'rich_text_section', elements });

/** A part of rich text, or a piece of a line, in a block. */
export function richTextOf(part: Json) {
  return String(part['type']).startsWith('rich_text_') ? richText(part) : line(part);
}

/** A block that may hold the element, and a surface that shows both. */
export function inBlock(element: Json): { block: Json; surface: Surface } {
  const type = String(element['type']);
  if (type === 'url') return { block: task({ sources: [element] }), surface: 'message' };
  if (['button', 'image', 'overflow'].includes(type)) return { block: sectionWith(element), surface: 'modal' };
  if (type === 'workflow_button') return { block: sectionWith(element), surface: 'message' };
  return { block: inputWith(element), surface: 'modal' };
}
