import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { startWithApp } from './app.ts';
import { hasReference, referencePayload, strangeKeys } from './reference.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const modal = {
  type: 'modal' as const,
  callback_id: 'form',
  notify_on_close: true,
  title: text('Form'),
  submit: text('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'name',
      optional: true,
      label: text('Name'),
      element: { type: 'plain_text_input' as const, action_id: 'a' },
    },
    { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'more', text: text('More') }] },
  ],
};

// Slack's blank payloads leave out what differs from case to case: the blocks of a view, and the response URLs.
const known = [/\.view\.blocks$/, /\.response_urls$/, /\.message\.blocks/, /\.container\.(message_ts|channel_id)$/];

/** What Bolt and apps read of each payload. */
const required: Record<string, string[]> = {
  SlashCommandPayload: ['command', 'text', 'user_id', 'channel_id', 'team_id', 'trigger_id', 'response_url', 'token'],
  BlockActionPayload: ['type', 'user', 'team', 'api_app_id', 'container', 'trigger_id', 'actions', 'token'],
  ViewSubmissionPayload: ['type', 'user', 'team', 'api_app_id', 'view', 'trigger_id', 'token'],
  ViewClosedPayload: ['type', 'user', 'team', 'api_app_id', 'view', 'is_cleared', 'token'],
  MessageShortcutPayload: [
    'type',
    'callback_id',
    'trigger_id',
    'message_ts',
    'response_url',
    'message',
    'channel',
    'user',
  ],
  MessagePayload: ['token', 'team_id', 'api_app_id', 'event', 'type', 'event_id', 'event_time', 'authorizations'],
  AppHomeOpenedPayload: ['token', 'team_id', 'api_app_id', 'event', 'type', 'event_id', 'event_time', 'authorizations'],
  UserChangePayload: ['token', 'team_id', 'api_app_id', 'event', 'type', 'event_id', 'event_time', 'authorizations'],
  TeamJoinPayload: ['token', 'team_id', 'api_app_id', 'event', 'type', 'event_id', 'event_time', 'authorizations'],
};

describe.skipIf(!hasReference)("payloads against Slack's own shapes (skipped where ../shared is absent)", () => {
  let slack: Sandbox;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const started = await startWithApp('http', (app) => {
      app.command('/join', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
      });
      app.action('more', async ({ ack }) => ack());
      app.view({ callback_id: 'form', type: 'view_submission' }, async ({ ack }) => ack());
      app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack());
      app.shortcut('keep', async ({ ack }) => ack());
      app.event('app_home_opened', async ({ client, event }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
      });
    });
    ({ slack, stop } = started);
    const ana = slack.person({ name: 'Ana Silva' });
    const form = await (await ana.command('/join')).modal();
    await form.click('More');
    await form.submit();
    await (await (await ana.command('/join')).modal()).close();
    const said = await ana.says('Hello');
    await ana.messageShortcut('keep', said);
    await ana.opensHome();
    await started.app.client.chat.postMessage({
      channel: ana.id,
      text: 'Hi',
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: text('More') }] }],
    });
    await ana.click('More');
    await slack.change(ana, { tz: 'Asia/Tokyo' });
    await slack.joins({ name: 'Noa Klein' });
    await slack.quiet();
    await slack.uninstall();
  });
  afterAll(() => stop());

  const cases: [reference: string, (payload: Record<string, unknown>) => boolean][] = [
    ['SlashCommandPayload', (payload) => 'command' in payload],
    ['BlockActionPayload', (payload) => payload['type'] === 'block_actions'],
    ['ViewSubmissionPayload', (payload) => payload['type'] === 'view_submission'],
    ['ViewClosedPayload', (payload) => payload['type'] === 'view_closed'],
    ['MessageShortcutPayload', (payload) => payload['type'] === 'message_action'],
    ['MessagePayload', (payload) => eventType(payload) === 'message'],
    ['AppHomeOpenedPayload', (payload) => eventType(payload) === 'app_home_opened'],
    ['UserChangePayload', (payload) => eventType(payload) === 'user_change'],
    ['TeamJoinPayload', (payload) => eventType(payload) === 'team_join'],
    ['TokensRevokedPayload', (payload) => eventType(payload) === 'tokens_revoked'],
    ['AppUninstalledPayload', (payload) => eventType(payload) === 'app_uninstalled'],
  ];

  it.each(cases)('%s', (name, mine) => {
    const payloads = slack.deliveries.map(({ payload }) => ({ ...payload })).filter(mine);
    expect(payloads.length).toBeGreaterThan(0);
    for (const payload of payloads) {
      const strange = strangeKeys(payload, referencePayload(name)).filter(
        (path) => !known.some((each) => each.test(path)),
      );
      expect(strange).toEqual([]);
      expect(Object.keys(payload)).toEqual(expect.arrayContaining(required[name] ?? []));
    }
  });
});

function eventType(payload: Record<string, unknown>): unknown {
  const { event } = payload;
  return typeof event === 'object' && event && 'type' in event ? event.type : undefined;
}
