import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { createFace } from '../../sandbox/web/index.tsx';
import { findMessage } from '../../sandbox/world/messages.ts';

let slack: Sandbox;
let ana: Person;
let marc: Person;
beforeAll(async () => {
  slack = await startSandbox({
    clock: { now: () => new Date('2026-11-24T09:32:00Z') },
    manifest: {
      features: { app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: false } },
      oauth_config: { scopes: { bot: ['reactions:write', 'im:history'] } },
    },
  });
  ana = slack.person({ name: 'Ana Silva' });
  marc = slack.person({ name: 'Marc Dupont', locale: 'fr-FR' });
});
afterAll(() => slack.stop());

/** The pills under messages as a person has them in front of them: what is drawn, and what is read out. */
async function reactionsSeenBy(person: Person, conversation: string) {
  const page = await createFace({ sandbox: () => slack }).request(`/as/${person.id}/c/${conversation}`);
  const list = /<ul class="reactions" aria-label="(?<label>[^"]*)">(?<items>.*?)<\/ul>/.exec(await page.text())?.groups;
  const item =
    /<li class="(\w*)"><span aria-hidden="true" title="[^"]*">(.*?)<\/span><span class="hidden">(.*?)<\/span>/g;
  const pills = [...(list?.['items'] ?? '').matchAll(item)].map(([, mark, drawn, read]) => ({
    drawn: drawn?.replace(/<[^>]*>/g, ''),
    own: mark === 'own',
    read,
  }));
  return { label: list?.['label'], pills };
}

it('draws a pill for each reaction, with how many, who they are, and a mark on one’s own', async () => {
  const { world } = slack.desk.context;
  const team = slack.channel({ name: 'team', members: [ana, marc], app: false });
  const { ts } = await ana.says('Shall we meet on Tuesday?', { to: team });
  const conversation = world.conversations.get(team.id);
  const message = conversation && findMessage(conversation, ts);
  expect(await reactionsSeenBy(ana, team.id)).toEqual({ label: undefined, pills: [] });

  // People have no way to react in the sandbox: their reactions come with the history of a workspace.
  message?.reactions.set('thumbsup', new Set([ana.id, marc.id])).set('our_own_emoji', new Set([marc.id]));
  expect(await reactionsSeenBy(ana, team.id)).toEqual({
    label: 'Reactions',
    pills: [
      { drawn: '👍 2', own: true, read: '👍, 2: Ana Silva (you), Marc Dupont' },
      { drawn: ':our_own_emoji: 1', own: false, read: ':our_own_emoji:, 1: Marc Dupont' },
    ],
  });
  expect(await reactionsSeenBy(marc, team.id)).toMatchObject({
    label: 'Réactions',
    pills: [{ own: true, read: '👍, 2: Ana Silva, Marc Dupont (vous)' }, { own: true }],
  });
});

it('shows what the app reacts with', async () => {
  const message = await ana.says('I am ready.');
  const app = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  await app.reactions.add({ channel: message.channel, timestamp: message.ts, name: 'wave' });
  const { pills } = await reactionsSeenBy(ana, message.channel);
  expect(pills).toMatchObject([{ drawn: '👋 1', own: false }]);
  expect(ana.sees()).toContain(':wave: 1');
});
