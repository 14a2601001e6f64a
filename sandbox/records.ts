/** One call of the Web API as it went over the wire. */
export interface Call {
  method: string;
  args: Record<string, unknown>;
  /** Undefined when the connection was reset, or while it runs. */
  answer: object | undefined;
  /** The moved clock. */
  at: Date;
  started: number;
  milliseconds: number | undefined;
  /** The fault or limit that met it. */
  fault: string | undefined;
}

/** Something that Slack did not take: a call (`what` is the method) or an answer to a payload. */
export interface Refusal {
  what: string;
  error: string;
  detail: object;
  args: object;
  at: Date;
  /** Somebody was quicker, such as a person who closed the form: Slack refuses it by design, and no app can help it. */
  overtaken?: boolean;
}

export interface Expected {
  what?: string;
  error?: string;
}

/** One payload sent to the app. */
export interface DeliveryRecord {
  kind: 'event' | 'command' | 'interaction';
  payload: object;
  at: Date;
  retry: { num: number; reason: string } | undefined;
  over: 'http' | 'socket' | undefined;
  outcome: 'waiting' | 'acknowledged' | 'failed';
  answer: unknown;
  milliseconds: number | undefined;
}

/** All that went over the wire, for assertions and for showing. */
export class Records {
  readonly calls: Call[] = [];
  readonly refusals: Refusal[] = [];
  readonly deliveries: DeliveryRecord[] = [];
  #expected: Expected[] = [];

  /** Calls without an answer yet. */
  underway = 0;

  called(method: string, args: Record<string, unknown>, at: Date): Call {
    const { token: _, ...shown } = args;
    const record: Call = {
      method,
      args: shown,
      answer: undefined,
      at,
      started: performance.now(),
      milliseconds: undefined,
      fault: undefined,
    };
    this.calls.push(record);
    this.underway += 1;
    return record;
  }

  answered(record: Call, answer: object | undefined, fault: string | undefined): void {
    record.answer = answer;
    record.fault = fault;
    record.milliseconds = performance.now() - record.started;
    this.underway -= 1;
  }

  refused(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  /** From now on (and before), such refusals are part of the story. */
  expect(expected: Expected): void {
    this.#expected.push(expected);
  }

  unexpected(): Refusal[] {
    return this.refusals.filter(
      (refusal) =>
        !refusal.overtaken &&
        !this.#expected.some(
          ({ what, error }) =>
            (what === undefined || what === refusal.what) && (error === undefined || error === refusal.error),
        ),
    );
  }
}
