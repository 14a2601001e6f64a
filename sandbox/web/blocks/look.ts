import type { Block, Element, StateValue, StateValues } from '../../kit.ts';
import { plain } from '../../kit.ts';
import type { Reader } from '../../sees/mrkdwn.ts';
import { decode, readMrkdwn } from '../../sees/mrkdwn.ts';
import { wordsFor } from '../words.ts';

/** Who looks at blocks, where, and what stands in their fields. */
export interface Look extends Reader {
  /** Who looks, for `default_to_current…` and own mentions. */
  viewer: string;
  place: 'message' | 'modal' | 'home';
  state: StateValues;
  /** What is wrong, by block_id. */
  errors: Readonly<Record<string, string>>;
  /** Tells the elements of one message or view from those of another. */
  key: string;
  /** The address that clicks and choices are posted to. */
  post: string;
}

/** One interactive element in its block. */
export interface Spot {
  look: Look;
  block: Block;
  element: Element;
}

export function valueAt({ look, block, element }: Spot): StateValue | undefined {
  return look.state[block.block_id ?? '']?.[element.action_id ?? ''];
}

/** An id for the page, the same as long as the app keeps its ids: the browser keeps focus and typing by it. */
export function idOf({ look, block, element }: Spot): string {
  return `${look.key}-${slug(block.block_id ?? '')}-${slug(element.action_id ?? '')}`;
}

export const errorId = (look: Look, block: Block) => `${look.key}-${slug(block.block_id ?? '')}-error`;
export const hintId = (look: Look, block: Block) => `${look.key}-${slug(block.block_id ?? '')}-hint`;

export const enterHintId = (look: Look, block: Block) => `${hintId(look, block)}-enter`;

/** Under which name a field of a modal is sent. */
export function fieldName(blockId: string, actionId: string): string {
  return `${encodeURIComponent(blockId)}/${encodeURIComponent(actionId)}`;
}

/** What makes the browser send an element's click or choice, with the app's question before it. */
export function sends(
  { look, block, element }: Spot,
  what: 'click' | 'choose',
  also: { value?: string | undefined; typed?: string } = {},
) {
  const { confirm } = element;
  return {
    'hx-post': `${look.post}/${what}`,
    'hx-vals': JSON.stringify({ block: block.block_id, action: element.action_id, ...also }),
    'hx-swap': 'none',
    ...(confirm && {
      'hx-confirm': 'ask',
      'data-ask-title': plain(confirm.title),
      'data-ask-text': confirm.text ? readMrkdwn(confirm.text.text, look).text : '',
      'data-ask-yes': wordOf(confirm['confirm'], wordsFor(look).yes),
      'data-ask-no': wordOf(confirm['deny'], wordsFor(look).cancel),
      'data-ask-style': String(confirm['style'] ?? 'primary'),
    }),
  };
}

/** What an element without a label of its own is called for those who do not see it. */
export function nameFor({ look, block, element }: Spot): string {
  const words = plain(element.placeholder) || (block.label ? '' : readMrkdwn(plain(block.text), look).text);
  return decode(words) || wordsFor(look).choose;
}

const wordOf = (given: unknown, otherwise: string) =>
  typeof given === 'object' && given && 'text' in given ? String(given.text) : otherwise;

const slug = (text: string) => text.replace(/[^A-Za-z0-9_]/g, (each) => `-${each.charCodeAt(0).toString(16)}`);
