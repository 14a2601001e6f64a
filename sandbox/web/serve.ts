import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { FaceOptions } from './face.ts';
import { createFace } from './index.tsx';

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** Serves the workspace on the loopback address, at `port` or the next free one; 0 takes any. */
export function serveFace(options: FaceOptions, port = 0): Promise<Served> {
  return serveLocally(createFace(options).fetch, port);
}

/** Serves pages or an API on the loopback address, at `port` or the next free one; 0 takes any. */
export async function serveLocally(fetch: Parameters<typeof serve>[0]['fetch'], port: number): Promise<Served> {
  for (let tried = port; ; tried += 1) {
    const started = await listen(fetch, tried);
    if (started) return started;
    if (tried - port > 100) throw new Error(`No port is free between ${port} and ${tried}`);
  }
}

function listen(fetch: Parameters<typeof serve>[0]['fetch'], port: number) {
  return new Promise<Served | undefined>((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({ url: `http://127.0.0.1:${address.port}`, close: () => close(server as Server) }),
    );
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' && port !== 0 ? resolve(undefined) : reject(error),
    );
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
