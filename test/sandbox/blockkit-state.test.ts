import { describe, expect, it } from 'vitest';
import { checkValue, initialState } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { mrkdwn, option, options, plain } = kit;
type Json = Record<string, unknown>;

/** What Slack would deliver for one element of a form that nobody has touched. */
const stateOf = (element: Json, conversation?: string) =>
  initialState(kit.form(kit.inputWith({ ...element, action_id: 'a' }, { block_id: 'b' })), conversation)['b']?.['a'];

const delivered = { text: { type: 'plain_text', text: 'v1', emoji: true }, value: 'v1' };
const chosen = { options: options(2), initial_option: option('v1') };
const ticked = { options: options(2), initial_options: [option('v1')] };
const words = kit.line({ type: 'text', text: 'Hi' });

describe('the state a view starts with', () => {
  it.each<[type: string, empty: Json, initial: Json, filled: Json]>([
    ['plain_text_input', { value: null }, { initial_value: 'Hi' }, { value: 'Hi' }],
    ['number_input', { value: null }, { initial_value: '7' }, { value: '7' }],
    ['email_text_input', { value: null }, { initial_value: 'a@b.fr' }, { value: 'a@b.fr' }],
    ['url_text_input', { value: null }, { initial_value: 'https://b.fr' }, { value: 'https://b.fr' }],
    ['datepicker', { selected_date: null }, { initial_date: '2026-11-24' }, { selected_date: '2026-11-24' }],
    ['timepicker', { selected_time: null }, { initial_time: '09:30' }, { selected_time: '09:30' }],
    [
      'datetimepicker',
      { selected_date_time: null },
      { initial_date_time: 1628633830 },
      { selected_date_time: 1628633830 },
    ],
    ['static_select', { selected_option: null }, chosen, { selected_option: delivered }],
    ['external_select', { selected_option: null }, chosen, { selected_option: delivered }],
    ['radio_buttons', { selected_option: null }, chosen, { selected_option: delivered }],
    ['users_select', { selected_user: null }, { initial_user: 'U1' }, { selected_user: 'U1' }],
    [
      'conversations_select',
      { selected_conversation: null },
      { initial_conversation: 'D1' },
      { selected_conversation: 'D1' },
    ],
    ['channels_select', { selected_channel: null }, { initial_channel: 'C1' }, { selected_channel: 'C1' }],
    ['multi_static_select', { selected_options: [] }, ticked, { selected_options: [delivered] }],
    ['multi_external_select', { selected_options: [] }, ticked, { selected_options: [delivered] }],
    ['checkboxes', { selected_options: [] }, ticked, { selected_options: [delivered] }],
    ['multi_users_select', { selected_users: [] }, { initial_users: ['U1'] }, { selected_users: ['U1'] }],
    [
      'multi_conversations_select',
      { selected_conversations: [] },
      { initial_conversations: ['D1'] },
      { selected_conversations: ['D1'] },
    ],
    ['multi_channels_select', { selected_channels: [] }, { initial_channels: ['C1'] }, { selected_channels: ['C1'] }],
    ['file_input', { files: [] }, {}, { files: [] }],
    ['rich_text_input', {}, { initial_value: words }, { rich_text_value: words }],
  ])('%s', (type, empty, initial, filled) => {
    expect(stateOf({ type })).toEqual({ type, ...empty });
    expect(stateOf({ type, ...initial })).toEqual({ type, ...filled });
  });

  it('carries the time zone of a time', () => {
    expect(stateOf({ type: 'timepicker', timezone: 'Europe/Paris' })).toEqual({
      type: 'timepicker',
      selected_time: null,
      timezone: 'Europe/Paris',
    });
  });

  it('starts with the conversation the person was in, if the menu asks for it', () => {
    const here = { default_to_current_conversation: true };
    const one = (more: Json) => stateOf({ type: 'conversations_select', ...more }, 'D9')?.['selected_conversation'];
    const many = (more: Json) =>
      stateOf({ type: 'multi_conversations_select', ...more }, 'D9')?.['selected_conversations'];
    expect(one({})).toBeNull();
    expect(one(here)).toBe('D9');
    expect(one({ ...here, initial_conversation: 'D1' })).toBe('D1');
    expect(many({ ...here, initial_conversations: ['D1'] })).toEqual(['D9']);
    expect(stateOf({ type: 'multi_conversations_select', ...here })?.['selected_conversations']).toEqual([]);
  });

  it('fills in what an option left out', () => {
    const marked = option('a', { text: mrkdwn('*a*'), description: plain('b') });
    expect(stateOf({ type: 'checkboxes', options: [marked], initial_options: [marked] })?.['selected_options']).toEqual(
      [
        {
          text: { type: 'mrkdwn', text: '*a*', verbatim: false },
          value: 'a',
          description: { type: 'plain_text', text: 'b', emoji: true },
        },
      ],
    );
  });

  it('knows elements beside sections and among actions, and leaves out those without state', () => {
    const view = kit.home([
      kit.section({ block_id: 's', accessory: { type: 'users_select', action_id: 'who' } }),
      {
        ...kit.actionsWith(
          kit.button(),
          { type: 'datepicker', action_id: 'day' },
          { type: 'timepicker', action_id: 'hour' },
        ),
        block_id: 'when',
      },
      kit.section({ block_id: 't' }),
      { type: 'divider', block_id: 'd' },
    ]);
    expect(initialState(view)).toEqual({
      s: { who: { type: 'users_select', selected_user: null } },
      when: {
        day: { type: 'datepicker', selected_date: null },
        hour: { type: 'timepicker', selected_time: null },
      },
    });
  });
});

describe('what a person may submit', () => {
  const refused: [element: Json, value: Json, en: string][] = [
    [{ type: 'plain_text_input', min_length: 5 }, { value: 'Ana' }, 'Please enter at least 5 characters.'],
    [{ type: 'plain_text_input', max_length: 2 }, { value: 'Ana' }, 'Please enter no more than 2 characters.'],
    [{ type: 'plain_text_input' }, { value: 'x'.repeat(3001) }, 'Please enter no more than 3000 characters.'],
    [{ type: 'number_input' }, { value: 'five' }, 'Please enter a number.'],
    [{ type: 'number_input', is_decimal_allowed: false }, { value: '1.5' }, 'Please enter a whole number.'],
    [{ type: 'number_input', min_value: '2' }, { value: '1' }, 'Please enter a number of at least 2.'],
    [{ type: 'number_input', max_value: '2' }, { value: '10' }, 'Please enter a number of at most 2.'],
    [{ type: 'email_text_input' }, { value: 'ana@' }, 'Please enter a valid email address.'],
    [{ type: 'url_text_input' }, { value: 'example.com' }, 'Please enter a valid URL.'],
    [{ type: 'datepicker' }, { selected_date: '2026-02-30' }, 'Please enter a valid date.'],
    [{ type: 'timepicker' }, { selected_time: '25:00' }, 'Please enter a valid time.'],
    [{ type: 'datetimepicker' }, { selected_date_time: 'now' }, 'Please enter a valid date and time.'],
    [{ type: 'static_select', options: options(2) }, { selected_option: option('z') }, 'Please choose from the list.'],
    [{ type: 'radio_buttons', options: options(2) }, { selected_option: option('z') }, 'Please choose from the list.'],
    [{ type: 'checkboxes', options: options(2) }, { selected_options: [option('z')] }, 'Please choose from the list.'],
    [{ type: 'users_select' }, { selected_user: {} }, 'Please choose from the list.'],
    [
      { type: 'multi_static_select', options: options(3), max_selected_items: 1 },
      { selected_options: options(2) },
      'Please choose no more than 1.',
    ],
    [
      { type: 'multi_users_select', max_selected_items: 1 },
      { selected_users: ['U1', 'U2'] },
      'Please choose no more than 1.',
    ],
    [
      { type: 'file_input', max_files: 1 },
      { files: [{ name: 'a.pdf' }, { name: 'b.pdf' }] },
      'Please choose no more than 1 files.',
    ],
    [
      { type: 'file_input', filetypes: ['pdf', 'png'] },
      { files: [{ name: 'a.exe' }] },
      'Please choose files of these types: pdf, png.',
    ],
  ];

  it.each(refused)('not %o with %o', (element, value, en) => {
    const state = { type: String(element['type']), ...value };
    expect(checkValue(element, state)).toBe(en);
    expect(checkValue(element, state, { optional: true })).toBe(en);
    expect(checkValue(element, state, { language: 'fr' })).toMatch(/^Veuillez /);
  });

  it.each<[element: Json, value: Json]>([
    [{ type: 'plain_text_input', min_length: 2, max_length: 2 }, { value: '😀😀' }],
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '-2', max_value: '2.5' }, { value: '2.5' }],
    [{ type: 'email_text_input' }, { value: 'ana.lopez@example.co.uk' }],
    [{ type: 'url_text_input' }, { value: 'https://example.com/a?b=c' }],
    [{ type: 'datepicker' }, { selected_date: '2028-02-29' }],
    [{ type: 'timepicker' }, { selected_time: '00:00' }],
    [{ type: 'datetimepicker' }, { selected_date_time: 1628633830 }],
    [
      { type: 'static_select', option_groups: [{ label: plain(), options: options(2) }] },
      { selected_option: option('v1') },
    ],
    [{ type: 'external_select' }, { selected_option: option('z') }],
    [{ type: 'checkboxes', options: options(2) }, { selected_options: options(2) }],
    [{ type: 'multi_users_select' }, { selected_users: ['U1', 'U2'] }],
    [{ type: 'conversations_select' }, { selected_conversation: 'D1' }],
    [{ type: 'rich_text_input' }, { rich_text_value: words }],
    [{ type: 'file_input', filetypes: ['jpg'] }, { files: [{ name: 'a.JPG' }] }],
    [{ type: 'file_input', filetypes: ['pdf'] }, { files: [{ name: 'a', filetype: 'pdf' }] }],
  ])('%o with %o', (element, value) => {
    expect(checkValue(element, { type: String(element['type']), ...value })).toBeUndefined();
  });

  it.each<[type: string, nothing: Json]>([
    ['plain_text_input', { value: null }],
    ['plain_text_input', { value: ' ' }],
    ['number_input', { value: null }],
    ['datepicker', { selected_date: null }],
    ['static_select', { selected_option: null }],
    ['checkboxes', { selected_options: [] }],
    ['multi_users_select', { selected_users: [] }],
    ['file_input', { files: [] }],
    ['rich_text_input', {}],
    ['rich_text_input', { rich_text_value: kit.line() }],
    ['rich_text_input', { rich_text_value: kit.line({ type: 'text', text: '\n' }) }],
  ])('nothing in %s only where it is optional', (type, nothing) => {
    const element = { type, options: options(1), min_length: 3 };
    expect(checkValue(element, { type, ...nothing })).toBe('Please complete this required field.');
    expect(checkValue(element, undefined, { language: 'fr' })).toBe('Veuillez remplir ce champ obligatoire.');
    expect(checkValue(element, { type, ...nothing }, { optional: true })).toBeUndefined();
  });
});
