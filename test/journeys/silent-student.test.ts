import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addHours } from '../../src/core/time.ts';
import { offerSlots, offers } from '../../src/db/schema.ts';
import { wake } from '../../src/db/timers.ts';
import { lanes, type Member, openSchool, type School } from './harness.ts';

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
    const { db } = school.mentorat.world;
    const mentorshipId = await school.pair(ana, ben);
    const at = school.clock.now();
    const [offer] = await db
      .insert(offers)
      .values({ mentorshipId, madeBy: 'mentor', madeAt: at, minutes: 30 })
      .returning();
    if (offer === undefined) throw new Error('no offer');
    const slots = [14, 15].map((days) => ({ offerId: offer.id, startsAt: addHours(at, 24 * days) }));
    await db.insert(offerSlots).values(slots);
    await wake(db, 'mentorship', mentorshipId, at);
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
    expect(ana.sees()).toContain('has not answered your offer for three days');
    expect(ana.sees()).toContain('[Show phone number]');
  });

  test('96 hours end on a Saturday: staff is told on Monday at nine, once', async () => {
    await school.to('2026-10-12T06:59:00Z');
    expect(zoe.sees()).not.toContain('Ben');
    await school.to('2026-10-12T07:00:00Z');
    expect(zoe.sees()).toContain('Ben has not answered Ana for four days');
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
});
