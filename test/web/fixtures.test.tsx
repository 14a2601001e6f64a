import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../sandbox/kit.ts';
import { Blocks } from '../../sandbox/web/blocks/block.tsx';
import { anaLooks } from './support.ts';

const folder = join(import.meta.dirname, '../../../shared/slack/block-kit-valid');
const there = existsSync(folder);

/** Parts that are never drawn by themselves. */
const invisible = ['conversation_filter', 'dispatch_action', 'input_parameter', 'trigger', 'workflow_basic'];

const cases = there
  ? ['blocks', 'elements', 'objects', 'rich_text', 'attachments', 'messages', 'views'].flatMap((kind) =>
      readdirSync(join(folder, kind))
        .filter((name) => !(kind === 'objects' && invisible.some((each) => name.startsWith(each))))
        .map((name) => ({ kind, name, given: JSON.parse(readFileSync(join(folder, kind, name), 'utf8')) as Json })),
    )
  : [];

describe.skipIf(!there)('every payload that Slack takes is drawn (needs ../shared/slack)', () => {
  it.each(cases)('$kind/$name', ({ kind, given }) => {
    const html = String(<Blocks blocks={parseBlocks(blocksOf(kind, given))} look={anaLooks()} />);
    const shown = bare(html.replace(/<[^>]*>/g, ' ') + attributes(html));
    for (const text of textsIn(given)) expect(shown).toContain(bare(text));
    expect(html).not.toMatch(/undefined|\[object/);
  });
});

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type Held = Record<string, unknown>;

/** The fixture in the smallest surface that shows it. */
function blocksOf(kind: string, given: Json): unknown[] {
  const part = given as Held;
  const type = String(part['type'] ?? '');
  const section = (accessory: unknown) => ({ type: 'section', block_id: 's', accessory });
  const select = (more: Held) => section({ type: 'static_select', action_id: 'a', ...more });
  switch (kind) {
    case 'blocks':
      return [part];
    case 'elements':
      return type.endsWith('_input')
        ? [{ type: 'input', block_id: 'i', label: { type: 'plain_text', text: 'Label' }, element: part }]
        : type === 'url'
          ? [{ type: 'task_card', title: 'Task', sources: [part] }]
          : [type === 'image' ? { type: 'context', block_id: 'c', elements: [part] } : section(part)];
    case 'objects':
      if ('confirm' in part)
        return [section({ type: 'button', text: { type: 'plain_text', text: 'Go' }, confirm: part })];
      if ('options' in part) return [select({ option_groups: [part] })];
      if ('value' in part) return [select({ options: [part] })];
      return [{ type: 'section', block_id: 's', text: part }];
    case 'rich_text': {
      const leaf = !type.startsWith('rich_text');
      const elements = leaf ? [{ type: 'rich_text_section', elements: [part] }] : [part];
      return [type === 'rich_text' ? part : { type: 'rich_text', block_id: 'r', elements }];
    }
    default: {
      const attachments = Array.isArray(part['attachments']) ? (part['attachments'] as Held[]) : [];
      return [part, ...attachments].flatMap((each) => (Array.isArray(each['blocks']) ? each['blocks'] : []));
    }
  }
}

/** All words that somebody should see. */
function textsIn(given: Json, key = ''): string[] {
  if (typeof given === 'string') return ['text', 'alt_text', 'title', 'name'].includes(key) ? [given] : [];
  if (Array.isArray(given)) return given.flatMap((each) => textsIn(each, key));
  if (typeof given !== 'object' || given === null) return [];
  // The frame of a view and the words of a message beside its blocks are drawn by their own pages; emoji are characters.
  const hidden = new Set(
    given['type'] === 'modal'
      ? ['title', 'close', 'submit']
      : given['type'] === 'emoji' || given['type'] === 'icon'
        ? ['name']
        : [],
  );
  if ('channel' in given || 'response_type' in given || 'replace_original' in given) hidden.add('text');
  if (given['customizable_input_parameters']) hidden.add('customizable_input_parameters');
  return Object.entries(given).flatMap(([name, each]) => (hidden.has(name) ? [] : textsIn(each, name)));
}

/** Words in attributes that screen readers and dialogues read. */
const attributes = (html: string) =>
  [...html.matchAll(/(?:alt|aria-label|label|placeholder|data-ask-\w+)="([^"]*)"/g)].map((each) => each[1]).join(' ');

const bare = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/[\s*_~`#]|\[|\]\([^)]*\)/g, '');
