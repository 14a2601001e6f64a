import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest } from './app.ts';

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

  it('lets short bursts through, then one message a second of the moved clock', async () => {
    const { slack, ana, clock } = await started(true);
    for (const _ of [1, 2, 3]) await post(slack, ana);
    await expect(post(slack, ana)).rejects.toMatchObject({ retryAfter: 3 });
    clock.forward(3_000);
    await expect(post(slack, ana)).resolves.toMatchObject({ ok: true });
    await slack.stop();
  });
});
