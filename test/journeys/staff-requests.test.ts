import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessions, staffRequests } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Ben asks the team; Zoé of the team takes it and says when it is done. */
describe.each(lanes)('what the team is asked (%s, %s)', (delivery, database) => {
  let school: School;
  let ana: Member;
  let ben: Member;
  let zoe: Member;

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-06T08:00:00Z', team: { name: 'Zoé' } });
    zoe = await school.staff({ name: 'Zoé' });
    ana = await school.mentor({ name: 'Ana' });
    ben = await school.student({ name: 'Ben' });
    await school.pair(ana, ben, { metOn: '2026-09-01' });
  });
  afterAll(async () => {
    await school.close();
  });
  const settled = async () =>
    (await school.mentorat.world.db.select().from(staffRequests)).map(({ settledAt }) => settledAt !== null);

  const takeAndSettle = async () => {
    for (const button of ['I’ll take it', 'Done']) {
      await zoe.opensHome();
      await zoe.click(button, { in: 'home' });
      await school.settle();
    }
  };

  test('the next morning it is in the digest; taken, it can be said to be done', async () => {
    await ben.opensHome();
    await ben.click('Ask the team', { in: 'home' });
    await school.to('2026-10-07T07:00:00Z');
    expect(zoe.sees()).toContain('Ben has a question for the team');
    await zoe.click('I’ll take it');
    await school.settle();
    expect(zoe.sees()).toContain('@Zoé takes care of it');
    expect(await zoe.opensHome()).toContain('[Done]');
    expect(await settled()).toEqual([false]);
    expect(ana.sees()).not.toContain('question');
  });

  test('numbers that are none, and people who are not of the team, change nothing and are answered', async () => {
    const [message] = ben.dm().length > 0 ? ben.dm() : school.thread(ben, ana, ben);
    if (message === undefined) throw new Error('no message');
    for (const action_id of ['settle_request', 'take_request', 'retry_message']) {
      await school.slack.forge.action(ben, { action_id, value: '1 or 2' }, message);
      await school.settle();
      expect(ben.sees().match(/belongs to an older message/g) ?? []).not.toEqual([]);
    }
    expect(ben.sees().match(/belongs to an older message/g)).toHaveLength(3);
    await school.slack.forge.action(ben, { action_id: 'settle_request', value: '1' }, message);
    await school.settle();
    expect(ben.sees()).toContain('Only the pedagogical team can take this.');
    expect(await settled()).toEqual([false]);
  });

  test('done: the digest says so, the home is empty, and the next digest says nothing of it', async () => {
    await zoe.click('Done', { in: 'home' });
    await school.settle();
    expect(await settled()).toEqual([true]);
    expect(zoe.home).toContain('Nobody is silent');
    expect(zoe.sees()).toContain('Settled');
    await school.to('2026-10-08T07:00:00Z');
    expect(zoe.sees().match(/Ben has a question for the team/g)).toHaveLength(1);
    expect(ana.sees()).not.toContain('question');
  });

  test('asked again on the day it was done, it is asked anew, and once', async () => {
    const ask = async (at: string) => {
      await school.to(at);
      await ben.opensHome();
      await ben.click('Ask the team', { in: 'home' });
      await ben.click('Ask the team', { in: 'home' });
      await school.settle();
    };
    await ask('2026-10-08T07:30:00Z');
    await takeAndSettle();
    expect(await settled()).toEqual([true, true]);

    await ask('2026-10-08T11:00:00Z');
    expect(await settled()).toEqual([true, false]);
    expect(await zoe.opensHome()).toContain('[I’ll take it]');
    await school.to('2026-10-09T07:00:00Z');
    await takeAndSettle();
    expect(await settled()).toEqual([true, true]);
    // Both times in a digest, and in the home no more.
    expect(zoe.sees().match(/Ben has a question for the team/g)).toHaveLength(2);
  });

  test('what Ben says is not right is put right from the digest or the home, by his notes and sessions', async () => {
    const { db } = school.mentorat.world;
    await school.to('2026-10-09T12:00:00Z');
    const book = await opened(ana.command('/book', `@${ben.name} 2026-10-09 16:00`));
    expect((await book.submit()).closed).toBe(true);
    await school.to('2026-10-09T15:00:00Z');
    const complete = await opened(ana.command('/complete', `@${ben.name}`));
    expect((await complete.fill({ status: 'absent' }).submit()).closed).toBe(true);
    await school.settle();
    await ben.click('That’s not right');
    await school.settle();
    await takeAndSettle();
    await ben.click('That’s not right');
    await school.settle();
    expect((await settled()).filter((isSettled) => !isSettled)).toHaveLength(1);
    await school.to('2026-10-12T07:00:00Z');

    expect((await opened(zoe.click('Notes and sessions'))).text()).toContain('Student absent');
    await zoe.opensHome();
    const dossier = await opened(zoe.click('Notes and sessions', { in: 'home' }));
    const correct = await opened(dossier.click('Correct status'));
    await correct.fill({ status: 'other' }).until('reason');
    expect((await correct.fill({ reason: 'A power cut at school' }).submit()).closed).toBe(true);
    expect(await db.select().from(sessions)).toMatchObject([{ status: 'other' }]);
  });
});
