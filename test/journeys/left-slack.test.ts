import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { outbox } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** An account in Slack is switched off: for a day, or for good. */
describe.each(lanes)('one of a pair has left Slack (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  afterEach(() => school.close());

  /** Tuesday, 10:00 in Paris. */
  async function open() {
    school = await openSchool({ delivery, database, now: '2026-10-06T08:00:00Z' });
    marc = await school.mentor({ name: 'Marc' }, { place: 'https://meet.example/marc' });
    ana = await school.student({ name: 'Ana' });
  }

  const thread = (reader: Member) => school.thread(reader, marc, ana).filter(({ ephemeral }) => !ephemeral);
  const introductions = () => ana.messages().filter(({ text }) => text.includes('Meet each other'));

  async function book() {
    const modal = await opened(marc.command('/book', '2026-10-08 19:00'));
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
  }

  async function cancel() {
    const modal = await opened(ana.click('Cancel'));
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
  }

  it('the student who picks a time of a mentor who is away reads what is booked, and he finds it when he is back', async () => {
    await open();
    await school.pair(marc, ana);
    const offer = await opened(marc.click('Offer times'));
    await offer.fill({ date_1: '2026-10-08', time_1: '19:00' }).sent();
    expect((await offer.submit()).closed).toBe(true);
    await school.settle();
    await school.slack.deactivate(marc);
    const before = marc.dm();

    await ana.click('Thu 8 Oct, 19:00');
    await school.settle();
    expect(thread(ana)).toHaveLength(3);
    expect(thread(ana).at(-1)?.text).toContain('Discovery session booked');
    expect(thread(ana).at(-1)?.buttons).toEqual(['Join', 'Another time', 'Cancel']);
    await school.to('2026-10-08T16:30:00Z');
    expect(marc.dm()).toEqual(before);

    await school.slack.reactivate(marc);
    await school.settle();
    expect(thread(marc)).toHaveLength(3);
    expect(marc.dm()).toEqual(before);
  });

  it('a session cancelled while the mentor is away stands in the thread when he is back, once', async () => {
    await open();
    await school.pair(marc, ana);
    await book();
    await school.slack.deactivate(marc);
    await cancel();
    await school.slack.reactivate(marc);
    await school.settle();
    expect(thread(marc)).toHaveLength(3);
    expect(thread(marc).at(-1)?.text).toContain('cancelled');
    expect(thread(marc).at(-1)?.mentions).toEqual(['Marc']);
    expect(introductions()).toHaveLength(1);
  });

  it('where nobody is left, nothing is posted', async () => {
    await open();
    await school.pair(marc, ana);
    await book();
    school.slack.fault({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: 120, times: 1 });
    await cancel();
    await school.slack.deactivate(marc);
    await school.slack.deactivate(ana);
    school.clock.forward(121_000);
    await school.settle();
    const rows = await school.mentorat.world.db.select().from(outbox).where(eq(outbox.kind, 'cancellation'));
    expect(rows).toMatchObject([{ state: 'dropped', why: 'deactivated' }]);
    expect(thread(ana)).toHaveLength(2);
  });

  it('the student of a mentor who left for good reads that the session is off, and meets the new one', async () => {
    await open();
    await school.pair(marc, ana);
    const zoe = await school.staff({ name: 'Zoe' });
    const lea = school.stranger({ name: 'Lea', email: 'lea@example.org' });
    await book();
    await school.slack.deactivate(marc);
    const before = marc.dm();

    const form = await opened(zoe.command('/mentoring', 'team import'));
    const content = [
      'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place',
      'mentor,lea@example.org,Lea,Lund,,,,2,Web,,,',
      `student,${ana.email},Ana,Silva,Web,P1,1,,,lea@example.org,funded,`,
    ].join('\n');
    await form.fill({ file: { name: 'people.csv', content, mimetype: 'text/csv' } }).submit();
    await form.until('Created: 1. Updated: 1.');
    await school.settle();
    expect(thread(ana).at(-1)?.text).toContain('Another mentor takes over.');
    expect(thread(ana).at(-1)?.mentions).toContain('Ana');
    expect(ana.conversation(lea).messages()[0]?.text).toContain('Lea');
    expect(marc.dm()).toEqual(before);
  });

  it('whoever was away when the pair began is introduced on their return, once', async () => {
    await open();
    await school.slack.deactivate(ana);
    await school.pair(marc, ana);
    expect(marc.messages()).toEqual([]);
    for (let day = 0; day < 2; day += 1) {
      await school.slack.reactivate(ana);
      await school.settle();
      expect(introductions()).toHaveLength(1);
      await school.slack.deactivate(ana);
    }
  });

  it('an introduction whose answer was lost, and whose student leaves then, is not posted again on her return', async () => {
    await open();
    school.slack.fault({ method: 'chat.postMessage', kind: 'lost-answer', times: 1 });
    await school.pair(marc, ana);
    await school.slack.deactivate(ana);
    school.clock.forward(60_000);
    await school.settle();
    await school.slack.reactivate(ana);
    await school.settle();
    expect(introductions()).toHaveLength(1);
  });
});
