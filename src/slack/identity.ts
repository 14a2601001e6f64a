import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { safeError } from '../log.ts';

/** Slack answered, and the answer was no: waiting does not help. */
export class SlackRefused extends Error {
  constructor(code: string) {
    super(
      `Slack refused SLACK_BOT_TOKEN (${code}). Install the app to the workspace again and take the token from api.slack.com/apps → your app → OAuth & Permissions.`,
    );
  }
}

/**
 * Asks Slack who the app is. While Slack cannot be reached it asks again, after 1 s and up to every 30 s, with a line in the log
 * each time; when Slack says no it throws `SlackRefused`.
 */
export async function findIdentity(client: WebClient, log: Logger): Promise<{ botId: string; botUserId: string }> {
  for (let waitSeconds = 1; ; waitSeconds = Math.min(30, waitSeconds * 2)) {
    try {
      const me = await client.auth.test();
      return { botId: me.bot_id ?? '', botUserId: me.user_id ?? '' };
    } catch (error) {
      if (error instanceof WebAPIPlatformError && isFinal(error.data.error)) throw new SlackRefused(error.data.error);
      log.warn({ why: safeError(error).message, waitSeconds }, 'Slack does not answer; trying again');
      await sleep(waitSeconds * 1_000);
    }
  }
}

/** Slack’s word for no, not for “not now”. */
export function isFinal(code: string): boolean {
  return !['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited'].includes(code);
}
