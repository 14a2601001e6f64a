import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/index.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';
import { text } from './forms.ts';

/*
 * The page without a browser: what an app puts into a message, what the page makes of it, and what a click on that sends.
 */
let house: Clubhouse;
beforeAll(async () => {
  house = await startClubhouse();
});
afterAll(() => house.stop());

const pageOf = async (person: Person, query = '') =>
  await (await fetch(`${house.url}/as/${person.id}/c/${person.conversation().id}${query}`)).text();

/** Clicks what is called so, as the page that Ana has in front of her would send it, and says what the app hears. */
async function clicks(name: string): Promise<unknown> {
  const buttons = [...(await pageOf(house.ana)).matchAll(/<button([^>]*)>(.*?)<\/button>/gs)];
  const [, attributes = ''] = buttons.findLast(([, , inside]) => inside?.includes(name)) ?? [];
  const attribute = (named: string) =>
    (new RegExp(`${named}="([^"]*)"`).exec(attributes)?.[1] ?? '').replaceAll('&quot;', '"');
  const { status } = await fetch(`${house.url}${attribute('hx-post')}`, {
    method: 'POST',
    headers: { origin: house.url },
    body: new URLSearchParams(JSON.parse(attribute('hx-vals'))),
  });
  expect(status).toBe(204);
  return house.slack.deliveries.at(-1)?.payload;
}

const button = (action_id: string, words: string) => ({ type: 'button', action_id, text: text(words), value: words });
const actions = (...elements: object[]) => ({ type: 'actions', elements });

describe('what stands in a message can be clicked', () => {
  it('a button of an attachment to which the app gave no ids', async () => {
    await house.appTellsAna({
      attachments: [{ blocks: [actions(button('older', 'Older')), actions(button('newer', 'Newer'))] }],
    });
    expect(await clicks('Newer')).toMatchObject({ actions: [{ action_id: 'newer', value: 'Newer' }] });
    await house.ana.click('Older');
    expect(house.slack.deliveries.at(-1)?.payload).toMatchObject({ actions: [{ action_id: 'older' }] });
  });

  it('a button that is an icon', async () => {
    const icon = { type: 'icon_button', icon: 'trash', text: text('Throw away'), action_id: 'throw', value: 'it' };
    await house.appTellsAna({ blocks: [{ type: 'context_actions', elements: [icon] }] });
    expect(await clicks('Throw away')).toMatchObject({
      actions: [{ type: 'icon_button', action_id: 'throw', value: 'it' }],
    });
  });

  it('but no button that is for others', async () => {
    const icon = (words: string, ...ids: string[]) => ({
      ...{ type: 'icon_button', icon: 'trash', text: text(words), action_id: words.toLowerCase(), value: 'it' },
      visible_to_user_ids: ids,
    });
    const elements = [icon('Clear', house.marc.id), icon('Bin', house.marc.id, house.ana.id)];
    const accessory = { ...button('forget', 'Forget'), visible_to_user_ids: [house.marc.id] };
    const blocks = [
      { type: 'context_actions', elements },
      { type: 'section', text: text('Old'), accessory },
    ];
    await house.appTellsAna({ blocks });
    expect(await clicks('Bin')).toMatchObject({ actions: [{ action_id: 'bin' }] });
    expect(await pageOf(house.ana)).not.toMatch(/Clear|Forget/);
    expect(house.ana.dm().at(-1)).toMatchObject({ text: '[Bin]\nOld', buttons: ['Bin'] });
    for (const other of ['Clear', 'Forget']) await expect(house.ana.click(other)).rejects.toThrow(`no "${other}"`);
  });

  it('either of the buttons for feedback', async () => {
    const feedback = {
      type: 'feedback_buttons',
      action_id: 'opinion',
      positive_button: { text: text('Helpful'), value: 'yes', accessibility_label: 'This was helpful' },
      negative_button: { text: text('Useless'), value: 'no' },
    };
    await house.appTellsAna({ blocks: [{ type: 'context_actions', block_id: 'feedback', elements: [feedback] }] });
    const sent = (words: string, value: string) => ({
      actions: [{ type: 'feedback_buttons', block_id: 'feedback', action_id: 'opinion', text: text(words), value }],
    });
    expect(await clicks('Useless')).toMatchObject(sent('Useless', 'no'));
    expect(await clicks('Helpful')).toMatchObject(sent('Helpful', 'yes'));
    expect(await pageOf(house.ana)).toContain('aria-label="This was helpful"');

    await house.ana.click('Useless');
    expect(house.slack.deliveries.at(-1)?.payload).toMatchObject(sent('Useless', 'no'));
    expect(house.ana.dm().at(-1)).toMatchObject({ text: '[Helpful] [Useless]', buttons: ['Helpful', 'Useless'] });
  });

  it('a button in a cell of a table', async () => {
    const cell = (words: string) => ({ type: 'raw_text', text: words });
    const opens = { type: 'action_cell', element: button('open_chess', 'Open chess'), fallback: cell('Closed') };
    await house.appTellsAna({
      blocks: [
        {
          type: 'data_table',
          caption: 'Clubs',
          rows: [
            [cell('Club'), cell('More')],
            [cell('Chess'), opens],
          ],
        },
      ],
    });
    expect(await clicks('Open chess')).toMatchObject({ actions: [{ type: 'button', action_id: 'open_chess' }] });
    expect(await pageOf(house.ana)).not.toContain('Closed');
  });
});

it('what a message holds has names of its own in the conversation and in the thread beside it', async () => {
  const sponsor = { type: 'external_select', action_id: 'sponsor', min_query_length: 1 };
  await house.appTellsAna({ blocks: [{ type: 'actions', elements: [sponsor, button('go', 'Go')] }] });
  const thread = house.ana.dm().at(-1)?.ts;
  const page = await pageOf(house.ana, `?thread=${thread}`);
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

it('of pictures those are drawn that the page may show, and the others are files', async () => {
  const file = (name: string, mimetype: string) => ({ name, content: name, mimetype });
  const files = [
    file('photo.png', 'image/png'),
    file('logo.svg', 'image/svg+xml'),
    file('photo.heic', 'image/heic'),
    file('photo.avif', 'image/avif'),
  ];
  await house.ana.says('All of them', { files });
  const page = await pageOf(house.ana);
  expect([...page.matchAll(/<img[^>]* alt="([^"]*)"/g)].map(([, name]) => name)).toEqual(['photo.png']);
  expect([...page.matchAll(/<a[^>]* download="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    'logo.svg',
    'photo.heic',
    'photo.avif',
  ]);

  const { world } = house.slack.desk.context;
  const logo = [...world.files.values()].find((each) => each.name === 'logo.svg');
  await house.appTellsAna({ blocks: [{ type: 'image', slack_file: { id: logo?.id }, alt_text: 'Our logo' }] });
  expect(await pageOf(house.ana)).toMatch(/<a[^>]* download="logo.svg">Our logo<\/a>/);
});

describe('a date in rich text', () => {
  const date = (more: object) => ({
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'date', timestamp: 1_796_234_400, format: '{date_long} at {time}', fallback: 'Soon', ...more },
            ],
          },
        ],
      },
    ],
  });

  it('is read in the zone of whoever reads', async () => {
    await house.appTellsAna(date({}));
    expect(await pageOf(house.ana)).toContain('Wednesday, December 2, 2026 at 6:00 PM');
    expect(house.ana.dm().at(-1)?.text).toBe('Wednesday, December 2, 2026 at 6:00 PM');
  });
});
