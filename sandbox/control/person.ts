import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Outcome, Sandbox, Where } from '../driver.ts';
import { conversationsOf } from '../sees/look.ts';
import { body, query, refusal } from './border.ts';
import { modalRoutes } from './modal.ts';
import type { Place } from './people.ts';
import { conversationOf, describePerson, messageKey, messageOf, personOf, place } from './people.ts';
import { file, value } from './values.ts';

const changes = z.strictObject({
  name: z.string().min(1).exactOptional(),
  email: z.email().exactOptional(),
  locale: z.string().exactOptional(),
  tz: z.string().exactOptional(),
  admin: z.boolean().exactOptional(),
  /** false deactivates the person, true brings them back. */
  active: z.boolean().exactOptional(),
});
const message = z.strictObject({
  text: z.string(),
  to: place.exactOptional(),
  thread: z.string().exactOptional(),
  files: z.array(file).exactOptional(),
});
const command = z.strictObject({ command: z.string(), text: z.string().default(''), in: place.exactOptional() });
const where = {
  label: z.string().min(1),
  in: z.union([z.literal('home'), messageKey, place]).exactOptional(),
  beside: z.string().exactOptional(),
  nth: z.int().min(0).exactOptional(),
  confirm: z.boolean().exactOptional(),
};
const shortcut = z.union([
  z.strictObject({ callbackId: z.string(), message: messageKey }),
  z.strictObject({ callbackId: z.string(), in: place.exactOptional() }),
]);
const sight = z.object({
  until: z.string().exactOptional(),
  milliseconds: z.coerce.number().int().min(0).max(60_000).default(10_000),
});

/** Everything that one person is, sees and does, under `/people/:person`. */
export function personRoutes(slack: Sandbox): Hono {
  const app = new Hono();
  const who = (c: Context) => personOf(slack, c.req.param('person') ?? '');
  const whereOf = (c: Context, { in: at, ...rest }: { in?: 'home' | Place | z.infer<typeof messageKey> }): Where => {
    if (at === undefined) return rest;
    if (at === 'home') return { ...rest, in: 'home' };
    const isMessage = typeof at === 'object' && 'ts' in at;
    return { ...rest, in: isMessage ? messageOf(who(c), at) : conversationOf(slack, who(c), at) };
  };
  const inOf = (c: Context, at: Place | undefined) =>
    at === undefined ? {} : { in: conversationOf(slack, who(c), at) };

  app.get('/', (c) => c.json(describePerson(slack, who(c).id)));
  app.patch('/', async (c) => {
    const person = who(c);
    const { active, ...rest } = await body(c, changes);
    if (Object.keys(rest).length > 0) await slack.change(person, rest);
    if (active === true) await slack.reactivate(person);
    if (active === false) await slack.deactivate(person);
    return c.json(describePerson(slack, person.id));
  });

  app.get('/sees', async (c) => {
    const { until, milliseconds } = query(c, sight);
    return c.json({ sees: until === undefined ? who(c).sees() : await who(c).until(until, milliseconds) });
  });
  app.get('/notifications', (c) => c.json({ notifications: who(c).notifications() }));
  app.get('/conversations', (c) => {
    const person = who(c);
    const { world } = slack.desk.context;
    const record = world.people.get(person.id);
    const all = record ? conversationsOf(world, record) : [];
    return c.json({ conversations: all.map(({ id, kind }) => ({ id, kind, name: nameOf(person, id) })) });
  });
  const nameOf = (person: ReturnType<typeof personOf>, id: string) => conversationOf(slack, person, id).name;

  app.get('/messages', (c) => {
    const at = c.req.query('in');
    const id = at === undefined ? undefined : conversationOf(slack, who(c), at).id;
    return c.json({
      messages: who(c)
        .messages()
        .filter((each) => id === undefined || each.channel === id),
    });
  });
  app.post('/messages', async (c) => {
    const { text, to, ...rest } = await body(c, message);
    const at = to === undefined ? {} : { to: conversationOf(slack, who(c), to) };
    return c.json(await who(c).says(text, { ...rest, ...at }), 201);
  });
  app.patch('/messages/:channel/:ts', async (c) => {
    const { text } = await body(c, z.strictObject({ text: z.string() }));
    await who(c).edits(messageOf(who(c), c.req.param()), text);
    return c.json(messageOf(who(c), c.req.param()));
  });
  app.delete('/messages/:channel/:ts', async (c) => {
    await who(c).deletes(messageOf(who(c), c.req.param()));
    return c.json({});
  });

  app.post('/commands', async (c) => {
    const { command: name, text, in: at } = await body(c, command);
    return c.json(outcome(await who(c).command(name, text, inOf(c, at))));
  });
  app.post('/clicks', async (c) => {
    const { label, ...rest } = await body(c, z.strictObject(where));
    return c.json(outcome(await who(c).click(label, whereOf(c, rest))));
  });
  app.post('/choices', async (c) => {
    const { label, value: chosen, ...rest } = await body(c, z.strictObject({ ...where, value }));
    return c.json(outcome(await who(c).select(label, chosen, whereOf(c, rest))));
  });
  app.post('/shortcuts', async (c) => {
    const given = await body(c, shortcut);
    if ('message' in given) {
      return c.json(outcome(await who(c).messageShortcut(given.callbackId, messageOf(who(c), given.message))));
    }
    return c.json(outcome(await who(c).shortcut(given.callbackId, inOf(c, given.in))));
  });

  app.get('/home', (c) => c.json({ home: who(c).home }));
  app.post('/home', async (c) => c.json({ home: await who(c).opensHome() }));
  app.route(
    '/modal',
    modalRoutes(async (c) => {
      const modal = await who(c).modal();
      if (modal) return modal;
      throw refusal(404, `${who(c).name} has no modal open`);
    }),
  );
  return app;
}

const outcome = ({ failure, reply, url }: Outcome) => ({ failure, reply, url });
