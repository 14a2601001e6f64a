import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { sessions, staffRequests } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

describe.each(lanes)('cancelling and moving (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  afterEach(() => school.close());

  /** A session on Thursday 8 October at 19:00 in Paris. */
  async function open() {
    school = await openSchool({ delivery, database });
    marc = await school.mentor({ name: 'Marc Dubois' }, { place: 'https://meet.example/marc' });
    ana = await school.student({ name: 'Ana Silva' });
    await school.pair(marc, ana);
    const modal = await opened(marc.command('/book', '2026-10-08 19:00'));
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
  }

  const db = () => school.mentorat.world.db;
  const thread = (reader: Member) => school.thread(reader, marc, ana);
  const statuses = async () => (await db().select().from(sessions)).map((each) => each.status);

  it('a student in time: her mentor reads it in the thread, the summary loses its buttons', async () => {
    await open();
    const [, summary] = thread(ana);
    const modal = await opened(ana.click('Cancel'));
    expect(modal.fields).toEqual(['reason']);
    expect(modal.text()).toContain('You cancel in time');
    await modal.fill({ reason: 'I am *ill*' }).submit();
    await school.settle();

    expect(await statuses()).toEqual(['cancelled']);
    const [, edited, cancelled, ...more] = thread(marc);
    expect(more).toEqual([]);
    expect(edited?.buttons).toEqual([]);
    expect(edited?.text).toContain('This session was cancelled');
    expect(cancelled?.mentions).toEqual(['Marc Dubois']);
    expect(cancelled?.text).toContain('I am *ill*');
    expect(ana.dm()).toEqual([]);

    const late = await opened(ana.click('Cancel', { in: summary ?? never() }));
    expect(late.text()).toContain('was cancelled or has ended');
  });

  it('a student inside 24 hours reads what late means before it is done', async () => {
    await open();
    const modal = await opened(ana.click('Cancel'));
    await school.to('2026-10-07T17:00:00Z');
    expect((await modal.submit()).kind).toBe('updated');
    expect(await statuses()).toEqual(['booked']);
    expect(modal.text()).toContain('late cancellation');
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
    expect(await statuses()).toEqual(['cancelled_late']);

    const [told] = ana.dm().filter((each) => each.buttons.includes('That’s not right'));
    expect(told?.text).toContain('cancelled late');
    await ana.click('That’s not right');
    await ana.click('That’s not right', { in: told ?? never() });
    await school.settle();
    const contested = await db().select().from(staffRequests).where(eq(staffRequests.kind, 'not-right'));
    expect(contested).toHaveLength(1);
    expect(ana.dm().find((each) => each.ts === told?.ts)?.buttons).toEqual([]);
    expect(marc.sees()).not.toContain('That’s not right');
  });

  it('a mentor’s own cancellation needs a reason, and costs the student nothing', async () => {
    await open();
    await school.to('2026-10-08T12:00:00Z');
    const modal = await opened(marc.click('Cancel', { in: thread(marc)[1] ?? never() }));
    expect(modal.fields).toEqual(['by', 'reason']);
    expect(Object.keys((await modal.fill({ by: 'mentor' }).submit()).errors)).toEqual(['reason']);
    await modal.fill({ reason: 'Train strike' }).submit();
    await school.settle();
    expect(await statuses()).toEqual(['other']);
    expect(thread(ana).at(-1)?.text).toContain('Train strike');
    expect(thread(ana).at(-1)?.mentions).toEqual(['Ana Silva']);
    expect(ana.dm().filter((each) => each.buttons.includes('That’s not right'))).toEqual([]);
  });

  it('moved by the mentor: the same session, its summary says where it went, a form overtaken changes nothing', async () => {
    await open();
    const overtaken = await opened(marc.click('Another time'));
    const modal = await opened(marc.click('Another time'));
    expect(modal.callbackId).toBe('book');
    expect(modal.fields).toEqual(['date', 'time', 'length', 'place', 'message']);
    expect(modal.value('time')).toBe('19:00');
    expect((await modal.fill({ date: '2026-10-09' }).submit()).kind).toBe('closed');
    await school.settle();

    const [, summary, moved, ...more] = thread(ana);
    expect(more).toEqual([]);
    expect(summary?.buttons).toEqual([]);
    expect(summary?.text).toContain('This session was changed since');
    expect(moved?.mentions).toEqual(['Ana Silva']);
    expect(moved?.text).toContain('October 9');
    expect(moved?.text).toContain('October 8');
    expect(moved?.buttons).toEqual(['Join', 'Another time', 'Cancel']);
    expect(await db().select().from(sessions)).toMatchObject([{ revision: 1, status: 'booked' }]);
    if (!overtaken.isOpen) return;
    await overtaken.fill({ date: '2026-10-10' }).submit();
    expect(await db().select().from(sessions)).toMatchObject([{ revision: 1 }]);
  });

  it('with another link only, the time is not said to be new; with nothing else, nothing is said', async () => {
    await open();
    expect((await (await opened(marc.click('Another time'))).submit()).kind).toBe('closed');
    await school.settle();
    expect(thread(ana)).toHaveLength(2);
    const modal = await opened(marc.click('Another time'));
    await modal.fill({ place: 'https://meet.example/new' }).submit();
    await school.settle();
    const changed = thread(ana).at(-1);
    expect(changed?.text).toContain('new link or message');
    expect(changed?.text).toContain('https://meet.example/new');
    expect(changed?.text).not.toMatch(/new time|It was on/);
  });

  it('a cancellation of a session that was moved meanwhile changes nothing', async () => {
    await open();
    const cancel = await opened(ana.click('Cancel'));
    const [session] = await db().select().from(sessions);
    if (session === undefined) throw new Error('no session');
    await db().update(sessions).set({ revision: 1 }).where(eq(sessions.id, session.id));
    expect((await cancel.submit()).errors['reason']).toContain('changed meanwhile');
    expect(await statuses()).toEqual(['booked']);
  });
});

function never(): never {
  throw new Error('nothing there');
}
