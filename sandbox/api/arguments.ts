import { z } from 'zod';

/** Arguments as Slack takes them: from a form everything is text, from JSON it has its types. */
export const flag = z.preprocess((given) => {
  if (given === 'true' || given === '1' || given === 1) return true;
  if (given === 'false' || given === '0' || given === 0 || given === '') return false;
  return given ?? undefined;
}, z.boolean().optional());

export const whole = z.preprocess(
  (given) =>
    typeof given === 'string' && given !== '' ? Number(given) : given === '' ? undefined : (given ?? undefined),
  z.int().optional(),
);

export const words = z.preprocess((given) => given ?? undefined, z.string().optional());
export const needed = z.string();

/** JSON in text, or the value itself. What is no JSON stays text, for the method to refuse in its own way. */
export const json = z.preprocess((given) => {
  if (typeof given !== 'string' || given === '') return given === '' || given === null ? undefined : given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}, z.unknown());

/** A page of a list, and the cursor of the next one. Slack's cursors are base64 of where to go on. */
export function page<T>(
  list: readonly T[],
  cursor: string | undefined,
  limit: number,
  refuse: () => never,
): { items: T[]; next: string } {
  const from = cursor ? position(cursor) : 0;
  if (from === undefined || from > list.length) return refuse();
  const to = from + limit;
  return { items: list.slice(from, to), next: to < list.length ? Buffer.from(`next:${to}`).toString('base64') : '' };
}

function position(cursor: string): number | undefined {
  const found = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  return found ? Number(found[1]) : undefined;
}
