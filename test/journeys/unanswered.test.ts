import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Ana offered times, and nobody picks one: who is asked for what, and by which words. */
describe.each(lanes)('times that nobody picks (%s, %s)', (delivery, database) => {
  /** For stories in which delivery and database have no part. */
  const onOneLane = test.runIf(delivery === 'http');
  let school: School;
  let ana: Member;
  let ben: Member;
  afterEach(() => school.close());

  beforeEach(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-05T08:00:00Z' });
    ana = await school.mentor({ name: 'Ana' }, { place: 'https://meet.example/ana' });
    ben = await school.student({ name: 'Ben' });
    await school.pair(ana, ben);
  });

  async function send(modal: Awaited<ReturnType<typeof opened>>) {
    await modal.sent();
    await school.settle();
    expect((await modal.submit()).errors).toEqual({});
    await school.settle();
  }

  async function offer(student: Member, times: Record<string, string>) {
    const [root] = school.thread(ana, ana, student);
    if (root === undefined) throw new Error('no introduction');
    const modal = await opened(ana.click('Offer times', { in: root }));
    await send(modal.fill(times));
  }

  onOneLane('lapsed, they leave Ana to offer others; she reads since when Ben has been her student', async () => {
    await school.to('2026-10-06T08:00:00Z');
    await offer(ben, { date_1: '2026-10-08', time_1: '14:00' });
    await school.to('2026-10-07T11:00:00Z');
    const reminded = ben.dm();
    expect(reminded.map(({ buttons }) => buttons)).toEqual([['Thu 8 Oct, 14:00', 'None of these fits']]);
    await school.to('2026-10-07T12:00:00Z');
    expect(ben.dm().map(({ text, buttons }) => [text, buttons])).toEqual([['This is no longer current.', []]]);
    await school.to('2026-10-08T12:00:00Z');
    expect(ana.dm().at(-1)?.text).toContain('Ben has been your student since Monday, October 5, 2026');
  });

  onOneLane('a reminder loses the times that lapse one by one', async () => {
    await offer(ben, { date_1: '2026-10-07', time_1: '14:00', date_2: '2026-10-09', time_2: '14:00' });
    await school.to('2026-10-06T11:59:00Z');
    expect(ben.dm()[0]?.buttons).toEqual(['Wed 7 Oct, 14:00', 'Fri 9 Oct, 14:00', 'None of these fits']);
    await school.to('2026-10-06T12:00:00Z');
    expect(ben.dm()[0]?.buttons).toEqual(['Fri 9 Oct, 14:00', 'None of these fits']);
  });

  onOneLane('to move a session: the reminder says which one a click would move', async () => {
    await send(await opened(ana.command('/book', '2026-10-12 15:00')));
    const wish = await opened(ben.click('Another time'));
    await send(wish.fill({ date_1: '2026-10-13', time_1: '09:00' }));
    const others = await opened(ana.click('Offer others'));
    await send(others.fill({ date_1: '2026-10-14', time_1: '15:00' }));
    await ana.click('Wed 14 Oct, 15:00');
    await school.settle();
    expect(ana.sees()).toContain('To move it yourself, use “Another time” on its summary.');
    expect(ana.sees()).not.toContain('use “Offer times”');
    await school.to('2026-10-06T08:00:00Z');
    const [first] = ben.dm();
    expect(first?.text).toContain('Ana offered you other times for the session on Monday, October 12, 2026');
    expect(first?.text).toContain('One click moves the session');
    await school.to('2026-10-07T08:00:00Z');
    expect(ben.dm()[1]?.text).toContain('the session on Monday, October 12, 2026');
    expect(await ben.opensHome()).toContain('other times for the session on Monday, October 12, 2026');
    await ben.click('Wed 14 Oct, 15:00', { in: ben.dm()[1] ?? 'home' });
    await school.settle();
    expect(school.thread(ben, ana, ben).at(-1)?.text).toContain('moved');
  });

  test('taken by others, all of them: Ben is not chased for them, and Ana is to offer him others', async () => {
    const cleo = await school.student({ name: 'Cleo' });
    await school.pair(ana, cleo);
    const both = { date_1: '2026-10-13', time_1: '14:00', date_2: '2026-10-14', time_2: '14:00' };
    await offer(ben, both);
    await offer(cleo, both);
    await school.to('2026-10-06T07:00:00Z');
    await cleo.click('Tue 13 Oct, 14:00');
    await school.settle();
    await school.to('2026-10-06T08:00:00Z');
    expect(ben.dm().map(({ buttons }) => buttons)).toEqual([['Wed 14 Oct, 14:00', 'None of these fits']]);
    expect(await ben.opensHome()).not.toContain('Tue 13 Oct, 14:00');
    expect(ben.home).toContain('Wed 14 Oct, 14:00');

    await send(await opened(ana.command('/book', '@Cleo 2026-10-14 14:15')));
    await ben.click('Wed 14 Oct, 14:00', { in: ben.dm()[0] ?? 'home' });
    await school.settle();
    expect(ben.sees()).toContain('This time is taken.');
    expect(ben.dm()[0]).toMatchObject({ text: 'This is no longer current.', buttons: [] });
    expect(await ben.opensHome()).not.toContain('Which one fits?');
    expect(await ana.opensHome()).toContain('Ben: no first session agreed');
    await school.to('2026-10-07T08:00:00Z');
    expect(ana.dm().at(-1)?.text).toContain('Ben has been your student since');
    await school.to('2026-10-09T12:00:00Z');
    expect(ben.dm().filter(({ text }) => text.includes('waits for your answer'))).toEqual([]);
    expect(ana.sees()).not.toContain('has still not answered');
  });

  onOneLane(
    'refused by “None of these fits”: the home asks nothing of Ben any more, the thread still has them',
    async () => {
      await offer(ben, { date_1: '2026-10-13', time_1: '14:00' });
      expect(await ben.opensHome()).toContain('Tue 13 Oct, 14:00');
      await ben.click('None of these fits');
      await school.settle();
      expect(await ben.opensHome()).not.toContain('Which one fits?');
      expect(ben.home).not.toContain('Tue 13 Oct, 14:00');
      expect(school.thread(ben, ana, ben).at(-1)?.buttons).toContain('Tue 13 Oct, 14:00');
    },
  );
});
