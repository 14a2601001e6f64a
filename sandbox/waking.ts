const sample = 50;
/** Longer than this between two looks, and the process was not running. */
const gap = 4 * sample;

/**
 * The wall clock in milliseconds, less the time in which this process did not get to run. Acknowledgements and triggers
 * are measured by it: in tests the app runs in the same process, and a machine that is busy with something else must not
 * look like an app that is slow.
 */
export class WakingClock {
  #passed = 0;
  #looked = performance.now();
  readonly #timer = setInterval(() => this.now(), sample).unref();

  now(): number {
    const at = performance.now();
    this.#passed += Math.min(at - this.#looked, gap);
    this.#looked = at;
    return this.#passed;
  }

  /** Calls `task` once so many milliseconds have passed, unless it is called off by the function that comes back. */
  after(milliseconds: number, task: () => void): () => void {
    const due = this.now() + milliseconds;
    let timer: NodeJS.Timeout;
    const wait = () => {
      timer = setTimeout(() => (this.now() < due ? wait() : task()), Math.max(1, due - this.now()));
    };
    wait();
    return () => clearTimeout(timer);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
