import { MovableClock } from '../../src/core/clock.ts';

/** A clock that never leaves its minute by itself, however slow the machine: each time it is asked, a millisecond has passed. */
export class MinuteClock extends MovableClock {
  #asked = 0;

  override now(): Date {
    this.#asked = Math.min(this.#asked + 1, 50_000);
    return new Date(super.now().getTime() + this.#asked);
  }

  override to(instant: Date | string): void {
    super.to(new Date(Math.max(new Date(instant).getTime(), this.now().getTime())));
    this.#asked = 0;
  }
}
