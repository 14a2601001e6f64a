/** The state of a view's elements: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
import { isRecord } from './problem.ts';
import { blocksIn, elementsIn } from './unique.ts';

/** What a person has entered in one element, as Slack delivers it: its type and one field that depends on the type. */
export type StateValue = { type: string; [field: string]: unknown };
export type StateValues = Record<string, Record<string, StateValue>>;

/**
 * The `state.values` of a view that nobody has touched yet. Blocks and elements must have their ids (Slack makes up
 * those that an app leaves out). `conversation` is where the person was, for `default_to_current_conversation`.
 */
export function initialState(view: unknown, conversation?: string): StateValues {
  const values: StateValues = {};
  for (const block of blocksIn(isRecord(view) ? view['blocks'] : [], '')) {
    for (const { record: element } of elementsIn(block)) {
      const value = initialValue(element, conversation);
      const blockId = block.record['block_id'];
      const actionId = element['action_id'];
      if (value && typeof blockId === 'string' && typeof actionId === 'string')
        values[blockId] = { ...values[blockId], [actionId]: value };
    }
  }
  return values;
}

/** The value of one element before anybody touches it; nothing for elements without state, such as buttons. */
export function initialValue(element: Record<string, unknown>, conversation?: string): StateValue | undefined {
  const { type } = element;
  if (typeof type !== 'string') return undefined;
  const kept = STATEFUL[type];
  if (!kept) return undefined;
  const initial = kept.initial && element[kept.initial];
  if (type === 'rich_text_input') return initial === undefined ? { type } : { type, [kept.field]: asRichText(initial) };
  const here = element['default_to_current_conversation'] === true ? conversation : undefined;
  // An initial conversation goes before the current one in a menu, and behind it in a menu of many.
  const chosen = type === 'multi_conversations_select' ? (here && [here]) || initial : (initial ?? here);
  const value = chosen === undefined ? (kept.many ? [] : null) : asDelivered(chosen);
  return { type, [kept.field]: value, ...timeZone(element) };
}

/** For each element with a state: the field that holds its value, and the one that sets it. */
export const STATEFUL: Record<string, { field: string; initial?: string; many?: true }> = {
  plain_text_input: { field: 'value', initial: 'initial_value' },
  number_input: { field: 'value', initial: 'initial_value' },
  email_text_input: { field: 'value', initial: 'initial_value' },
  url_text_input: { field: 'value', initial: 'initial_value' },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value' },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
  static_select: { field: 'selected_option', initial: 'initial_option' },
  external_select: { field: 'selected_option', initial: 'initial_option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option' },
  users_select: { field: 'selected_user', initial: 'initial_user' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', many: true },
  checkboxes: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', many: true },
  multi_conversations_select: { field: 'selected_conversations', initial: 'initial_conversations', many: true },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', many: true },
  file_input: { field: 'files', many: true },
};

/** Slack fills in what an app left out of an option's texts. */
function asDelivered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asDelivered);
  if (!isRecord(value)) return value;
  if (value['type'] === 'plain_text') return { emoji: true, ...value };
  if (value['type'] === 'mrkdwn') return { verbatim: false, ...value };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asDelivered(part)]));
}

function asRichText(initial: unknown): unknown {
  if (isRecord(initial) && initial['type'] === 'rich_text') return initial;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [initial] }] };
}

/** A time's own zone goes with it: https://docs.slack.dev/reference/block-kit/block-elements/time-picker-element */
export function timeZone({ type, timezone }: Record<string, unknown>): { timezone?: unknown } {
  return type === 'timepicker' && timezone !== undefined ? { timezone } : {};
}
