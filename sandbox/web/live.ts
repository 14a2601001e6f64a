import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Signal } from '../signal.ts';

/** Several changes within this time (milliseconds of wall time) are drawn once. */
const breath = 25;

interface Drawn {
  signal: Signal;
  /** Whether what the page shows is there still: not in another workspace, nor for somebody who is gone. */
  isThere(): boolean;
  draw(): Promise<Map<string, string>>;
}

/** Sends a page's parts as they change, and only those that do. */
export function live(c: Context, { signal, isThere, draw }: Drawn): Response {
  return streamSSE(c, async (stream) => {
    let sent = new Map<string, string>();
    let changed = true;
    let wake = () => {};
    const deaf = signal.listen(() => {
      changed = true;
      wake();
    });
    stream.onAbort(() => {
      deaf();
      wake();
    });
    try {
      while (!stream.aborted) {
        if (!isThere()) return await sayGone(stream);
        if (changed) {
          changed = false;
          const parts = await draw();
          const fresh = [...parts].filter(([id, html]) => sent.get(id) !== html);
          sent = parts;
          if (fresh.length > 0) await stream.writeSSE({ data: fresh.map(partial).join('') });
        }
        if (!changed) {
          const woken = await waiting((resolve) => {
            wake = resolve;
          }, 20_000);
          if (!woken) await stream.write(': still here\n\n');
        }
        await stream.sleep(breath);
      }
    } finally {
      deaf();
    }
  });
}

/** The page begins anew: a redirect would be followed where nobody looks, and asked for again and again. */
export const gone = (c: Context): Response => streamSSE(c, sayGone);

const sayGone = (stream: SSEStreamingApi) => stream.writeSSE({ event: 'reload', data: '' });

const partial = ([id, html]: [string, string]) =>
  `<hx-partial hx-target="#${id}" hx-swap="outerMorph">${html}</hx-partial>`;

function waiting(register: (resolve: () => void) => void, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    register(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
