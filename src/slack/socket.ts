import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from '../core/clock.ts';
import { inOneSentence } from '../log.ts';
import { isFinal } from './identity.ts';
import { within } from './within.ts';

/** Slack said no when the app connected for the first time: that needs a person, and waiting does not help. */
export class AppTokenRefused extends Error {
  constructor(code: string) {
    super(
      `Slack refused SLACK_APP_TOKEN (${code}). Make an app-level token with the scope connections:write at api.slack.com/apps → your app → Basic Information, and switch Socket Mode on.`,
    );
  }
}

/** Of a connection whose greeting does not come. */
const connectWithinMs = 30_000;
/** One that held so long was a good one: the next is asked for at once. */
const goodAfterMs = 3_000;
/** How much longer each pause is than the one before: whoever waits for a Slack that is back waits a third of its absence. */
const growth = 1.3;
const longestPauseSeconds = 30;

/**
 * Keeps a socket to Slack, which closes each of them every few hours. The library’s own reconnecting is switched off: it is deaf for
 * five seconds each time, and for good once Slack answers no, be it in an outage.
 */
export class SteadySocket {
  readonly #client: SocketModeReceiver['client'];
  readonly #log: Logger;
  readonly #closing = new AbortController();
  #deafSince: Date | null;
  #wasConnected = false;

  constructor(client: SocketModeReceiver['client'], clock: Pick<Clock, 'wall'>, log: Logger) {
    this.#client = client;
    this.#log = log;
    this.#deafSince = clock.wall();
    client.on('connected', () => {
      this.#deafSince = null;
      this.#wasConnected = true;
    });
    client.on('disconnected', () => {
      this.#deafSince ??= clock.wall();
    });
  }

  /** Since when Slack cannot reach us, by the machine’s clock; null while it can. */
  get deafSince(): Date | null {
    return this.#deafSince;
  }

  /** Connects for the first time, by `start`, and stays connected. Resolves once Slack can reach us; throws `AppTokenRefused`. */
  async open(start: () => Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#client.once('connected', () => resolve());
      this.#stayConnected(start).catch(reject);
    });
  }

  /** Nothing is connected anew; whoever calls this closes the client. */
  close(): void {
    this.#closing.abort();
  }

  async #stayConnected(start: () => Promise<unknown>): Promise<void> {
    let failures = 0;
    for (let connect = start; !this.#closing.signal.aborted; connect = () => this.#client.start()) {
      const startedAt = performance.now();
      const error = await this.#connection(connect);
      if (this.#closing.signal.aborted) break;
      failures = error === null && performance.now() - startedAt > goodAfterMs ? 0 : failures + 1;
      const backOff = failures === 0 ? 0 : Math.min(longestPauseSeconds, growth ** (failures - 1));
      const waitSeconds = error instanceof WebAPIRateLimitedError ? Math.max(backOff, error.retryAfter) : backOff;
      if (error !== null) this.#tell(error, waitSeconds);
      await sleep(waitSeconds * 1_000, null, { signal: this.#closing.signal }).catch(() => {});
    }
    // One that was on its way when it was closed.
    await this.#client.disconnect();
  }

  /** One connection to its end; answers with what prevented it. */
  async #connection(connect: () => Promise<unknown>): Promise<unknown> {
    const lost = new Promise<void>((resolve) => this.#client.once('disconnected', () => resolve()));
    try {
      await within(connectWithinMs, connect(), () => {
        throw new Error(`no greeting within ${connectWithinMs} ms`);
      });
    } catch (error) {
      const code = refusal(error);
      if (code !== null && !this.#wasConnected) throw new AppTokenRefused(code);
      await this.#client.disconnect();
      return error ?? new Error('the connection was closed before its greeting');
    }
    await lost;
    return null;
  }

  #tell(error: unknown, waitSeconds: number): void {
    const code = refusal(error);
    if (code === null)
      this.#log.warn({ why: inOneSentence(error), waitSeconds }, 'no connection to Slack; trying again');
    else this.#log.error({ code, waitSeconds }, 'Slack refuses SLACK_APP_TOKEN, and cannot reach us; trying again');
  }
}

function refusal(error: unknown): string | null {
  return error instanceof WebAPIPlatformError && isFinal(error.data.error) ? error.data.error : null;
}
