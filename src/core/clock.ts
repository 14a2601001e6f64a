/** Where time comes from. `now` can be moved in tests and in the demo and drives everything that people see or that
 * falls due; `wall` is the machine's own, for signatures, time-outs and claims of live processes. */
export interface Clock {
  now(): Date;
  wall(): Date;
}

export const systemClock: Clock = { now: () => new Date(), wall: () => new Date() };

/** A clock that stands still until it is moved. `wall` goes on by itself. */
export class MovableClock implements Clock {
  #now: Date;

  constructor(start: Date | string) {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  wall(): Date {
    return new Date();
  }

  /** Moves to an instant; never backwards, as what was sent cannot be unsent. */
  to(instant: Date | string): void {
    const next = new Date(instant);
    if (next < this.#now) throw new RangeError(`The clock stands at ${this.#now.toISOString()} and cannot go back`);
    this.#now = next;
  }

  forward(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}
