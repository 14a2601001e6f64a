import type { App } from '@slack/bolt';
import type { ActionsBlock } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Sandbox } from '../../sandbox/index.ts';
import { startWithApp } from './app.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (words: string) => ({ text: text(words), value: words.toLowerCase() });

const form = {
  type: 'modal' as const,
  callback_id: 'form',
  private_metadata: 'mine',
  title: text('Form'),
  submit: text('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'club',
      label: text('Club'),
      element: { type: 'static_select' as const, action_id: 'value', options: [option('Chess')] },
    },
  ],
};

describe('acting in Slack', () => {
  let slack: Sandbox;
  let app: App;
  let stop: () => Promise<void>;
  let ana: Person;
  let bodies: Record<string, unknown>[];

  beforeEach(async () => {
    bodies = [];
    ({ slack, app, stop } = await startWithApp('http', (bolt) => {
      bolt.action(/.*/, async ({ ack, body }) => {
        bodies.push({ ...body });
        await ack();
      });
      bolt.shortcut('keep', async ({ ack, body, respond }) => {
        bodies.push({ ...body });
        await ack();
        await respond('Kept');
      });
      bolt.shortcut('join_shortcut', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: form });
      });
      bolt.event(/user_change|team_join|app_home_opened/, async ({ event }) => void bodies.push({ ...event }));
      bolt.view('form', async ({ ack, body }) => {
        bodies.push({ ...body });
        await ack();
      });
    }));
    ana = slack.person({ name: 'Ana Silva' });
  });
  afterEach(() => stop());

  const post = (elements: ActionsBlock['elements']) =>
    app.client.chat.postMessage({
      channel: ana.id,
      text: 'Choose',
      blocks: [{ type: 'actions', block_id: 'row', elements }],
    });

  it('keeps a message by its shortcut and answers only whoever used it', async () => {
    const said = await ana.says('Remember this');
    await ana.messageShortcut('keep', said);
    await ana.until('(only visible to you)\n  Kept');
    expect(bodies).toMatchObject([{ type: 'message_action', message: { text: 'Remember this', user: ana.id } }]);
  });

  it('chooses in menus, pickers and overflows of a message', async () => {
    await post([
      {
        type: 'static_select',
        action_id: 'club',
        placeholder: text('A club'),
        options: [option('Chess'), option('Choir')],
      },
      { type: 'datepicker', action_id: 'day' },
      { type: 'overflow', action_id: 'more', options: [option('Move'), option('Cancel')] },
    ]);
    await ana.select('A club', 'Choir');
    await ana.select('day', '2026-03-09');
    await ana.select('more', 'Cancel');
    await expect(ana.select('more', 'Delete')).rejects.toThrow('no option "Delete" among "Move"');
    expect(bodies.map((each) => each['actions'])).toMatchObject([
      [{ type: 'static_select', selected_option: { value: 'choir' } }],
      [{ type: 'datepicker', selected_date: '2026-03-09' }],
      [{ type: 'overflow', selected_option: { value: 'cancel' } }],
    ]);
    expect(bodies[0]).toMatchObject({ state: { values: { row: { club: { selected_option: { value: 'choir' } } } } } });
  });

  it('sends with a button all that this person left in the message, also where the app did not ask to hear of it', async () => {
    const marc = slack.person({ name: 'Marc Dupont' });
    const channel = slack.channel({ name: 'club', members: [ana, marc] });
    const blocks = [
      {
        type: 'actions' as const,
        block_id: 'row',
        elements: [
          { type: 'static_select' as const, action_id: 'club', options: [option('Chess'), option('Choir')] },
          { type: 'datepicker' as const, action_id: 'day', initial_date: '2026-03-02' },
          { type: 'button' as const, action_id: 'go', text: text('Go') },
        ],
      },
      {
        type: 'input' as const,
        block_id: 'why',
        label: text('Why?'),
        element: { type: 'plain_text_input' as const, action_id: 'words' },
      },
    ];
    const { ts = '' } = await app.client.chat.postMessage({ channel: channel.id, text: 'Choose', blocks });
    await ana.select('club', 'Choir');
    expect((await ana.select('why', 'To sing')).failure).toBe(null);
    expect(bodies).toHaveLength(1);
    expect(ana.messages().at(-1)?.text).toContain('‹Choir› ‹2026-03-02› [Go]\nWhy?: ‹To sing›');
    await ana.click('Go');
    await marc.click('Go');
    expect(bodies.slice(1)).toMatchObject([
      {
        state: {
          values: {
            row: { club: { selected_option: { value: 'choir' } }, day: { selected_date: '2026-03-02' } },
            why: { words: { type: 'plain_text_input', value: 'To sing' } },
          },
        },
      },
      { state: { values: { row: { club: { selected_option: null } }, why: { words: { value: null } } } } },
    ]);

    await app.client.chat.update({ channel: channel.id, ts, text: 'Choose', blocks: blocks.slice(0, 1) });
    await ana.click('Go');
    expect(bodies.at(-1)?.['state']).toEqual({
      values: {
        row: { club: expect.objectContaining({ selected_option: expect.anything() }), day: expect.anything() },
      },
    });
  });

  it('keeps what is typed into a home, of which the app did not ask to hear, for the next button', async () => {
    const element = { type: 'plain_text_input' as const, action_id: 'words' };
    const go = { type: 'button' as const, action_id: 'go', text: text('Go') };
    const blocks = [
      { type: 'input' as const, block_id: 'why', label: text('Why?'), element },
      { type: 'actions' as const, elements: [go] },
    ];
    await app.client.views.publish({ user_id: ana.id, view: { type: 'home', blocks } });
    await ana.select('why', 'To sing');
    expect(bodies).toEqual([]);
    await ana.click('Go');
    expect(bodies).toMatchObject([{ view: { state: { values: { why: { words: { value: 'To sing' } } } } } }]);
  });

  it('asks before what cannot be undone, and follows links', async () => {
    const confirm = { title: text('Sure?'), text: text('It is gone then'), confirm: text('Yes'), deny: text('No') };
    await post([
      { type: 'button', action_id: 'delete', text: text('Delete'), confirm },
      { type: 'button', action_id: 'open', text: text('Open'), url: 'https://a.example/' },
    ]);
    await ana.click('Delete', { confirm: false });
    expect(bodies).toEqual([]);
    expect((await ana.click('Open')).url).toBe('https://a.example/');
    await ana.click('Delete');
    expect(bodies).toHaveLength(2);
  });

  it('keeps what was chosen in a home until it is published anew', async () => {
    const menu = { type: 'static_select' as const, action_id: 'club', options: [option('Chess'), option('Choir')] };
    const publish = (elements: ActionsBlock['elements']) =>
      app.client.views.publish({
        user_id: ana.id,
        view: {
          type: 'home',
          blocks: [{ type: 'actions', block_id: 'row', elements }],
        },
      });
    await publish([menu]);
    await ana.select('club', 'Choir', { in: 'home' });
    expect(bodies[0]).toMatchObject({
      container: { type: 'view' },
      view: { type: 'home', state: { values: { row: { club: { selected_option: { value: 'choir' } } } } } },
    });
    expect(ana.home).toBe('‹Choir›');
    await publish([{ ...menu, options: [option('Chess')] }]);
    expect(ana.home).toBe('‹›');
  });

  it('tells the app who changes, comes and goes', async () => {
    await slack.change(ana, { tz: 'Asia/Tokyo', name: 'Ana Costa' });
    await slack.deactivate(ana);
    await slack.reactivate(ana);
    const noa = await slack.joins({ name: 'Noa Klein' });
    expect(bodies).toMatchObject([
      { type: 'user_change', user: { tz: 'Asia/Tokyo', real_name: 'Ana Costa', deleted: false } },
      { type: 'user_change', user: { id: ana.id, deleted: true } },
      { type: 'user_change', user: { id: ana.id, deleted: false } },
      { type: 'team_join', user: { id: noa.id } },
    ]);
    await slack.uninstall();
    await expect(app.client.auth.test()).rejects.toThrow('account_inactive');
  });

  it('forges what no client sends', async () => {
    const posted = await post([{ type: 'button', action_id: 'ok', text: text('OK'), value: '1' }]);
    const [message] = ana.dm();
    expect(posted.ts).toBe(message?.ts);
    if (message) await slack.forge.action(ana, { action_id: 'never', value: 'forged' }, message);
    expect(bodies[0]).toMatchObject({ actions: [{ action_id: 'never', value: 'forged' }], user: { id: ana.id } });

    slack.fault({ method: 'views.open', kind: 'slow', times: 1, milliseconds: 20 });
    const modal = await (await ana.shortcut('join_shortcut')).modal();
    const forged = await slack.forge.submission(modal, { private_metadata: 'theirs', values: { club: 'poker' } });
    expect(forged).toEqual({ kind: 'acknowledged', body: undefined });
    expect(bodies.at(-1)).toMatchObject({
      view: {
        private_metadata: 'theirs',
        state: { values: { club: { value: { selected_option: { value: 'poker' } } } } },
      },
    });
    expect(modal.isOpen).toBe(true);
  });
});
