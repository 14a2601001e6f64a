import {
  App,
  type Logger as BoltLogger,
  HTTPReceiver,
  type LogLevel,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Settings } from '../config.ts';
import type { InFlight } from './in-flight.ts';

/** For what a person waits for: short, no queue behind sends, one more try. */
export function clientForPeople(settings: Settings, log: Logger): WebClient {
  return new WebClient(settings.slack.botToken, {
    slackApiUrl: settings.slack.apiUrl,
    timeout: 2_500,
    retryConfig: { retries: 1, minTimeout: 100, maxTimeout: 200 },
    rejectRateLimitedCalls: true,
    logger: quiet(log),
  });
}

/** For the outbox, which has its own pacing and retries. A lost answer must not be sent again blindly (facts.md, "Calls"). */
export function clientForSends(settings: Settings, log: Logger): WebClient {
  return new WebClient(settings.slack.botToken, {
    slackApiUrl: settings.slack.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet(log),
  });
}

export interface Route {
  readonly path: string;
  /** Answers with a status and a word. */
  readonly answer: () => Promise<{ status: number; text: string }>;
}

/**
 * A Bolt app on Socket Mode when there is an app token, else on HTTP. `beforeAcknowledging` sees every event first: Bolt
 * acknowledges events before any listener runs, so that one whose facts must not be lost is kept there, and Slack sends it again
 * where that fails (facts.md, "Deliveries").
 */
export function createApp(
  settings: Settings,
  log: Logger,
  inFlight: InFlight,
  routes: readonly Route[],
  identity: { botId: string; botUserId: string },
  beforeAcknowledging: (event: unknown) => Promise<void>,
): App {
  const app = new App({
    token: settings.slack.botToken,
    ...identity,
    tokenVerificationEnabled: false,
    receiver: receiver(settings, log, routes),
    logger: quiet(log),
    clientOptions: { slackApiUrl: settings.slack.apiUrl },
  });
  app.error(async (error) => {
    log.error({ err: error }, 'unexpected');
  });
  const processEvent = app.processEvent.bind(app);
  app.processEvent = (event: ReceiverEvent) =>
    inFlight.track(
      (async () => {
        if (event.body['type'] === 'event_callback') await beforeAcknowledging(event.body['event']);
        await processEvent(event);
      })(),
    );
  return app;
}

function receiver(settings: Settings, log: Logger, routes: readonly Route[]) {
  const customRoutes = routes.map(({ path, answer }) => ({
    path,
    method: 'GET',
    handler: (_request: unknown, response: { writeHead(status: number): unknown; end(text: string): unknown }) => {
      void answer().then(({ status, text }) => {
        response.writeHead(status);
        response.end(text);
      });
    },
  }));
  if (settings.slack.appToken !== undefined) {
    return new SocketModeReceiver({
      appToken: settings.slack.appToken,
      logger: quiet(log),
      customRoutes,
      installerOptions: { port: settings.port, clientOptions: { slackApiUrl: settings.slack.apiUrl } },
    });
  }
  return new HTTPReceiver({
    signingSecret: settings.slack.signingSecret ?? '',
    endpoints: ['/slack/events'],
    port: settings.port,
    logger: quiet(log),
    customRoutes,
    unhandledRequestHandler: ({ response }) => {
      response.writeHead(404);
      response.end();
    },
  });
}

/** Bolt's own lines, one level down: our log has one line a thing done, and no payloads. */
function quiet(log: Logger): BoltLogger {
  return {
    debug: () => {},
    info: (...words) => log.debug(words.map(String).join(' ')),
    warn: (...words) => log.warn(words.map(String).join(' ')),
    error: (...words) => log.error(words.map(String).join(' ')),
    setLevel: () => {},
    getLevel: () => 'info' as LogLevel,
    setName: () => {},
  };
}
