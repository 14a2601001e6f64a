import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Modal } from '../driver.ts';
import { body } from './border.ts';
import { values } from './values.ts';

const click = z.strictObject({
  label: z.string().min(1),
  beside: z.string().exactOptional(),
  nth: z.int().min(0).exactOptional(),
  confirm: z.boolean().exactOptional(),
  option: z.string().exactOptional(),
});

/** The modal on top of a person's screen; all of it waits as long as the last trigger can still open one. */
export function modalRoutes(modalOf: (c: Context) => Promise<Modal>): Hono {
  const app = new Hono();
  app.get('/', async (c) => c.json(describe(await modalOf(c))));
  app.patch('/', async (c) => {
    const given = await body(c, z.strictObject({ values }));
    const modal = await modalOf(c);
    await modal.fill(given.values).sent();
    return c.json(describe(modal));
  });
  app.post('/submit', async (c) => {
    const given = await body(c, z.strictObject({ values: values.default({}) }));
    return c.json(await (await modalOf(c)).fill(given.values).submit());
  });
  app.post('/clicks', async (c) => {
    const { label, ...where } = await body(c, click);
    const { failure, url } = await (await modalOf(c)).click(label, where);
    return c.json({ failure, url });
  });
  app.post('/search', async (c) => {
    const { field, letters } = await body(c, z.strictObject({ field: z.string(), letters: z.string() }));
    return c.json({ options: await (await modalOf(c)).search(field, letters) });
  });
  app.post('/close', async (c) => {
    const { how } = await body(c, z.strictObject({ how: z.enum(['this', 'all']).default('this') }));
    await (await modalOf(c)).close(how);
    return c.json({});
  });
  return app;
}

function describe(modal: Modal) {
  const fields = modal.fields.map((name) => [name, { value: modal.value(name), options: modal.options(name) }]);
  const { id, callbackId, title, errors } = modal;
  return { id, callbackId, title, text: modal.text(), fields: Object.fromEntries(fields), errors };
}
