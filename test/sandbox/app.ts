import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { type ManifestInput, type Sandbox, startSandbox } from '../../sandbox/index.ts';

export const manifest: ManifestInput = {
  display_information: { name: 'Clubhouse' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    slash_commands: [
      { command: '/join', should_escape: true },
      { command: '/silent', should_escape: true },
    ],
    shortcuts: [
      { name: 'Join a club', type: 'global', callback_id: 'join_shortcut' },
      { name: 'Keep this', type: 'message', callback_id: 'keep' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'commands',
        'users:read',
        'users:read.email',
        'im:history',
        'im:read',
        'im:write',
        'mpim:history',
        'mpim:read',
        'mpim:write',
        'channels:read',
        'files:read',
        'files:write',
        'team:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        ...['message.im', 'message.mpim', 'app_home_opened', 'user_change', 'team_join'],
        ...['tokens_revoked', 'app_uninstalled'],
      ],
    },
  },
};

export type Delivery = 'http' | 'socket';

/** A clock that tests move. */
export function clockAt(start: string) {
  let now = new Date(start);
  return {
    now: () => now,
    forward(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}

/** A sandbox with a plain Bolt app on it, which knows nothing of the sandbox. */
export async function startWithApp(
  delivery: Delivery,
  listen: (app: App) => void,
  { limits = false } = {},
): Promise<{ slack: Sandbox; app: App; clock: ReturnType<typeof clockAt>; stop(): Promise<void> }> {
  const clock = clockAt('2026-03-02T09:00:00Z');
  const slack = await startSandbox({ clock, manifest, limits });
  const common = {
    token: slack.botToken,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    logLevel: LogLevel.ERROR,
  };
  // Bolt gives up a millisecond after Slack does: here it is Slack's giving up that is looked at.
  const app = new App(
    delivery === 'http'
      ? {
          ...common,
          receiver: new HTTPReceiver({
            signingSecret: slack.signingSecret,
            logLevel: LogLevel.ERROR,
            unhandledRequestTimeoutMillis: 20_000,
          }),
        }
      : { ...common, appToken: slack.appToken, socketMode: true },
  );
  listen(app);
  if (delivery === 'http') {
    const server = await app.start(0);
    const address = server && 'address' in server ? server.address() : null;
    if (!address || typeof address === 'string') throw new Error('The app has no port');
    slack.connectHttp(`http://127.0.0.1:${address.port}/slack/events`);
  } else {
    await app.start();
    await slack.connected();
  }
  return {
    slack,
    app,
    clock,
    async stop() {
      await app.stop();
      await slack.stop();
    },
  };
}
