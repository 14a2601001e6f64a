import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import { SandboxModal } from '../driver/modal.ts';
import { Overtaken } from '../driver/overtaken.ts';
import { commandOf } from '../manifest.ts';
import { conversationsOf, look, messagesFor } from '../sees/look.ts';
import type { PersonRecord } from '../world/model.ts';
import { stackOf } from '../world/views.ts';
import { Suggestions } from './blocks/combobox.tsx';
import { isPicture } from './blocks/picture.tsx';
import type { Face, FaceOptions } from './face.ts';
import { actorOf, faceOf, personOf } from './face.ts';
import { fillFrom, uploadOf } from './form.ts';
import type { Doing } from './memory.ts';
import { peopleOf } from './pages/bar.tsx';
import { isClosed } from './pages/composer.tsx';
import { Refused } from './refused.ts';
import type { Surface } from './spot.ts';
import { choose, click, homeAt, messageAt, modalAt, suggest } from './spot.ts';
import { wordsFor } from './words.ts';

const named = z.object({ block: z.string(), action: z.string() });
const clicked = named.extend({ value: z.string().optional() });
const callback = z.object({ callback: z.string() });
const shortcut = callback.extend({ in: z.string() });
const seen = z.object({ thread: z.string(), ts: z.string() });

/** Everything that one person does: each is a post that the driver carries out; what comes of it arrives live. */
export function personRoutes(options: FaceOptions): Hono {
  const app = new Hono();

  /** Lets a person act; what Slack's client would not let them do, they are told. */
  const act = async (
    c: Context,
    what: Doing,
    task: (face: Face, person: PersonRecord, form: FormData) => Promise<void>,
  ) => {
    const face = faceOf(options);
    const person = peopleOf(face).find((each) => each.id === c.req.param('person'));
    // A page that was open before a restart knows people who are not there any more.
    if (!person) return c.text('There is no such person.', 404, { 'hx-redirect': '/' });
    const form = await c.req.formData().catch(() => new FormData());
    face.memory.begin(face.desk.records, what);
    face.memory.putAway(person.id);
    try {
      await task(face, person, form);
      return c.body(null, 204);
    } catch (error) {
      const { refused } = wordsFor(person);
      if (error instanceof Refused) face.memory.toast(person.id, error.message);
      else if (error instanceof Overtaken) face.memory.toast(person.id, refused[error.by]);
      else {
        face.memory.toast(person.id, refused.unexpected);
        throw error;
      }
      // No status of a failure, of which the browser would complain; the page gives back by it what was typed.
      return c.body(null, 204, { refused: 'yes' });
    }
  };
  const surfaces: { path: string; at: (face: Face, person: PersonRecord, c: Context) => Surface | undefined }[] = [
    {
      path: '/m/:channel/:ts',
      at: (face, person, c) => messageAt(face, person, c.req.param('channel') ?? '', c.req.param('ts') ?? ''),
    },
    { path: '/home', at: homeAt },
    { path: '/modal/:view', at: (face, person, c) => modalAt(face, person, c.req.param('view') ?? '') },
  ];
  for (const { path, at } of surfaces) {
    const surfaceOf = (face: Face, person: PersonRecord, c: Context): Surface => {
      const surface = at(face, person, c);
      if (!surface) throw new Refused(person, (say) => say.gone);
      return surface;
    };
    app.post(`${path}/click`, (c) =>
      act(c, 'click', async (face, person, form) => {
        const surface = surfaceOf(face, person, c);
        if (surface.kind === 'modal') await typedInto(face, person, surface.view.id, form);
        await click(face, person, surface, clicked.parse(fieldsOf(form)));
      }),
    );
    app.post(`${path}/choose`, (c) =>
      act(c, 'choice', async (face, person, form) => {
        const view = c.req.param('view');
        // Enter brings all that has been typed by then.
        if (view !== undefined && form.has('enter')) await typedInto(face, person, view, form);
        await inTurn(face, person, view, () =>
          choose(face, person, surfaceOf(face, person, c), named.parse(fieldsOf(form)), form),
        );
      }),
    );
    app.get(`${path}/suggest`, async (c) => {
      const face = faceOf(options);
      const person = peopleOf(face).find((each) => each.id === c.req.param('person'));
      const surface = person && at(face, person, c);
      if (!surface) return c.text('', 404);
      const typed = c.req.query('typed') ?? '';
      face.memory.begin(face.desk.records, 'typing', typed);
      const found = await suggest(face, person, surface, named.parse(c.req.query()), typed);
      return c.html(<Suggestions {...found} typed={typed} />);
    });
  }

  app.post('/modal/:view/fill', (c) =>
    act(c, 'fill', (face, person, form) => typedInto(face, person, c.req.param('view'), form)),
  );
  app.post('/modal/:view/submit', (c) =>
    act(c, 'submit', async (face, person, form) => {
      await typedInto(face, person, c.req.param('view'), form);
      await modalOf(face, person, c.req.param('view')).submit();
    }),
  );
  app.post('/modal/:view/close', (c) =>
    act(c, 'close', (face, person, form) =>
      modalOf(face, person, c.req.param('view')).close(form.get('how') === 'all' ? 'all' : 'this'),
    ),
  );

  app.post('/c/:conversation/say', (c) =>
    act(c, 'message', async (face, person, form) => {
      const text = String(form.get('text') ?? '')
        .replaceAll('\r\n', '\n')
        .trim();
      const thread = form.get('thread');
      const files = form
        .getAll('files')
        .filter((each) => typeof each !== 'string')
        .filter((each) => each.size > 0);
      const conversation = conversationFor(face, person, c.req.param('conversation'));
      if (isClosed(face, conversation)) throw new Refused(person, (say) => say.turnedOff);
      const to = personOf(face, person).handle(conversation);
      const command = /^\/\S+/.exec(text)?.[0];
      if (command) {
        face.memory.isCommand(command);
        if (typeof thread === 'string') throw new Refused(person, (say) => say.notInThreads(command));
        if (!commandOf(face.world.manifest, command)) throw new Refused(person, (say) => say.noCommand(command));
        await personOf(face, person).command(command, text.slice(command.length).trim(), { in: to });
      } else if (text !== '' || files.length > 0) {
        await personOf(face, person).says(text, {
          to,
          ...(typeof thread === 'string' && { thread }),
          files: await Promise.all(files.map(uploadOf)),
        });
      }
    }),
  );
  app.post('/c/:conversation/seen', async (c) => {
    const face = faceOf(options);
    const person = peopleOf(face).find((each) => each.id === c.req.param('person'));
    if (!person) return c.text('There is no such person.', 404);
    const { thread, ts } = seen.parse(await c.req.parseBody());
    face.memory.saw(person, c.req.param('conversation'), thread, ts);
    return c.body(null, 204);
  });
  app.post('/shortcut', (c) =>
    act(c, 'shortcut', async (face, person, form) => {
      const { callback: id, in: from } = shortcut.parse(fieldsOf(form));
      const to = personOf(face, person).handle(conversationFor(face, person, from));
      await personOf(face, person).shortcut(id, { in: to });
    }),
  );
  app.post('/m/:channel/:ts/shortcut', (c) =>
    act(c, 'shortcut', async (face, person, form) => {
      const message = seenAt(face, person, c.req.param('channel'), c.req.param('ts'));
      await personOf(face, person).messageShortcut(callback.parse(fieldsOf(form)).callback, message);
    }),
  );
  app.post('/m/:channel/:ts/delete', (c) =>
    act(c, 'delete', (face, person) =>
      personOf(face, person).deletes(seenAt(face, person, c.req.param('channel'), c.req.param('ts'))),
    ),
  );
  app.post('/put-away', (c) => {
    faceOf(options).memory.putAway(c.req.param('person') ?? '');
    return c.body(null, 204);
  });

  app.get('/file/:id', (c) => {
    const face = faceOf(options);
    const person = peopleOf(face).find((each) => each.id === c.req.param('person'));
    if (!person) return c.text('There is no such person.', 404);
    const file = face.world.files.get(c.req.param('id'));
    if (!file || file.deleted || !seesFile(face, person, file.id)) return c.text(wordsFor(person).refused.noFile, 404);
    const shown = isPicture(file);
    return c.body(Uint8Array.from(file.content), 200, {
      'content-type': shown ? file.mimetype : 'application/octet-stream',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });
  return app;
}

/** What has been typed goes in before anything else is done with the form, in the order in which it was sent. */
function typedInto(face: Face, person: PersonRecord, id: string, form: FormData): Promise<void> {
  return inTurn(face, person, id, async () => {
    const surface = modalAt(face, person, id);
    if (!surface) return;
    const isOlder = face.memory.isOlder(surface.view, Number(form.get('sent')));
    await fillFrom(face.world, new SandboxModal(actorOf(face, person), surface.view), form, isOlder);
  });
}

/** What one person does with one form; with anything else nothing has to wait. */
function inTurn<T>(face: Face, person: PersonRecord, view: string | undefined, task: () => Promise<T>): Promise<T> {
  return view === undefined ? task() : face.memory.inTurn(`${person.id} ${view}`, task);
}

function modalOf(face: Face, person: PersonRecord, id: string): SandboxModal {
  const surface = modalAt(face, person, id);
  if (!surface) {
    const isCovered = stackOf(face.world, person.id).some((view) => view.id === id);
    throw new Refused(person, (say) => (isCovered ? say.formCovered : say.formClosed));
  }
  return new SandboxModal(actorOf(face, person), surface.view);
}

function conversationFor(face: Face, person: PersonRecord, id: string) {
  const found = conversationsOf(face.world, person).find((each) => each.id === id);
  if (!found) throw new Refused(person, (say) => say.notMember);
  return found;
}

function seenAt(face: Face, person: PersonRecord, channel: string, ts: string) {
  const surface = messageAt(face, person, channel, ts);
  if (surface?.kind !== 'message') throw new Refused(person, (say) => say.messageGone);
  return look(face.world, person, surface.message);
}

/** Own uploads, and files in a message that this person can read. */
function seesFile({ world }: Face, person: PersonRecord, id: string): boolean {
  if (world.files.get(id)?.user === person.id) return true;
  return conversationsOf(world, person).some((each) =>
    messagesFor(each, person).some(
      (message) => message.files.includes(id) || JSON.stringify(message.blocks).includes(id),
    ),
  );
}

const fieldsOf = (form: FormData) => Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
