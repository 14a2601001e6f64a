import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Sandbox } from '../../sandbox/index.ts';
import { type clockAt, startWithApp } from './app.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });

/** Both at once, as much of it is waiting. */
describe.concurrent.each(['http', 'socket'] as const)('deliveries over %s', (delivery) => {
  let slack: Sandbox;
  let app: App;
  let clock: ReturnType<typeof clockAt>;
  let stop: () => Promise<void>;
  let ana: Person;
  let marc: Person;
  let heard: { text: string | undefined; retry: unknown }[];
  let respond: (message: object) => Promise<unknown>;

  beforeEach(async () => {
    heard = [];
    ({ slack, app, clock, stop } = await startWithApp(delivery, (bolt) => {
      bolt.message(async ({ message, context }) => {
        heard.push({ text: 'text' in message ? message.text : undefined, retry: context.retryNum });
      });
      bolt.command('/join', async (given) => {
        respond = given.respond;
        await given.ack({ text: `Hello ${given.command.text}` });
      });
      bolt.command('/silent', async () => undefined);
      bolt.action('go', async (given) => {
        respond = given.respond;
        await given.ack();
      });
      bolt.shortcut('join_shortcut', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({
          trigger_id: shortcut.trigger_id,
          view: { type: 'modal', title: text('From a shortcut'), blocks: [{ type: 'divider' }] },
        });
      });
    }));
    ana = slack.person({ name: 'Ana Silva' });
    marc = slack.person({ name: 'Marc Dupont', username: 'marc' });
  });
  afterEach(() => stop());

  it.sequential('brings words, mentions as ids, and the answer of the acknowledgement', async () => {
    const outcome = await ana.command('/join', '@marc & <b> @nobody');
    expect(outcome.reply).toBe(`Hello <@${marc.id}|marc> &amp; &lt;b&gt; @nobody`);
    expect(ana.sees()).toContain('(only visible to you)\n  Hello @Marc Dupont & <b> @nobody');
    expect(marc.sees()).toBe('');
    await expect(ana.command('/unknown')).rejects.toThrow('not a command of the manifest');
  });

  it.sequential('tells the person when the app is silent for three seconds', async () => {
    const outcome = await ana.command('/silent');
    expect(outcome.failure).toBe('/silent failed with the error "operation_timeout"');
    expect(ana.sees()).toContain('/silent failed');
    await expect(outcome.modal()).rejects.toThrow('opened no modal');
    const { payload } = slack.deliveries.at(-1) ?? {};
    const trigger_id = payload && 'trigger_id' in payload ? String(payload.trigger_id) : '';
    const view = { type: 'modal' as const, title: text('Too late'), blocks: [{ type: 'divider' }] };
    await expect(app.client.views.open({ trigger_id, view })).rejects.toThrow('expired_trigger_id');
  });

  it.sequential('forgets a home that the app has not published, and keeps the one that it has', async () => {
    expect(await ana.opensHome()).toBe('');
    const view = { type: 'home' as const, blocks: [{ type: 'header', text: text('Home') }] };
    await app.client.views.publish({ user_id: ana.id, view });
    expect(ana.home).toBe('Home');
  });

  it.sequential('opens modals from shortcuts', async () => {
    const modal = await (await ana.shortcut('join_shortcut')).modal();
    expect(modal.title).toBe('From a shortcut');
    await expect(ana.shortcut('other')).rejects.toThrow('no global shortcut');
  });

  it.sequential('delivers what people write, and everything twice when asked', async () => {
    await ana.says('Hello');
    await slack.again();
    expect(heard).toMatchObject([{ text: 'Hello' }, { text: 'Hello', retry: 1 }]);
    const group = await app.client.conversations.open({ users: `${ana.id},${marc.id}` });
    await marc.says('To both', { to: marc.conversation(ana) });
    expect(heard.at(-1)).toMatchObject({ text: 'To both' });
    expect(ana.conversation(marc).id).toBe(group.channel?.id);
    const alone = slack.person({ name: 'Noa Klein' });
    expect(() => alone.conversation(ana).thread('1.1')).not.toThrow();
  });

  it.sequential('keeps a response_url for five uses and thirty minutes of the moved clock', async () => {
    await ana.command('/join');
    await respond({ text: 'Later' });
    await ana.until('Later');
    clock.forward(31 * 60_000);
    await expect(respond({ text: 'Too late' })).rejects.toThrow();
    await ana.command('/join');
    for (const at of [1, 2, 3, 4, 5]) await respond({ text: `Use ${at}` });
    await expect(respond({ text: 'Use 6' })).rejects.toThrow();
    expect(slack.refusals.map((each) => each.error)).toEqual(['expired_url', 'used_url']);
  });

  it.sequential('replaces and deletes the message that was clicked', async () => {
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: text('Go'), value: '1' }] }];
    await app.client.chat.postMessage({ channel: ana.id, text: 'Choose', blocks });
    const [before] = ana.dm();
    await ana.click('Go');
    await respond({ text: 'Chosen', replace_original: true });
    expect(ana.dm().map((each) => [each.text, each.edited])).toEqual([['Chosen', true]]);
    await expect(ana.click('Go')).rejects.toThrow('sees no "Go"');
    if (before) await ana.click('Go', { in: before });
    await respond({ delete_original: true });
    expect(ana.dm()).toEqual([]);
  });

  it.sequential('lets nobody act who is deactivated', async () => {
    await slack.deactivate(marc);
    await expect(marc.says('Hello')).rejects.toThrow('deactivated');
    await expect(app.client.conversations.open({ users: marc.id })).rejects.toThrow('user_disabled');
  });
});

describe('only over HTTP', () => {
  it('brings an event again at once, after one and after five minutes', async () => {
    const tries: unknown[] = [];
    const { slack, clock, stop } = await startWithApp('http', () => undefined);
    const { createServer } = await import('node:http');
    const broken = createServer((request, response) => {
      tries.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => broken.once('listening', resolve));
    const address = broken.address();
    slack.connectHttp(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    await slack.person({ name: 'Ana Silva' }).says('Hello');
    expect(tries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ]);
    for (const minutes of [1, 4, 1]) {
      clock.forward(minutes * 60_000);
      await slack.tick();
    }
    expect(tries.slice(2)).toEqual([
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    broken.close();
    await stop();
  });

  it('brings no event again that the app asks not to have again', async () => {
    let tries = 0;
    const { slack, clock, stop } = await startWithApp('http', () => undefined);
    const { createServer } = await import('node:http');
    const broken = createServer((_, response) => {
      tries += 1;
      response.writeHead(500, { 'X-Slack-No-Retry': '1' }).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => broken.once('listening', resolve));
    const address = broken.address();
    slack.connectHttp(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    await slack.person({ name: 'Ana Silva' }).says('Hello');
    clock.forward(60 * 60_000);
    await slack.tick();
    expect(tries).toBe(1);
    broken.close();
    await stop();
  });

  it('forges posts that no Slack would make', async () => {
    const { slack, stop } = await startWithApp('http', () => undefined);
    const body = JSON.stringify({ type: 'event_callback', event: { type: 'message' } });
    const status = async (post: Partial<Parameters<Sandbox['forge']['post']>[0]>) =>
      (await slack.forge.post({ body, ...post })).status;
    expect(await status({})).not.toBe(401);
    expect(await status({ signature: 'wrong' })).toBe(401);
    expect(await status({ signature: 'none' })).toBe(401);
    expect(await status({ minutesAgo: 6 })).toBe(401);
    await stop();
  });
});

describe('only over sockets', () => {
  it('sends each payload on one of the connections, and again when one was cut', async () => {
    const heard: unknown[] = [];
    const listen = (app: App) => app.message(async ({ message }) => void heard.push('text' in message && message.text));
    const { slack, app, stop } = await startWithApp('socket', listen);
    const { App: Bolt } = await import('@slack/bolt');
    const second = new Bolt({
      token: slack.botToken,
      appToken: slack.appToken,
      socketMode: true,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    listen(second);
    await second.start();
    await slack.connected(2);
    const ana = slack.person({ name: 'Ana Silva' });
    for (const words of ['one', 'two', 'three']) await ana.says(words);
    expect(heard).toEqual(['one', 'two', 'three']);
    await second.stop();
    await ana.says('four');
    expect(heard.at(-1)).toBe('four');
    expect(app).toBeDefined();
    await stop();
  });
});
