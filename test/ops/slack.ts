import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { systemClock } from '../../src/core/clock.ts';
import { freePort } from '../support/postgres.ts';
import { type Child, startProcess } from './child.ts';

export type Delivery = 'http' | 'socket';
export const deliveries: readonly Delivery[] = ['http', 'socket'];

/** A Slack with the app of our manifest in it, installed with all scopes or without some. */
export async function openSlack(options: { without?: readonly string[] } = {}): Promise<Sandbox> {
  const manifest = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const { scopes } = manifest.oauth_config;
  scopes.bot = scopes.bot.filter((scope: string) => options.without?.includes(scope) !== true);
  return await startSandbox({ clock: systemClock, manifest });
}

/** The settings with which a process of the product uses that Slack. */
export async function settingsFor(slack: Sandbox, delivery: Delivery): Promise<Record<string, string>> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(await freePort()),
    ...(delivery === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
  };
}

/** Starts a process, and answers when it is ready and Slack delivers to it. */
export async function startReady(slack: Sandbox, delivery: Delivery, env: Record<string, string>): Promise<Child> {
  const settings = { ...(await settingsFor(slack, delivery)), ...env };
  const child = startProcess(settings);
  await child.until('"ready"');
  if (delivery === 'socket') await slack.connected();
  else slack.connectHttp(`http://127.0.0.1:${settings['PORT']}/slack/events`);
  return child;
}
