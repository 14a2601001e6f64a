import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessions } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/**
 * Yuki mentors from Tokyo, Ana learns in New York, the school is in Paris: in the night to Sunday 25 October 2026 Paris puts its clocks
 * back from 03:00 to 02:00, New York a week later, Tokyo never.
 */
describe.each(lanes)('the night of a clock change (%s, %s)', (delivery, database) => {
  let school: School;
  let yuki: Member;
  let ana: Member;
  let tom: Member;

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-20T08:00:00Z' });
    yuki = await school.mentor({ name: 'Yuki Mori', tz: 'Asia/Tokyo' }, { place: 'https://meet.example/yuki' });
    ana = await school.student({ name: 'Ana Silva', tz: 'America/New_York' });
    tom = await school.student({ name: 'Tom Berg' });
    await school.pair(yuki, ana, { metOn: '2026-09-01' });
  });
  afterAll(() => school.close());

  const db = () => school.mentorat.world.db;
  const starts = async () =>
    (await db().select().from(sessions).orderBy(sessions.startsAt)).map(({ startsAt }) => startsAt.toISOString());
  const replies = (reader: Member) => school.thread(reader, yuki, ana).slice(1);

  it('02:30 comes twice that night: the first one is booked, and each reads it by the own clock', async () => {
    const modal = await opened(yuki.command('/book', '2026-10-25 02:30'));
    expect(modal.value('time')).toBe('02:30');
    expect(modal.text()).toContain('Paris time');
    expect(modal.text()).toContain('For Ana Silva: Saturday 24 October, 20:30 (New York time)');
    expect((await modal.submit()).closed).toBe(true);
    await school.settle();

    expect(await starts()).toEqual(['2026-10-25T00:30:00.000Z']);
    expect(replies(ana)[0]?.text).toMatch(/24 October 2026, 20:30|October 24.*8:30 PM/s);
    expect(replies(ana)[0]?.text).toContain('02:30 Paris time');
    expect(replies(yuki)[0]?.text).toMatch(/October 25.*9:30 AM/s);
    expect(replies(ana)[0]?.mentions).toEqual(['Ana Silva']);
  });

  it('the second 02:30 is an hour later: it is another time, and cannot be meant', async () => {
    const modal = await opened(yuki.command('/book', '2026-10-25 02:45'));
    const refused = await modal.submit();
    expect(Object.keys(refused.errors)).toEqual(['time']);
    expect(refused.errors['time']).toContain('You have a session with Ana Silva');
    expect((await modal.fill({ date: '2026-10-25', time: '03:00' }).submit()).closed).toBe(true);
    await school.settle();
    expect(await starts()).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T02:00:00.000Z']);
  });

  it('reminders come 48 hours and one hour before by the time that passes, each in the reader’s day', async () => {
    await school.to('2026-10-26T00:00:00Z');
    const upcoming = (reader: Member) => reader.dm().filter(({ at }) => at < new Date('2026-10-25T02:00:00Z'));
    const moments = (reader: Member) => upcoming(reader).map(({ at }) => at.toISOString());
    // 48 hours before are 20:30 and 22:00 in New York: after 20:00 it waits for the morning.
    expect(moments(ana)).toEqual([
      '2026-10-23T12:00:00.000Z',
      '2026-10-23T12:00:00.000Z',
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ]);
    expect(moments(yuki)).toEqual(['2026-10-24T23:30:00.000Z', '2026-10-25T01:00:00.000Z', '2026-10-25T01:30:00.000Z']);
  });

  it('each week at the same Paris time: an hour more or less for the two others, as their clocks change', async () => {
    const modal = await opened(yuki.command('/book', '2026-10-26 13:00'));
    await modal.fill({ repeat: 'weekly' }).until('times');
    await modal.fill({ times: '2' }).sent();
    await school.settle();
    expect((await modal.submit()).closed).toBe(true);
    await school.settle();
    expect((await starts()).slice(2)).toEqual(['2026-10-26T12:00:00.000Z', '2026-11-02T12:00:00.000Z']);
    const summary = replies(ana).at(-1);
    expect(summary?.mentions).toEqual(['Ana Silva']);
    expect(summary?.text).toMatch(/8:00 AM|08:00/);
    expect(summary?.text).toMatch(/7:00 AM|07:00/);
  });

  it('02:30 does not exist on 28 March 2027: refused at its field, also as a new time of a session', async () => {
    await (await opened(yuki.command('/book', '2026-11-09 13:00'))).submit();
    await school.settle();
    const was = await starts();
    const ways = [
      () => yuki.command('/book', 'tomorrow 19:00'),
      () => yuki.click('Another time', { in: replies(yuki).at(-1) ?? never() }),
    ];
    for (const way of ways) {
      const modal = await opened(way());
      const refused = await modal.fill({ date: '2027-03-28', time: '02:30' }).submit();
      expect(Object.keys(refused.errors)).toEqual(['time']);
      expect(modal.value('time')).toBe('02:30');
      expect(modal.isOpen).toBe(true);
      await modal.close('all');
    }
    expect(await starts()).toEqual(was);
  });

  it('Tom saw nothing of it', () => {
    expect(tom.messages()).toEqual([]);
  });
});

function never(): never {
  throw new Error('nothing there');
}
