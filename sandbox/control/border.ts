import type { Context, ErrorHandler, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { Overtaken } from '../driver/overtaken.ts';

/** Only programs of this machine may steer the workspace, no page of another site. */
export const guard: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site') ?? 'none';
  if (origin !== undefined && origin !== `http://${host}`) throw refusal(403, 'Another site may not use this one.');
  if (!['none', 'same-origin'].includes(site)) throw refusal(403, 'Another site may not use this one.');
  // A form of another site can send every type but this one.
  const sends = ['POST', 'PUT', 'PATCH'].includes(c.req.method);
  if (sends && !c.req.header('content-type')?.startsWith('application/json')) {
    throw refusal(415, 'Send JSON, with the content type application/json.');
  }
  await next();
};

/** Every error is JSON with a sentence in `error`. */
export const onError: ErrorHandler = (error, c) => {
  if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
  // The driver says with plain errors what Slack's clients would not let a person do, and what went away before they did.
  if (error.constructor === Error || error instanceof Overtaken) return c.json({ error: error.message }, 422);
  return c.json({ error: `The sandbox itself failed: ${error.stack ?? error}` }, 500);
};

export const refusal = (status: 400 | 403 | 404 | 415, message: string) => new HTTPException(status, { message });

/** The JSON of a request; an empty body is an empty object. */
export async function body<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  let json: unknown = {};
  try {
    if (text.trim() !== '') json = JSON.parse(text);
  } catch {
    throw refusal(400, 'The body is not JSON.');
  }
  return checked(json, schema);
}

/** What stands behind the question mark. */
export const query = <T>(c: Context, schema: z.ZodType<T>): T => checked(c.req.query(), schema);

function checked<T>(given: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw refusal(400, z.prettifyError(parsed.error));
}
