import { initialValue } from '../blockkit/index.ts';
import { STATEFUL } from '../blockkit/state.ts';
import type { Block, Element, Option, StateValue, StateValues, TextObject } from '../kit.ts';
import { buttonsOf, plain } from '../kit.ts';
import type { Reader, Rendered } from './mrkdwn.ts';
import { decode, readMrkdwn } from './mrkdwn.ts';
import { readRichText } from './richtext.ts';

/** What a person reads of blocks, one line a thing; inputs with their current values, buttons in brackets. */
export function readBlocks(
  blocks: readonly Block[],
  reader: Reader,
  values: StateValues = {},
  errors: Record<string, string> = {},
): Rendered {
  const mentions: string[] = [];
  const text = (given: TextObject | string | undefined | null): string => {
    if (given && typeof given !== 'string' && given.type === 'mrkdwn') {
      const read = readMrkdwn(given.text, reader);
      mentions.push(...read.mentions);
      return read.text;
    }
    return plain(given);
  };
  const lines = blocks.flatMap((block) => {
    const state = values[block.block_id ?? ''] ?? {};
    const line = readBlock(block, reader, state, text, mentions);
    const error = errors[block.block_id ?? ''];
    return [...line, ...(error ? [`⚠ ${error}`] : [])];
  });
  return { text: lines.filter((line) => line !== '').join('\n'), mentions };
}

type Say = (given: TextObject | string | undefined | null) => string;

function readBlock(
  block: Block,
  reader: Reader,
  state: Record<string, StateValue>,
  say: Say,
  mentions: string[],
): string[] {
  const act = (element: Element) => readElement(element, reader, state[element.action_id ?? ''], say);
  switch (block.type) {
    case 'header':
      return [say(block.text)];
    case 'section':
      return [say(block.text), ...(block.fields ?? []).map(say), ...(block.accessory ? [act(block.accessory)] : [])];
    case 'context':
    case 'actions':
    case 'context_actions':
      return [(block.elements ?? []).map(act).join(block.type === 'context' ? ' · ' : ' ')];
    case 'input': {
      const label = `${say(block.label)}${block.optional ? ' (optional)' : ''}`;
      return [`${label}: ${block.element ? act(block.element) : ''}`, ...(block.hint ? [say(block.hint)] : [])];
    }
    case 'divider':
      return ['───'];
    case 'image':
    case 'video':
      return [`[image: ${String(block['alt_text'] ?? '')}]`];
    case 'data_visualization':
      return [`[chart: ${String(block['title'] ?? '')}]`];
    case 'file':
      return [`[file: ${String(block['external_id'] ?? '')}]`];
    case 'markdown':
      return [String(plain(block.text))];
    case 'rich_text': {
      const read = readRichText(block, reader);
      mentions.push(...read.mentions);
      return [read.text];
    }
    default:
      return [wordsIn(block, say)];
  }
}

function readElement(element: Element, reader: Reader, value: StateValue | undefined, say: Say): string {
  switch (element.type) {
    case 'plain_text':
    case 'mrkdwn':
      return say({ type: element.type, text: plain(element.text) });
    case 'image':
      return `[image: ${String(element['alt_text'] ?? '')}]`;
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return `[${say(element.text)}]`;
    case 'feedback_buttons':
      return buttonsOf(element)
        .map((each) => `[${say(each.text)}]`)
        .join(' ');
    case 'overflow':
      return `[⋯ ${(element.options ?? []).map((each) => say(each.text)).join(' | ')}]`;
    case 'checkboxes':
    case 'radio_buttons': {
      const chosen = chosenValues(value ?? initialValue(element));
      const [on, off] = element.type === 'checkboxes' ? ['☑', '☐'] : ['◉', '○'];
      return (element.options ?? [])
        .map((each) => `${chosen.has(each.value ?? '') ? on : off} ${say(each.text)}${described(each, say)}`)
        .join(' ');
    }
    default: {
      const shown = readValue(value ?? initialValue(element), reader, say);
      return shown === '' ? `‹${element.placeholder ? say(element.placeholder) : ''}›` : `‹${shown}›`;
    }
  }
}

function described(option: Option, say: Say): string {
  return option.description ? ` (${say(option.description)})` : '';
}

/** What stands in one element, '' when it is empty. */
export function readElementValue(element: Element, value: StateValue | undefined, reader: Reader): string {
  return readValue(value ?? initialValue(element), reader, plain);
}

function readValue(value: StateValue | undefined, reader: Reader, say: Say): string {
  const shape = value && STATEFUL[value.type];
  if (!value || !shape) return '';
  const held = value[shape.field];
  const one = (each: unknown): string => {
    if (typeof each === 'string') {
      const person = reader.world.people.get(each);
      return person ? `@${person.realName}` : reader.world.conversations.get(each)?.name || each;
    }
    if (typeof each === 'number') return new Date(each * 1000).toISOString();
    if (typeof each !== 'object' || each === null) return '';
    if ('text' in each && typeof each.text === 'object' && each.text !== null && 'text' in each.text) {
      return decode(String(each.text.text));
    }
    if ('name' in each) return String(each.name);
    return say(undefined);
  };
  return Array.isArray(held) ? held.map(one).join(', ') : one(held);
}

function chosenValues(value: StateValue | undefined): Set<string> {
  const held = value?.['selected_options'] ?? value?.['selected_option'];
  const list: unknown[] = Array.isArray(held) ? held : [held];
  return new Set(
    list.flatMap((each) => (typeof each === 'object' && each && 'value' in each ? [String(each.value)] : [])),
  );
}

/** The words of a block that has no drawing of its own here. */
function wordsIn(given: unknown, say: Say): string {
  if (Array.isArray(given))
    return given
      .map((each) => wordsIn(each, say))
      .filter(Boolean)
      .join('\n');
  if (typeof given !== 'object' || given === null) return '';
  if ('type' in given && 'text' in given && typeof given.text === 'string') {
    return say({ type: String(given.type), text: given.text });
  }
  return Object.values(given)
    .map((each) => wordsIn(each, say))
    .filter(Boolean)
    .join('\n');
}
