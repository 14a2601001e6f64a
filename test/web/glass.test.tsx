import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { WireRow } from '../../sandbox/web/face.ts';
import { faceOf } from '../../sandbox/web/face.ts';
import { GlassPanel } from '../../sandbox/web/pages/glass.tsx';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

/** The panel after somebody has moved the clock, and the app has called Slack this often. */
describe('under the glass, after a long jump', () => {
  const now = new Date('2026-11-24T09:32:00Z');
  let slack: Sandbox;
  beforeEach(async () => {
    slack = await startSandbox({ clock: { now: () => now }, manifest: {} });
    const face = faceOf({ sandbox: () => slack });
    calls(3);
    face.memory.begin(face.desk.records, 'clock');
  });
  afterEach(() => slack.stop());

  function calls(count: number) {
    const { records } = slack.desk;
    for (let made = 0; made < count; made += 1) {
      const call = records.called('chat.postMessage', { text: `Call ${records.calls.length}` }, now);
      records.answered(call, { ok: true }, undefined);
    }
  }

  function shown(locale = 'en-US', further: readonly WireRow[] = [], more = false) {
    const face = faceOf({ sandbox: () => slack });
    const person = face.world.people.get(slack.person({ name: 'Ana Silva', locale }).id);
    if (!person) throw new Error('Ana is not there');
    const html = String(<GlassPanel face={face} person={person} further={{ rows: further, more }} />);
    return {
      html,
      ids: [...html.matchAll(/<details class="wire" id="([^"]*)"/g)].map(([, id]) => id),
      notShown: [...html.matchAll(/<p class="none">([^<]*)</g)].map(([, words]) => words),
    };
  }

  it('all is there as long as it is not much', () => {
    calls(200);
    const { ids, notShown } = shown();
    expect(ids).toHaveLength(200);
    expect(notShown).toEqual([]);
  });

  it('of much more the newest are there, and how many are not is said', () => {
    calls(2_000);
    const { html, ids, notShown } = shown();
    expect(ids).toHaveLength(200);
    expect(html).toContain('Call 2002');
    expect(html).toContain('Call 1803');
    expect(html).not.toContain('Call 1802');
    expect(notShown).toEqual(['1800 earlier ones are not shown.']);
    expect(shown('fr-FR').notShown).toEqual(['1800 lignes plus anciennes ne sont pas affichées.']);
  });

  it('a row keeps its name while others come, so that an open one stays open', () => {
    calls(201);
    const before = shown();
    expect(before.notShown).toEqual(['An earlier one is not shown.']);
    expect(before.ids.at(-1)).toBe('wire-c200');
    calls(50);
    expect(shown().ids).toContain('wire-c200');
  });

  it('the rows that somebody else lends are counted too, or said to be more than those', () => {
    const rows = Array.from({ length: 203 }, (_, at) => ({ title: `row ${at}`, detail: {} }));
    expect(shown('en-US', rows).notShown).toEqual(['3 earlier ones are not shown.']);
    const most = rows.slice(0, 200);
    expect(shown('en-US', most, true).notShown).toEqual(['Earlier ones are not shown.']);
    expect(shown('fr-FR', most, true).notShown).toEqual(['Les lignes plus anciennes ne sont pas affichées.']);
  });

  it('reads French to whoever reads French', () => {
    const call = slack.desk.records.called('chat.update', {}, now);
    expect(shown('fr-FR').html).toContain('sans réponse · en cours');
    slack.desk.records.answered(call, undefined, 'reset');
    expect(shown('fr-FR').html).toContain('mis en échec : reset');
    expect(shown().html).toContain('made to fail: reset');
  });
});

describe('under the glass, when somebody opens the home', () => {
  let house: Clubhouse;
  beforeEach(async () => {
    house = await startClubhouse();
  });
  afterEach(() => house.stop());

  const home = (person: Person) => `/as/${person.id}/home`;
  /** What the page shows, once all of the opening has gone over the wire. */
  const published = (person: Person) => expect.poll(() => glassAt(`/as/${person.id}`)).toContain('views.publish');
  /** What the page at `path` shows under the glass. */
  const glassAt = async (path: string) => {
    const answer = await fetch(`${house.url}${path}`, { headers: { cookie: 'glass=on' } });
    return (await answer.text()).split('id="glass-rows"')[1] ?? '';
  };
  const posts = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${house.url}${path}`, {
      method: 'POST',
      headers: { origin: house.url, ...headers },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const opened = () => JSON.stringify(house.slack.deliveries).split('"app_home_opened"').length - 1;

  it('it says so, and shows what went over the wire for it', async () => {
    expect(await glassAt(home(house.ana))).toContain('After <b>opening the home</b>');
    await published(house.ana);
    expect(await glassAt(`/as/${house.ana.id}`)).toContain('event app_home_opened');
    expect(await glassAt(home(house.marc))).toContain('Après <b>l’ouverture de l’accueil</b>');
    await published(house.marc);
  });

  it('and whoever only turns on the glass there still sees what they did before', async () => {
    await glassAt(home(house.ana));
    await published(house.ana);
    await posts(`/as/${house.ana.id}/c/${house.ana.conversation().id}/say`, { text: 'Hello' });
    const before = opened();
    const back = await posts('/settings', { glass: 'on' }, { referer: `${house.url}${home(house.ana)}` });
    expect(back.headers.get('location')).toBe(home(house.ana));
    expect(await glassAt(home(house.ana))).toContain('After <b>a message</b>');
    expect(opened()).toBe(before);
    expect(await glassAt(home(house.ana))).toContain('After <b>opening the home</b>');
    await published(house.ana);
  });
});
