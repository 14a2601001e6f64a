import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest } from './app.ts';

/** Sockets without Bolt, to see every frame. */
describe('Socket Mode', () => {
  let slack: Sandbox;
  let client: WebClient;

  beforeEach(async () => {
    slack = await startSandbox({ clock: clockAt('2026-03-02T09:00:00Z'), manifest });
    client = new WebClient(slack.appToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  });
  afterEach(() => slack.stop());

  const ticket = async () => (await client.apps.connections.open()).url ?? '';

  /** A connection whose messages are collected; envelopes are acknowledged. */
  async function connect(url: string) {
    const socket = new WebSocket(url);
    const frames: Record<string, unknown>[] = [];
    const greeted = new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data));
        frames.push(frame);
        if (frame.envelope_id) socket.send(JSON.stringify({ envelope_id: frame.envelope_id }));
        resolve();
      });
    });
    await greeted;
    return { socket, frames };
  }

  it('greets, and lets nobody in twice on one ticket', async () => {
    const url = await ticket();
    const { frames } = await connect(url);
    expect(frames).toMatchObject([{ type: 'hello', num_connections: 1 }]);
    await expect(connect(url)).rejects.toThrow('401');
  });

  it('takes turns between connections', async () => {
    const [one, two] = [await connect(await ticket()), await connect(await ticket())];
    const ana = slack.person({ name: 'Ana Silva' });
    for (const words of ['a', 'b', 'c', 'd']) await ana.says(words);
    const events = [one, two].map(({ frames }) => frames.filter((each) => each['type'] === 'events_api'));
    expect(events.map((each) => each.length)).toEqual([2, 2]);
    expect(events[0]?.[0]).toMatchObject({ retry_attempt: 0, accepts_response_payload: false });
  });

  it('lets ten in at once', async () => {
    for (const _ of Array.from({ length: 10 })) await connect(await ticket());
    const url = await ticket();
    await expect(connect(url)).rejects.toThrow('401');
  });

  it('asks for a new connection, and brings again what was on a connection that was cut', async () => {
    const first = await connect(await ticket());
    slack.closeSockets('refresh');
    await slack.quiet(10);
    expect(first.frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    first.socket.close();
    const second = await connect(await ticket());
    second.socket.removeAllListeners('message');
    const deaf = new Promise<void>((resolve) => second.socket.once('message', () => resolve()));
    const said = slack.person({ name: 'Ana Silva' }).says('Hello');
    await deaf;
    const third = await connect(await ticket());
    second.socket.terminate();
    await said;
    expect(third.frames.at(-1)).toMatchObject({
      type: 'events_api',
      retry_attempt: 1,
      retry_reason: 'connection_failed',
      payload: { event: { text: 'Hello' } },
    });
  });

  it('refuses the bot token', async () => {
    const wrong = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
    await expect(wrong.apps.connections.open()).rejects.toThrow('not_allowed_token_type');
  });
});
