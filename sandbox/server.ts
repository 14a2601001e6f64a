import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import { call } from './api/call.ts';
import type { Desk } from './desk.ts';
import type { Port } from './port.ts';
import { respond } from './respond.ts';

type Env = { Bindings: HttpBindings };

/** Slack's servers: the Web API, uploads and downloads, response URLs, and Socket Mode. */
export function serveSlack(desk: Desk, port: Port): { close(): Promise<void> } {
  const { world, office } = desk.context;
  world.origin = port.url;
  const served = port.serve({
    paths: ['/api/', '/response/', '/upload/', '/files-pri/', '/avatars/', '/link/'],
    fetch: routes(desk).fetch,
    upgrade(request, socket, head) {
      if (desk.faults.away) socket.destroy();
      else office.sockets.accept(request, socket, head);
    },
  });
  return {
    async close() {
      await office.close();
      served.takeOut();
    },
  };
}

function routes(desk: Desk): Hono<Env> {
  const { world } = desk.context;
  const app = new Hono<Env>();
  app.use(async (c, next) => (desk.faults.away && !c.req.path.startsWith('/api/') ? reset(c) : next()));

  app.on(['GET', 'POST'], '/api/:method', async (c) => {
    const args = await argumentsOf(c);
    if (!args) return c.json({ ok: false, error: 'invalid_json' });
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const token = bearer ?? (typeof args['token'] === 'string' ? args['token'] : '');
    const answer = await call(desk, c.req.param('method'), token, args);
    if (answer.kind === 'reset') return reset(c);
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'content-type': 'application/json; charset=utf-8', ...answer.headers },
    });
  });

  app.post('/response/:team/:id', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const fault = await desk.faults.take('response_url');
    if (fault?.kind === 'reset' || fault?.kind === 'away') return reset(c);
    if (fault?.kind === 'error-500') return c.text(fault.kind, 500);
    if (fault?.kind === 'rate-limited') return c.text(fault.kind, 429);
    const refused = respond(desk, c.req.param('id'), body);
    if (fault?.kind === 'lost-answer') return reset(c);
    if (!refused) return c.text('ok');
    return new Response(JSON.stringify({ ok: false, error: refused.error }), { status: refused.status });
  });

  app.post('/upload/v1/:id', async (c) => {
    const file = world.files.get(c.req.param('id'));
    if (!file || file.complete) return c.text('not found', 404);
    const content = await uploaded(c);
    if (content.length !== file.length) return c.text('the length is not the one announced', 400);
    file.content = content;
    return c.text(`OK - ${content.length}`);
  });

  app.get('/files-pri/:name/*', (c) => {
    const file = world.files.get(c.req.param('name').split('-')[1] ?? '');
    if (!file || file.deleted || !file.complete) return c.text('not found', 404);
    if (c.req.header('authorization') !== `Bearer ${world.secrets.botToken}`) return signIn(c);
    if (!world.manifest.oauth_config.scopes.bot.includes('files:read')) return signIn(c);
    return new Response(Buffer.from(file.content), { headers: { 'content-type': file.mimetype } });
  });

  app.get('/avatars/:name', () => new Response(pixel, { headers: { 'content-type': 'image/gif' } }));
  return app;
}

/** Where the token is missing, Slack answers 200 with its sign-in page: an app must look at the type. */
const signIn = (c: Context<Env>) => c.html('<!DOCTYPE html><title>Sign in | Slack</title><h1>Sign in</h1>');

function reset(c: Context<Env>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

async function argumentsOf(c: Context<Env>): Promise<Record<string, unknown> | undefined> {
  const query = c.req.query();
  if (c.req.method === 'GET') return query;
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) {
    return { ...query, ...(await c.req.parseBody()) };
  }
  const body = z.record(z.string(), z.unknown()).safeParse(await c.req.json().catch(() => undefined));
  return body.success ? { ...query, ...body.data } : undefined;
}

async function uploaded(c: Context<Env>): Promise<Uint8Array> {
  if (!(c.req.header('content-type') ?? '').startsWith('multipart/form-data')) {
    return new Uint8Array(await c.req.arrayBuffer());
  }
  const parts = Object.values(await c.req.parseBody());
  const file = parts.find((part) => part instanceof File);
  return new Uint8Array(file ? await file.arrayBuffer() : []);
}

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
