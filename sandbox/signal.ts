/** Tells waiters that something in the world has changed; nothing polls and nothing sleeps. */
export class Signal {
  #waiters = new Set<() => void>();

  changed(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }

  /** Calls after every change, until what it returns is called. */
  listen(listener: () => void): () => void {
    this.#waiters.add(listener);
    return () => this.#waiters.delete(listener);
  }

  /** Resolves with the first value that is not undefined, asked now and after every change; undefined after
   * `milliseconds` of wall time. */
  until<T>(ask: () => T | undefined, milliseconds: number): Promise<T | undefined> {
    const first = ask();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiters.delete(look);
        settle();
      };
      const look = () => {
        try {
          const value = ask();
          if (value !== undefined) finish(() => resolve(value));
        } catch (error) {
          finish(() => reject(error));
        }
      };
      const timer = setTimeout(() => finish(() => resolve(undefined)), milliseconds);
      this.#waiters.add(look);
    });
  }
}
