import { App, LogLevel } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { expect } from 'vitest';
import {
  type ConversationSeen,
  type ManifestInput,
  type Person,
  type Sandbox,
  startSandbox,
} from '../../sandbox/index.ts';
import { openPort } from '../../sandbox/port.ts';
import type { FaceOptions } from '../../sandbox/web/index.tsx';
import { serveFace } from '../../sandbox/web/serve.ts';
import { joinView, option, surveyView, text } from './forms.ts';

const manifest: ManifestInput = {
  display_information: { name: 'Clubhouse' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    slash_commands: [
      { command: '/join', should_escape: true, description: 'Join a club', usage_hint: '[club]' },
      { command: '/plan', should_escape: true, description: 'Plan a meeting' },
      { command: '/plans', should_escape: true, description: 'All meetings' },
      { command: '/whisper', should_escape: true, description: 'Something only you see' },
      { command: '/silent', should_escape: true, description: 'Never answers' },
    ],
    shortcuts: [
      { name: 'Join a club', type: 'global', callback_id: 'join_shortcut' },
      { name: 'Keep this', type: 'message', callback_id: 'keep' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'commands',
        'users:read',
        'im:history',
        'im:read',
        'im:write',
        'mpim:history',
        'mpim:write',
        'files:read',
      ],
    },
  },
  settings: { event_subscriptions: { bot_events: ['message.im', 'message.mpim', 'app_home_opened'] } },
};

const welcome = (who: string, club: string): KnownBlock[] => [
  { type: 'header', text: text(`Welcome to ${club}`) },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `<@${who}> has joined :tada: Meet on <!date^1796234400^{date_short_pretty} at {time}|2 December>.`,
    },
    accessory: { type: 'overflow', action_id: 'club_menu', options: [option('Mute'), option('Leave')] },
  },
  {
    type: 'section',
    fields: [
      { type: 'mrkdwn', text: '*Where*\nThe library' },
      { type: 'mrkdwn', text: '*Bring*\n• a pen\n• `paper`' },
    ],
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'wave', style: 'primary', text: text('Wave back') },
      {
        type: 'button',
        action_id: 'leave',
        style: 'danger',
        text: text('Leave'),
        confirm: {
          title: text('Leave the club?'),
          text: text('Your place goes to somebody else.'),
          confirm: text('Leave'),
          deny: text('Stay'),
        },
      },
      {
        type: 'static_select',
        action_id: 'mood',
        placeholder: text('How are you?'),
        options: ['Fine', 'Tired'].map(option),
      },
    ],
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'You can leave whenever you like.' }] },
];

/** The same in both languages. */
export const both = (words: string) => ({ en: words, fr: words });

export interface Clubhouse {
  slack: Sandbox;
  url: string;
  ana: Person;
  marc: Person;
  general: ConversationSeen;
  submitted: Record<string, unknown>[];
  clicked: string[];
  /** The app writes to Ana. */
  appTellsAna(message: object): Promise<void>;
  stop(): Promise<void>;
}

/** A plain Bolt app with something of everything, which knows nothing of the sandbox; Ana and Marc; and the page. */
export async function startClubhouse(
  options: Partial<FaceOptions> = {},
  clock = { now: () => new Date() },
): Promise<Clubhouse> {
  const port = await openPort();
  const slack = await startSandbox({ clock, manifest, port });
  const app = new App({
    token: slack.botToken,
    signingSecret: slack.signingSecret,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  });
  const ana = slack.person({ name: 'Ana Silva', tz: 'Europe/Lisbon' });
  const marc = slack.person({ name: 'Marc Dupont', locale: 'fr-FR', tz: 'Europe/Paris' });
  const general = slack.channel({ name: 'general', members: [ana, marc] });
  const submitted: Record<string, unknown>[] = [];
  const clicked: string[] = [];

  app.command('/join', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: joinView(body.text) });
  });
  app.command('/plan', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: surveyView() });
  });
  app.view('survey', async ({ ack, view }) => {
    submitted.push(heldBy(view.state));
    await ack();
  });
  app.command('/whisper', ({ ack, body }) => ack({ response_type: 'ephemeral', text: `Psst, <@${body.user_id}>.` }));
  app.command('/silent', () => new Promise(() => undefined));
  app.shortcut('join_shortcut', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: joinView() });
  });
  app.shortcut('keep', async ({ ack, client, body }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'Kept.' });
  });
  app.options<'block_suggestion'>('value', ({ ack, payload }) =>
    ack({
      options: ['Zoé Martin', 'Zach Brown']
        .filter((each) => each.toLowerCase().includes(payload.value.toLowerCase()))
        .map(option),
    }),
  );
  app.view('join', async ({ ack, view, body, client }) => {
    if (view.state.values['name']?.['value']?.value === 'no')
      return ack({ response_action: 'errors', errors: { name: 'Say a name.' } });
    submitted.push(heldBy(view.state));
    await ack();
    const { channel } = await client.conversations.open({ users: [ana.id, marc.id].join(',') });
    const club = view.state.values['club']?.['value']?.selected_option?.text.text ?? 'the club';
    await client.chat.postMessage({
      channel: channel?.id ?? '',
      text: `<@${body.user.id}> has joined ${club}`,
      blocks: welcome(body.user.id, club),
    });
  });
  app.action({ type: 'block_actions' }, async ({ ack, action, body, client, respond }) => {
    await ack();
    const what =
      'selected_option' in action ? `${action.action_id}=${action.selected_option?.value}` : action.action_id;
    clicked.push(what);
    if (what === 'rules') {
      await client.views.push({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'rules',
          title: text('Rules'),
          blocks: welcome(body.user.id, 'the rules').slice(0, 1),
        },
      });
    }
    if (what === 'wave') await respond({ text: 'You waved.', replace_original: false, response_type: 'ephemeral' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: text('Your clubs') },
          {
            type: 'section',
            text: { type: 'mrkdwn', text: 'You are in *no club* yet.' },
            accessory: { type: 'button', action_id: 'home_join', text: text('Look around') },
          },
          { type: 'divider' },
          ...welcome(event.user, 'Chess').slice(1),
        ],
      },
    });
  });

  const server = await app.start(0);
  const address = server && 'address' in server ? server.address() : null;
  if (!address || typeof address === 'string') throw new Error('The app has no port');
  slack.connectHttp(`http://127.0.0.1:${address.port}/slack/events`);
  serveFace({ sandbox: () => slack, ...options }, port);
  return {
    slack,
    url: port.url,
    ana,
    marc,
    general,
    submitted,
    clicked,
    async appTellsAna(message) {
      const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel: ana.conversation().id, text: 'Look', ...message }),
      });
      expect(await answer.json()).toMatchObject({ ok: true });
    },
    async stop() {
      await app.stop();
      await slack.stop();
      await port.close();
    },
  };
}

const heldBy = ({ values }: { values: Record<string, Record<string, unknown>> }) =>
  Object.fromEntries(Object.entries(values).map(([block, held]) => [block, held['value']]));
