import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { type Child, endAll, patient } from './child.ts';
import { openSlack, startReady } from './slack.ts';

let slack: Sandbox;
let child: Child;
beforeAll(async () => {
  slack = await openSlack();
  child = await startReady(slack, 'http', { DATABASE_URL: await freshPostgresUrl() });
}, patient.timeout);
afterAll(async () => {
  endAll();
  await slack.stop();
});

const words = 'words-of-a-person';
const event = JSON.stringify({ type: 'event_callback', event: { type: 'app_home_opened', user: 'U1', text: words } });
const json = 'application/json';

/** What reaches the address and did not come from Slack, or not whole. Statuses are Bolt's. */
const bad = [
  ['unsigned', { body: event, contentType: json, signature: 'none' }, 401],
  ['wrongly signed', { body: event, contentType: json, signature: 'wrong' }, 401],
  ['signed rightly ten minutes ago', { body: event, contentType: json, minutesAgo: 10 }, 401],
  ['signed, and not JSON', { body: `{"type": ${words}`, contentType: json }, 400],
  ['signed, and a payload that is not JSON', { body: `payload=${words}`, contentType: form() }, 400],
  ['signed, and empty', { body: '', contentType: json }, 400],
] as const;

describe('what is not a delivery of Slack', patient, () => {
  it.each(bad)('is refused and logged: %s', async (_, request, status) => {
    const before = child.log().length;
    const answer = await slack.forge.post(request);
    expect(answer.status).toBe(status);
    await expect.poll(() => child.log().length).toBeGreaterThan(before);
  });

  it('is refused above the size that Slack ever sends', async () => {
    const answer = await slack.forge.post({ body: `{"text":"${'x'.repeat(5_000_000)}"}`, contentType: json });
    expect([413, 'reset']).toContain(answer.status);
  });

  it('leaves the process alive and at work, and none of its words in the log', async () => {
    const nina = slack.person({ name: 'Nina Roy', admin: true });
    expect(await (await nina.shortcut('book_session')).modal()).not.toBeNull();
    expect(child.process.exitCode).toBeNull();
    expect(child.output()).not.toContain(words);
  });
});

function form(): string {
  return 'application/x-www-form-urlencoded';
}
