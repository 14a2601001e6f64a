import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  HomeView,
  InputBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import type { Mrkdwn } from '../core/mrkdwn.ts';

/*
 * The handful of builders that every view is made of. Limits are kept by construction: what is too long is cut with an ellipsis,
 * since a shortened name is better than no message. docs.slack.dev/reference/block-kit
 */

/** Cuts to `limit` code points, with an ellipsis. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

/** Text in which nothing is markup: the place for what people wrote. Emoji codes such as `:smile:` stay as typed. */
export function plain(text: string, limit = 3000): PlainTextElement {
  return { type: 'plain_text', text: cut(text, limit) || ' ', emoji: false };
}

export function markup(text: Mrkdwn, limit = 3000): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(text, limit) || ' ' };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

export function section(text: Mrkdwn, accessory?: Button): SectionBlock {
  return { type: 'section', text: markup(text), ...(accessory === undefined ? {} : { accessory }) };
}

/** A paragraph of what people wrote, shown as it was typed. */
export function paragraph(text: string, accessory?: Button): SectionBlock {
  return { type: 'section', text: plain(text), ...(accessory === undefined ? {} : { accessory }) };
}

export function context(text: Mrkdwn): ContextBlock {
  return { type: 'context', elements: [markup(text)] };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

/** A button; `id` is one of `actions`, made unique in its block by `suffix` where there are several. */
export function button(
  id: string,
  text: string,
  options: {
    value?: string;
    suffix?: string | number;
    style?: 'primary' | 'danger';
    url?: string;
    label?: string;
  } = {},
): Button {
  return {
    type: 'button',
    action_id: options.suffix === undefined ? id : `${id}:${options.suffix}`,
    text: plain(text, 75),
    ...(options.value === undefined ? {} : { value: options.value }),
    ...(options.style === undefined ? {} : { style: options.style }),
    ...(options.url === undefined ? {} : { url: options.url }),
    ...(options.label === undefined ? {} : { accessibility_label: cut(options.label, 75) }),
  };
}

/** Asks once more before a button acts, for what cannot be undone. */
export function confirmed(button: Button, ask: { title: string; text: string; yes: string; no: string }): Button {
  return {
    ...button,
    confirm: {
      title: plain(ask.title, 100),
      text: plain(ask.text, 300),
      confirm: plain(ask.yes, 30),
      deny: plain(ask.no, 30),
    },
  };
}

export function actionsRow(buttons: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...buttons] };
}

export function option(value: string, text: string, description?: string): PlainTextOption {
  return {
    value,
    text: plain(text, 75),
    ...(description === undefined ? {} : { description: plain(description, 75) }),
  };
}

type Field = {
  label: string;
  /** `block_id`, part of the contract; `action_id` too unless `actionId` is given. */
  id: string;
  hint?: string;
  optional?: boolean;
  /** A default that changes while the modal is open needs another `action_id`, or Slack keeps what stood there. */
  actionId?: string;
  /** The choice is told to us at once (block_actions). */
  dispatch?: boolean;
};

/** An input block around any element. */
export function input(field: Field, element: Omit<InputBlock['element'], 'action_id'>): InputBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label, 2000),
    element: { ...element, action_id: field.actionId ?? field.id } as InputBlock['element'],
    ...(field.optional === true ? { optional: true } : {}),
    ...(field.hint === undefined ? {} : { hint: plain(field.hint, 2000) }),
    ...(field.dispatch === true ? { dispatch_action: true } : {}),
  };
}

/** What a text input takes at most, whatever it asks for. */
export const longestInput = 3_000;

/**
 * A text of at most `max` characters. What stands there already always fits, or Slack would refuse the modal: it may be longer,
 * where a name was put in or a list was written anew. With `asTyped` each character is told to us.
 */
export function textInput(
  field: Field & {
    initial?: string | null | undefined;
    multiline?: boolean;
    max?: number;
    placeholder?: string;
    asTyped?: boolean;
  },
): InputBlock {
  const initial = cut(field.initial ?? '', longestInput);
  const max = field.max ?? (field.multiline === true ? longestInput : 200);
  return input(field, {
    type: 'plain_text_input',
    multiline: field.multiline ?? false,
    max_length: Math.min(longestInput, Math.max(max, initial.length)),
    ...(initial === '' ? {} : { initial_value: initial }),
    ...(field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, 150) }),
    ...(field.asTyped === true ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } } : {}),
  } as InputBlock['element']);
}

/** A choice of one; `initial` is a value among the options (ignored when it is not). */
export function choice(
  field: Field & { options: readonly PlainTextOption[]; initial?: string | null | undefined; placeholder?: string },
): InputBlock {
  const initial = field.options.find((each) => each.value === field.initial);
  return input(field, {
    type: 'static_select',
    options: field.options.slice(0, 100),
    ...(initial === undefined ? {} : { initial_option: initial }),
    ...(field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, 150) }),
  } as InputBlock['element']);
}

/** A local date, `YYYY-MM-DD`. */
export function dateInput(field: Field & { initial?: string | null | undefined }): InputBlock {
  return input(field, {
    type: 'datepicker',
    ...(field.initial ? { initial_date: field.initial } : {}),
  } as InputBlock['element']);
}

/** A local time, `HH:mm`, in a zone that the label must say too (N8, H10). */
export function timeInput(field: Field & { zone: string; initial?: string | null | undefined }): InputBlock {
  return input(field, {
    type: 'timepicker',
    timezone: field.zone,
    ...(field.initial ? { initial_time: field.initial } : {}),
  } as InputBlock['element']);
}

/** A modal; with `submit` it is a form. `metadata` comes back with its submission and is not to be trusted. */
export function modal(view: {
  callbackId: string;
  title: string;
  close: string;
  submit?: string;
  blocks: readonly KnownBlock[];
  metadata?: unknown;
}): ModalView {
  return {
    type: 'modal',
    callback_id: view.callbackId,
    title: plain(view.title, 24),
    close: plain(view.close, 24),
    ...(view.submit === undefined ? {} : { submit: plain(view.submit, 24) }),
    blocks: view.blocks.slice(0, 100),
    private_metadata: view.metadata === undefined ? '' : JSON.stringify(view.metadata),
  };
}

/** A modal that says one thing. */
export function notice(title: string, text: string, close: string): ModalView {
  return modal({ callbackId: 'notice', title, close, blocks: [paragraph(text)] });
}

export function home(blocks: readonly KnownBlock[]): HomeView {
  return { type: 'home', blocks: blocks.slice(0, 100) };
}
