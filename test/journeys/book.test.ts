import { afterEach, describe, expect, it } from 'vitest';
import { sessions } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

const place = 'https://meet.example/marc';

describe.each(lanes)('booking (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  let tom: Member;
  afterEach(() => school.close());

  async function open() {
    school = await openSchool({ delivery, database });
    marc = await school.mentor({ name: 'Marc Dubois' }, { place });
    ana = await school.student({ name: 'Ana Silva', locale: 'fr-FR', tz: 'America/New_York' });
    tom = await school.student({ name: 'Tom Berg' }, { funding: 'self-funded' });
    await school.pair(marc, ana);
  }

  it('from /book to the student’s thread: one reply, in her language, that mentions her', async () => {
    await open();
    const modal = await opened(marc.command('/book', 'tomorrow 7pm'));
    expect(modal.value('student')).toBe('Ana Silva');
    expect(modal.value('kind')).toBe('Discovery session');
    expect(modal.value('length')).toBe('30 minutes');
    expect(modal.value('place')).toBe(place);
    expect(modal.text()).toContain('Time (Paris time)');
    expect(modal.text()).toContain('For Ana Silva: Wednesday 7 October, 13:00 (New York time)');
    expect(await modal.fill({ message: '*Hello* <!channel>' }).submit()).toMatchObject({ kind: 'closed' });
    await school.settle();

    const [, summary, ...more] = school.thread(ana, marc, ana);
    expect(more).toEqual([]);
    expect(summary?.mentions).toEqual(['Ana Silva']);
    expect(summary?.text).toContain('Séance de découverte réservée');
    expect(summary?.text).toContain('13:00');
    expect(summary?.text).toContain('19 h 00 heure de Paris');
    expect(summary?.text).toContain('*Hello* <!channel>');
    expect(summary?.buttons).toEqual(['Rejoindre', 'Un autre horaire', 'Annuler']);
    expect(ana.notifications().filter((each) => each.because === 'mention').length).toBeGreaterThan(0);
    expect(tom.sees()).not.toContain('Marc');
  });

  it('what cannot be booked is refused at its field, and what was typed stays', async () => {
    await open();
    const modal = await opened(marc.command('/book'));
    modal.fill({ date: '2026-10-05', time: '19:00', place: 'my office', message: 'See you' });
    const refused = await modal.submit();
    expect(refused.kind).toBe('errors');
    expect(Object.keys(refused.errors)).toEqual(['place']);
    expect(Object.keys((await modal.fill({ place }).submit()).errors)).toEqual(['date']);
    expect(Object.keys((await modal.fill({ date: '2027-03-28', time: '02:30' }).submit()).errors)).toEqual(['time']);
    expect(Object.keys((await modal.fill({ date: '2027-10-20', time: '19:00' }).submit()).errors)).toEqual(['date']);
    expect(modal.value('message')).toBe('See you');
    modal.fill({ date: '2026-10-08', time: '06:00' });
    await modal.until('outside 07:00–22:00 for you');
    expect((await modal.submit()).kind).toBe('closed');
  });

  it('another student’s defaults replace the defaults, never what was chosen', async () => {
    await open();
    await school.pair(marc, tom, { metOn: '2026-09-01' });
    const modal = await opened(marc.command('/book'));
    expect(modal.value('student')).toBe('');
    await modal.fill({ student: 'Tom Berg' }).until((shown) => shown.value('kind') !== '');
    expect(modal.value('kind')).toBe('Mentoring session');
    expect(modal.value('length')).toBe('30 minutes');
    await modal.fill({ student: 'Ana Silva' }).until((shown) => shown.value('kind') === 'Discovery session');
    await modal.fill({ kind: 'mentoring' }).until((shown) => shown.value('length') === '45 minutes');
    modal.fill({ length: '60' });
    await modal.fill({ repeat: 'weekly' }).until('times');
    await modal.fill({ times: '60' }).fill({ length: '60', date: '2026-10-08', time: '06:00' }).until('outside 07:00');
    expect(modal.value('length')).toBe('60 minutes');
    expect(modal.value('kind')).toBe('Mentoring session');
  });

  it('another mentor’s student is refused, however the form was forged', async () => {
    await open();
    const zoe = await school.mentor({ name: 'Zoe Roux' });
    await school.pair(zoe, tom);
    expect((await opened(marc.command('/book', '@tom.berg'))).text()).toContain('isn’t one of yours');
    const modal = await opened(marc.command('/book', 'tomorrow 7pm'));
    await school.slack.forge.submission(modal, { values: { student: String(tom.actor.id) } });
    await school.settle();
    expect(school.thread(tom, zoe, tom)).toHaveLength(1);
    expect(school.thread(ana, marc, ana)).toHaveLength(1);
  });

  it('two mentors’ tabs, one slot: the second reads why, and the same submission again changes nothing', async () => {
    await open();
    await school.pair(marc, tom);
    const first = await opened(marc.command('/book', '@ana.silva tomorrow 7pm'));
    expect((await first.submit()).kind).toBe('closed');
    await school.slack.again();
    const second = await opened(marc.command('/book', '@tom.berg tomorrow 7:15pm'));
    const refused = await second.submit();
    expect(refused.errors['time']).toContain('You have a session with Ana Silva from 19:00 to 19:30.');
    expect(refused.errors['time']).toContain('Free for both:');
    await school.settle();
    expect(school.thread(ana, marc, ana)).toHaveLength(2);
    expect(tom.sees()).not.toContain('Ana');
  });

  it('a student picks a time while the form is filled in: it says so, loses nothing, and books when sent once more', async () => {
    await open();
    await school.pair(marc, tom);
    const offer = await opened(marc.click('Offer times'));
    await offer.fill({ date_1: '2026-10-08', time_1: '18:00' }).submit();
    await school.settle();
    const modal = await opened(marc.command('/book', '@tom.berg 2026-10-09 19:00'));
    expect(modal.value('kind')).toBe('Discovery session');
    modal.fill({ message: 'See you', place: 'https://meet.example/other' });
    await tom.click('Thu 8 Oct, 18:00');
    await school.settle();
    // A choice in between keeps what the form began with.
    await modal.fill({ time: '06:00' }).until('outside 07:00–22:00');
    modal.fill({ time: '19:30' });
    await modal.sent();
    await school.settle();

    expect((await modal.submit()).kind).toBe('updated');
    expect(modal.title).toBe('Booked meanwhile');
    expect(modal.text()).toContain('A session was booked meanwhile, for Thursday 8 October, 18:00');
    expect(['kind', 'length', 'date', 'time'].map((field) => modal.value(field))).toEqual([
      'Mentoring session',
      '30 minutes',
      '2026-10-09',
      '19:30',
    ]);
    expect([modal.value('message'), modal.value('place')]).toEqual(['See you', 'https://meet.example/other']);
    const booked = async () => await school.mentorat.world.db.select().from(sessions).orderBy(sessions.startsAt);
    expect(await booked()).toMatchObject([{ kind: 'discovery' }]);
    expect((await modal.submit()).kind).toBe('closed');
    expect(await booked()).toMatchObject([{ kind: 'discovery' }, { kind: 'mentoring', message: 'See you' }]);
  });

  it('a student and a stranger are told what to do instead', async () => {
    await open();
    expect((await opened(ana.command('/book'))).text()).toContain('Proposez des horaires');
    expect((await opened(ana.messageShortcut('book', school.thread(ana, marc, ana)[0] ?? never()))).text()).toContain(
      'Proposez des horaires',
    );
  });
});

function never(): never {
  throw new Error('nothing there');
}
