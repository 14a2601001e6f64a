import { createHmac } from 'node:crypto';

/** What the app made of a payload. */
export type Ack =
  | { kind: 'acknowledged'; body: unknown }
  | { kind: 'failed'; why: 'timeout' | 'unreachable' }
  /** `final`: the app asked not to be told again, with `X-Slack-No-Retry` (https://docs.slack.dev/apis/events-api). */
  | { kind: 'failed'; why: 'status'; status: number; final?: true };

/** Slack's v0 signature of a body, at a wall time in seconds. */
export function sign(secret: string, body: string, at = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${signature}` };
}

/** Posts a body to the app and waits for its acknowledgement, until `giveUp` says that it has been long enough. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  giveUp: (abort: () => void) => () => void,
): Promise<Ack> {
  const patience = new AbortController();
  const calledOff = giveUp(() => patience.abort());
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...headers },
      signal: patience.signal,
      redirect: 'manual',
    });
    const text = await response.text();
    if (response.status < 200 || response.status > 299) {
      const final = response.headers.get('x-slack-no-retry') === '1';
      return { kind: 'failed', why: 'status', status: response.status, ...(final && { final }) };
    }
    return { kind: 'acknowledged', body: parsed(text) };
  } catch {
    return { kind: 'failed', why: patience.signal.aborted ? 'timeout' : 'unreachable' };
  } finally {
    calledOff();
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
