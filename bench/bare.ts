import { readFileSync } from 'node:fs';
import { App, HTTPReceiver } from '@slack/bolt';

// What the product is measured against: Bolt alone, opening a static modal of the same size.
const env = process.env;
const view = JSON.parse(readFileSync(env['VIEW_FILE'] ?? '', 'utf8'));
const routes = [
  {
    path: '/readyz',
    method: 'GET',
    handler: (_: unknown, response: { end(text: string): void }) => response.end('ready'),
  },
];
const receiver = new HTTPReceiver({ signingSecret: env['SLACK_SIGNING_SECRET'] ?? '', customRoutes: routes });
const app = new App({
  token: env['SLACK_BOT_TOKEN'] ?? '',
  receiver,
  clientOptions: { slackApiUrl: env['SLACK_API_URL'] ?? '' },
});
app.command('/book', async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view });
});
await app.start(Number(env['PORT']));
