import { z } from 'zod';

/** Something that Slack refuses, at a JSON pointer into the payload, in the words of its `response_metadata.messages`. */
export type Problem = { path: string; message: string };

export type Surface = 'message' | 'modal' | 'home';

/** One problem; `message` ends with the pointer, as Slack's does. */
export function problem(path: string, words: string): Problem {
  return { path, message: `${words} [json-pointer:${path}]` };
}

/** What `schema` has against `value`, in Slack's words; `path` is where the value stands in the payload. */
export function problemsOf(schema: z.ZodType, value: unknown, path: string): Problem[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap((issue) => inSlacksWords(issue, path));
}

/** Objects told apart by their `type`. An unknown type, or a known one in the wrong place, is "unsupported". */
export function byType(objects: readonly z.ZodObject[]) {
  const [first, ...rest] = objects;
  if (!first) throw new Error('a choice needs something to choose from');
  return z.discriminatedUnion('type', [first, ...rest]);
}

/** Adds a problem of ours to a schema's issues; later checks of the same value are left out. */
export function complain(context: z.RefinementCtx, path: PropertyKey[], message: string) {
  context.addIssue({ code: 'custom', path, message, continue: false });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list, each with its place; whatever is not a list has none. */
export function recordsIn(value: unknown, path: string): { record: Record<string, unknown>; path: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((record, index) => (isRecord(record) ? [{ record, path: `${path}/${index}` }] : []));
}

const ARTICLES: Record<string, string> = {
  string: 'a string',
  object: 'an object',
  record: 'an object',
  array: 'an array',
  boolean: 'a boolean',
  number: 'a number',
  int: 'an integer',
};

function inSlacksWords(issue: z.core.$ZodIssue, root: string): Problem[] {
  const path = pointer(root, issue.path);
  const parent = pointer(root, issue.path.slice(0, -1));
  const field = String(issue.path.at(-1) ?? '');
  const missing = () => [problem(parent, `missing required field: ${field}`)];

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => problem(path, `invalid additional property: ${key}`));
    case 'invalid_type':
      if (issue.input === undefined) return missing();
      return [problem(path, `must provide ${ARTICLES[issue.expected] ?? issue.expected}`)];
    case 'invalid_union': {
      const kind = isRecord(issue.input) ? issue.input[field] : undefined;
      return kind === undefined ? missing() : [problem(path, `unsupported ${field}: ${quoted(kind)}`)];
    }
    case 'invalid_value':
      if (issue.input === undefined) return missing();
      if (field === 'type') return [problem(path, `unsupported type: ${quoted(issue.input)}`)];
      return [problem(path, 'must be a valid enum value')];
    case 'too_big':
      if (issue.origin === 'array') return [problem(path, `no more than ${issue.maximum} items allowed`)];
      return [problem(path, `must be at most ${issue.maximum}`)];
    case 'too_small':
      if (issue.origin === 'array') return [problem(path, `no fewer than ${issue.minimum} items allowed`)];
      return [problem(path, `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`)];
    default:
      return [problem(path, issue.message)];
  }
}

/** What an app sent in place of a word; of JSON that is an object `String` cannot always make one. */
const quoted = (given: unknown) => (typeof given === 'string' ? given : JSON.stringify(given));

function pointer(root: string, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return root + steps.join('');
}
