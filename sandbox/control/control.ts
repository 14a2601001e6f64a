import { Hono } from 'hono';
import { z } from 'zod';
import type { Sandbox } from '../driver.ts';
import { lastInstant } from '../world/world.ts';
import { body, onError, query, refusal, takesJson } from './border.ts';
import { allPeople, describePerson, personOf } from './people.ts';
import { personRoutes } from './person.ts';

/** What the control API steers. */
export interface Workspace {
  readonly slack: Sandbox;
  /** Where the workspace stands in the browser. */
  readonly browser: string;
  readonly clock: { now(): Date; to(instant: Date): Promise<void> };
}

const newPerson = z.strictObject({
  name: z.string().min(1),
  email: z.email().exactOptional(),
  username: z.string().exactOptional(),
  locale: z.string().exactOptional(),
  tz: z.string().exactOptional(),
  admin: z.boolean().exactOptional(),
  owner: z.boolean().exactOptional(),
  guest: z.boolean().exactOptional(),
});
const newChannel = z.strictObject({
  name: z.string().min(1),
  members: z.array(z.string()).min(1),
  app: z.boolean().exactOptional(),
  private: z.boolean().exactOptional(),
});
const jump = z.union([
  z.strictObject({ to: z.iso.datetime({ offset: true }).transform((text) => new Date(text)) }),
  z.strictObject({ minutes: z.number().min(0) }),
]);
const newFault = z.strictObject({
  kind: z.enum(['rate-limited', 'lost-answer', 'error-500', 'reset', 'slow', 'away']),
  method: z.string().exactOptional(),
  times: z.int().min(1).exactOptional(),
  retryAfter: z.int().min(1).exactOptional(),
  milliseconds: z.int().min(1).exactOptional(),
});
/** Only this machine's own addresses: nothing of the workspace leaves it. */
export const appAddress = z
  .string()
  .refine(
    (url) => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//.test(url) && URL.canParse(url),
    'must be an address on this machine, such as http://127.0.0.1:3000/slack/events',
  );
const since = z.object({ since: z.coerce.number().int().min(0).default(0) });

/** Where it is served. */
export const controlPath = '/control';

/** The workspace for programs: JSON over HTTP, on the same driver that tests use. docs/sandbox.md lists the ways in. */
export function createControl({ slack, browser, clock }: Workspace): Hono {
  const app = new Hono({ strict: false }).basePath(controlPath);
  const { world } = slack.desk.context;
  app.use(takesJson);
  app.onError(onError);
  app.notFound((c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}; see docs/sandbox.md` }, 404));

  app.get('/', (c) => {
    const { apiUrl, botToken, appToken, signingSecret, team, app: installed } = slack;
    return c.json({ apiUrl, botToken, appToken, signingSecret, browser, team, app: installed });
  });
  app.put('/app', async (c) => {
    const { url } = await body(c, z.strictObject({ url: appAddress }));
    slack.connectHttp(url);
    return c.json({ url });
  });

  app.get('/people', (c) => c.json({ people: allPeople(slack) }));
  app.post('/people', async (c) => {
    const person = await slack.joins(await body(c, newPerson));
    return c.json(describePerson(slack, person.id), 201);
  });
  app.route('/people/:person', personRoutes(slack));
  app.post('/channels', async (c) => {
    const { members, ...rest } = await body(c, newChannel);
    const { id, name } = slack.channel({ ...rest, members: members.map((each) => personOf(slack, each)) });
    return c.json({ id, name }, 201);
  });

  app.get('/clock', (c) => c.json({ now: clock.now() }));
  app.post('/clock', async (c) => {
    const given = await body(c, jump);
    if ('to' in given && given.to < clock.now()) {
      throw refusal(400, 'Time goes forwards only: start the sandbox again to go back.');
    }
    const instant = 'to' in given ? given.to : new Date(clock.now().getTime() + given.minutes * 60_000);
    // An instant beyond all dates is none, and compares with nothing.
    if (!(instant <= lastInstant)) throw refusal(422, 'The clock goes as far as the year 2200.');
    await clock.to(instant);
    world.signal.changed();
    return c.json({ now: clock.now() });
  });

  const faults = new Map<string, { lift(): void }>();
  app.post('/faults', async (c) => {
    const fault = await body(c, newFault);
    const id = world.id('Ft');
    faults.set(id, slack.fault(fault));
    return c.json({ id, ...fault }, 201);
  });
  app.delete('/faults/:id', (c) => {
    const fault = faults.get(c.req.param('id'));
    if (!fault) throw refusal(404, `There is no fault ${c.req.param('id')}`);
    fault.lift();
    faults.delete(c.req.param('id'));
    return c.json({});
  });
  app.post('/sockets', async (c) => {
    slack.closeSockets((await body(c, z.strictObject({ how: z.enum(['refresh', 'cut']).default('cut') }))).how);
    return c.json({});
  });
  app.post('/again', async (c) => c.json(await slack.again()));
  app.post('/quiet', async (c) => {
    await slack.quiet();
    return c.json({});
  });
  app.post('/uninstall', async (c) => {
    await slack.uninstall();
    return c.json({});
  });

  for (const name of ['calls', 'deliveries', 'refusals'] as const) {
    app.get(`/${name}`, (c) => c.json({ [name]: slack[name].slice(query(c, since).since), next: slack[name].length }));
  }
  return app;
}
