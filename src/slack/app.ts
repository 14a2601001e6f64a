import { Server } from 'node:http';
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
import type { World } from '../db/write.ts';
import { withoutSecrets } from '../log.ts';
import type { InFlight } from './in-flight.ts';
import { SteadySocket } from './socket.ts';
import { postWithin } from './transport.ts';

/** For what a person waits for: short, no queue behind sends, one more try. */
export function clientForPeople(settings: Settings, log: Logger): WebClient {
  return new WebClient(settings.slack.botToken, {
    slackApiUrl: settings.slack.apiUrl,
    fetch: postWithin(2_500),
    retryConfig: { retries: 1, minTimeout: 100, maxTimeout: 200 },
    rejectRateLimitedCalls: true,
    logger: quiet(log),
  });
}

/** For the outbox, which has its own pacing and retries. A lost answer must not be sent again blindly (facts.md, "Calls"). */
export function clientForSends(settings: Settings, log: Logger): WebClient {
  return new WebClient(settings.slack.botToken, {
    slackApiUrl: settings.slack.apiUrl,
    fetch: postWithin(10_000),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet(log),
  });
}

/** For what takes its time, as whoever began it knows: patient, and waiting where Slack limits it. */
export function patientClient(settings: Settings, log: Logger): WebClient {
  return new WebClient(settings.slack.botToken, {
    slackApiUrl: settings.slack.apiUrl,
    timeout: 30_000,
    retryConfig: { retries: 3 },
    logger: quiet(log),
  });
}

export interface Route {
  readonly path: string;
  /** Answers with a status and a word. */
  readonly answer: () => Promise<{ status: number; text: string }>;
}

/** A way in that can be closed. */
export interface Door {
  readonly app: App;
  /** Resolves when Slack can deliver. Throws `AppTokenRefused`. */
  open(): Promise<void>;
  /** Since when, by the machine’s clock, Slack has had no connection to deliver by; null where it has, or posts to us. */
  deafSince(): Date | null;
  /** Takes nothing new, and resolves when everything that was taken is finished and acknowledged (Bolt's `stop` does not wait). */
  close(): Promise<void>;
}

/**
 * A Bolt app on Socket Mode when there is an app token, else on HTTP. `beforeAcknowledging` sees every event first: Bolt
 * acknowledges events before any listener runs, so that one whose facts must not be lost is kept there, and Slack sends it again
 * where that fails (facts.md, "Deliveries").
 */
export function createApp(
  { settings, clock }: Pick<World, 'settings' | 'clock'>,
  log: Logger,
  inFlight: InFlight,
  routes: readonly Route[],
  identity: { botId: string; botUserId: string },
  beforeAcknowledging: (event: unknown) => Promise<void>,
): Door {
  const received = receiver(settings, log, routes);
  const socket = received instanceof SocketModeReceiver ? new SteadySocket(received.client, clock, log) : null;
  const app = new App({
    token: settings.slack.botToken,
    ...identity,
    tokenVerificationEnabled: false,
    convoStore: false,
    receiver: received,
    logger: quiet(log),
    clientOptions: { slackApiUrl: settings.slack.apiUrl },
  });
  app.error(async (error) => {
    log.error({ err: error }, 'unexpected');
  });
  let isClosing = false;
  const processEvent = app.processEvent.bind(app);
  app.processEvent = (event: ReceiverEvent) =>
    inFlight.track(
      (async () => {
        if (isClosing) throw new Closing();
        if (event.body['type'] === 'event_callback') await beforeAcknowledging(event.body['event']);
        await processEvent(event);
      })(),
    );
  let server: unknown;
  return {
    app,
    async open() {
      if (socket === null) server = await app.start();
      else await socket.open(() => app.start());
    },
    deafSince: () => socket?.deafSince ?? null,
    async close() {
      isClosing = true;
      if (!(server instanceof Server)) {
        // What was taken is acknowledged over the same socket, which therefore closes last.
        await inFlight.idle();
        socket?.close();
        await app.stop();
        return;
      }
      const sweeping = setInterval(closeIdle, 100, server);
      await app.stop().finally(() => clearInterval(sweeping));
      await inFlight.idle();
    },
  };
}

/** A delivery that came while the process stops: not acknowledged, so that Slack gives it to another, or again. */
class Closing extends Error {}

/** Connections that are kept alive would hold the server open for seconds after their last answer. */
function closeIdle(server: Server): void {
  server.closeIdleConnections();
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
      autoReconnectEnabled: false,
      processEventErrorHandler: async ({ error }) => {
        if (!(error instanceof Closing)) log.error({ err: error }, 'a delivery failed; Slack sends it again');
        return false;
      },
      installerOptions: {
        port: settings.port,
        // Each try is one call: `SteadySocket` tries again.
        clientOptions: {
          slackApiUrl: settings.slack.apiUrl,
          fetch: postWithin(10_000),
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
        },
      },
    });
  }
  return new HTTPReceiver({
    signingSecret: settings.slack.signingSecret ?? '',
    endpoints: ['/slack/events'],
    port: settings.port,
    logger: quiet(log),
    customRoutes,
    processEventErrorHandler: async ({ error, response }) => {
      if (response.headersSent) return false;
      response.writeHead(error instanceof Closing ? 503 : 500, { connection: 'close' });
      response.end();
      if (!(error instanceof Closing)) log.error({ err: error }, 'a delivery failed; Slack sends it again');
      return false;
    },
    unhandledRequestHandler: ({ response }) => {
      // A delivery that failed was answered already; answering again would end the process.
      if (response.headersSent) return;
      response.writeHead(404);
      response.end();
    },
  });
}

/** Bolt's own lines, one level down: our log has one line a thing done, and no payloads. */
function quiet(log: Logger): BoltLogger {
  return {
    debug: () => {},
    info: (...words) => log.debug(line(words)),
    warn: (...words) => log.warn(line(words)),
    error: (...words) => log.error(line(words)),
    setLevel: () => {},
    getLevel: () => 'info' as LogLevel,
    setName: () => {},
  };
}

/** A body that cannot be parsed is quoted by Node's error, and may hold what people wrote. */
function line(words: readonly unknown[]): string {
  return withoutSecrets(words.map(String).join(' ')).replace(/^(Malformed request body):.*/s, '$1');
}
