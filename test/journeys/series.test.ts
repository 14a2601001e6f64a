import { afterEach, describe, expect, it } from 'vitest';
import { sessions } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/*
 * Paris leaves summer time on 25 October 2026, New York on 1 November, Tokyo never: of three Tuesdays at 13:00 in Paris each is
 * at another time for one of the two.
 */
describe.each(lanes)('a weekly series across clock changes (%s, %s)', (delivery, database) => {
  let school: School;
  let kenji: Member;
  let ana: Member;
  let tom: Member;
  afterEach(() => school.close());

  async function open() {
    school = await openSchool({ delivery, database, now: '2026-10-19T08:00:00Z' });
    kenji = await school.mentor({ name: 'Kenji Mori', tz: 'Asia/Tokyo' });
    ana = await school.student({ name: 'Ana Silva', tz: 'America/New_York' });
    tom = await school.student({ name: 'Tom Berg' });
    await school.pair(kenji, ana, { metOn: '2026-09-01' });
    await school.pair(kenji, tom, { metOn: '2026-09-01' });
  }

  it('keeps 13:00 in Paris; everybody reads their own time; it is one message', async () => {
    await open();
    const modal = await opened(kenji.command('/book', '@ana.silva 2026-10-20 13:00 weekly x3'));
    expect(modal.value('times')).toBe('3');
    expect(modal.text()).toContain('For you: Tuesday 20 October, 20:00 (Tokyo time)');
    expect(modal.text()).toContain('For Ana Silva: Tuesday 20 October, 07:00 (New York time)');
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();

    const [, summary, ...more] = school.thread(ana, kenji, ana);
    expect(more).toEqual([]);
    expect(summary?.text).toContain('3 weekly sessions booked');
    expect(summary?.text.match(/\d+:00 [AP]M/g)).toEqual(['7:00 AM', '8:00 AM', '7:00 AM']);
    expect(summary?.text.match(/13:00 Paris time/g)).toHaveLength(3);
    expect(summary?.text).not.toContain('minutes');
    const [, mentors] = school.thread(kenji, kenji, ana);
    expect(mentors?.text.match(/\d+:00 [AP]M/g)).toEqual(['8:00 PM', '9:00 PM', '9:00 PM']);
    expect(summary?.buttons).toEqual(['Another time for Tuesday 20 October', 'Cancel Tuesday 20 October']);
    expect(tom.sees()).not.toContain('weekly');
    const starts = (await school.mentorat.world.db.select().from(sessions).orderBy(sessions.startsAt)).map((each) =>
      each.startsAt.toISOString(),
    );
    expect(starts).toEqual(['2026-10-20T11:00:00.000Z', '2026-10-27T12:00:00.000Z', '2026-11-03T12:00:00.000Z']);
  });

  it('begins with the discovery session: the form and the summary say that the later ones are longer', async () => {
    await open();
    const eva = await school.student({ name: 'Eva Roy' });
    await school.pair(kenji, eva);
    const modal = await opened(kenji.command('/book', '@eva.roy 2026-10-20 14:00 weekly x2'));
    expect([modal.value('kind'), modal.value('length')]).toEqual(['Discovery session', '30 minutes']);
    expect(modal.text()).toContain('The weeks after it are mentoring sessions of 45 minutes.');
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
    const [, summary] = school.thread(eva, kenji, eva);
    expect(summary?.text.match(/\d+ minutes/g)).toEqual(['30 minutes', '45 minutes']);
  });

  it('its discovery session is missed: the next one that is held is that, and asks its questions (H12, H23)', async () => {
    await open();
    const eva = await school.student({ name: 'Eva Roy' });
    await school.pair(kenji, eva);
    await (await opened(kenji.command('/book', '@eva.roy 2026-10-20 14:00 weekly x3'))).submit();
    await school.to('2026-10-20T12:40:00Z');
    const first = await opened(kenji.command('/complete', '@eva.roy'));
    await first.fill({ status: 'absent', following: 'as-booked' }).until((shown) => !shown.fields.includes('before'));
    expect((await first.submit()).kind).toBe('closed');
    await school.to('2026-10-27T13:50:00Z');

    const next = await opened(kenji.command('/complete', '@eva.roy'));
    const questions = ['before', 'reasons', 'objectives', 'level', 'hours', 'next'];
    expect(Object.keys((await next.submit()).errors)).toEqual(questions);
    await next.fill({ status: 'absent' }).until((shown) => !shown.fields.includes('before'));
    await next.fill({ status: 'completed' }).until('before');
    next.fill(Object.fromEntries(questions.map((question) => [question, 'Well'])));
    expect((await next.submit()).kind).toBe('closed');
    await school.settle();
    expect(school.thread(eva, kenji, eva).at(-1)?.text).toMatch(/Discovery session of /);

    await school.to('2026-11-03T13:50:00Z');
    const last = await opened(kenji.command('/complete', '@eva.roy'));
    expect(Object.keys((await last.submit()).errors)).toEqual(['note']);
    expect((await opened(kenji.command('/book', '@eva.roy'))).value('kind')).toBe('Mentoring session');
  });

  it('one week is taken: nothing is booked, and the week is named', async () => {
    await open();
    await (await opened(kenji.command('/book', '@tom.berg 2026-10-27 13:15'))).submit();
    const modal = await opened(kenji.command('/book', '@ana.silva 2026-10-20 13:00 weekly x3'));
    const refused = await modal.submit();
    expect(refused.errors['times']).toContain('Tuesday 27 October (Tom Berg)');
    expect((await modal.fill({ repeat: 'no' }).submit()).kind).toBe('closed');
    await school.settle();
    expect(school.thread(ana, kenji, ana)).toHaveLength(2);
    expect(ana.sees()).not.toContain('Tom');
  });

  it('another mentor takes over: one reply says so for all weeks, and for a session beside them', async () => {
    await open();
    const zoe = await school.staff({ name: 'Zoe Roy' });
    school.stranger({ name: 'Lea', email: 'lea@example.org' });
    await (await opened(kenji.command('/book', '@ana.silva 2026-10-21 13:00 weekly x3'))).submit();
    await (await opened(kenji.command('/book', '@ana.silva 2026-10-23 13:00'))).submit();
    await school.settle();
    const before = school.thread(ana, kenji, ana).length;

    const form = await opened(zoe.command('/mentoring', 'team import'));
    const content = [
      'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place',
      'mentor,lea@example.org,Lea,Lund,,,,2,Web,,,',
      `student,${ana.email},Ana,Silva,Web,P1,1,,,lea@example.org,funded,`,
    ].join('\n');
    await form.fill({ file: { name: 'people.csv', content, mimetype: 'text/csv' } }).submit();
    await form.until('Created: 1. Updated: 1.');
    await school.settle();
    const replies = school.thread(ana, kenji, ana);
    const told = replies.slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('Another mentor takes over.');
    expect(told[0]?.text).toContain('The 3 sessions after it are cancelled too.');
    expect(told[0]?.buttons).toEqual([]);
    const [, summary, single] = replies;
    expect(summary?.text.match(/– cancelled/g)).toHaveLength(3);
    expect(single?.text).toContain('This session was cancelled.');
    expect([...(summary?.buttons ?? []), ...(single?.buttons ?? [])]).toEqual([]);
  });

  it('one week is cancelled: the summary says so, and its buttons are for the next one', async () => {
    await open();
    await (await opened(kenji.command('/book', '@ana.silva 2026-10-21 13:00 weekly x2'))).submit();
    await school.settle();
    await (await opened(ana.click('Cancel Wednesday 21 October'))).submit();
    await school.settle();
    const [, summary, cancellation] = school.thread(ana, kenji, ana);
    expect(summary?.text).toContain('– cancelled');
    expect(summary?.buttons).toEqual(['Another time for Wednesday 28 October', 'Cancel Wednesday 28 October']);
    expect(cancellation?.mentions).toEqual(['Kenji Mori']);
  });

  async function completeTheFirst() {
    await (await opened(kenji.command('/book', '@ana.silva 2026-10-20 13:00 weekly x3'))).submit();
    await school.to('2026-10-20T11:50:00Z');
    await (await opened(kenji.command('/complete'))).fill({ note: 'Good', following: 'as-booked' }).submit();
    await school.settle();
  }
  const nextNamed = () =>
    school
      .thread(ana, kenji, ana)
      .find((each) => each.text.includes('Good'))
      ?.text.match(/Next session:[^,]*, (\w+ \d+)/)?.[1];

  it('a completion goes on to name the next session, whatever is cancelled before it', async () => {
    await open();
    await completeTheFirst();
    expect(nextNamed()).toBe('October 27');
    await (await opened(ana.click('Cancel Tuesday 27 October'))).submit();
    await school.settle();
    expect(nextNamed()).toBe('November 3');
    await (await opened(kenji.click('Another time for Tuesday 3 November'))).fill({ date: '2026-11-04' }).submit();
    await school.settle();
    expect(nextNamed()).toBe('November 4');
    await (await opened(kenji.click('Cancel'))).fill({ reason: 'Ill' }).submit();
    await school.settle();
    expect(nextNamed()).toBeUndefined();
  });

  it('and whichever is moved before or behind another', async () => {
    await open();
    await completeTheFirst();
    await (await opened(kenji.click('Another time for Tuesday 27 October'))).fill({ date: '2026-11-10' }).submit();
    await school.settle();
    expect(nextNamed()).toBe('November 3');
    await (await opened(kenji.click('Another time'))).fill({ date: '2026-10-30' }).submit();
    await school.settle();
    expect(nextNamed()).toBe('October 30');
  });
});
