import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/*
 * The form that moves a session is also where a wrong link is mended. Who mends one has agreed on no other time: what follows from
 * the time stays as it was.
 */
describe.each(lanes)('A link that is mended (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let hana: Member;
  afterEach(() => school.close());

  /** Thursday at 15:00 in Paris, 22:00 in Tokyo. */
  beforeEach(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-05T08:00:00Z' });
    marc = await school.mentor({ name: 'Marc' }, { place: 'https://meet.example/worng' });
    hana = await school.student({ name: 'Hana', tz: 'Asia/Tokyo' });
    await school.pair(marc, hana, { metOn: '2026-09-01' });
    const modal = await opened(marc.command('/book'));
    expect((await modal.fill({ date: '2026-10-08', time: '15:00' }).submit()).errors).toEqual({});
    await school.settle();
  });

  async function mend() {
    const booking = school.thread(marc, marc, hana).findLast(({ buttons }) => buttons.includes('Another time'));
    const modal = await opened(marc.click('Another time', { in: booking ?? never() }));
    modal.fill({ place: 'https://meet.example/right' });
    await modal.sent();
    await school.settle();
    expect(await modal.submit()).toMatchObject({ kind: 'closed' });
    await school.settle();
  }

  /** What Hana has been reminded of. */
  const told = () => hana.dm().map(({ text }) => /is coming up|begins soon/.exec(text)?.[0] ?? text);

  test('takes no reminder away: the one of two days before waits for the student’s morning', async () => {
    // 48 hours before is 22:00 for Hana; she is told at 08:00, which is 01:00 in Paris.
    await school.to('2026-10-06T14:00:00Z');
    await mend();
    await school.to('2026-10-06T23:05:00Z');
    expect(told()).toEqual(['is coming up']);
    await school.to('2026-10-08T12:05:00Z');
    expect(told()).toEqual(['is coming up', 'begins soon']);
  });

  test('stands in the reminder that came before, with its button, and is not told as a move', async () => {
    await school.to('2026-10-08T12:05:00Z');
    await mend();
    expect(told()).toEqual(['is coming up', 'begins soon']);
    for (const reminder of hana.dm()) {
      expect((await hana.click('Join', { in: reminder })).url).toBe('https://meet.example/right');
    }
  });

  test('leaves the student’s wish for another time open', async () => {
    const thread = school.thread(hana, marc, hana);
    const modal = await opened(hana.click('Another time', { in: thread.at(-1) ?? never() }));
    modal.fill({ date_1: '2026-10-09', time_1: '15:00' });
    await modal.sent();
    await school.settle();
    expect((await modal.submit()).kind).toBe('closed');
    await school.to('2026-10-05T09:00:00Z');
    await mend();
    const wish = school
      .thread(marc, marc, hana)
      .find(({ buttons }) => buttons.some((each) => each.startsWith('Accept')));
    await marc.click(wish?.buttons[0] ?? never(), { in: wish ?? never() });
    await school.settle();
    expect(school.thread(hana, marc, hana).at(-1)?.text).toContain('October 9');
  });
});

function never(): never {
  throw new Error('There is no such message');
}
