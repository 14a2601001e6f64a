import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { World } from '../world/model.ts';

/** Several changes within this time (milliseconds of wall time) are drawn once. */
const breath = 25;

/** Sends a page's parts as they change, and only those that do. `reload` when the workspace is another one. */
export function live(
  c: Context,
  world: World,
  current: () => World,
  draw: () => Promise<Map<string, string>>,
): Response {
  return streamSSE(c, async (stream) => {
    let sent = new Map<string, string>();
    let changed = true;
    let wake = () => {};
    const deaf = world.signal.listen(() => {
      changed = true;
      wake();
    });
    stream.onAbort(() => {
      deaf();
      wake();
    });
    try {
      while (!stream.aborted) {
        if (current() !== world) {
          await stream.writeSSE({ event: 'reload', data: '' });
          return;
        }
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
