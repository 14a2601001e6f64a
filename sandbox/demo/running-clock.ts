import { MovableClock } from '../../src/core/clock.ts';

/** A clock that can be moved and goes on by itself, as a real one: of two things that people do, one comes first. */
export class RunningClock extends MovableClock {
  #movedAt = performance.now();

  override now(): Date {
    return new Date(super.now().getTime() + Math.floor(performance.now() - this.#movedAt));
  }

  override to(instant: Date | string): void {
    super.to(new Date(Math.max(new Date(instant).getTime(), this.now().getTime())));
    this.#movedAt = performance.now();
  }
}
