import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a database that can be cut (connections refused), held (nothing is lost, and nothing comes) and let go, and mended again. */
export async function startProxy(target: { host: string; port: number }) {
  const open = new Set<Socket>();
  let state: 'open' | 'cut' | 'held' = 'open';
  const server = createServer((incoming) => {
    if (state === 'cut') {
      incoming.destroy();
      return;
    }
    const outgoing = connect(target);
    for (const socket of [incoming, outgoing]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        open.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
    if (state === 'held') for (const socket of [incoming, outgoing]) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    /** As when the server is gone. */
    cut: () => {
      state = 'cut';
      close();
    },
    /** As when the network hangs: nobody says no, and nothing comes. */
    hold: () => {
      state = 'held';
      for (const socket of open) socket.pause();
    },
    /** What hung goes on. */
    letGo: () => {
      state = 'open';
      for (const socket of open) socket.resume();
    },
    mend: () => {
      state = 'open';
      close();
    },
    stop: () => {
      close();
      server.close();
    },
  };
}
