import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { button, cell, mrkdwn, task, times } = kit;

/** What is wrong, the block, and the place in it that Slack names. */
type Case = [what: string, block: unknown, place: string];

const table = (rows: unknown, more: object = {}) => ({ type: 'table', rows, ...more });
const { dataTable } = kit;
const doIt = { type: 'action_cell', element: button(), fallback: cell('Open') };
const point = (label: string, value: unknown = 1) => ({ label, value });
const series = (name: string, ...data: unknown[]) => ({ name, data });
const quote = (...elements: unknown[]) => kit.richText({ type: 'rich_text_quote', elements });
const list = (more: object) => kit.richText({ type: 'rich_text_list', style: 'bullet', elements: [], ...more });
const item = { type: 'rich_text_section', elements: [] };

const data: Case[] = [
  ['a table without rows', { type: 'table' }, ''],
  ['a table of no rows', table([]), '/rows'],
  ['a table of more than 100 rows', table(times(101, [cell()])), '/rows'],
  ['a table of more than 20 columns', table([times(21, cell())]), '/rows/0'],
  ['a table of cells without rows', table([cell()]), '/rows/0'],
  ['a table with mrkdwn', table([[mrkdwn()]]), '/rows/0/0/type'],
  ['a table with an empty cell', table([[cell('')]]), '/rows/0/0/text'],
  ['a table with 21 column settings', table([[cell()]], { column_settings: times(21, null) }), '/column_settings'],
  ['a table aligned anyhow', table([[cell()]], { column_settings: [{ align: 'top' }] }), '/column_settings/0/align'],
  ['a table of more than 10,000 characters', table([[cell('x'.repeat(10_001))]]), '/rows'],
  ['a data table without caption', dataTable({ caption: undefined }), ''],
  ['a data table of a head alone', dataTable({ rows: [[cell()]] }), '/rows'],
  [
    'a data table with two buttons of one id',
    dataTable({ rows: [[cell()], [doIt], [doIt]] }),
    '/rows/2/0/element/action_id',
  ],
  ['a data table of uneven rows', dataTable({ rows: [[cell()], [cell(), cell()]] }), '/rows/1'],
  [
    'a data table with a rich head',
    dataTable({ rows: [[kit.line({ type: 'text', text: 'x' })], [cell()]] }),
    '/rows/0/0/type',
  ],
  [
    'a data table of a number without value',
    dataTable({ rows: [[cell()], [{ type: 'raw_number', text: '4' }]] }),
    '/rows/1/0',
  ],
  ['a data table named by a missing column', dataTable({ row_header_column_index: 1 }), '/row_header_column_index'],
  ['a data table of settings', dataTable({ column_settings: [{ align: 'left' }] }), ''],
  ['a data table with a button in its head', dataTable({ rows: [[doIt], [cell()]] }), '/rows/0/0/type'],
  ['a table with a button', table([[doIt]]), '/rows/0/0/type'],
  [
    'a data table with a menu',
    dataTable({ rows: [[cell()], [{ ...doIt, element: kit.selectOf('users_select') }]] }),
    '/rows/1/0/element/type',
  ],
  ['a chart without title', { ...kit.pie(point('a')), title: undefined }, ''],
  ['a chart of unknown type', { type: 'data_visualization', title: 'T', chart: { type: 'donut' } }, '/chart/type'],
  ['a pie with a negative piece', kit.pie(point('a', -1)), '/chart/segments/0/value'],
  ['a pie with a piece of text', kit.pie(point('a', '1')), '/chart/segments/0/value'],
  ['a pie of no pieces', kit.pie(), '/chart/segments'],
  ['bars without a point for a category', kit.bars([series('s', point('a'))], ['a', 'b']), '/chart/series/0/data'],
  ['bars for another category', kit.bars([series('s', point('b'))], ['a']), '/chart/series/0/data'],
  ['bars of one name twice', kit.bars(times(2, series('s', point('a'))), ['a']), '/chart/series/1/name'],
  [
    'bars without axis',
    { type: 'data_visualization', title: 'T', chart: { type: 'bar', series: [series('s', point('a'))] } },
    '/chart',
  ],
  ['a task without id', task({ task_id: undefined }), ''],
  ['a task without title', task({ title: '' }), '/title'],
  ['a task in an unknown state', task({ status: 'done' }), '/status'],
  ['a task whose output is text', task({ output: 'Done' }), '/output'],
  ['a task whose source has no text', task({ sources: [{ type: 'url', url: 'https://a.fr' }] }), '/sources/0'],
  ['a plan without title', { type: 'plan', tasks: [] }, ''],
  ['a plan without tasks', { type: 'plan', title: 'P' }, ''],
  ['a plan of one task twice', { type: 'plan', title: 'P', tasks: [task(), task()] }, '/tasks/1/task_id'],
  [
    'a plan of 51 tasks',
    { type: 'plan', title: 'P', tasks: kit.options(51).map(({ value }) => task({ task_id: value })) },
    '/tasks',
  ],
  ['a plan of other blocks', { type: 'plan', title: 'P', tasks: [task({ type: 'section' })] }, '/tasks/0/type'],
];

const rich: Case[] = [
  ['rich text without elements', { type: 'rich_text' }, ''],
  ['rich text of no elements', kit.richText(), '/elements'],
  ['rich text of bare text', kit.richText({ type: 'text', text: 'Hi' }), '/elements/0/type'],
  ['rich text of an empty word', kit.line({ type: 'text', text: '' }), '/elements/0/elements/0/text'],
  [
    'rich text in an unknown style',
    kit.line({ type: 'text', text: 'Hi', style: { big: true } }),
    '/elements/0/elements/0/style',
  ],
  [
    'rich text in a style that is a string',
    kit.line({ type: 'text', text: 'Hi', style: 'bold' }),
    '/elements/0/elements/0/style',
  ],
  [
    'rich text bold "yes"',
    kit.line({ type: 'text', text: 'Hi', style: { bold: 'yes' } }),
    '/elements/0/elements/0/style/bold',
  ],
  ['a link to nowhere', kit.line({ type: 'link', text: 'Hi' }), '/elements/0/elements/0'],
  ['a person without id', kit.line({ type: 'user' }), '/elements/0/elements/0'],
  ['a call to all', quote({ type: 'broadcast', range: 'all' }), '/elements/0/elements/0/range'],
  ['a colour that is none', kit.line({ type: 'color', value: 'red' }), '/elements/0/elements/0/value'],
  ['a date without format', kit.line({ type: 'date', timestamp: 1628633830 }), '/elements/0/elements/0'],
  [
    'a date as text',
    kit.line({ type: 'date', timestamp: 'now', format: '{date}' }),
    '/elements/0/elements/0/timestamp',
  ],
  ['a list in an unknown style', list({ style: 'numbered', elements: [item] }), '/elements/0/style'],
  ['a list without style', list({ style: undefined, elements: [item] }), '/elements/0'],
  ['a list of words', list({ elements: [{ type: 'text', text: 'Hi' }] }), '/elements/0/elements/0/type'],
  ['a list set in by 9', list({ indent: 9, elements: [item] }), '/elements/0/indent'],
  [
    'code with a border of 2',
    kit.richText({ type: 'rich_text_preformatted', elements: [], border: 2 }),
    '/elements/0/border',
  ],
  [
    'code with a person',
    kit.richText({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }),
    '/elements/0/elements/0/type',
  ],
];

describe('tables, charts, plans and rich text that Slack refuses', () => {
  it.each([...data, ...rich])('%s', (_, block, place) => {
    expect(checkBlocks([block], 'message').map(({ path }) => path)).toEqual([`/blocks/0${place}`]);
  });
});

describe('tables and rich text that Slack takes', () => {
  it.each<[what: string, block: unknown]>([
    [
      'a table that leaves a column as it is',
      table([[cell(), cell()]], { column_settings: [null, { align: 'right' }] }),
    ],
    [
      'a data table with buttons and bare numbers',
      dataTable({
        rows: [
          [cell(), cell()],
          [doIt, { type: 'raw_number', value: 1.5 }],
        ],
      }),
    ],
    [
      'a rich text of every kind',
      kit.line(
        { type: 'text', text: 'Hi', style: { bold: true } },
        { type: 'user', user_id: 'U1' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'usergroup', usergroup_id: 'S1' },
        { type: 'team', team_id: 'T1' },
        { type: 'emoji', name: 'wave', unicode: '1f44b' },
        { type: 'broadcast', range: 'here' },
        { type: 'color', value: '#F405B3' },
        { type: 'date', timestamp: 1628633830, format: '{date_long}', fallback: 'then' },
        { type: 'link', url: 'https://example.com' },
      ),
    ],
    ['an empty line', kit.line()],
  ])('%s', (_, block) => {
    expect(checkBlocks([block], 'message')).toEqual([]);
  });
});
