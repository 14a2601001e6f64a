import type { Context, ErrorHandler, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { Overtaken } from '../driver/overtaken.ts';

/** Only JSON is taken: the page of another site, which the port turns away, could not even send it. */
export const takesJson: MiddlewareHandler = async (c, next) => {
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

export const refusal = (status: 400 | 404 | 415 | 422, message: string) => new HTTPException(status, { message });

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
