import { describe, expect, it } from 'vitest';
import { checkMessage, checkModalAnswer, checkOptions, checkView, type Problem } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { button, form, home, inputWith, modal, mrkdwn, option, options, plain, section, times } = kit;

type Payload = Record<string, unknown>;
const places = (problems: Problem[]) => problems.map(({ path }) => path);
const input = (more: Payload = {}, block: Payload = {}) => inputWith({ type: 'plain_text_input', ...more }, block);
const pie = kit.pie({ label: 'a', value: 1 });
const table = { type: 'table', rows: [[kit.cell()]] };
const withMetadata = (metadata: unknown) => ({ text: 'Hi', metadata });

describe('messages that Slack refuses', () => {
  it.each<[what: string, message: Payload, place: string]>([
    ['nothing at all', {}, ''],
    ['an empty text alone', { text: '' }, ''],
    ['no blocks and no attachments', { blocks: [], attachments: [] }, ''],
    ['text that is an object', { text: plain() }, '/text'],
    ['blocks that are one block', { blocks: section() }, '/blocks'],
    ['blocks that are null', { text: 'Hi', blocks: null }, '/blocks'],
    ['51 blocks', { blocks: times(51, section()) }, '/blocks'],
    ['one block_id twice', { blocks: times(2, section({ block_id: 'a' })) }, '/blocks/1/block_id'],
    [
      'one block_id inside and outside of a container',
      { blocks: [kit.container({ child_blocks: [section({ block_id: 'a' })] }), section({ block_id: 'a' })] },
      '/blocks/1/block_id',
    ],
    ['two tables', { blocks: [table, table] }, '/blocks/1'],
    [
      'a table beside one in an attachment',
      { blocks: [table], attachments: [{ blocks: [table] }] },
      '/attachments/0/blocks/0',
    ],
    ['three charts', { blocks: [pie, pie, pie] }, '/blocks/2'],
    [
      'markdown of more than 12,000 characters together',
      { blocks: times(2, { type: 'markdown', text: 'x'.repeat(6001) }) },
      '/blocks',
    ],
    [
      'markdown of more than 12,000 characters with that of its attachments',
      { attachments: times(2, { blocks: [{ type: 'markdown', text: 'x'.repeat(6001) }] }) },
      '/blocks',
    ],
    [
      'data tables of more than 20,000 characters together',
      { blocks: times(2, kit.dataTable({ rows: [[kit.cell()], [kit.cell('x'.repeat(10_000))]] })) },
      '/blocks',
    ],
    ['a file input', { blocks: [inputWith({ type: 'file_input' })] }, '/blocks/0/element/type'],
    ['attachments that are one attachment', { attachments: { text: 'Hi' } }, '/attachments'],
    ['an attachment that is a string', { attachments: ['Hi'] }, '/attachments/0'],
    ['an attachment that says nothing', { attachments: [{ color: '#000000' }] }, '/attachments/0'],
    ['an attachment of no blocks', { attachments: [{ blocks: [] }] }, '/attachments/0'],
    ['an attachment in no colour', { attachments: [{ text: 'Hi', color: 'blueish' }] }, '/attachments/0/color'],
    [
      'an attachment with a wrong block',
      { attachments: [{ blocks: [{ type: 'section' }] }] },
      '/attachments/0/blocks/0/type',
    ],
    [
      'an attachment that repeats a block_id',
      { attachments: [{ blocks: times(2, section({ block_id: 'a' })) }] },
      '/attachments/0/blocks/1/block_id',
    ],
    ['more than 100 attachments', { attachments: times(101, { text: 'Hi' }) }, '/attachments'],
    ['metadata that is a string', withMetadata('{}'), '/metadata'],
    ['metadata without type', withMetadata({ event_payload: {} }), '/metadata'],
    ['metadata without payload', withMetadata({ event_type: 'a' }), '/metadata'],
    [
      'metadata whose payload is text',
      withMetadata({ event_type: 'a', event_payload: 'x' }),
      '/metadata/event_payload',
    ],
  ])('%s', (_, message, place) => {
    expect(places(checkMessage(message))).toEqual([place]);
  });
});

describe('messages that Slack takes', () => {
  it.each<[what: string, message: Payload]>([
    ['text alone', { text: 'Hi' }],
    ['blocks alone', { blocks: [section(), kit.actionsWith(button()), kit.actionsWith(button())] }],
    [
      'a task with an icon in place of its title',
      { blocks: [kit.task({ hide_title: true, icon: { type: 'icon', name: 'star' } })] },
    ],
    ['50 blocks', { blocks: times(50, section()) }],
    ['an input and a button', { blocks: [input(), kit.actionsWith(button())] }],
    [
      'a block_id in an attachment too',
      { blocks: [section({ block_id: 'a' })], attachments: [{ blocks: [section({ block_id: 'a' })] }] },
    ],
    ['metadata', withMetadata({ event_type: 'session_booked', event_payload: { id: 1 } })],
    ['a request to delete', { delete_original: true }],
    ['an answer that repeats a block_id', { response_type: 'ephemeral', blocks: times(2, section({ block_id: 'a' })) }],
    ['other arguments of the call', { channel: 'C1', text: 'Hi', unfurl_links: false }],
  ])('%s', (_, message) => {
    expect(checkMessage(message)).toEqual([]);
  });
});

describe('views that Slack refuses', () => {
  it.each<[what: string, view: unknown, place: string]>([
    ['a view that is text', '{}', '/view'],
    ['a view without type', { blocks: [section()] }, '/view'],
    ['a view of another type', { type: 'workflow_step', blocks: [section()] }, '/view/type'],
    ['a modal without title', modal([section()], { title: undefined }), '/view'],
    ['a modal with a mrkdwn title', modal([section()], { title: mrkdwn() }), '/view/title/type'],
    ['a modal with a bare title', modal([section()], { title: 'Hi' }), '/view/title'],
    ['a modal with an empty title', modal([section()], { title: plain('') }), '/view/title/text'],
    ['a modal with a mrkdwn submit', modal([section()], { submit: mrkdwn() }), '/view/submit/type'],
    ['a modal whose close is null', modal([section()], { close: null }), '/view/close'],
    ['a modal without blocks', { type: 'modal', title: plain() }, '/view'],
    ['a modal of no blocks', modal([]), '/view/blocks'],
    ['a modal of blocks that are no list', { type: 'modal', title: plain(), blocks: {} }, '/view/blocks'],
    ['a modal with an input but no submit', modal([section(), input()]), '/view/blocks/1'],
    ['a modal with submit_disabled', modal([section()], { submit_disabled: true }), '/view'],
    ['a modal that came from Slack', modal([section()], { hash: '1.a' }), '/view'],
    ['a modal that clears "yes"', modal([section()], { clear_on_close: 'yes' }), '/view/clear_on_close'],
    ['a modal that notifies 1', modal([section()], { notify_on_close: 1 }), '/view/notify_on_close'],
    ['private metadata that is an object', modal([section()], { private_metadata: {} }), '/view/private_metadata'],
    ['a callback_id that is a number', modal([section()], { callback_id: 1 }), '/view/callback_id'],
    ['an external_id of 256 characters', modal([section()], { external_id: 'x'.repeat(256) }), '/view/external_id'],
    ['one block_id twice', form(input({}, { block_id: 'a' }), input({}, { block_id: 'a' })), '/view/blocks/1/block_id'],
    [
      'an empty block_id twice',
      form(input({}, { block_id: '' }), input({}, { block_id: '' })),
      '/view/blocks/1/block_id',
    ],
    [
      'two that want the focus',
      form(input({ focus_on_load: true }), input({ focus_on_load: true })),
      '/view/blocks/1/element/focus_on_load',
    ],
    ['markdown in a modal', modal([{ type: 'markdown', text: 'Hi' }]), '/view/blocks/0/type'],
    ['101 blocks', modal(times(101, section())), '/view/blocks'],
    ['a home tab with a title', home([section()], { title: plain() }), '/view'],
    ['a home tab with submit', home([section()], { submit: plain() }), '/view'],
    ['a home tab that notifies', home([section()], { notify_on_close: true }), '/view'],
    ['a home tab of no blocks', home([]), '/view/blocks'],
    ['an alert in the home tab', home([{ type: 'alert', text: plain() }]), '/view/blocks/0/type'],
    ['an e-mail in the home tab', home([inputWith({ type: 'email_text_input' })]), '/view/blocks/0/element/type'],
  ])('%s', (_, view, place) => {
    expect(places(checkView(view))).toEqual([place]);
  });
});

describe('views that Slack takes', () => {
  it.each<[what: string, view: unknown]>([
    ['a form', form(input({ focus_on_load: true }), input({ focus_on_load: false }), section())],
    ['a modal that asks for files', form(inputWith({ type: 'file_input' }))],
    [
      'a modal with every property',
      modal([section()], {
        close: plain(),
        callback_id: 'a',
        external_id: 'b',
        private_metadata: '',
        clear_on_close: true,
        notify_on_close: true,
      }),
    ],
    ['a modal with actions but no submit', modal([kit.actionsWith(button())])],
    ['a home tab with an input', home([input()], { private_metadata: 'x', callback_id: 'home' })],
    ['a home tab of 100 blocks', home(times(100, section()))],
  ])('%s', (_, view) => {
    expect(checkView(view)).toEqual([]);
  });
});

describe('answers to a menu that asks for options', () => {
  const group = (more: Payload = {}) => ({ label: plain(), options: options(1), ...more });

  it.each<[what: string, answer: unknown, place: string]>([
    ['nothing', {}, ''],
    ['a bare list', options(1), ''],
    ['options and groups', { options: options(1), option_groups: [group()] }, ''],
    ['101 options', { options: options(101) }, '/options'],
    ['101 groups', { option_groups: times(101, group()) }, '/option_groups'],
    ['101 options in a group', { option_groups: [group({ options: options(101) })] }, '/option_groups/0/options'],
    ['an option of 76 characters', { options: [option('a', { text: plain('x'.repeat(76)) })] }, '/options/0/text/text'],
    ['a value of 151 characters', { options: [option('a', { value: 'x'.repeat(151) })] }, '/options/0/value'],
    ['an option in mrkdwn', { options: [option('a', { text: mrkdwn() })] }, '/options/0/text/type'],
    ['a group without label', { option_groups: [group({ label: undefined })] }, '/option_groups/0'],
  ])('refuses %s', (_, answer, place) => {
    expect(places(checkOptions(answer))).toEqual([place]);
  });

  it('takes options, groups, and nothing found', () => {
    for (const answer of [{ options: options(100) }, { option_groups: [group()] }, { options: [] }])
      expect(checkOptions(answer)).toEqual([]);
  });
});

describe('answers to a submitted modal', () => {
  const shown = form(input({}, { block_id: 'name' }), section({ block_id: 'note' }));

  it.each<[what: string, answer: unknown, place: string]>([
    ['an unknown action', { response_action: 'close' }, '/response_action'],
    ['no action', { errors: { name: 'Too short' } }, ''],
    ['errors without errors', { response_action: 'errors' }, ''],
    ['no errors', { response_action: 'errors', errors: {} }, '/errors'],
    ['an empty error', { response_action: 'errors', errors: { name: '' } }, '/errors/name'],
    ['an error that is an object', { response_action: 'errors', errors: { name: plain() } }, '/errors/name'],
    [
      'an error at a block that is not there',
      { response_action: 'errors', errors: { age: 'Too young' } },
      '/errors/age',
    ],
    ['an error at a block that is no input', { response_action: 'errors', errors: { note: 'Wrong' } }, '/errors/note'],
    ['an update without view', { response_action: 'update' }, ''],
    ['an update to a wrong view', { response_action: 'update', view: modal([]) }, '/view/blocks'],
    ['a push of a home tab', { response_action: 'push', view: home([section()]) }, '/view/type'],
    ['text', 'ok', ''],
  ])('refuses %s', (_, answer, place) => {
    expect(places(checkModalAnswer(answer, shown))).toEqual([place]);
  });

  it.each<[what: string, answer: unknown]>([
    ['nothing, which closes it', undefined],
    ['an empty body', ''],
    ['an empty object', {}],
    ['clear', { response_action: 'clear' }],
    ['an error at its input', { response_action: 'errors', errors: { name: 'Too short' } }],
    ['an update', { response_action: 'update', view: form(input()) }],
    ['a push', { response_action: 'push', view: modal([section()]) }],
  ])('takes %s', (_, answer) => {
    expect(checkModalAnswer(answer, shown)).toEqual([]);
  });
});
