import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Ana met Ben on a Tuesday evening and forgets to say how it went (L5). */
describe.each(lanes)('a status is forgotten (%s, %s)', (delivery, database) => {
  let school: School;
  let ana: Member;
  let ben: Member;
  let zoe: Member;

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-05T08:00:00Z', team: { name: 'Zoé' } });
    zoe = await school.staff({ name: 'Zoé' });
    ana = await school.mentor({ name: 'Ana' });
    ben = await school.student({ name: 'Ben' });
    await school.pair(ana, ben);
    const modal = await opened(ana.command('/book'));
    await modal.fill({ date: '2026-10-06', time: '19:00', place: 'https://meet.example/ana' }).sent();
    await school.settle();
    expect((await modal.submit()).closed).toBe(true);
    await school.settle();
  });
  afterAll(async () => {
    await school.close();
  });

  const told = (reader: Member) => reader.dm().map(({ text }) => text);

  test('both are reminded an hour before; 48 hours before lay before the booking', async () => {
    await school.to('2026-10-06T16:59:00Z');
    expect(told(ana)).toEqual([expect.stringContaining('Your session with Ben begins in an hour.')]);
    expect(told(ben)).toEqual([expect.stringContaining('Your session with Ana begins in an hour.')]);
    expect(ben.dm()[0]?.buttons).toEqual(['Join', 'Another time']);
  });

  test('15 minutes after its end Ana is asked, in the evening of the same day', async () => {
    await school.to('2026-10-06T17:45:00Z');
    expect(told(ana).at(-1)).toContain('How did the session with Ben go?');
    expect(ana.dm().at(-1)?.buttons).toEqual(['Complete session']);
  });

  test('then every working morning, in one digest', async () => {
    await school.to('2026-10-09T07:00:00Z');
    const digests = ana.dm().slice(2);
    expect(digests).toHaveLength(3);
    for (const { text } of digests) expect(text).toContain('Ben: the session of');
  });

  test('after three days staff is told, on the next working day', async () => {
    expect(zoe.messages()).toEqual([]);
    await school.to('2026-10-12T07:00:00Z');
    expect(zoe.sees()).toContain('Ana: the session with Ben of');
  });

  test('and then Ana hears of it no more until the last week of the month', async () => {
    const before = ana.dm().length;
    await school.to('2026-10-24T20:00:00Z');
    expect(ana.dm().filter(({ text }) => text.includes('no status yet'))).toHaveLength(before - 2);
    await school.to('2026-10-26T20:00:00Z');
    expect(ana.dm().filter(({ text }) => text.includes('no status yet'))).toHaveLength(before);
  });

  test('one click completes it from the message; that is settled, in the team’s channel too', async () => {
    const modal = await opened(ana.click('Complete session', { in: ana.dm()[1] ?? 'home' }));
    for (const field of ['before', 'reasons', 'objectives', 'level', 'hours', 'remarks', 'next'])
      modal.fill({ [field]: 'Fine' });
    expect(await modal.submit()).toMatchObject({ kind: 'closed' });
    await school.settle();
    expect(ana.dm()[1]).toMatchObject({ buttons: [], text: 'This is settled. Thank you!' });
    const digests = ana.dm().length;
    await school.to('2026-10-31T20:00:00Z');
    expect(
      ana
        .dm()
        .slice(digests)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('no status yet');
    expect(await zoe.opensHome()).not.toContain('Ana: the session with Ben');
  });
});
