import type { App, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConversationSeen, Person, Sandbox } from '../../sandbox/index.ts';
import { type clockAt, startWithApp } from './app.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const place = {
  type: 'conversations_select' as const,
  action_id: 'place',
  default_to_current_conversation: true,
  response_url_enabled: true,
};
const asks = {
  type: 'input' as const,
  block_id: 'where',
  optional: true,
  label: text('Post it where?'),
  element: place,
};
const share = { type: 'button' as const, action_id: 'open', text: text('Share') };
const form = (blocks: KnownBlock[] = [asks]) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: text('Share'),
  submit: text('Post'),
  blocks,
});
const urls = z.array(
  z.strictObject({ block_id: z.string(), action_id: z.string(), channel_id: z.string(), response_url: z.string() }),
);

describe('a form that asks where to post its result', () => {
  let slack: Sandbox;
  let app: App;
  let clock: ReturnType<typeof clockAt>;
  let stop: () => Promise<void>;
  let ana: Person;
  let marc: Person;
  let club: ConversationSeen;
  let given: z.infer<typeof urls>[];

  beforeEach(async () => {
    given = [];
    ({ slack, app, clock, stop } = await startWithApp('http', (bolt) => {
      bolt.command('/join', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: form() });
      });
      bolt.shortcut(/.*/, async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: form() });
      });
      bolt.action({ type: 'block_actions', action_id: 'open' }, async ({ ack, client, body }) => {
        await ack();
        const opening = { trigger_id: body.trigger_id, view: form() };
        await (body.container['type'] === 'view' ? client.views.push(opening) : client.views.open(opening));
      });
      bolt.view<ViewSubmitAction>('form', async ({ ack, body }) => {
        given.push(urls.parse(body.response_urls));
        await ack();
      });
    }));
    ana = slack.person({ name: 'Ana Silva' });
    marc = slack.person({ name: 'Marc Dupont' });
    // The app is not in it: it may answer where the person wants it all the same.
    club = slack.channel({ name: 'club', members: [ana, marc], app: false });
  });
  afterEach(() => stop());

  const post = async (body: object) => {
    const address = given.at(-1)?.[0]?.response_url ?? '';
    return (await fetch(address, { method: 'POST', body: JSON.stringify(body) })).status;
  };

  it('begins with the conversation of the command, and posts there by the address that came with it', async () => {
    const modal = await (await ana.command('/join', '', { in: club })).modal();
    expect(modal.value('where')).toBe('club');
    await modal.submit();
    expect(given).toMatchObject([[{ block_id: 'where', action_id: 'place', channel_id: club.id }]]);
    expect(await post({ text: 'Shared', response_type: 'in_channel' })).toBe(200);
    expect(marc.sees()).toContain('Shared');
    await post({ text: 'For Ana' });
    expect([ana.sees().includes('For Ana'), marc.sees().includes('For Ana')]).toEqual([true, false]);
    for (const times of [3, 4, 5]) expect([times, await post({ text: 'Again' })]).toEqual([times, 200]);
    expect(await post({ text: 'Too often' })).toBe(404);
    slack.expectRefusal({ error: 'used_url' });
    expect(slack.unexpectedRefusals()).toEqual([]);
  });

  it('has an address for thirty minutes', async () => {
    await (await (await ana.command('/join', '', { in: club })).modal()).submit();
    clock.forward(31 * 60_000);
    expect(await post({ text: 'Late' })).toBe(404);
    expect(slack.refusals).toMatchObject([{ what: 'response_url', error: 'expired_url' }]);
  });

  it('posts where the person wants it instead, and has no address where they want it nowhere', async () => {
    const direct = ana.conversation(marc);
    const modal = await (await ana.command('/join', '', { in: club })).modal();
    await modal.fill({ where: direct.id }).submit();
    expect(given.at(-1)).toMatchObject([{ channel_id: direct.id }]);
    expect(await post({ text: 'Between us', response_type: 'in_channel' })).toBe(200);
    expect(marc.conversation(ana).messages()).toMatchObject([{ text: 'Between us', from: 'Clubhouse' }]);
    await (await (await ana.command('/join')).modal()).fill({ where: null }).submit();
    expect(given.at(-1)).toEqual([]);
  });

  it('begins where a message is whose shortcut or button was used, and where a shortcut was called', async () => {
    const said = await ana.says('Keep this', { to: club });
    const values = [await (await ana.messageShortcut('keep', said)).modal()];
    values.push(await (await ana.shortcut('join_shortcut', { in: club })).modal());
    const elements = [share];
    const { channel = '' } = await app.client.chat.postMessage({
      channel: marc.id,
      text: 'Share?',
      blocks: [{ type: 'actions', elements }],
    });
    values.push(await (await marc.click('Share')).modal());
    const held = values.map((each) => JSON.stringify(each.payload()['state']));
    expect(held).toEqual([
      expect.stringContaining(club.id),
      expect.stringContaining(club.id),
      expect.stringContaining(channel),
    ]);
  });

  it('begins empty where nobody knows where the person is', async () => {
    const modal = await (await ana.shortcut('join_shortcut')).modal();
    expect(modal.value('where')).toBe('');
  });

  it('keeps the place through an update and a pushed form, and asks for no address where the menu wants none', async () => {
    const modal = await (await ana.command('/join', '', { in: club })).modal();
    const { response_url_enabled: _, ...silent } = place;
    const again = { ...asks, block_id: 'again', element: { ...silent, action_id: 'again' } };
    const more = { type: 'actions' as const, elements: [share] };
    await app.client.views.update({ view_id: modal.id, view: form([asks, again, more]) });
    expect([modal.value('where'), modal.value('again')]).toEqual(['club', 'club']);
    const pushed = await (await modal.click('Share')).modal();
    expect(pushed.value('where')).toBe('club');
    await pushed.close();
    await modal.submit();
    expect(given).toMatchObject([[{ block_id: 'where' }]]);
    expect(given[0]).toHaveLength(1);
  });

  it('in a message a menu begins with the conversation of the message', async () => {
    const { response_url_enabled: _, ...element } = place;
    const blocks = [
      {
        type: 'actions' as const,
        block_id: 'row',
        elements: [element, share],
      },
    ];
    const { channel } = await app.client.conversations.open({ users: `${ana.id},${marc.id}` });
    await app.client.chat.postMessage({ channel: channel?.id ?? '', text: 'Where?', blocks });
    await (await ana.click('Share')).modal();
    expect(slack.deliveries.at(-1)?.payload).toMatchObject({
      state: { values: { row: { place: { selected_conversation: channel?.id } } } },
    });
  });
});
