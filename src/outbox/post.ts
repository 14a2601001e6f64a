import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Message } from './render.ts';

export type Outcome =
  | { readonly kind: 'sent'; readonly channel: string; readonly ts: string }
  /** Slack takes nothing for a while. */
  | { readonly kind: 'limited'; readonly why: string; readonly retryAfterSeconds: number }
  /** The answer is lost: Slack may have taken it. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** Whoever should read it is gone. */
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Where a message stands, or is to stand. */
export interface Place {
  readonly channel: string;
  readonly threadTs: string | null;
}

const eventType = 'mentorat_outbox';

/** Posts a message with our key in its metadata, so that it can be found again when the answer is lost. */
export async function post(client: WebClient, place: Place, message: Message, key: string): Promise<Outcome> {
  return await outcomeOf(async () => {
    const answer = await client.chat.postMessage({
      channel: place.channel,
      text: message.text,
      blocks: [...message.blocks],
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: eventType, event_payload: { key } },
      ...(place.threadTs === null ? {} : { thread_ts: place.threadTs }),
    });
    return { channel: answer.channel ?? place.channel, ts: answer.ts };
  });
}

export async function edit(client: WebClient, channel: string, ts: string, message: Message): Promise<Outcome> {
  return await outcomeOf(async () => {
    await client.chat.update({ channel, ts, text: message.text, blocks: [...message.blocks] });
    return { channel, ts };
  });
}

/** Looks for a message that a lost answer may have left in Slack; by its metadata (facts.md: there is no idempotency key). */
export async function findPosted(client: WebClient, place: Place, key: string, since: Date): Promise<string | null> {
  const oldest = String(Math.floor(since.getTime() / 1000) - 60);
  const window = { channel: place.channel, oldest, inclusive: true, include_all_metadata: true, limit: 200 };
  const pages =
    place.threadTs === null
      ? client.paginate('conversations.history', window)
      : client.paginate('conversations.replies', { ...window, ts: place.threadTs });
  for await (const page of pages) {
    const messages = 'messages' in page && Array.isArray(page.messages) ? page.messages : [];
    for (const { ts, metadata } of messages) {
      if (metadata?.event_type === eventType && metadata.event_payload?.key === key) return String(ts);
    }
  }
  return null;
}

/** Turns the client's errors into outcomes; whatever is not Slack's own clear no is `unknown`. */
export async function outcomeOf(
  call: () => Promise<{ channel: string | undefined; ts: string | undefined }>,
): Promise<Outcome> {
  try {
    const { channel, ts } = await call();
    return channel && ts !== undefined ? { kind: 'sent', channel, ts } : { kind: 'unknown', why: 'no_answer' };
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) {
      return { kind: 'limited', why: 'ratelimited', retryAfterSeconds: error.retryAfter };
    }
    if (error instanceof WebAPIPlatformError) return refusal(error.data.error);
    if (error instanceof WebAPIHTTPError) return { kind: 'unknown', why: `http_${error.statusCode}` };
    return { kind: 'unknown', why: 'no_answer' };
  }
}

const gone = new Set(['user_disabled', 'user_not_found', 'user_not_visible', 'message_not_found']);
const unsure = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);
/** The app itself may not speak now (a token revoked, a scope missing): whoever runs it mends that, and nothing is lost. */
const silenced = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
  'missing_scope',
  'no_permission',
  'org_login_required',
  'ekm_access_denied',
]);
const silencedForSeconds = 300;

function refusal(why: string): Outcome {
  if (gone.has(why)) return { kind: 'gone', why };
  if (unsure.has(why)) return { kind: 'unknown', why };
  if (silenced.has(why)) return { kind: 'limited', why, retryAfterSeconds: silencedForSeconds };
  if (why === 'ratelimited' || why === 'rate_limited') return { kind: 'limited', why, retryAfterSeconds: 30 };
  return { kind: 'refused', why };
}
