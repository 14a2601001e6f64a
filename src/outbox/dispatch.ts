import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { OutboxId } from '../core/ids.ts';
import { newReference } from '../core/reference.ts';
import { addSeconds } from '../core/time.ts';
import type { World } from '../db/write.ts';
import { type Kind, kinds } from './kinds.ts';
import { findKnown, findPlace, type Known, rememberRoot } from './places.ts';
import { edit, findPosted, type Outcome, post } from './post.ts';
import type { RenderContext, Renderer, Renderers, Rendering } from './render.ts';
import {
  claim,
  closeSubjects,
  findRow,
  type Later,
  nextDue,
  putBack,
  type Row,
  retryLater,
  settle,
  settleSent,
} from './store.ts';

const batchSize = 100;
const sendsAtOnce = 10;
const nudgeMs = 50;
/** Far above what a send takes, below the two minutes in which a dead process's rows must be taken over. */
const claimSeconds = 100;
/** With the pauses between them, a little more than a day. */
const maxAttempts = 34;
const longestPauseSeconds = 3_600;

/** A send that is begun this late in a claim could still be under way when another process takes the row over. */
const claimReserveSeconds = 40;

type Settled = {
  row: Row;
  outcome:
    | Outcome
    | { kind: 'dropped'; why: string }
    /** Not tried. */
    | { kind: 'waits'; why: string; later: Later };
  /** The message that needs no edit any more. */
  closes?: OutboxId;
};

/**
 * Sends what the outbox holds and is due, in the order of each conversation: renders a row, posts it, settles it. Any number of
 * dispatchers may run at once. It has a lifetime: `start`, `stop`.
 */
export class Dispatcher {
  readonly #world: World;
  readonly #client: WebClient;
  readonly #renderers: Renderers;
  readonly #log: Logger;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #pausedUntil = new Date(0);
  /** When Slack last took a message. */
  #takenAt = new Date(0);
  #poll: NodeJS.Timeout | null = null;
  #nudged: NodeJS.Timeout | null = null;

  constructor(world: World, client: WebClient, renderers: Renderers, log: Logger) {
    this.#world = world;
    this.#client = client;
    this.#renderers = renderers;
    this.#log = log;
  }

  /** Looks every second; `nudge` makes it look at once. */
  start(): void {
    this.#poll = setInterval(() => this.nudge(), 1_000);
  }

  /** Many in quick succession cost one look. */
  nudge(): void {
    this.#nudged ??= setTimeout(() => void this.drain(), nudgeMs).unref();
  }

  /** Sends until nothing more can leave now. Errors of the database are logged; the rows stay for the next time. */
  drain(): Promise<void> {
    this.#again = true;
    // This one sees what the next would have looked for.
    if (this.#nudged !== null) clearTimeout(this.#nudged);
    this.#nudged = null;
    this.#running ??= this.#passes().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Takes up nothing new and waits for what is in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#poll !== null) clearInterval(this.#poll);
    if (this.#nudged !== null) clearTimeout(this.#nudged);
    await this.#running;
  }

  /** When the next row falls due; for whoever moves a clock. */
  async nextDue(): Promise<Date | null> {
    return await nextDue(this.#world.db);
  }

  async #passes(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        if ((await this.#pass()) > 0) this.#again = true;
      } catch (error) {
        this.#log.error({ err: error, reference: newReference() }, 'dispatching failed; what is due waits');
      }
    }
  }

  async #pass(): Promise<number> {
    const { db, clock } = this.#world;
    const now = clock.now();
    if (now < this.#pausedUntil) return 0;
    const wall = clock.wall();
    const claimedUntil = addSeconds(wall, claimSeconds);
    const rows = await claim(db, now, wall, claimedUntil, batchSize);
    const startBefore = addSeconds(claimedUntil, -claimReserveSeconds);
    const settled: Settled[] = [];
    const known = findKnown(db, rows);
    known.catch(() => {}); // Whoever sends is told.
    const queue = [...rows];
    const worker = async () => {
      for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
        settled.push(
          clock.wall() < startBefore && !this.#stopped
            ? await this.#deliver(row, known, now)
            : waits(row, 'not_begun', { retryAt: now }),
        );
      }
    };
    await Promise.all(Array.from({ length: Math.min(sendsAtOnce, rows.length) }, worker));
    await this.#settleAll(settled);
    return rows.length;
  }

  async #deliver(row: Row, known: Promise<Known>, now: Date): Promise<Settled> {
    if (now < this.#pausedUntil) return waits(row, 'limited', { retryAt: this.#pausedUntil });
    try {
      const settled =
        row.editOf === null ? await this.#send(row, await known, now) : await this.#replace(row, row.editOf, now);
      const { outcome } = settled;
      if (outcome.kind === 'limited') this.#pause(outcome.why, outcome.retryAfterSeconds);
      return settled;
    } catch (error) {
      this.#log.error(
        { err: error, reference: newReference(), outbox: row.id, kind: row.kind },
        'a message could not be made',
      );
      return { row, outcome: { kind: 'unknown', why: 'failed' } };
    }
  }

  #pause(why: string, seconds: number): void {
    const until = addSeconds(this.#world.clock.now(), seconds);
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    this.#log.warn({ why, until }, 'Slack takes no messages for a while');
  }

  async #send(row: Row, known: Known, now: Date): Promise<Settled> {
    const { db } = this.#world;
    const found = await findPlace(this.#world, this.#client, known, row);
    if (found.kind !== 'place') return { row, outcome: found };
    const remember = async (ts: string) => {
      if (row.kind === 'introduction') await rememberRoot(db, row.conversation, ts);
    };
    if (row.uncertain) {
      const ts = await findPosted(this.#client, found.place, row.dedupeKey, row.createdAt);
      if (ts !== null) {
        await remember(ts);
        return { row, outcome: { kind: 'sent', channel: found.place.channel, ts } };
      }
    }
    const rendering = await this.#render(row, now, false);
    if (rendering.kind !== 'message') return unsent(row, rendering);
    const outcome = await post(this.#client, found.place, rendering.message, row.dedupeKey);
    if (outcome.kind === 'sent') await remember(outcome.ts);
    return { row, outcome, ...(rendering.isFinal ? { closes: row.id } : {}) };
  }

  async #replace(row: Row, editOf: OutboxId, now: Date): Promise<Settled> {
    const original = await findRow(this.#world.db, editOf);
    if (original?.state !== 'sent' || original.channel === null || original.ts === null) {
      return { row, outcome: { kind: 'dropped', why: 'nothing_to_edit' } };
    }
    const rendering = await this.#render(row, now, true);
    if (rendering.kind !== 'message') return unsent(row, rendering);
    const outcome = await edit(this.#client, original.channel, original.ts, rendering.message);
    return { row, outcome, ...(rendering.isFinal ? { closes: editOf } : {}) };
  }

  async #render(row: Row, now: Date, isEdit: boolean): Promise<Rendering> {
    const context: RenderContext = { ...this.#world, slack: this.#client, isEdit, now };
    return await renderWith(this.#renderers, context, row.kind, row.payload);
  }

  async #settleAll(settled: readonly Settled[]): Promise<void> {
    const { db, clock } = this.#world;
    const now = clock.now();
    const sent = settled.flatMap(({ row, outcome }) => (outcome.kind === 'sent' ? [{ ...outcome, id: row.id }] : []));
    await settleSent(db, sent, now);
    if (sent.length > 0) this.#takenAt = now;
    await closeSubjects(
      db,
      settled.flatMap(({ outcome, closes }) => (outcome.kind === 'sent' && closes !== undefined ? [closes] : [])),
    );
    for (const { row, outcome } of settled) {
      this.#log.info({ outbox: row.id, kind: row.kind, edit: row.editOf !== null, outcome: outcome.kind }, 'message');
      if (outcome.kind !== 'sent') await this.#settleUnsent(row, outcome, now);
    }
  }

  async #settleUnsent(row: Row, outcome: Exclude<Settled['outcome'], { kind: 'sent' }>, now: Date): Promise<void> {
    const { db } = this.#world;
    switch (outcome.kind) {
      case 'dropped':
      case 'gone':
        return await settle(db, row.id, now, 'dropped', outcome.why);
      case 'refused':
        return await settle(db, row.id, now, 'dead', outcome.why);
      case 'limited':
        return await putBack(db, row, { retryAt: addSeconds(now, outcome.retryAfterSeconds) }, outcome.why);
      case 'waits':
        return await putBack(db, row, outcome.later, outcome.why);
      case 'unknown': {
        const retryAt = addSeconds(now, backoffSeconds(row.attempts));
        if (row.attempts < maxAttempts) return await retryLater(db, row.id, retryAt, true, outcome.why);
        const isSlackThere = addSeconds(now, -longestPauseSeconds) < this.#takenAt;
        if (isSlackThere) return await settle(db, row.id, now, 'dead', outcome.why);
        // While Slack takes nothing at all it is not this message that cannot be sent; nor is one failure after that its own.
        return await putBack(db, { ...row, attempts: maxAttempts - 1, uncertain: true }, { retryAt }, outcome.why);
      }
    }
  }
}

function waits(row: Row, why: string, later: Later): Settled {
  return { row, outcome: { kind: 'waits', why, later } };
}

function unsent(row: Row, rendering: Exclude<Rendering, { kind: 'message' }>): Settled {
  return rendering.kind === 'drop'
    ? { row, outcome: { kind: 'dropped', why: rendering.why } }
    : waits(row, 'quiet_hours', { dueAt: rendering.until }); // What may come at night passes it.
}

/** 10 s, doubled each time, at most an hour. */
function backoffSeconds(attempts: number): number {
  return Math.min(longestPauseSeconds, 10 * 2 ** (attempts - 1));
}

/** Renders a row of any kind; its payload is parsed, as it comes from the database. */
export async function renderWith(
  renderers: Renderers,
  context: RenderContext,
  kind: string,
  payload: unknown,
): Promise<Rendering> {
  if (!(kind in kinds)) throw new Error(`No message of the kind ${kind} is known`);
  return await renderKnown(renderers, context, kind as Kind, payload);
}

async function renderKnown<K extends Kind>(renderers: Renderers, context: RenderContext, kind: K, payload: unknown) {
  const renderer = renderers[kind] as Renderer<Kind>;
  return await renderer(context, kinds[kind].parse(payload));
}
