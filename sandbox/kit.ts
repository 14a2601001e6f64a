import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What the sandbox reads of Block Kit; everything else is kept as it came. Whether it is valid is `blockkit`'s matter. */
const textObject = z.looseObject({ type: z.string(), text: z.string() });
const option = z.looseObject({ text: textObject, value: z.string().optional(), description: textObject.optional() });
const optionGroup = z.looseObject({ label: textObject, options: z.array(option) });
const confirm = z.looseObject({ title: textObject.optional(), text: textObject.optional() });
const feedback = z.looseObject({ text: textObject.optional(), value: z.string().optional() });

const element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  text: z.union([textObject, z.string()]).optional(),
  value: z.string().optional(),
  url: z.string().optional(),
  placeholder: textObject.optional(),
  options: z.array(option).optional(),
  option_groups: z.array(optionGroup).optional(),
  confirm: confirm.optional(),
  dispatch_action_config: z.looseObject({ trigger_actions_on: z.array(z.string()).optional() }).optional(),
  positive_button: feedback.optional(),
  negative_button: feedback.optional(),
});
const cell = z.looseObject({ element: element.optional() });

const block = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  text: z.union([textObject, z.string()]).optional(),
  label: textObject.optional(),
  hint: textObject.optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: element.optional(),
  accessory: element.optional(),
  elements: z.array(element).optional(),
  actions: z.array(element).optional(),
  rows: z.array(z.array(cell)).optional(),
  fields: z.array(textObject).optional(),
  get child_blocks() {
    return z.array(block).optional();
  },
});

const view = z.looseObject({
  type: z.enum(['modal', 'home']),
  title: textObject.nullish(),
  submit: textObject.nullish(),
  close: textObject.nullish(),
  blocks: z.array(block),
  private_metadata: z.string().nullish(),
  callback_id: z.string().nullish(),
  external_id: z.string().nullish(),
  clear_on_close: z.boolean().nullish(),
  notify_on_close: z.boolean().nullish(),
});

export type TextObject = z.infer<typeof textObject>;
export type Option = z.infer<typeof option>;
export type Element = z.infer<typeof element>;
export type Cell = z.infer<typeof cell>;
export type Block = z.infer<typeof block>;
export type ViewPayload = z.infer<typeof view>;
export type StateValue = { type: string; [field: string]: unknown };
export type StateValues = Record<string, Record<string, StateValue>>;

/**
 * Blocks as they are kept: every block and every interactive element has its id, as Slack gives one where none came. What is the
 * same as before keeps the same id: so a click on it is known, although it was shown anew meanwhile.
 */
export function parseBlocks(blocks: unknown): Block[] {
  const idOf = ids();
  return z
    .array(block)
    .parse(blocks)
    .map((each) => withIds(each, idOf));
}

export function parseView(payload: unknown): ViewPayload {
  const parsed = view.parse(payload);
  return { ...parsed, blocks: parseBlocks(parsed.blocks) };
}

/** The elements that a person can act on, each with its block, wherever that stands. */
export function interactive(blocks: readonly Block[]): { block: Block; element: Element }[] {
  return blocks.flatMap((each) => [
    ...elementsOf(each)
      .flatMap(buttonsOf)
      .map((found) => ({ block: each, element: found }))
      .filter(isActive),
    ...interactive(insideOf(each)),
  ]);
}

/** What is clicked, not chosen or filled in. */
export function isButton(target: Element): boolean {
  return ['button', 'icon_button', 'workflow_button', 'feedback_buttons'].includes(target.type);
}

/** Whether an element is there for somebody: some buttons are for some people only. */
export function isFor(person: string, { visible_to_user_ids: some }: Element): boolean {
  return !Array.isArray(some) || some.includes(person);
}

/** Buttons for feedback are one element, and two to whoever clicks: each with words and a value of its own. */
export function buttonsOf(target: Element): Element[] {
  const two = [target.positive_button, target.negative_button].filter((each) => each !== undefined);
  return two.length === 0 ? [target] : two.map((each) => ({ ...target, ...each }));
}

/** Every option of a select, out of its groups. */
export function optionsOf(target: Element): Option[] {
  return target.options ?? target.option_groups?.flatMap((group) => group.options) ?? [];
}

export function plain(text: TextObject | string | undefined | null): string {
  return typeof text === 'string' ? text : (text?.text ?? '');
}

const passive = new Set(['image', 'mrkdwn', 'plain_text']);
const holders = new Set(['section', 'actions', 'input', 'context_actions', 'card', 'data_table']);

function isActive({ block: holder, element: candidate }: { block: Block; element: Element }): boolean {
  return holders.has(holder.type) && !passive.has(candidate.type);
}

function elementsOf(holder: Block): Element[] {
  const inCells = (holder.rows ?? []).flat().map((each) => each.element);
  const all = [holder.element, holder.accessory, ...(holder.elements ?? []), ...(holder.actions ?? []), ...inCells];
  return all.filter((each) => each !== undefined);
}

/** Containers hold blocks, carousels hold cards. */
function insideOf(holder: Block): Block[] {
  return holder.child_blocks ?? (holder.type === 'carousel' ? z.array(block).parse(holder.elements ?? []) : []);
}

function withIds(given: Block, sameId: (part: object) => string): Block {
  // What was typed into an input that has no id of its own does not outlast an update.
  const idOf = given.type === 'input' ? anyId : sameId;
  const named = (target: Element): Element =>
    passive.has(target.type) || !holders.has(given.type) || target.action_id
      ? target
      : { ...target, action_id: idOf(target) };
  return {
    ...given,
    block_id: given.block_id || idOf(given),
    ...(given.element && { element: named(given.element) }),
    ...(given.accessory && { accessory: named(given.accessory) }),
    ...(given.actions && { actions: given.actions.map(named) }),
    ...(given.rows && {
      rows: given.rows.map((cells) =>
        cells.map((each) => (each.element ? { ...each, element: named(each.element) } : each)),
      ),
    }),
    ...(given.child_blocks && { child_blocks: given.child_blocks.map((each) => withIds(each, sameId)) }),
    ...(given.elements && {
      elements:
        given.type === 'carousel' ? insideOf(given).map((each) => withIds(each, sameId)) : given.elements.map(named),
    }),
  };
}

/** A few characters for each part of a payload, by what it says; what says the same twice has two. */
function ids(): (part: object) => string {
  const seen = new Map<string, number>();
  return (part) => {
    const said = JSON.stringify(part);
    const count = seen.get(said) ?? 0;
    seen.set(said, count + 1);
    return createHash('sha256').update(`${count} ${said}`).digest('hex').slice(0, 6);
  };
}

const anyId = () => Math.random().toString(36).slice(2, 8).padEnd(6, '0');
