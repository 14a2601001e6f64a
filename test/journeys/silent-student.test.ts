import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Ana offers times on a Tuesday at ten; Ben, who reads French, answers nothing (H7). Everything in order, each once. */
describe.each(lanes)('a student stays silent, up to staff (%s, %s)', (delivery, database) => {
  let school: School;
  let ana: Member;
  let ben: Member;
  let eve: Member;
  let zoe: Member;

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-06T08:00:00Z', team: { name: 'Zoé' } });
    zoe = await school.staff({ name: 'Zoé' });
    ana = await school.mentor({ name: 'Ana' });
    ben = await school.student({ name: 'Ben', locale: 'fr-FR' });
    eve = await school.student({ name: 'Eve' });
  });
  afterAll(async () => {
    await school.close();
  });

  const direct = (reader: Member) => reader.dm().map(({ text }) => text);

  test('Ana offers times', async () => {
    await school.pair(ana, ben);
    const offer = await opened(ana.click('Proposer des horaires'));
    offer.fill({ date_1: '2026-10-20', time_1: '10:00', date_2: '2026-10-21', time_2: '10:00' });
    await offer.sent();
    await school.settle();
    expect((await offer.submit()).closed).toBe(true);
    await school.to('2026-10-07T07:59:00Z');
    expect(direct(ben)).toEqual([]);
  });

  test('after 24 hours Ben is reminded, in French, with the times as buttons', async () => {
    await school.to('2026-10-07T08:00:00Z');
    expect(direct(ben)).toHaveLength(1);
    expect(ben.sees()).toContain('Ana vous a proposé des horaires et attend votre réponse.');
    expect(ben.sees()).toContain('[mar. 20 oct. à 10 h 00]');
    expect(ben.sees()).toContain('[Aucun ne me convient]');
  });

  test('after 48 hours once more; Ana has heard nothing of it yet', async () => {
    await school.to('2026-10-08T12:00:00Z');
    expect(direct(ben)).toHaveLength(2);
    expect(direct(ana)).toEqual([]);
  });

  test('after 72 hours Ana is asked to call: the number is a button, not in the message', async () => {
    await school.to('2026-10-09T12:00:00Z');
    expect(direct(ana)).toHaveLength(1);
    expect(ana.sees()).toContain('has still not answered your offer');
    expect(ana.sees()).toContain('[Show phone number]');
  });

  test('96 hours end on a Saturday: staff is told on Monday at nine, once', async () => {
    await school.to('2026-10-12T06:59:00Z');
    expect(zoe.sees()).not.toContain('Ben');
    await school.to('2026-10-12T07:00:00Z');
    expect(zoe.sees()).toContain('Ben has not answered Ana, in spite of reminders');
  });

  test('Zoé takes it, and the team sees who did', async () => {
    await zoe.click('I’ll take it');
    await school.settle();
    expect(zoe.sees()).toContain('@Zoé takes care of it');
    expect(zoe.sees()).not.toContain('[I’ll take it]');
  });

  test('two more weeks: nobody is told again, and Eve was told nothing at all', async () => {
    await school.to('2026-10-19T08:00:00Z');
    expect(direct(ben)).toHaveLength(2);
    expect(direct(ana)).toHaveLength(1);
    expect(zoe.sees().match(/has not answered/g)).toHaveLength(1);
    expect(eve.messages()).toEqual([]);
  });

  test('then Ben picks from the reminder: it is settled everywhere, and has no buttons any more', async () => {
    await ben.click('mer. 21 oct. à 10 h 00', { beside: 'attend toujours' });
    await school.settle();
    expect(ben.dm().map(({ text }) => text)).toEqual(['C’est réglé. Merci !', 'C’est réglé. Merci !']);
    expect(ana.dm().map(({ text, buttons }) => [text, buttons])).toEqual([['This is settled. Thank you!', []]]);
    expect(school.thread(ana, ana, ben).at(-1)?.mentions).toEqual(['Ana']);
    await school.to('2026-10-19T08:01:00Z');
    expect(zoe.sees()).toContain('Settled');
    expect(zoe.sees()).not.toContain('takes care of it');
  });
});
