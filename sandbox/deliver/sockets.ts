import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Ack } from './http.ts';

export interface Envelope {
  type: 'events_api' | 'slash_commands' | 'interactive';
  payload: object;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
}

/** Socket Mode: connections that an app opens with a ticket, each payload sent to exactly one of them. */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #origin: () => string;
  readonly #appId: string;
  readonly #changed: () => void;
  #tickets = new Set<string>();
  #open: WebSocket[] = [];
  #waiting = new Map<string, (payload: unknown) => void>();
  #turn = 0;
  #pings = setInterval(() => this.#open.forEach((socket) => void socket.ping('Ping from sandbox')), 5_000).unref();

  constructor(origin: () => string, appId: string, changed: () => void) {
    this.#origin = origin;
    this.#appId = appId;
    this.#changed = changed;
  }

  get count(): number {
    return this.#open.length;
  }

  /** An address that lets one connection in. */
  invite(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `${this.#origin().replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket) || this.#open.length >= 10) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#join(connection));
  }

  /** Sends on one connection (they take turns) and waits for its acknowledgement, until `giveUp` calls its task. */
  async send(envelope: Envelope, giveUp: (task: () => void) => () => void): Promise<Ack> {
    const connection = this.#open[this.#turn++ % Math.max(this.#open.length, 1)];
    if (!connection) return { kind: 'failed', why: 'unreachable' };
    const id = randomUUID();
    return new Promise((resolve) => {
      const finish = (ack: Ack) => {
        calledOff();
        connection.off('close', lost);
        this.#waiting.delete(id);
        resolve(ack);
      };
      const lost = () => finish({ kind: 'failed', why: 'unreachable' });
      const calledOff = giveUp(() => finish({ kind: 'failed', why: 'timeout' }));
      connection.once('close', lost);
      this.#waiting.set(id, (body) => finish({ kind: 'acknowledged', body }));
      connection.send(JSON.stringify({ envelope_id: id, ...envelope }));
    });
  }

  /** Asks every connection to reconnect, as Slack does every few hours. */
  refresh(): void {
    for (const socket of this.#open) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }));
    }
  }

  /** Cuts every connection with no word. */
  cut(): void {
    for (const socket of this.#open) socket.terminate();
  }

  /** Says goodbye to every connection, and cuts those that don't answer. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    await Promise.all(
      this.#open.map(
        (socket) =>
          new Promise<void>((resolve) => {
            const timer = setTimeout(() => socket.terminate(), 500);
            socket.once('close', () => {
              clearTimeout(timer);
              resolve();
            });
            socket.close(1001);
          }),
      ),
    );
    this.#server.close();
  }

  #join(connection: WebSocket): void {
    connection.on('close', () => {
      this.#open = this.#open.filter((each) => each !== connection);
      this.#changed();
    });
    connection.on('error', () => connection.terminate());
    connection.on('message', (data) => this.#hear(String(data)));
    this.#open.push(connection);
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.length,
        connection_info: { app_id: this.#appId },
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
      }),
    );
    this.#changed();
  }

  #hear(text: string): void {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null || !('envelope_id' in said)) return;
    this.#waiting.get(String(said.envelope_id))?.('payload' in said ? said.payload : undefined);
  }
}
