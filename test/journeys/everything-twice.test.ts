import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outbox, sessions, tasks } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** From the introduction to the note, with every payload delivered twice and every sweep run twice, two at a time. */
describe.each(lanes)('everything twice (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  let tom: Member;
  let zoe: Member;

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-06T08:00:00Z', team: { name: 'Zoe Klein' } });
    zoe = await school.staff({ name: 'Zoe Klein' });
    marc = await school.mentor({ name: 'Marc Dubois' }, { place: 'https://meet.example/marc' });
    ana = await school.student({ name: 'Ana Silva' });
    tom = await school.student({ name: 'Tom Berg' });
    await school.pair(marc, ana);
    // A click delivered again comes with a trigger that was used.
    school.slack.expectRefusal({ error: 'exchanged_trigger_id' });
  });
  afterAll(() => school.close());

  const db = () => school.mentorat.world.db;
  const thread = () => school.thread(ana, marc, ana).filter(({ ephemeral }) => !ephemeral);
  /** What the app said to this person alone, beside its messages. */
  const aside = (reader: Member) => school.thread(reader, marc, ana).filter(({ ephemeral }) => ephemeral);
  const direct = (reader: Member) => reader.dm().map(({ text }) => text);
  /** The sweep of that minute on two machines, twice. */
  const sweepTwice = async () => {
    for (let times = 0; times < 2; times += 1) await Promise.all([school.mentorat.sweep(), school.mentorat.sweep()]);
    await school.settle();
  };
  /** What was just delivered comes once more. */
  const twice = async () => {
    await school.slack.again();
    await sweepTwice();
  };
  const to = async (instant: string) => {
    await school.to(instant);
    await sweepTwice();
  };

  it('one offer', async () => {
    const modal = await opened(marc.click('Offer times'));
    modal.fill({ date_1: '2026-10-08', time_1: '19:00', date_2: '2026-10-09', time_2: '19:00' });
    await modal.sent();
    await school.settle();
    expect((await modal.submit()).closed).toBe(true);
    await twice();
    expect(thread()).toHaveLength(2);
    expect(ana.notifications().filter(({ because }) => because === 'mention')).toHaveLength(2);
  });

  it('one reminder', async () => {
    await to('2026-10-07T08:00:00Z');
    expect(direct(ana)).toHaveLength(1);
    expect(direct(marc)).toEqual([]);
  });

  it('one message of the student, which is one answer', async () => {
    await ana.says('The 9th, if I may', { to: ana.conversation(marc) });
    await twice();
    expect(direct(ana)).toEqual(['This is settled. Thank you!']);
  });

  it('one booking by one click', async () => {
    await ana.click('Fri 9 Oct, 19:00');
    await twice();
    expect(aside(ana).map(({ text }) => text)).toEqual(['This time is booked already. All is well.']);
    expect(thread()).toHaveLength(3);
    expect(thread().at(-1)?.mentions).toEqual(['Marc Dubois']);
    expect(await db().select().from(sessions)).toMatchObject([{ status: 'booked', revision: 0 }]);
  });

  it('one move', async () => {
    const modal = await opened(marc.click('Another time'));
    expect((await modal.fill({ time: '18:00' }).submit()).closed).toBe(true);
    await twice();
    expect(thread()).toHaveLength(4);
    expect(await db().select().from(sessions)).toMatchObject([{ status: 'booked', revision: 1 }]);
  });

  it('one of each reminder of the session, and one of its status', async () => {
    for (const instant of ['2026-10-09T15:00:00Z', '2026-10-09T16:05:00Z', '2026-10-09T16:50:00Z']) await to(instant);
    expect(direct(ana).filter((text) => text.includes('begins soon') || text.includes('ended'))).toHaveLength(1);
    expect(direct(marc).filter((text) => text.includes('How did the session with Ana Silva go?'))).toHaveLength(1);
  });

  it('one note with its tasks, ticked once', async () => {
    const modal = await opened(marc.click('Complete session'));
    for (const field of modal.fields) {
      if (['before', 'reasons', 'objectives', 'level', 'hours', 'next'].includes(field))
        modal.fill({ [field]: 'Fine' });
    }
    await modal.fill({ tasks: 'Read chapter 3 ~20h', private: 'between us' }).sent();
    await school.settle();
    expect((await modal.submit()).closed).toBe(true);
    await twice();
    expect(thread()).toHaveLength(5);
    expect(await db().select().from(tasks)).toHaveLength(1);
    await ana.opensHome();
    await twice();
    await ana.click('Done', { in: 'home' });
    await twice();
    const [task] = await db().select().from(tasks);
    expect(task?.doneAt).toEqual(school.clock.now());
    expect(thread().at(-1)?.text).toContain('☑');
  });

  it('one tick taken away again, and given once more', async () => {
    const doneAt = async () => (await db().select().from(tasks)).map((task) => task.doneAt);
    await ana.click('Not done yet', { in: 'home' });
    await twice();
    expect(await doneAt()).toEqual([null]);
    expect(thread().at(-1)?.text).not.toContain('☑');
    await ana.click('Done', { in: 'home' });
    await twice();
    expect(await doneAt()).toEqual([school.clock.now()]);
  });

  it('one word to the team, taken once', async () => {
    await ana.click('Ask the team', { in: 'home' });
    await twice();
    await to('2026-10-12T07:00:00Z');
    expect(zoe.sees().match(/Ana Silva has a question for the team/g)).toHaveLength(1);
    await zoe.click('I’ll take it');
    await twice();
    expect(zoe.sees().match(/@Zoe Klein takes care of it/g)).toHaveLength(1);
    expect(zoe.sees()).not.toContain('takes care of it already');
  });

  it('nothing is in the outbox twice, nothing failed, and Tom saw nothing of it', async () => {
    const rows = await db().select().from(outbox);
    expect(rows.filter(({ state }) => state !== 'sent' && state !== 'dropped' && state !== 'pending')).toEqual([]);
    const said = rows.filter(({ editOf, state }) => editOf === null && state === 'sent').map(({ ts }) => ts);
    expect(new Set(said).size).toBe(said.length);
    expect(tom.messages()).toEqual([]);
    for (const person of [ana, tom, zoe]) expect(person.sees()).not.toContain('between us');
  });
});
