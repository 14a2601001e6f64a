import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatLocal } from '../../src/core/time.ts';
import { sessions, staffRequests } from '../../src/db/schema.ts';
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
    expect(told(ana)).toEqual([expect.stringContaining('Your session with Ben begins soon.')]);
    expect(told(ben)).toEqual([expect.stringContaining('Your session with Ana begins soon.')]);
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
    expect(zoe.sees()).toContain('Ana: no status yet for the session with Ben, ');
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
    expect(ana.dm().at(-1)?.buttons).toEqual(['Complete session']);
    await school.to('2026-10-26T20:01:00Z');
    expect(ana.dm().at(-1)).toMatchObject({ buttons: [], text: 'All of this is settled. Thank you!' });
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

  test('the team’s digest says so by itself, and nobody can take what is settled', async () => {
    const digest = zoe.messages().find(({ text }) => text.includes('no status yet for the session with Ben'));
    if (digest === undefined) throw new Error('no digest');
    expect(digest.text).toContain('Settled');
    expect(digest.buttons).toEqual([]);
    const requests = await school.mentorat.world.db.select().from(staffRequests);
    const asked = requests.find(({ kind }) => kind === 'status-missing');
    await school.slack.forge.action(zoe, { action_id: 'take_request', value: String(asked?.id) }, digest);
    await school.settle();
    expect(zoe.sees()).toContain('This is settled already: there is nothing left to do.');
    expect(zoe.sees()).not.toContain('It’s yours');
    expect(zoe.sees()).not.toContain('takes care of it');
  });

  test('of a student who has left Slack, a session that was held can still be completed', async () => {
    await school.to('2026-11-02T08:00:00Z');
    const noa = await school.mentor({ name: 'Noa' });
    const max = await school.student({ name: 'Max' });
    await school.pair(noa, max, { metOn: '2026-09-01' });
    const startsAt = new Date(school.clock.now().getTime() + 3_600_000);
    const booking = await opened(noa.command('/book', formatLocal(startsAt, 'Europe/Paris', 'en', 'time')));
    booking.fill({ date: startsAt.toISOString().slice(0, 10) });
    expect((await booking.submit()).errors).toEqual({});
    await school.settle();
    await school.to(new Date(startsAt.getTime() + 46 * 60_000));
    await school.slack.deactivate(max);
    await school.to(new Date(startsAt.getTime() + 90 * 60_000));
    const asked = noa.dm().filter(({ buttons }) => buttons.includes('Complete session'));
    expect(asked).toHaveLength(1);
    const modal = await opened(noa.click('Complete session', { in: asked[0] ?? 'home' }));
    expect((await modal.fill({ note: 'His last one', following: 'not-now' }).submit()).closed).toBe(true);
    await school.settle();
    const [held] = (await school.mentorat.world.db.select().from(sessions)).filter(
      ({ studentId }) => studentId === max.actor.id,
    );
    expect(held).toMatchObject({ status: 'completed' });
    expect(noa.dm().filter(({ buttons }) => buttons.includes('Complete session'))).toEqual([]);
  });
});
