import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { WireRow } from '../../sandbox/web/face.ts';
import { faceOf } from '../../sandbox/web/face.ts';
import { GlassPanel } from '../../sandbox/web/pages/glass.tsx';

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
