import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest, startWithApp } from './app.ts';

describe('trouble on request', () => {
  const post = (slack: Sandbox, person: Person, options = {}) =>
    new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      ...options,
    }).chat.postMessage({ channel: person.id, text: 'Hi' });

  async function started(limits = false) {
    const clock = clockAt('2026-03-02T09:00:00Z');
    const slack = await startSandbox({ clock, manifest, limits });
    return { clock, slack, ana: slack.person({ name: 'Ana Silva' }) };
  }

  it.each([
    ['rate-limited', 0],
    ['error-500', 0],
    ['reset', 0],
    ['away', 0],
    ['lost-answer', 1],
  ] as const)('%s fails the call and leaves %i messages', async (kind, messages) => {
    const { slack, ana } = await started();
    const fault = slack.fault({ method: 'chat.postMessage', kind, times: 1, retryAfter: 7 });
    await expect(post(slack, ana)).rejects.toThrow();
    expect(ana.dm()).toHaveLength(messages);
    await post(slack, ana);
    expect(ana.dm()).toHaveLength(messages + 1);
    expect(slack.refusals).toEqual([]);
    fault.lift();
    await slack.stop();
  });

  it('names the seconds to wait', async () => {
    const { slack, ana } = await started();
    slack.fault({ method: 'chat.postMessage', kind: 'rate-limited', times: 1, retryAfter: 7 });
    await expect(post(slack, ana)).rejects.toMatchObject({ retryAfter: 7 });
    await slack.stop();
  });

  it('is away for everything until it is back', async () => {
    const { slack, ana } = await started();
    const fault = slack.fault({ kind: 'away' });
    await expect(post(slack, ana)).rejects.toThrow();
    fault.lift();
    await expect(post(slack, ana)).resolves.toMatchObject({ ok: true });
    await slack.stop();
  });

  it.each([
    ['away', 0],
    ['rate-limited', 0],
    ['lost-answer', 1],
  ] as const)('is slow and %s at once: the call fails late, and leaves %i messages', async (kind, messages) => {
    const { slack, ana } = await started();
    slack.fault({ kind: 'slow', milliseconds: 40 });
    const other = slack.fault({ kind });
    const began = performance.now();
    await expect(post(slack, ana)).rejects.toThrow();
    expect(performance.now() - began).toBeGreaterThanOrEqual(35);
    expect(ana.dm()).toHaveLength(messages);
    other.lift();
    await expect(post(slack, ana)).resolves.toMatchObject({ ok: true });
    await slack.stop();
  });

  it('of two troubles has the graver one first, however they were planned', async () => {
    const { slack, ana } = await started();
    slack.fault({ kind: 'lost-answer', times: 1 });
    slack.fault({ kind: 'error-500', times: 1 });
    await expect(post(slack, ana)).rejects.toThrow();
    expect(ana.dm()).toEqual([]);
    await expect(post(slack, ana)).rejects.toThrow();
    expect(ana.dm()).toHaveLength(1);
    await expect(post(slack, ana)).resolves.toMatchObject({ ok: true });
    await slack.stop();
  });

  it.each([
    ['error-500', 500, 0],
    ['rate-limited', 429, 0],
    ['reset', 'nothing', 0],
    ['lost-answer', 'nothing', 1],
    ['slow', 200, 1],
  ] as const)('%s of a response_url: the app hears %s, and the person sees %i messages', async (kind, heard, seen) => {
    let url = '';
    const { slack, stop } = await startWithApp('http', (app) => {
      app.command('/join', async ({ ack, body }) => {
        url = body.response_url;
        await ack();
      });
    });
    const ana = slack.person({ name: 'Ana Silva' });
    await ana.command('/join');
    slack.fault({ kind, times: 1, milliseconds: 40 });
    const began = performance.now();
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'Hi' }) }).then(
      ({ status }) => status,
      () => 'nothing',
    );
    expect(answer).toBe(heard);
    if (kind === 'slow') expect(performance.now() - began).toBeGreaterThanOrEqual(35);
    expect(ana.dm()).toHaveLength(seen);
    await stop();
  });

  it('lets short bursts through, then one message a second of the moved clock', async () => {
    const { slack, ana, clock } = await started(true);
    for (const _ of [1, 2, 3]) await post(slack, ana);
    await expect(post(slack, ana)).rejects.toMatchObject({ retryAfter: 3 });
    clock.forward(3_000);
    await expect(post(slack, ana)).resolves.toMatchObject({ ok: true });
    await slack.stop();
  });
});
