/** What goes wrong: before the effect (`rate-limited`, `error-500`, `reset`, `away`), after it (`lost-answer`), or late. */
export interface Fault {
  /** A Web API method; all of them when absent. */
  method?: string;
  kind: 'rate-limited' | 'lost-answer' | 'error-500' | 'reset' | 'slow' | 'away';
  /** How many calls it hits; until lifted when absent. */
  times?: number;
  /** Seconds, for `rate-limited`. */
  retryAfter?: number;
  /** For `slow`, of wall time. */
  milliseconds?: number;
}

export class Faults {
  #planned: { fault: Fault; left: number }[] = [];

  plan(fault: Fault): { lift(): void } {
    const planned = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#planned.push(planned);
    return { lift: () => this.#drop(planned) };
  }

  take(method: string): Fault | undefined {
    const planned = this.#planned.find(({ fault }) => !fault.method || fault.method === method);
    if (!planned) return undefined;
    planned.left -= 1;
    if (planned.left <= 0) this.#drop(planned);
    return planned.fault;
  }

  /** Whether anything goes wrong at all. */
  get any(): boolean {
    return this.#planned.length > 0;
  }

  get away(): boolean {
    return this.#planned.some(({ fault }) => fault.kind === 'away' && !fault.method);
  }

  #drop(planned: object): void {
    this.#planned = this.#planned.filter((each) => each !== planned);
  }
}
