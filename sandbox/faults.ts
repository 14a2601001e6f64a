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

/** The gravest first. */
const gravity = ['away', 'reset', 'error-500', 'rate-limited', 'lost-answer'] as const;

export class Faults {
  #planned: { fault: Fault; left: number }[] = [];

  plan(fault: Fault): { lift(): void } {
    const planned = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#planned.push(planned);
    return { lift: () => this.#drop(planned) };
  }

  /** What befalls a call of this method: of all that is planned the gravest, and `slow` beside it. Resolves when it is late enough. */
  async take(method: string): Promise<Fault | undefined> {
    const slow = this.#hit(method, 'slow');
    if (slow) await new Promise((done) => setTimeout(done, slow.milliseconds ?? 1_000));
    const grave = gravity.reduce<Fault | undefined>((found, kind) => found ?? this.#hit(method, kind), undefined);
    return grave ?? slow;
  }

  /** Whether anything goes wrong at all. */
  get any(): boolean {
    return this.#planned.length > 0;
  }

  get away(): boolean {
    return this.#planned.some(({ fault }) => fault.kind === 'away' && !fault.method);
  }

  #hit(method: string, kind: Fault['kind']): Fault | undefined {
    const planned = this.#planned.find(
      ({ fault }) => fault.kind === kind && (!fault.method || fault.method === method),
    );
    if (!planned) return undefined;
    planned.left -= 1;
    if (planned.left <= 0) this.#drop(planned);
    return planned.fault;
  }

  #drop(planned: object): void {
    this.#planned = this.#planned.filter((each) => each !== planned);
  }
}
