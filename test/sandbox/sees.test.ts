import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest } from './app.ts';

describe('what a person sees', () => {
  let slack: Sandbox;
  let client: WebClient;
  let clock: ReturnType<typeof clockAt>;
  let ana: Person;
  let marc: Person;
  let noa: Person;
  let group: string;

  beforeEach(async () => {
    clock = clockAt('2026-03-28T09:00:00Z');
    slack = await startSandbox({ clock, manifest });
    client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    ana = slack.person({ name: 'Ana Silva', tz: 'America/New_York' });
    marc = slack.person({ name: 'Marc Dupont', locale: 'fr-FR' });
    noa = slack.person({ name: 'Noa Klein' });
    const { channel } = await client.conversations.open({ users: `${ana.id},${marc.id}` });
    group = channel?.id ?? '';
  });
  afterEach(() => slack.stop());

  const say = (text: string, more: object = {}) => client.chat.postMessage({ channel: group, text, ...more });

  it.each([
    ['*bold* and _slanted_ and ~gone~', 'bold and slanted and gone'],
    ['2*3*4 stays, so does snake_case_name', '2*3*4 stays, so does snake_case_name'],
    ['a lone * and _', 'a lone * and _'],
    ['`*code*` is as it is', '*code* is as it is'],
    ['&lt;!channel&gt; &amp; &lt;@U1&gt;', '<!channel> & <@U1>'],
    ['&amp;lt; was typed', '&lt; was typed'],
    ['<https://a.example/?a=1&amp;b=2|the page>', 'the page (https://a.example/?a=1&b=2)'],
    ['<https://a.example/>', 'https://a.example/'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<mailto:a@b.example|write>', 'write (mailto:a@b.example)'],
    ['*<https://a.example|bold link>*', 'bold link (https://a.example)'],
    ['zero\u200bwidth', 'zerowidth'],
    ['\u2060*\u2060no bold* and \u2060`\u2060no code`', '*no bold* and `no code`'],
    ['*`code` in bold*, *a* *b*', 'code in bold, a b'],
    ['family 👨‍👩‍👧 and שלום', 'family 👨‍👩‍👧 and שלום'],
    ['<!date^abc^{date}|the fallback>', 'the fallback'],
  ])('%s reads as %s', async (source, reading) => {
    await say(source);
    expect(ana.messages().at(-1)?.text).toBe(reading);
  });

  it('reads dates in the zone and the language of whoever looks, across a clock change', async () => {
    const sunday = Math.floor(new Date('2026-03-29T17:00:00Z').getTime() / 1000);
    await say(
      `<!date^${sunday}^{date_long} {time}|x> or <!date^${sunday}^{date_short_pretty} {time}|x> or <!date^${sunday}^{date_num}|x>`,
    );
    expect(ana.messages().at(-1)?.text).toBe('Sunday, March 29, 2026 1:00 PM or tomorrow 1:00 PM or 2026-03-29');
    expect(marc.messages().at(-1)?.text).toBe('dimanche 29 mars 2026 19:00 or demain 19:00 or 2026-03-29');
  });

  it('tells a real mention from typed text', async () => {
    const root = await say('Hello');
    const inThread = { thread_ts: root.ts };
    await say(`&lt;@${ana.id}&gt; @Ana Silva`, inThread);
    expect(ana.notifications().map((each) => each.because)).toEqual(['group message']);
    await say(`For <@${ana.id}>`, inThread);
    await say('And more', inThread);
    expect(ana.notifications().map((each) => each.because)).toEqual(['group message', 'mention', 'thread']);
    expect(marc.notifications().map((each) => each.because)).toEqual(['group message']);
    await say('<!channel> wake up', inThread);
    expect(marc.notifications().at(-1)).toMatchObject({ because: 'everyone', text: '@channel wake up' });
  });

  it('tells nobody of an edit', async () => {
    const root = await say('Hello');
    const reply = await say('Nothing', { thread_ts: root.ts });
    await client.chat.update({ channel: group, ts: reply.ts ?? '', text: `<@${ana.id}>` });
    expect(ana.notifications().map((each) => each.because)).toEqual(['group message']);
    expect(ana.sees()).toContain('(edited)\n      @Ana Silva');
  });

  it('shows a conversation to those in it alone', async () => {
    await say('Between us');
    await client.chat.postMessage({ channel: noa.id, text: 'For Noa' });
    expect(marc.sees()).toContain('Between us');
    expect(noa.sees()).toContain('For Noa');
    expect(noa.sees()).not.toContain('Between us');
    expect(ana.sees()).not.toContain('For Noa');
  });

  it('shows homes with what is in them, to their owners', async () => {
    await client.views.publish({
      user_id: ana.id,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Your *week*' } },
          {
            type: 'section',
            text: { type: 'mrkdwn', text: '*Tuesday*' },
            accessory: {
              type: 'overflow',
              action_id: 'more',
              options: [
                { text: { type: 'plain_text', text: 'Move' }, value: 'move' },
                { text: { type: 'plain_text', text: 'Cancel' }, value: 'cancel' },
              ],
            },
          },
          { type: 'image', image_url: 'https://a.example/a.png', alt_text: 'A chart' },
        ],
      },
    });
    expect(ana.home).toBe('Your *week*\nTuesday\n[⋯ Move | Cancel]\n[image: A chart]');
    expect(marc.sees()).not.toContain('Your *week*');
  });

  it('finds the button beside a text', async () => {
    const row = (name: string) => [
      { type: 'section', text: { type: 'mrkdwn', text: `Session with *${name}*` } },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'done', value: name, text: { type: 'plain_text', text: 'Done' } }],
      },
    ];
    await client.chat.postMessage({ channel: ana.id, text: 'Two', blocks: [...row('Léa'), ...row('Tom')] });
    await ana.click('Done', { beside: 'Tom' });
    await ana.click('Done');
    await ana.click('Done', { nth: 1 });
    const values = slack.deliveries.flatMap(({ payload }) => ('actions' in payload ? [payload.actions] : []));
    expect(values).toMatchObject([[{ value: 'Tom' }], [{ value: 'Léa' }], [{ value: 'Tom' }]]);
  });
});
