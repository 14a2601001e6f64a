import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { button, confirmation, mrkdwn, option, options, plain, selectOf, times } = kit;

const typed = (type: string, more: Record<string, unknown> = {}) => ({ type, action_id: 'a', ...more });
const select = (more: Record<string, unknown> = {}) => selectOf('static_select', { options: options(2), ...more });
const workflow = { trigger: { url: 'https://slack.com/shortcuts/Ft1/x' } };
const group = { label: plain(), options: options(1) };

describe('elements in the wrong place', () => {
  const everyone = ['button', 'overflow', 'image', 'checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];
  const onlyInput = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'file_input'];
  const unsupported = (block: unknown, surface: 'message' | 'modal' | 'home') =>
    checkBlocks([block], surface).some(({ message }) => message.startsWith('unsupported type'));

  it.each([...onlyInput, 'datetimepicker', 'rich_text_input', 'feedback_buttons', 'icon_button', 'url', 'mrkdwn'])(
    '%s beside a section',
    (type) => expect(unsupported(kit.sectionWith({ type }), 'modal')).toBe(true),
  );
  it.each([...onlyInput, 'image', 'feedback_buttons', 'icon_button', 'plain_text'])('%s in an actions block', (type) =>
    expect(unsupported(kit.actionsWith({ type }), 'modal')).toBe(true),
  );
  it.each(['button', 'overflow', 'image', 'workflow_button', 'feedback_buttons', 'icon_button'])(
    '%s in an input block',
    (type) => expect(unsupported(kit.inputWith({ type }), 'modal')).toBe(true),
  );
  it.each([...everyone.filter((type) => type !== 'image'), ...onlyInput, 'static_select'])('%s in a context', (type) =>
    expect(unsupported(kit.contextWith({ type }), 'modal')).toBe(true),
  );
  it.each(['email_text_input', 'url_text_input', 'number_input', 'file_input', 'rich_text_input'])(
    '%s in a message',
    (type) => expect(unsupported(kit.inputWith({ type }), 'message')).toBe(true),
  );
  it.each(['email_text_input', 'url_text_input', 'number_input', 'file_input', 'datetimepicker'])(
    '%s in the home tab',
    (type) => expect(unsupported(kit.inputWith({ type }), 'home')).toBe(true),
  );
  it('a workflow button outside of messages', () => {
    expect(unsupported(kit.actionsWith({ type: 'workflow_button', text: plain(), workflow }), 'modal')).toBe(true);
    expect(unsupported(kit.actionsWith({ type: 'workflow_button', text: plain(), workflow }), 'message')).toBe(false);
  });
  it('plain text and menus may be in messages, modals and the home tab', () => {
    for (const surface of ['message', 'modal', 'home'] as const)
      expect(checkBlocks([kit.inputWith(typed('plain_text_input')), kit.inputWith(select())], surface)).toEqual([]);
  });
});

describe('elements that Slack takes', () => {
  it.each([
    [
      'an initial option that shows emoji',
      select({ initial_option: { ...option('v1'), text: { ...plain('v1'), emoji: true } } }),
    ],
    [
      'an initial option of a group',
      selectOf('static_select', { option_groups: [group], initial_option: option('v0') }),
    ],
    ['an option with a description', select({ options: [option('a', { description: plain() })] })],
    [
      'checkboxes with mrkdwn',
      selectOf('checkboxes', { options: [option('a', { text: mrkdwn(), description: mrkdwn() })] }),
    ],
    [
      'an external menu with any initial option',
      selectOf('external_select', { initial_option: option('z'), min_query_length: 0 }),
    ],
    ['the 29th of February of a leap year', typed('datepicker', { initial_date: '2028-02-29' })],
    [
      'the last minute of a day in Kathmandu',
      typed('timepicker', { initial_time: '23:59', timezone: 'Asia/Kathmandu' }),
    ],
    ['a confirmation with mrkdwn', select({ confirm: confirmation({ text: mrkdwn(), style: 'danger' }) })],
    ['a button that writes an e-mail', button({ url: 'mailto:ana@example.com' })],
    ['a button with an empty value', button({ value: '' })],
    [
      'an overflow menu that leads elsewhere',
      selectOf('overflow', { options: times(2, option('a', { url: 'https://a.fr' })) }),
    ],
  ])('%s', (_, element) => {
    expect(checkBlocks([kit.sectionWith(element)], 'message')).toEqual([]);
  });
  it.each([
    [
      'decimals',
      typed('number_input', { is_decimal_allowed: true, min_value: '-1.5', initial_value: '0', max_value: '2.5' }),
    ],
    ['rich text', typed('rich_text_input', { initial_value: kit.line({ type: 'text', text: 'Hi' }), min_lines: 2 })],
    ['a link being typed', typed('url_text_input', { initial_value: 'exam' })],
  ])('%s', (_, element) => {
    expect(checkBlocks([kit.inputWith(element)], 'modal')).toEqual([]);
  });
});
