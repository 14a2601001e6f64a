const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100, 5: 600 } as const;
/** Slack lets short bursts through above one message a second in a channel. */
const burst = 3;

/** Slack's rate limits by tier, and one message a second in a channel, on the moved clock. */
export class Limits {
  readonly #on: boolean;
  #calls = new Map<string, number[]>();

  constructor(on: boolean) {
    this.#on = on;
  }

  /** Counts a call; the seconds to wait where it is one too many, else 0. */
  take(method: string, tier: keyof typeof perMinute, args: Record<string, unknown>, now: Date): number {
    if (!this.#on) return 0;
    const channel = method === 'chat.postMessage' ? `${method} ${args['channel']}` : undefined;
    const waits = [this.#wait(method, perMinute[tier], 60_000, now)];
    if (channel) waits.push(this.#wait(channel, burst, burst * 1_000, now));
    const wait = Math.max(...waits);
    if (wait > 0) return wait;
    for (const key of channel ? [method, channel] : [method]) this.#calls.get(key)?.push(now.getTime());
    return 0;
  }

  #wait(key: string, allowed: number, milliseconds: number, now: Date): number {
    const since = now.getTime() - milliseconds;
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > since);
    this.#calls.set(key, recent);
    const oldest = recent[recent.length - allowed];
    return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest - since) / 1_000));
  }
}
