import type { Words } from './words/index.ts';

/** A sentence for the person who is refused, in their language; said with what to do next. */
export type Sentence = (words: Words) => string;

/**
 * An expected no. `field` is the block_id of the input it belongs to; without one it goes under the first input, or is
 * said as one sentence. `code` is for logs and tests.
 */
export interface Refusal {
  readonly code: string;
  readonly field?: string;
  readonly say: Sentence;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** One refusal, at a field where it has one. */
export function refuse(code: string, say: Sentence, field?: string): Result<never> {
  return { ok: false, refusals: [field === undefined ? { code, say } : { code, say, field }] };
}

/** All refusals at once, so that a form shows every problem; ok when there is none. */
export function refuseAll(refusals: readonly Refusal[]): Result<null> {
  const [first, ...rest] = refusals;
  return first === undefined ? ok(null) : { ok: false, refusals: [first, ...rest] };
}
