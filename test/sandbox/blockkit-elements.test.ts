import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { button, confirmation, mrkdwn, option, options, plain, selectOf } = kit;

/** What is wrong, the element, and the place in it that Slack names. */
type Case = [what: string, element: Record<string, unknown>, place: string];

const typed = (type: string, more: Record<string, unknown> = {}) => ({ type, action_id: 'a', ...more });
const select = (more: Record<string, unknown> = {}) => selectOf('static_select', { options: options(2), ...more });
const external = (more: Record<string, unknown>) => selectOf('external_select', more);
const many = (more: Record<string, unknown>) => selectOf('multi_static_select', { options: options(3), ...more });
const boxes = (more: Record<string, unknown>) => selectOf('checkboxes', { options: options(2), ...more });
const radios = (more: Record<string, unknown>) => selectOf('radio_buttons', { options: options(2), ...more });
const trigger = (more: Record<string, unknown>) => ({
  type: 'workflow_button',
  text: plain(),
  workflow: { trigger: { url: 'https://slack.com/shortcuts/Ft1/x', ...more } },
});
const group = (more: Record<string, unknown> = {}) => ({ label: plain(), options: options(1), ...more });
const number = (more: Record<string, unknown>) => typed('number_input', { is_decimal_allowed: false, ...more });

const buttons: Case[] = [
  ['a button without text', { type: 'button', action_id: 'a' }, ''],
  ['a button with mrkdwn', button({ text: mrkdwn() }), '/text/type'],
  ['a button with a bare string', button({ text: 'Go' }), '/text'],
  ['a button with empty text', button({ text: plain('') }), '/text/text'],
  ['a button in a colour of its own', button({ style: 'default' }), '/style'],
  ['a button to nowhere', button({ url: 'not a url' }), '/url'],
  ['a button that runs a script', button({ url: 'javascript:alert(1)' }), '/url'],
  ['a button with an empty url', button({ url: '' }), '/url'],
  ['a button whose value is a number', button({ value: 7 }), '/value'],
  ['a button with an empty action_id', button({ action_id: '' }), '/action_id'],
  ['a button with an unknown property', button({ colour: 'red' }), ''],
  ['a button with a block_id', button({ block_id: 'b' }), ''],
  ['a button with a placeholder', button({ placeholder: plain() }), ''],
  ['a button with a prompt of 4,001 characters', button({ agent_prompt: 'x'.repeat(4001) }), '/agent_prompt'],
  ['a button with focus', button({ focus_on_load: true }), ''],
  [
    'a button with an accessibility label of an object',
    button({ accessibility_label: plain() }),
    '/accessibility_label',
  ],
  ['a confirmation without title', button({ confirm: confirmation({ title: undefined }) }), '/confirm'],
  ['a confirmation without text', button({ confirm: confirmation({ text: undefined }) }), '/confirm'],
  ['a confirmation without yes', button({ confirm: confirmation({ confirm: undefined }) }), '/confirm'],
  ['a confirmation without no', button({ confirm: confirmation({ deny: undefined }) }), '/confirm'],
  ['a confirmation with a mrkdwn title', button({ confirm: confirmation({ title: mrkdwn() }) }), '/confirm/title/type'],
  [
    'a confirmation with a mrkdwn yes',
    button({ confirm: confirmation({ confirm: mrkdwn() }) }),
    '/confirm/confirm/type',
  ],
  ['a confirmation in an unknown style', button({ confirm: confirmation({ style: 'warning' }) }), '/confirm/style'],
  ['a confirmation that is only text', button({ confirm: 'Sure?' }), '/confirm'],
  ['a workflow button without workflow', { type: 'workflow_button', text: plain() }, ''],
  ['a workflow button without trigger', { type: 'workflow_button', text: plain(), workflow: {} }, '/workflow'],
  ['a workflow of somebody else', trigger({ url: 'https://example.com/' }), '/workflow/trigger/url'],
  ['a workflow without address', trigger({ url: undefined }), '/workflow/trigger'],
  [
    'a workflow parameter without value',
    trigger({ customizable_input_parameters: [{ name: 'a' }] }),
    '/workflow/trigger/customizable_input_parameters/0',
  ],
];

const images: Case[] = [
  ['an image element without source', { type: 'image', alt_text: 'A' }, ''],
  ['an image element with a title', kit.image({ title: plain() }), ''],
  ['an image element without alt_text', kit.image({ alt_text: undefined }), ''],
  ['an image that is no web page', kit.image({ image_url: 'ftp://example.com/a.png' }), '/image_url'],
  ['an image with two sources', kit.image({ slack_file: { id: 'F1' } }), ''],
  [
    'a Slack file with id and url',
    kit.image({ image_url: undefined, slack_file: { id: 'F1', url: 'https://files.slack.com/x' } }),
    '/slack_file',
  ],
  [
    'a Slack file that lies elsewhere',
    kit.image({ image_url: undefined, slack_file: { url: 'https://example.com/a.png' } }),
    '/slack_file/url',
  ],
  ['a Slack file that is a message', kit.image({ image_url: undefined, slack_file: { id: 'C1' } }), '/slack_file/id'],
  ['a Slack file with neither', kit.image({ image_url: undefined, slack_file: {} }), '/slack_file'],
];

const menus: Case[] = [
  ['a menu without options', selectOf('static_select'), ''],
  ['a menu with options and groups', select({ option_groups: [group()] }), ''],
  ['a menu with no options at all', select({ options: [] }), '/options'],
  ['a menu whose options are an object', select({ options: {} }), '/options'],
  ['a menu with a mrkdwn placeholder', select({ placeholder: mrkdwn() }), '/placeholder/type'],
  ['a menu with an empty placeholder', select({ placeholder: plain('') }), '/placeholder/text'],
  ['a menu with mrkdwn in an option', select({ options: [option('a', { text: mrkdwn() })] }), '/options/0/text/type'],
  ['a menu with an option without value', select({ options: [{ text: plain() }] }), '/options/0'],
  ['a menu with an option without text', select({ options: [{ value: 'a' }] }), '/options/0'],
  ['a menu with an option of empty value', select({ options: [option('a', { value: '' })] }), '/options/0/value'],
  ['a menu whose option has a url', select({ options: [option('a', { url: 'https://a.fr' })] }), '/options/0'],
  [
    'a menu whose option has a mrkdwn description',
    select({ options: [option('a', { description: mrkdwn() })] }),
    '/options/0/description/type',
  ],
  ['a menu that starts with an unknown option', select({ initial_option: option('z') }), '/initial_option'],
  [
    'a menu that starts with another text',
    select({ initial_option: option('v1', { text: plain('other') }) }),
    '/initial_option',
  ],
  ['a menu that starts with null', select({ initial_option: null }), '/initial_option'],
  ['a menu that starts with several', select({ initial_options: [option('v1')] }), ''],
  [
    'a group without label',
    selectOf('static_select', { option_groups: [group({ label: undefined })] }),
    '/option_groups/0',
  ],
  [
    'a group with a mrkdwn label',
    selectOf('static_select', { option_groups: [group({ label: mrkdwn() })] }),
    '/option_groups/0/label/type',
  ],
  [
    'a group without options',
    selectOf('static_select', { option_groups: [group({ options: [] })] }),
    '/option_groups/0/options',
  ],
  ['no group at all', selectOf('static_select', { option_groups: [] }), '/option_groups'],
  ['an external menu with options', external({ options: options(1) }), ''],
  ['an external menu that asks for -1 characters', external({ min_query_length: -1 }), '/min_query_length'],
  ['an external menu that asks for half a character', external({ min_query_length: 0.5 }), '/min_query_length'],
  ['a menu of people that starts with an object', selectOf('users_select', { initial_user: {} }), '/initial_user'],
  ['a menu of people with options', selectOf('users_select', { options: options(1) }), ''],
  ['a menu of conversations with an empty filter', selectOf('conversations_select', { filter: {} }), '/filter'],
  ['a filter that includes nothing', selectOf('conversations_select', { filter: { include: [] } }), '/filter/include'],
  ['a filter of unknown kind', selectOf('conversations_select', { filter: { include: ['dm'] } }), '/filter/include/0'],
  [
    'a filter of unknown property',
    selectOf('conversations_select', { filter: { include: ['im'], only_mine: true } }),
    '/filter',
  ],
  ['a menu of channels with a filter', selectOf('channels_select', { filter: { include: ['im'] } }), ''],
  ['a menu of one with max_selected_items', select({ max_selected_items: 2 }), ''],
  ['a menu of many with max_selected_items 0', many({ max_selected_items: 0 }), '/max_selected_items'],
  ['a menu of many with one initial option', many({ initial_option: option('v1') }), ''],
  ['a menu of many that starts with nothing', many({ initial_options: [] }), '/initial_options'],
  ['a menu of many that starts with an unknown option', many({ initial_options: [option('z')] }), '/initial_options'],
  [
    'a menu of many that starts with too many',
    many({ max_selected_items: 1, initial_options: options(2) }),
    '/initial_options',
  ],
  [
    'too many people to start with',
    selectOf('multi_users_select', { max_selected_items: 1, initial_users: ['U1', 'U2'] }),
    '/initial_users',
  ],
  ['people to start with that are no list', selectOf('multi_users_select', { initial_users: 'U1' }), '/initial_users'],
  [
    'channels to start with that are no ids',
    selectOf('multi_channels_select', { initial_channels: [1] }),
    '/initial_channels/0',
  ],
  ['checkboxes without options', selectOf('checkboxes'), ''],
  ['checkboxes with a placeholder', boxes({ placeholder: plain() }), ''],
  ['checkboxes with groups', boxes({ option_groups: [group()] }), ''],
  ['checkboxes ticked at nothing', boxes({ initial_options: [] }), '/initial_options'],
  ['checkboxes ticked at an unknown option', boxes({ initial_options: [option('z')] }), '/initial_options'],
  ['checkboxes whose option has a url', boxes({ options: [option('a', { url: 'https://a.fr' })] }), '/options/0'],
  ['radio buttons that start with an unknown option', radios({ initial_option: option('z') }), '/initial_option'],
  ['radio buttons that start with many', radios({ initial_options: [option('v1')] }), ''],
  ['an overflow menu without options', selectOf('overflow'), ''],
  ['an overflow menu with a placeholder', selectOf('overflow', { options: options(1), placeholder: plain() }), ''],
  [
    'an overflow menu that leads nowhere',
    selectOf('overflow', { options: [option('a', { url: '::' })] }),
    '/options/0/url',
  ],
];

const pickers: Case[] = [
  ['a date that does not exist', typed('datepicker', { initial_date: '2025-02-29' }), '/initial_date'],
  ['a date the other way round', typed('datepicker', { initial_date: '28/02/2025' }), '/initial_date'],
  ['an empty date', typed('datepicker', { initial_date: '' }), '/initial_date'],
  ['a date with a time zone', typed('datepicker', { timezone: 'Europe/Paris' }), ''],
  ['a time after midnight', typed('timepicker', { initial_time: '24:00' }), '/initial_time'],
  ['a time with seconds', typed('timepicker', { initial_time: '12:00:00' }), '/initial_time'],
  ['a time of one digit', typed('timepicker', { initial_time: '9:30' }), '/initial_time'],
  ['a time zone that does not exist', typed('timepicker', { timezone: 'Europe/Lyon' }), '/timezone'],
  ['a time zone that is an offset', typed('timepicker', { timezone: '+02:00' }), '/timezone'],
];

const inputs: Case[] = [
  ['an instant in milliseconds', typed('datetimepicker', { initial_date_time: 1628633830000 }), '/initial_date_time'],
  ['an instant as text', typed('datetimepicker', { initial_date_time: '1628633830' }), '/initial_date_time'],
  ['an instant with a placeholder', typed('datetimepicker', { placeholder: plain() }), ''],
  ['text with min above max', typed('plain_text_input', { min_length: 9, max_length: 5 }), '/min_length'],
  ['text with a negative min', typed('plain_text_input', { min_length: -1 }), '/min_length'],
  ['text with min above 3000', typed('plain_text_input', { min_length: 3001 }), '/min_length'],
  ['text with max 0', typed('plain_text_input', { max_length: 0 }), '/max_length'],
  [
    'text that starts longer than max',
    typed('plain_text_input', { max_length: 2, initial_value: 'abc' }),
    '/initial_value',
  ],
  ['text that starts with a number', typed('plain_text_input', { initial_value: 5 }), '/initial_value'],
  ['text in lines that are no boolean', typed('plain_text_input', { multiline: 'yes' }), '/multiline'],
  ['text with a confirmation', typed('plain_text_input', { confirm: confirmation() }), ''],
  [
    'text with an unknown trigger',
    typed('plain_text_input', { dispatch_action_config: { trigger_actions_on: ['on_blur'] } }),
    '/dispatch_action_config/trigger_actions_on/0',
  ],
  [
    'text with no trigger',
    typed('plain_text_input', { dispatch_action_config: { trigger_actions_on: [] } }),
    '/dispatch_action_config/trigger_actions_on',
  ],
  [
    'text with the same trigger twice',
    typed('plain_text_input', {
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_enter_pressed'] },
    }),
    '/dispatch_action_config/trigger_actions_on',
  ],
  ['text with an empty trigger', typed('plain_text_input', { dispatch_action_config: {} }), '/dispatch_action_config'],
  ['a number that leaves decimals open', typed('number_input'), ''],
  ['a number given as number', number({ initial_value: 5 }), '/initial_value'],
  ['a number that is none', number({ min_value: 'one' }), '/min_value'],
  ['a decimal where none is allowed', number({ initial_value: '1.5' }), '/initial_value'],
  ['numbers with min above max', number({ min_value: '10', max_value: '9' }), '/min_value'],
  ['a number that starts below min', number({ min_value: '10', initial_value: '9' }), '/initial_value'],
  ['a number that starts above max', number({ max_value: '10', initial_value: '11' }), '/initial_value'],
  ['an e-mail in lines', typed('email_text_input', { multiline: true }), ''],
  ['a url that starts with an object', typed('url_text_input', { initial_value: {} }), '/initial_value'],
  ['files with half a file', typed('file_input', { max_files: 1.5 }), '/max_files'],
  ['files of a type that is no text', typed('file_input', { filetypes: [1] }), '/filetypes/0'],
  ['files of types that are no list', typed('file_input', { filetypes: 'pdf' }), '/filetypes'],
  ['files with a placeholder', typed('file_input', { placeholder: plain() }), ''],
  ['files with an initial value', typed('file_input', { initial_value: 'F1' }), ''],
  ['rich text that starts with a string', typed('rich_text_input', { initial_value: 'Hi' }), '/initial_value'],
  ['rich text that starts with mrkdwn', typed('rich_text_input', { initial_value: mrkdwn() }), '/initial_value/type'],
  ['rich text of no line', typed('rich_text_input', { min_lines: 0 }), '/min_lines'],
  ['rich text of more than 100 lines', typed('rich_text_input', { max_lines: 101 }), '/max_lines'],
  ['rich text with min above max', typed('rich_text_input', { min_lines: 5, max_lines: 4 }), '/min_lines'],
];

/** `/text/type` of an accessory is `/blocks/0/accessory/text/type` of the payload. */
function placesIn(block: unknown, surface: 'message' | 'modal'): string[] {
  const problems = checkBlocks([block], surface);
  for (const { path, message } of problems) expect(message.endsWith(` [json-pointer:${path}]`)).toBe(true);
  return problems.map(({ path }) => path.replace(/^\/blocks\/0\/(accessory|element)/, ''));
}

describe('elements that Slack refuses', () => {
  it.each([...buttons, ...images, ...menus, ...pickers])('%s, beside a section', (_, element, place) => {
    expect(placesIn(kit.sectionWith(element), 'message')).toEqual([place]);
  });

  it.each([...menus.filter(([, { type }]) => type !== 'overflow'), ...pickers, ...inputs])(
    '%s, in an input block',
    (_, element, place) => {
      expect(placesIn(kit.inputWith(element), 'modal')).toEqual([place]);
    },
  );
});
