import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';

type Fetch = Parameters<typeof serve>[0]['fetch'];

/** What is served at a port: Slack itself, its face in the browser, the control API. */
export interface Part {
  /** What its paths begin with. */
  readonly paths: readonly string[];
  readonly fetch: Fetch;
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** One port of the loopback address, and nothing else that listens. */
export interface Port {
  readonly url: string;
  /** Serves a part, until it is taken out again. Of two that fit a path, the longer beginning counts. */
  serve(part: Part): { takeOut(): void };
  close(): Promise<void>;
}

/** The names by which programs on this machine reach this machine: a name that somebody else points here is none. */
const names = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Opens `wanted` or the next free one; 0 opens any. */
export async function openPort(wanted = 0): Promise<Port> {
  const parts = new Set<Part>();
  const find = (path: string): Part | undefined => {
    const fitting = [...parts].flatMap((part) =>
      part.paths.filter((each) => path.startsWith(each)).map((each) => ({ part, length: each.length })),
    );
    return fitting.sort((one, other) => other.length - one.length)[0]?.part;
  };
  const fetch: Fetch = (request, bindings) =>
    turnedAway(bindings.incoming) ??
    find(bindings.incoming.url ?? '/')?.fetch(request, bindings) ??
    refused(404, 'There is nothing here.');
  const { server, number } = await listen(fetch, wanted);
  server.on('upgrade', (request, socket, head) => {
    // No word of origins: libraries name their own here, and a socket needs a ticket anyway.
    const part = names.test(request.headers.host ?? '') ? find(request.url ?? '/') : undefined;
    if (part?.upgrade) part.upgrade(request, socket, head);
    else socket.destroy();
  });
  return {
    url: `http://127.0.0.1:${number}`,
    serve(part) {
      parts.add(part);
      return { takeOut: () => void parts.delete(part) };
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Where a browser says that it comes from: the page itself, or an address that somebody entered. */
const own = ['same-origin', 'none'];

/**
 * Whoever comes by another name or from the page of another site gets nothing of any part: nothing is read, and nothing is
 * written down. Only a link leads to the first page, where nobody is anybody yet.
 */
function turnedAway({ headers, method, url }: Asked): Response | undefined {
  const { host = '', origin } = headers;
  if (!names.test(host)) return refused(403, 'This server answers only to 127.0.0.1 and localhost.');
  // What is no browser says nothing of sites.
  const isOwn = own.includes(String(headers['sec-fetch-site'] ?? 'none'));
  const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  if ((origin !== undefined && origin !== `http://${host}`) || !(isOwn || isLink)) {
    return refused(403, 'Another site may not use this one.');
  }
  return isOwn || url === '/' ? undefined : new Response(null, { status: 302, headers: { location: '/' } });
}

type Asked = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

const refused = (status: number, sentence: string) => new Response(sentence, { status });

async function listen(fetch: Fetch, wanted: number): Promise<{ server: Server; number: number }> {
  for (let tried = wanted; tried <= 65_535; tried += 1) {
    const started = await listenAt(fetch, tried);
    if (started) return started;
  }
  throw new Error(`No port is free from ${wanted} on`);
}

function listenAt(fetch: Fetch, port: number) {
  return new Promise<{ server: Server; number: number } | undefined>((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({ server: server as Server, number: address.port }),
    );
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' && port !== 0 ? resolve(undefined) : reject(error),
    );
  });
}
