import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest } from './app.ts';
import { hasReference, referenceBlocks } from './reference.ts';

describe.skipIf(!hasReference)('blocks that Slack takes (skipped where ../shared is absent)', () => {
  it.each(hasReference ? referenceBlocks() : [])('%s is posted or opened, and can be read', async (_, block) => {
    const slack = await startSandbox({ clock: clockAt('2026-03-02T09:00:00Z'), manifest });
    const ana = slack.person({ name: 'Ana Silva' });
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
    if (['input', 'alert'].includes(String(block['type']))) {
      await ana.shortcut('join_shortcut');
      const { payload } = slack.deliveries[0] ?? {};
      const trigger_id = payload && 'trigger_id' in payload ? payload.trigger_id : '';
      const words = { type: 'plain_text', text: 'A block' };
      await client.apiCall('views.open', {
        trigger_id,
        view: { type: 'modal', title: words, submit: words, blocks: [block] },
      });
      expect((await ana.modal())?.text()).not.toMatch(/A block\n\n/);
    } else {
      await client.apiCall('chat.postMessage', { channel: ana.id, text: 'A block', blocks: [block] });
      expect(ana.dm()[0]?.text).not.toBe('');
    }
    expect(slack.refusals).toEqual([]);
    await slack.stop();
  });
});
