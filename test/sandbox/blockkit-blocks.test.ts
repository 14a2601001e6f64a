import { describe, expect, it } from 'vitest';
import { checkBlocks, type Surface } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { button, card, cell, container, image, mrkdwn, plain, section, task, times, video } = kit;

/** What is wrong, the block, and the place in it that Slack names. */
type Case = [what: string, block: unknown, place: string];

const header = (text: unknown) => ({ type: 'header', text });
const file = (more: object) => ({ type: 'file', source: 'remote', external_id: 'x', ...more });
const table = (rows: unknown, more: object = {}) => ({ type: 'table', rows, ...more });
const { dataTable } = kit;
const point = (label: string) => ({ label, value: 1 });

const anything: Case[] = [
  ['a block that is a string', 'section', ''],
  ['a block that is null', null, ''],
  ['a block without type', { text: plain() }, ''],
  ['a block of unknown type', { type: 'sectoin', text: plain() }, '/type'],
  ['a block whose type is a number', { type: 1 }, '/type'],
  ['an element in place of a block', button(), '/type'],
  ['a block_id that is a number', { type: 'divider', block_id: 1 }, '/block_id'],
  ['a divider with text', { type: 'divider', text: plain() }, ''],
];

const simple: Case[] = [
  ['a section without text and fields', { type: 'section' }, '/type'],
  ['a section of a bare string', section({ text: 'Hello' }), '/text'],
  ['a section of empty text', section({ text: plain('') }), '/text/text'],
  ['a section of text that is null', section({ text: null }), '/text'],
  ['a section of text without type', section({ text: { text: 'Hello' } }), '/text'],
  ['a section of text of unknown type', section({ text: { type: 'markdown', text: 'Hello' } }), '/text/type'],
  ['a section of text that is a number', section({ text: { type: 'mrkdwn', text: 5 } }), '/text/text'],
  ['a section of text without text', section({ text: { type: 'mrkdwn' } }), '/text'],
  ['mrkdwn with emoji', section({ text: { ...mrkdwn(), emoji: true } }), '/text'],
  ['plain text verbatim', section({ text: { ...plain(), verbatim: true } }), '/text'],
  ['plain text whose emoji is a string', section({ text: { ...plain(), emoji: 'yes' } }), '/text/emoji'],
  ['a section of no fields', { type: 'section', fields: [] }, '/fields'],
  ['a section of fields that are no list', { type: 'section', fields: mrkdwn() }, '/fields'],
  ['a section with an empty field', section({ fields: [mrkdwn(), mrkdwn('')] }), '/fields/1/text'],
  ['a section with a field of a bare string', section({ fields: ['a'] }), '/fields/0'],
  ['a section with accessories', section({ accessory: [button()] }), '/accessory'],
  ['a section with elements', section({ elements: [button()] }), ''],
  ['a section that expands "yes"', section({ expand: 'yes' }), '/expand'],
  ['actions without elements', { type: 'actions' }, ''],
  ['actions of no elements', kit.actionsWith(), '/elements'],
  ['actions with two elements of one id', kit.actionsWith(button(), button()), '/elements/1/action_id'],
  ['actions with text', kit.actionsWith(mrkdwn()), '/elements/0/type'],
  ['a context without elements', { type: 'context' }, ''],
  ['a context of no elements', kit.contextWith(), '/elements'],
  ['a context with a button', kit.contextWith(button()), '/elements/0/type'],
  ['a context with empty text', kit.contextWith(mrkdwn('')), '/elements/0/text'],
  ['a header of mrkdwn', header(mrkdwn()), '/text/type'],
  ['a header without text', { type: 'header' }, ''],
  ['an empty header', header(plain('')), '/text/text'],
  ['a header of level 5', { ...header(plain()), level: 5 }, '/level'],
  ['a header of a bare string', header('Hello'), '/text'],
  ['an image without alt_text', image({ alt_text: undefined }), ''],
  ['an image without source', image({ image_url: undefined }), ''],
  ['an image of two sources', image({ slack_file: { id: 'F1' } }), ''],
  ['an image that is no address', image({ image_url: 'a.png' }), '/image_url'],
  ['an image with a mrkdwn title', image({ title: mrkdwn() }), '/title/type'],
  ['an image with a bare title', image({ title: 'A' }), '/title'],
  ['markdown without text', { type: 'markdown' }, ''],
  ['empty markdown', { type: 'markdown', text: '' }, '/text'],
  ['markdown of a text object', { type: 'markdown', text: mrkdwn() }, '/text'],
  ['a file that is not remote', file({ source: 'local' }), '/source'],
  ['a file without source', file({ source: undefined }), ''],
  ['a file without external_id', file({ external_id: undefined }), ''],
  ['an input without label', { type: 'input', element: { type: 'plain_text_input' } }, ''],
  ['an input with a mrkdwn label', kit.inputWith({ type: 'plain_text_input' }, { label: mrkdwn() }), '/label/type'],
  ['an input with an empty label', kit.inputWith({ type: 'plain_text_input' }, { label: plain('') }), '/label/text'],
  ['an input with a mrkdwn hint', kit.inputWith({ type: 'plain_text_input' }, { hint: mrkdwn() }), '/hint/type'],
  ['an input without element', { type: 'input', label: plain() }, ''],
  ['an input with elements', kit.inputWith({ type: 'plain_text_input' }, { elements: [] }), ''],
  ['an input that is optional "true"', kit.inputWith({ type: 'plain_text_input' }, { optional: 'true' }), '/optional'],
  [
    'an input that dispatches 1',
    kit.inputWith({ type: 'plain_text_input' }, { dispatch_action: 1 }),
    '/dispatch_action',
  ],
  ['a video without film', video({ video_url: undefined }), ''],
  ['a video over http', video({ video_url: 'http://example.com/v.mp4' }), '/video_url'],
  ['a video with a title over http', video({ title_url: 'http://example.com' }), '/title_url'],
  ['a video without thumbnail', video({ thumbnail_url: undefined }), ''],
  ['a video with a mrkdwn title', video({ title: mrkdwn() }), '/title/type'],
  ['a video with a bare description', video({ description: 'A' }), '/description'],
  ['a video without alt_text', video({ alt_text: '' }), '/alt_text'],
];

const cards: Case[] = [
  ['a card of nothing', { type: 'card' }, ''],
  ['a card of a subtitle alone', { type: 'card', subtitle: mrkdwn() }, ''],
  ['a card with two icons', card({ icon: image(), slack_icon: { type: 'icon', name: 'bot' } }), ''],
  ['a card with a nameless icon', card({ slack_icon: { type: 'icon' } }), '/slack_icon'],
  ['a card whose image is an address', card({ hero_image: 'https://example.com/a.png' }), '/hero_image'],
  ['a card with a menu', card({ actions: [kit.selectOf('users_select')] }), '/actions/0/type'],
  ['a card with two buttons of one id', card({ actions: [button(), button()] }), '/actions/1/action_id'],
  ['a carousel of no cards', { type: 'carousel', elements: [] }, '/elements'],
  ['a carousel of sections', { type: 'carousel', elements: [section()] }, '/elements/0/type'],
  [
    'a carousel of one card twice',
    { type: 'carousel', elements: times(2, card({ block_id: 'a' })) },
    '/elements/1/block_id',
  ],
  ['a container without title', container({ title: undefined }), ''],
  ['a container with a mrkdwn title', container({ title: mrkdwn() }), '/title/type'],
  ['a container of no blocks', container({ child_blocks: [] }), '/child_blocks'],
  ['a container in a container', container({ child_blocks: [container()] }), '/child_blocks/0/type'],
  ['a container of a card', container({ child_blocks: [card()] }), '/child_blocks/0/type'],
  ['a container of unknown width', container({ width: 'huge' }), '/width'],
  ['a container collapsed for good', container({ default_collapsed: true }), '/default_collapsed'],
  ['a container with a wrong child', container({ child_blocks: [header(mrkdwn())] }), '/child_blocks/0/text/type'],
  ['context actions with a button', { type: 'context_actions', elements: [button()] }, '/elements/0/type'],
  ['context actions of nothing', { type: 'context_actions', elements: [] }, '/elements'],
  ['feedback without value', kit.feedback({ value: undefined }), '/elements/0/positive_button'],
  ['feedback in mrkdwn', kit.feedback({ text: mrkdwn() }), '/elements/0/positive_button/text/type'],
  ['an unknown icon', kit.iconButton({ icon: 'rocket' }), '/elements/0/icon'],
  ['an icon button without text', kit.iconButton({ text: undefined }), '/elements/0'],
  [
    'an icon for people that are no list',
    kit.iconButton({ visible_to_user_ids: 'U1' }),
    '/elements/0/visible_to_user_ids',
  ],
];

function placesIn(block: unknown, surface: Surface): string[] {
  return checkBlocks([block], surface).map(({ path }) => path.replace(/^\/blocks\/0/, ''));
}

describe('blocks that Slack refuses', () => {
  it.each([...anything, ...simple, ...cards])('%s', (_, block, place) => {
    const surface = isInput(block) ? 'modal' : 'message';
    expect(placesIn(block, surface)).toEqual([place]);
  });

  it.each<Case>([
    ['an alert without text', { type: 'alert' }, ''],
    ['an alert of a bare string', { type: 'alert', text: 'Hi' }, '/text'],
    ['an alert of unknown level', { type: 'alert', text: plain(), level: 'fatal' }, '/level'],
  ])('%s', (_, block, place) => {
    expect(placesIn(block, 'modal')).toEqual([place]);
  });
});

function isInput(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'type' in block && block.type === 'input';
}

describe('blocks on the surfaces that show them', () => {
  const only: [block: Record<string, unknown>, surfaces: Surface[]][] = [
    [{ type: 'alert', text: plain() }, ['modal']],
    [card(), ['message', 'modal', 'home']],
    [{ type: 'carousel', elements: [card()] }, ['message', 'home']],
    [container(), ['message']],
    [kit.iconButton(), ['message']],
    [dataTable(), ['message', 'home']],
    [kit.pie(point('a')), ['message', 'home']],
    [file({}), ['message']],
    [{ type: 'markdown', text: 'Hi' }, ['message']],
    [{ type: 'plan', title: 'P', tasks: [task()] }, ['message']],
    [task(), ['message']],
    [table([[cell()]]), ['message', 'home']],
    [video(), ['message', 'modal', 'home']],
    [kit.line({ type: 'text', text: 'Hi' }), ['message', 'modal', 'home']],
  ];

  it.each(only)('$type', (block, surfaces) => {
    for (const surface of ['message', 'modal', 'home'] as const)
      expect(placesIn(block, surface)).toEqual(surfaces.includes(surface) ? [] : ['/type']);
  });

  it('says where the list stands and counts it', () => {
    expect(checkBlocks({}, 'message', '/attachments/0/blocks')).toEqual([
      {
        path: '/attachments/0/blocks',
        message: 'must provide an array [json-pointer:/attachments/0/blocks]',
      },
    ]);
    expect(checkBlocks(times(51, section()), 'message')).toHaveLength(1);
    expect(checkBlocks(times(100, section()), 'home')).toEqual([]);
    expect(checkBlocks(times(101, section()), 'modal')).toHaveLength(1);
  });

  it('speaks as Slack does', () => {
    const words = (block: unknown) => checkBlocks([block], 'message').map(({ message }) => message);
    expect(words(header(plain('x'.repeat(151))))).toEqual([
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ]);
    expect(words(header(plain('')))).toEqual(['must be more than 0 characters [json-pointer:/blocks/0/text/text]']);
    expect(words(section({ fields: times(11, plain()) }))).toEqual([
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ]);
    expect(words({ type: 'section' })).toEqual(['must define either `text` or `fields` [json-pointer:/blocks/0/type]']);
    expect(words({ type: 'alert', text: plain() })).toEqual(['unsupported type: alert [json-pointer:/blocks/0/type]']);
    expect(words({ type: 'image', image_url: 'https://a.fr' })).toEqual([
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ]);
    expect(words({ type: 'divider', text: 'x' })).toEqual([
      'invalid additional property: text [json-pointer:/blocks/0]',
    ]);
    expect(words(kit.actionsWith(button(), button()))).toEqual([
      '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
  });
});
