import { beforeAll, describe, expect, test, vi } from 'vitest';
import { about, type Who } from '../../sandbox/demo/school.ts';
import { tourOf } from '../../sandbox/demo/tour.ts';
import { watchOutbox } from '../../sandbox/demo/wire.ts';
import type { Modal, Outcome } from '../../sandbox/index.ts';
import { outbox } from '../../src/db/schema.ts';
import { type Demo, openDemo, personIn } from './demo.ts';

/** The school of the browser demo, and its tour from the first step to the last, by the hands of those whom it names. */
describe('the browser demo', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await openDemo();
  });

  const stage = () => demo.workspace.stage();
  const desk = () => stage().slack.desk;
  const { steps } = tourOf(stage);
  const person = (who: Who) => personIn(demo, who);
  const opened = async (action: Promise<Outcome>, field: string): Promise<Modal> =>
    await (await (await action).modal()).until((modal) => modal.fields.includes(field));
  const submit = async (modal: Modal) => {
    expect((await modal.submit()).errors).toEqual({});
    await stage().settle();
  };
  const together = () => person('marc').conversation(person('ana'));

  test('is recorded with the tables of today: `npm run demo -- --record` writes it anew', () => {
    expect(demo.said).not.toContainEqual(expect.stringContaining('Their weeks'));
    expect(stage().clock.now().toISOString()).toMatch(/^2026-10-20T07:3/);
  });

  test('is one port: Slack, its face and the product', async () => {
    expect(demo.ports).toBe(1);
    expect(stage().slack.apiUrl).toBe(`${demo.url}/api/`);
    expect(await (await fetch(demo.url)).text()).toContain('Zoé Martin');
  });

  test('has a believable school: sessions held and missed, a late cancellation, silence, gaps', async () => {
    const home = await person('zoe').opensHome();
    for (const words of ['Julie Moreau has not answered Inès Laurent', 'the session with Noah Kim', 'Chloé Girard']) {
      expect(home).toContain(words);
    }
    expect(await person('emma').opensHome()).toContain('Your profile lacks: Phone, Full address, Photo');
    expect(person('tom').sees()).toContain('is noted as absent');
    expect(person('lea').sees()).toContain('annulée');
    expect(about('Inès Laurent', 'en')).toBe('mentor · Tokyo');
    expect(about('Hugo Lambert', 'fr')).toBe('étudiant · Paris · en français');
    expect(stage().slack.unexpectedRefusals()).toEqual([]);
  });

  const play: ReadonlyArray<() => Promise<unknown>> = [
    () => person('ana').says('Hello Marc!', { to: person('ana').conversation(person('marc')) }),
    async () => {
      const modal = await opened(person('marc').click('Offer times', { in: together() }), 'date_1');
      modal.fill({ date_1: '2026-10-23', time_1: '18:00', date_2: '2026-10-24', time_2: '11:00' });
      await submit(await modal.sent());
    },
    () => stage().to('2026-10-21T13:00:00Z'),
    () => person('ana').click('Fri 23 Oct, 12:00 · 18:00 Paris time'),
    async () => {
      const modal = await opened(person('marc').click('Another time', { in: together() }), 'date');
      await submit(modal.fill({ date: '2026-10-26', time: '18:00' }));
      expect(person('ana').sees()).toContain('26 October 2026, 13:00 (18:00 Paris time)');
    },
    async () => {
      await stage().to('2026-10-26T18:00:00Z');
      const modal = await opened(person('marc').command('/complete', '@ana'), 'before');
      for (const field of ['before', 'reasons', 'objectives', 'level', 'hours']) modal.fill({ [field]: 'Some.' });
      modal.fill({ next: 'The first page.', tasks: 'Read chapter 1 ~6h', following: 'same-slot' });
      modal.fill({ private: 'Between us: a little shy.' });
      await submit(modal);
    },
    async () => {
      await person('ana').opensHome();
      const modal = await (await person('ana').click('Notes and sessions', { in: 'home' })).modal();
      await modal.until('The first page.');
      expect(person('ana').sees()).not.toContain('a little shy');
    },
    async () => {
      await person('zoe').opensHome();
      await person('zoe').click('I’ll take it', { in: 'home' });
    },
  ];

  test.each(steps.map((step, at) => ({ title: step.title.en, step, at })))('tour: $title', async ({ step, at }) => {
    expect(await step.done()).toBe(false);
    const who = step.as?.() ?? '';
    expect(desk().context.world.people.has(who)).toBe(true);
    const where = step.where?.() ?? '';
    if (where !== 'home') expect(desk().context.world.conversations.get(where)?.members).toContain(who);
    await play[at]?.();
    await stage().settle();
    expect(await step.done()).toBe(true);
  });

  test('under the glass: the outbox rows of the last action, and no others', async () => {
    const wire = watchOutbox(stage);
    await wire(new Date());
    const since = new Date();
    await submit((await opened(person('marc').command('/note', '@tom'), 'note')).fill({ note: 'Well done.' }));
    const { rows, more } = await wire(since);
    expect(more).toBe(false);
    expect(rows.map(({ note }) => note)).toEqual([expect.stringMatching(/^pair:\d+ · sent$/)]);
    expect(JSON.stringify(rows)).not.toContain('Well done.');
  });

  test('Reset: everything as it was, the clock included, and it goes on from there', async () => {
    const before = steps.map((step) => step.done());
    expect(await Promise.all(before)).toContain(true);
    await demo.workspace.reset();
    expect(await Promise.all(steps.map((step) => step.done()))).not.toContain(true);
    expect(stage().clock.now().toISOString()).toMatch(/^2026-10-20T07:3/);
    const modal = await opened(person('marc').click('Offer times', { in: together() }), 'date_1');
    await submit(await modal.fill({ date_1: '2026-10-23', time_1: '18:00' }).sent());
    expect(person('ana').sees()).toContain('Fri 23 Oct, 12:00');
  });

  const post = async (path: string, fields: Record<string, string> = {}) =>
    await fetch(`${demo.url}${path}`, {
      method: 'POST',
      headers: { origin: demo.url, 'hx-current-url': `${demo.url}/as/${person('marc').id}` },
      body: new URLSearchParams(fields),
    });
  const outboxRows = () => stage().mentorat.world.db.$count(outbox);

  test('Reset while the clock moves and Slack fails: the clock stops there, and all stands as when the story began', async () => {
    await demo.workspace.reset();
    const rows = await outboxRows();
    await post('/faults', { name: 'limits' });
    const jump = post('/time', { to: 'at', at: '2026-11-20T09:00' });
    await vi.waitUntil(() => stage().clock.now() > new Date('2026-10-20T12:00:00Z'), { timeout: 30_000 });
    await post('/reset');
    await jump;
    expect(stage().clock.now().toISOString()).toMatch(/^2026-10-20T07:3/);
    await stage().settle();
    expect(await outboxRows()).toBe(rows);
  });

  test('Slack is away over night: what was sent meanwhile comes once, the day after', async () => {
    await demo.workspace.reset();
    const root = together().messages()[0] ?? never();
    const modal = await opened(person('marc').click('Offer times', { in: root }), 'date_1');
    await modal.fill({ date_1: '2026-10-23', time_1: '18:00' }).sent();
    await stage().settle();
    const slackIsAway = stage().slack.fault({ kind: 'away', method: 'chat.postMessage' });
    expect((await modal.submit()).errors).toEqual({});
    await post('/time', { to: 'tomorrow' });
    slackIsAway.lift();
    await post('/time', { to: 'hour' });
    await post('/time', { to: 'hour' });
    const offers = together()
      .thread(root)
      .filter(({ text }) => text.includes('offers you times'));
    expect(offers).toHaveLength(1);
  });
});

function never(): never {
  throw new Error('It is not there');
}
