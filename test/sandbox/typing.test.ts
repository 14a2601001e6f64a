import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationSeen, type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest } from './app.ts';

describe('what Slack’s client makes of what is typed', () => {
  let slack: Sandbox;
  let ana: Person;
  let marc: Person;
  let channels: Record<'general' | 'general-talk' | 'own' | 'hidden', ConversationSeen>;

  beforeEach(async () => {
    slack = await startSandbox({ clock: clockAt('2026-03-02T09:00:00Z'), manifest });
    ana = slack.person({ name: 'Ana Silva' });
    marc = slack.person({ name: 'Marc Dupont' });
    channels = {
      general: slack.channel({ name: 'general', members: [marc] }),
      'general-talk': slack.channel({ name: 'general-talk', members: [marc] }),
      own: slack.channel({ name: 'own', members: [ana, marc], private: true }),
      hidden: slack.channel({ name: 'hidden', members: [marc], private: true }),
    };
  });
  afterEach(() => slack.stop());

  /** The ids are different in every run. */
  const namedIn = (text = '') =>
    [...Object.values(channels), ana, marc].reduce((rest, { id, name }) => rest.replaceAll(id, name), text);
  const said = async (text: string) => {
    const { channel, ts } = await ana.says(text, { to: channels.own });
    const { messages = [] } = slack.desk.context.world.conversations.get(channel) ?? {};
    return namedIn(messages.find((each) => each.ts === ts)?.text);
  };
  const commanded = async (text: string) => {
    await ana.command('/join', text);
    const { payload = {} } = slack.deliveries.at(-1) ?? {};
    return namedIn('text' in payload ? String(payload.text) : '');
  };

  it.each([
    ['@marc, @Ana Silva and @nobody', '<@Marc Dupont>, <@Ana Silva> and @nobody'],
    ['see #general, #General-Talk and #own', 'see <##general>, <##general-talk> and <##own>'],
    [
      '#hidden is not seen, nor is #generally or #general-chat',
      '#hidden is not seen, nor is #generally or #general-chat',
    ],
    ['read https://a.example/?a=1&b=2.', 'read <https://a.example/?a=1&amp;b=2>.'],
    ['(http://a.example) <https://b.example/#general>', '(<http://a.example>) &lt;<https://b.example/#general>&gt;'],
    ['*https://a.example*, "http://b.example/"', '*<https://a.example>*, "<http://b.example/>"'],
    ['`https://a.example` «http://b.example»', '`<https://a.example>` «<http://b.example>»'],
    ['to marc@school.example.', 'to <mailto:marc@school.example|marc@school.example>.'],
    ['@here or @channel, @everyone!', '<!here> or <!channel>, <!everyone>!'],
    ['@hereabouts, a@here, 2 < 3 & #', '@hereabouts, a@here, 2 &lt; 3 &amp; #'],
  ])('a message: %s → %s', async (text, expected) => {
    expect(await said(text)).toBe(expected);
  });

  it.each([
    ['@marc in #general', '<@Marc Dupont|marc> in <##general|general>'],
    ['#hidden https://a.example/ @here', '#hidden <https://a.example/> @here'],
    ['marc@school.example', '<mailto:marc@school.example|marc@school.example>'],
  ])('a command: %s → %s', async (text, expected) => {
    expect(await commanded(text)).toBe(expected);
  });

  it('reads as it was typed, and calls everybody who is called', async () => {
    await ana.says('@channel: #general, https://a.example/ or ana@school.example', { to: channels.own });
    expect(marc.messages().at(-1)?.text).toBe('@channel: #general, https://a.example/ or ana@school.example');
    expect(marc.notifications()).toMatchObject([{ because: 'everyone' }]);
  });
});
