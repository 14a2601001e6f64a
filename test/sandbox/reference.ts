import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = fileURLToPath(new URL('../../../shared/slack/', import.meta.url));

/** Slack's own data lies beside the repository on the machines of its authors only. */
export const hasReference = existsSync(folder);

const method = z.object({
  scope: z.object({ bot: z.array(z.string()).optional() }),
  http_method: z.enum(['GET', 'POST']),
  rate_limits: z.string(),
  args: z.object({ required: z.array(z.string()).optional() }),
  errors: z.record(z.string(), z.unknown()),
});

export function referenceMethods(): Map<string, z.infer<typeof method>> {
  return new Map(
    readdirSync(`${folder}methods`).map((file) => [file.replace(/\.json$/, ''), method.parse(read(`methods/${file}`))]),
  );
}

export function referencePayload(name: string): unknown {
  return read(`payloads/${name}.json`);
}

/** The limits of each object of Block Kit, as they are published. */
export function referenceLimits(): [object: string, limits: unknown][] {
  return Object.entries(z.record(z.string(), z.unknown()).parse(read('block-kit-limits.json')));
}

/** Every block that Slack takes, by the name of its file. */
export function referenceBlocks(): [name: string, block: Record<string, unknown>][] {
  return readdirSync(`${folder}block-kit-valid/blocks`).map((file) => [
    file.replace(/\.json$/, ''),
    z.record(z.string(), z.unknown()).parse(read(`block-kit-valid/blocks/${file}`)),
  ]);
}

/** Keys that a payload has and the reference has not, as paths; lists are compared by their first element. */
export function strangeKeys(payload: unknown, reference: unknown, path = ''): string[] {
  if (Array.isArray(payload)) {
    const [first] = Array.isArray(reference) ? reference : [reference];
    return payload.flatMap((each) => strangeKeys(each, first, `${path}[]`));
  }
  if (!isRecord(payload) || !isRecord(reference)) return [];
  if (Object.keys(reference).length === 0) return [];
  return Object.entries(payload).flatMap(([key, value]) =>
    key in reference ? strangeKeys(value, reference[key], `${path}.${key}`) : [`${path}.${key}`],
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function read(path: string): unknown {
  return JSON.parse(readFileSync(folder + path, 'utf8'));
}
