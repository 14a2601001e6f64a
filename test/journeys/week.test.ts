import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gather, playStep, privateComment, team, type Week, week, weekBegins } from '../../sandbox/demo/week.ts';
import { audit, notes, noteVersions, outbox } from '../../src/db/schema.ts';
import { lanes, openSchool, type School } from './harness.ts';

type Name = (typeof week)[number]['name'];

/** The week that `npm run demo` plays: what each person sees after each step, and what others must not see. */
describe.each(lanes)('a week of mentoring (%s, %s)', (delivery, database) => {
  let school: School;
  let cast: Week;
  const shown: string[] = [];

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: weekBegins, team });
    cast = { ...gather(school), shows: (person, _what, text) => shown.push(`${person.name}: ${text}`) };
  });
  afterAll(() => school.close());

  const thread = (reader: 'ana' | 'marc') => {
    const conversation = reader === 'ana' ? cast.ana.conversation(cast.marc) : cast.marc.conversation(cast.ana);
    const [root, ...more] = conversation.messages();
    if (root === undefined || more.length > 0) throw new Error('The introduction does not stand alone');
    return conversation.thread(root).filter(({ ts }) => ts !== root.ts);
  };
  const direct = (reader: 'ana' | 'marc') => cast[reader].dm().map(({ text }) => text);

  const after: Record<Name, () => void> = {
    import() {
      const [introduction] = cast.ana.conversation(cast.marc).messages();
      expect(introduction?.text).toContain('@Marc Dubois is your mentor');
      expect(introduction?.mentions.toSorted()).toEqual(['Ana Silva', 'Marc Dubois']);
      expect(cast.tom.sees()).toContain('You know each other already');
    },
    offer() {
      const [offer] = thread('ana');
      expect(offer?.mentions).toEqual(['Ana Silva']);
      expect(offer?.buttons).toEqual([
        'Thu 22 Oct, 12:00 · 18:00 Paris time',
        'Mon 26 Oct, 14:00 · 19:00 Paris time',
        'Tue 27 Oct, 14:00 · 19:00 Paris time',
        'None of these fits',
      ]);
      expect(direct('ana')).toEqual([]);
    },
    reminder() {
      expect(direct('ana')).toHaveLength(1);
      expect(cast.ana.dm()[0]?.at.toISOString()).toBe('2026-10-21T12:00:00.000Z');
      expect(direct('ana')[0]).toContain('waits for your answer');
      expect(direct('marc')).toEqual([]);
    },
    booking() {
      const summary = thread('marc').at(-1);
      expect(summary?.mentions).toEqual(['Marc Dubois']);
      expect(summary?.text).toMatch(/26 October 2026, 19:00/);
      expect(thread('ana').at(-1)?.text).toMatch(/26 October 2026, 14:00 \(19:00 Paris time\)/);
      expect(thread('ana')[0]?.buttons).toContain('Picked: Mon 26 Oct, 14:00 · 19:00 Paris time');
      expect(direct('ana')[0]).toContain('This is settled');
    },
    'clock change'() {
      expect(direct('ana')).toHaveLength(2);
      expect(cast.ana.dm()[1]?.at.toISOString()).toBe('2026-10-24T18:00:00.000Z');
      expect(direct('ana')[1]).toContain('is coming up');
      expect(direct('marc')).toEqual([]);
    },
    session() {
      expect(cast.ana.dm()[2]?.at.toISOString()).toBe('2026-10-26T17:00:00.000Z');
      expect(direct('ana')[2]).toContain('begins soon');
      expect(direct('marc')).toHaveLength(2);
      expect(direct('marc')[1]).toContain('How did the session with Ana Silva go?');
    },
    complete() {
      const [offer, summary, completion, ...more] = thread('ana');
      expect(more).toEqual([]);
      expect(offer?.buttons).toEqual([]);
      expect(summary?.text).toContain('This session has ended.');
      expect(completion?.text).toContain('The first page of the shop.');
      expect(completion?.text).toContain('☐ Sketch the home page of the shop (~4h)');
      expect(completion?.text).toContain('Next session: Monday, 2 November 2026, 13:00 (19:00 Paris time)');
      expect(completion?.mentions).toEqual(['Ana Silva']);
      expect(direct('marc')[1]).toContain('This is settled');
    },
    note() {
      expect(thread('ana').at(-1)?.text).toContain('Begin with the phone’s width.');
      expect(thread('ana').at(-1)?.mentions).toEqual(['Ana Silva']);
    },
    homes() {
      expect(cast.ana.home).toContain('Read chapters 1 to 3');
      expect(cast.ana.home).toContain('2 November 2026, 13:00 (19:00 Paris time)');
      expect(cast.marc.home).toContain('Profile lacks: Phone');
      expect(cast.zoe.home).toContain('Marc Dubois: 1 of 12 places');
    },
    dossiers() {
      const [own, dossier, comments] = shown.slice(-3);
      for (const text of [own, dossier]) expect(text).toContain('The first page of the shop.');
      expect(comments).toContain(`Marc Dubois`);
      expect(comments).toContain(privateComment);
      expect(own).not.toContain('rivate');
    },
  };

  test.each(week)('$name', async (step) => {
    await playStep(step, cast);
    after[step.name]();
    for (const bystander of [cast.ines, cast.tom]) expect(bystander.sees()).not.toMatch(/Ana|Marc/);
    for (const other of [cast.ana, cast.zoe]) expect(other.sees()).not.toContain(privateComment);
  });

  test('the private comment is in no message, no home and no row but its own', async () => {
    const { db } = school.mentorat.world;
    for (const person of [cast.ana, cast.marc, cast.zoe]) {
      expect(person.messages().map(({ text }) => text)).not.toContainEqual(expect.stringContaining(privateComment));
      expect(person.home).not.toContain(privateComment);
    }
    const rows = await Promise.all([outbox, audit, notes, noteVersions].map((table) => db.select().from(table)));
    expect(rows.flat().length).toBeGreaterThan(10);
    expect(JSON.stringify(rows)).not.toContain(privateComment);
  });
});
