import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import type { PersonRecord } from '../world/model.ts';
import { assets } from './assets.ts';
import type { Face, FaceOptions, WireRows } from './face.ts';
import { faceOf, personOf } from './face.ts';
import { calm, flip } from './faults.ts';
import { guard } from './guard.ts';
import { gone, live } from './live.ts';
import { peopleOf } from './pages/bar.tsx';
import { ChoosePage } from './pages/page.tsx';
import { regions, Workspace } from './pages/workspace.tsx';
import { personRoutes } from './person.tsx';
import { placeOf } from './place.ts';
import { keepSettings, settingsOf } from './settings.ts';
import { instantOf, jump } from './time.ts';
import { wordsFor } from './words.ts';

export type { FaceOptions, TourStep, WireRow, WireRows } from './face.ts';

/** The workspace in the browser: pages for people, live, over the same driver that tests use. */
export function createFace(options: FaceOptions): Hono {
  const app = new Hono();
  app.use(guard);
  assets(app);

  app.get('/', (c) => {
    const face = faceOf(options);
    // Nobody is anybody yet: the browser says which language it prefers.
    const reader = { locale: c.req.header('accept-language') ?? 'en' };
    return c.html(<ChoosePage face={face} settings={settingsOf(c)} reader={reader} />);
  });

  const show = async (c: Context, at: Parameters<typeof placeOf>[2]) => {
    const face = faceOf(options);
    const isLive = c.req.query('live') !== undefined;
    const person = whoIs(face, c.req.param('person'));
    if (!person) return isLive ? gone(c) : c.redirect('/');
    const place = placeOf(face, person, at);
    if (!place) return isLive ? gone(c) : c.redirect(`/as/${person.id}`);
    const settings = settingsOf(c);
    const shown = async () => {
      await lookAtTour(face);
      return { face, person, place, settings, further: await furtherRows(face) };
    };
    if (isLive) {
      return live(c, {
        signal: face.world.signal,
        isThere: () => faceOf(options).world === face.world && !person.deleted,
        draw: async () => regions(await shown()),
      });
    }
    if (place.kind === 'home' && face.memory.comesTo(c.req.path)) {
      face.memory.begin(face.desk.records, 'home');
      void personOf(face, person)
        .opensHome()
        .catch(() => undefined);
    }
    const page = await shown();
    return c.html(`<!DOCTYPE html>${String(<Workspace {...page} />)}`);
  };
  app.get('/as/:person', (c) => show(c, {}));
  app.get('/as/:person/home', (c) => show(c, { home: true }));
  app.get('/as/:person/c/:conversation', (c) =>
    show(c, { conversation: c.req.param('conversation'), thread: c.req.query('thread') }),
  );
  app.route('/as/:person', personRoutes(options));

  app.post('/settings', async (c) => {
    keepSettings(c, await c.req.parseBody());
    const back = backOf(c);
    faceOf(options).memory.staysAt(back);
    return c.redirect(back, 303);
  });
  app.post('/faults', async (c) => {
    if (!options.faults) return c.text('There are no such switches here.', 404);
    flip(faceOf(options), z.object({ name: z.string() }).parse(await c.req.parseBody()).name);
    return c.body(null, 204);
  });
  app.post('/time', async (c) => {
    const face = faceOf(options);
    if (!options.clock) return c.text('The clock of this workspace cannot be moved.', 404);
    const person = whoIs(face, /\/as\/(\w+)/.exec(backOf(c))?.[1]);
    const reader = person ?? { tz: 'UTC', locale: 'en' };
    const wanted = jump.safeParse(await c.req.parseBody());
    if (!wanted.success) return c.text(wordsFor(reader).bar.noTime, 400);
    const instant = await instantOf(face, wanted.data, reader);
    if (typeof instant === 'string') {
      if (person) face.memory.toast(person.id, instant);
      return c.body(null, 204);
    }
    face.memory.begin(face.desk.records, 'clock');
    await options.clock.to(instant);
    face.world.signal.changed();
    return c.body(null, 204);
  });
  app.post('/reset', async (c) => {
    if (!options.reset) return c.text('This workspace cannot start over.', 404);
    const face = faceOf(options);
    const { world } = face;
    calm(face);
    await options.reset();
    // Pages still listen to the workspace that was: they hear that it is gone.
    world.signal.changed();
    c.header('hx-redirect', '/');
    return c.body(null, 204);
  });
  app.post('/tour', async (c) => {
    const face = faceOf(options);
    const { to } = z.object({ to: z.coerce.number().int().min(0) }).parse(await c.req.parseBody());
    face.memory.bookmark.at = Math.min(to, options.tour?.steps.length ?? 0);
    face.world.signal.changed();
    return c.body(null, 204);
  });
  return app;
}

function whoIs(face: Face, id: string | undefined): PersonRecord | undefined {
  return peopleOf(face).find((each) => each.id === id);
}

/** The page that a form was on; only ever one of this server. */
function backOf(c: Context): string {
  const given = c.req.header('hx-current-url') ?? c.req.header('referer');
  if (!given || !URL.canParse(given)) return '/';
  const { host, pathname, search } = new URL(given);
  return host === c.req.header('host') ? `${pathname}${search}` : '/';
}

async function lookAtTour({ options, memory }: Face): Promise<void> {
  const { at } = memory.bookmark;
  const step = options.tour?.steps[at];
  if (step && !memory.tourDone.has(at) && (await step.done())) memory.tourDone.add(at);
}

async function furtherRows({ options, memory }: Face): Promise<WireRows> {
  return memory.last && options.wire ? options.wire(memory.last.at) : { rows: [], more: false };
}
