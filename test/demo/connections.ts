import { isIP, Socket } from 'node:net';
import { vi } from 'vitest';

/** The addresses that this process connects to from now on, and the names that it looks up. */
export function watchConnections(): { readonly to: ReadonlySet<string>; stop(): void } {
  const to = new Set<string>();
  const connect = Socket.prototype.connect;
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args) {
    this.once('lookup', (_error, _address, _family, host: string) => to.add(host));
    this.once('connectionAttempt', (address: string) => to.add(isIP(address) ? address : `${address}?`));
    return Reflect.apply(connect, this, args);
  });
  return { to, stop: () => spy.mockRestore() };
}
