import { initialState } from '../blockkit/index.ts';
import type { Block, Element, StateValue, StateValues } from '../kit.ts';
import { interactive, optionsOf } from '../kit.ts';
import type { Message, PersonRecord } from './model.ts';

/** What people left in the elements of messages. It stands in their own clients: each has theirs. */
const leftInMessages = new WeakMap<Message, Map<string, StateValues>>();

/** Keeps what a person left in one element of a message. */
export function leave(message: Message, person: PersonRecord, block: Block, element: Element, value: StateValue): void {
  const all = leftInMessages.get(message) ?? new Map<string, StateValues>();
  leftInMessages.set(message, all.set(person.id, put(all.get(person.id) ?? {}, block, element, value)));
}

/** What stands in these blocks of a message for a person: what they left, as far as it still fits, over how it began. */
export function stateIn(message: Message, person: PersonRecord, blocks: readonly Block[]): StateValues {
  const left = leftInMessages.get(message)?.get(person.id);
  return over(initialState({ blocks }, message.channel), left ? fitting(blocks, left) : {});
}

/** Of these values those whose element is still there, and still has what was chosen. */
export function fitting(blocks: readonly Block[], values: StateValues): StateValues {
  return interactive(blocks).reduce((kept: StateValues, { block, element }) => {
    const value = values[block.block_id ?? '']?.[element.action_id ?? ''];
    const fits = value?.type === element.type && stillOffered(element, value);
    return fits ? put(kept, block, element, value) : kept;
  }, {});
}

/** The values with one more. */
export function put(values: StateValues, block: Block, element: Element, value: StateValue): StateValues {
  const blockId = block.block_id ?? '';
  return { ...values, [blockId]: { ...values[blockId], [element.action_id ?? '']: value } };
}

/** The first values, with the others in their place. */
export function over(first: StateValues, others: StateValues): StateValues {
  const blocks = Object.entries(others).map(([blockId, values]) => [blockId, { ...first[blockId], ...values }]);
  return { ...first, ...Object.fromEntries(blocks) };
}

/** A choice goes when the menu no longer has it. */
function stillOffered(element: Element, value: StateValue): boolean {
  const chosen = value['selected_option'] ?? value['selected_options'];
  if (!chosen || element.type.endsWith('external_select')) return true;
  const offered = new Set(optionsOf(element).map((each) => each.value));
  return [chosen]
    .flat()
    .every((each: unknown) => typeof each === 'object' && each && 'value' in each && offered.has(String(each.value)));
}
