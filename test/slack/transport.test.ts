import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { edit } from '../../src/outbox/post.ts';
import { clientForSends } from '../../src/slack/app.ts';
import { silent, testSettings } from '../support/world.ts';

/** What stands between us and Slack may answer in its place. */
const answers: Array<[what: string, status: number, body: string, outcome: object]> = [
  ['a proxy’s page', 200, '<h1>Sign in to the network</h1>', { kind: 'unknown', why: 'no_answer' }],
  ['nothing', 200, '', { kind: 'unknown', why: 'no_answer' }],
  ['the page of a Slack that is away', 503, '<h1>Back soon</h1>', { kind: 'unknown', why: 'http_503' }],
  ['Slack’s no', 200, '{"ok":false,"error":"is_inactive"}', { kind: 'refused', why: 'is_inactive' }],
  ['Slack’s yes', 200, '{"ok":true}', { kind: 'sent', channel: 'C1', ts: '1.2' }],
];

it.each(answers)('takes %s (%i) for what it is', async (_what, status, body, outcome) => {
  const server = createServer((_request, response) => {
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = clientForSends(testSettings({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` }), silent);
  expect(await edit(client, 'C1', '1.2', { text: 'Hello', blocks: [] })).toEqual(outcome);
  server.close();
});
