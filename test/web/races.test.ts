import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/index.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

/*
 * Between what a browser shows and what it sends, an app may change or cover a form: the person is told what became of it.
 */
let house: Clubhouse;
beforeAll(async () => {
  house = await startClubhouse();
});
afterAll(() => house.stop());

/** What a browser sends that has not heard of the change yet, and what the person then reads at the edge of the page. */
async function sends(person: Person, path: string, fields: Record<string, string> = {}) {
  const page = `${house.url}/as/${person.id}`;
  const body = new URLSearchParams(fields);
  const { status } = await fetch(`${page}${path}`, { method: 'POST', headers: { origin: house.url }, body });
  expect(status).toBe(204);
  const html = await (await fetch(page)).text();
  return [...html.matchAll(/<p class="toast">(.*?)<\/p>/gs)].map(([, words]) =>
    words?.replace(/<[^>]*>|⚠️/g, '').trim(),
  );
}

describe.each([
  [
    'ana',
    'en',
    'That option is not offered any more.',
    'Another form is open on top of that one.',
    'That form is closed.',
  ],
  [
    'marc',
    'fr',
    'Cette option n’est plus proposée.',
    'Un autre formulaire est ouvert par-dessus.',
    'Ce formulaire est fermé.',
  ],
] as const)('what %s (%s) sends too late', (name, _, optionGone, formCovered, formClosed) => {
  it('is answered with why it was not taken', async () => {
    const person = house[name];
    const form = await (await person.command('/join')).modal();
    const chosen = { block: 'club', action: 'value', value: 'climbing' };
    expect(await sends(person, `/modal/${form.id}/choose`, chosen)).toEqual([optionGone]);
    expect(form.value('club')).toBe('');

    const rules = await (await form.click('rules')).modal();
    expect(await sends(person, `/modal/${form.id}/submit`)).toEqual([formCovered]);
    expect(form.isOpen).toBe(true);

    await rules.close('all');
    expect(await sends(person, `/modal/${form.id}/submit`)).toEqual([formClosed]);
  });
});

describe('a form that the app made longer meanwhile', () => {
  it('keeps what a new field begins with, which nobody has seen yet', async () => {
    const form = await (await house.ana.command('/join')).modal();
    expect(await sends(house.ana, `/modal/${form.id}/fill`, { 'name/value': 'Ana', sent: '1' })).toEqual([]);
    expect([form.value('name'), form.value('time')]).toEqual(['Ana', '19:00']);
  });
});

describe('a home that is published anew while somebody looks at it', () => {
  it('takes a click on what stands there as before', async () => {
    const home = `${house.url}/as/${house.ana.id}/home`;
    const shown = async () => {
      const html = await (await fetch(home)).text();
      const sent = /hx-vals="([^"]*home_join[^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';
      return JSON.parse(sent);
    };
    await house.ana.opensHome();
    const before = await shown();
    await house.ana.opensHome();
    expect(await sends(house.ana, '/home/click', before)).toEqual([]);
    expect(house.clicked).toContain('home_join');
  });
});
