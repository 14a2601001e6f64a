import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Tuesday, 10:00 in Paris. */
const tuesday = '2026-10-06T08:00:00Z';

describe.each(lanes)('A mentor offers times (%s, %s)', (delivery, database) => {
  /** For stories in which delivery and database have no part. */
  const onOneLane = test.runIf(delivery === 'http');
  let school: School;
  afterEach(() => school.close());

  let marc: Member;
  let ana: Member;
  beforeEach(async () => {
    school = await openSchool({ delivery, database, now: tuesday });
    marc = await school.mentor({ name: 'Marc', tz: 'Europe/Paris' }, { place: 'https://meet.example/marc' });
    ana = await school.student({ name: 'Ana', tz: 'America/New_York' });
    await school.pair(marc, ana);
  });

  async function openOffer(mentor: Member, name: string) {
    return await opened(mentor.click('Offer times', { in: threadRoot(mentor, name) }));
  }

  const threadRoot = (reader: Member, name: string) => {
    const root = reader.messages().find(({ text }) => text.includes('Meet each other') && text.includes(name));
    if (root === undefined) throw new Error('no introduction');
    return root;
  };

  /** Once the modal has followed what was typed. */
  async function send(modal: Awaited<ReturnType<typeof openOffer>>) {
    await modal.sent();
    await school.settle();
    const sent = await modal.submit();
    await school.settle();
    return sent;
  }

  test('the student picks with one click, and both see what is booked', async () => {
    const modal = await openOffer(marc, 'Ana');
    expect(modal.fields).toEqual([
      ...['date_1', 'time_1', 'date_2', 'time_2', 'date_3', 'time_3'],
      ...['length', 'place', 'message', 'keep'],
    ]);
    expect(modal.text()).toContain('Time 1 (Paris time)');
    expect(modal.value('place')).toBe('https://meet.example/marc');
    expect(modal.value('message')).toMatch(/Hello Ana,[\s\S]*I am Marc[\s\S]*24 hours[\s\S]*webcam[\s\S]*goals/);
    modal.fill({ date_1: '2026-10-08', time_1: '19:00' });
    await modal.until('For Ana: Thursday 8 October, 13:00 (New York time).');
    modal.fill({ date_2: '2026-10-09', time_2: '23:30' });
    await modal.until('outside 07:00–22:00 for you');
    expect((await send(modal)).closed).toBe(true);

    const offer = school.thread(ana, marc, ana).at(-1);
    expect(offer?.mentions).toEqual(['Ana']);
    expect(offer?.buttons).toEqual([
      'Thu 8 Oct, 13:00 · 19:00 Paris time',
      'Fri 9 Oct, 17:30 · 23:30 Paris time',
      'None of these fits',
    ]);
    expect(ana.notifications().at(-1)?.text).toBe('@Ana Marc offers you 2 times for a session. Pick one.');

    await ana.click('Thu 8 Oct, 13:00 · 19:00 Paris time');
    await school.settle();
    const replies = school.thread(marc, marc, ana);
    expect(replies.at(-1)?.text).toContain('Discovery session booked');
    expect(replies.at(-1)?.mentions).toEqual(['Marc']);
    expect(replies.find(({ ts }) => ts === offer?.ts)?.buttons).toEqual([
      'Picked: Thu 8 Oct, 13:00 · 19:00 Paris time',
      'Fri 9 Oct, 17:30 · 23:30 Paris time',
    ]);
  });

  test('another click swaps, the same one says that all is well, and from 24 hours before on it is too late', async () => {
    const modal = await openOffer(marc, 'Ana');
    modal.fill({ date_1: '2026-10-08', time_1: '19:00', date_2: '2026-10-09', time_2: '19:00' });
    await send(modal);
    await ana.click('Fri 9 Oct, 13:00 · 19:00 Paris time');
    await ana.click('Fri 9 Oct, 13:00 · 19:00 Paris time');
    await school.settle();
    expect(school.thread(ana, marc, ana).filter(({ text }) => text.includes('Discovery session booked'))).toHaveLength(
      1,
    );
    await ana.click('Picked: Fri 9 Oct, 13:00 · 19:00 Paris time');
    await school.settle();
    expect(ana.sees()).toContain('This time is booked already. All is well.');

    const offer = school
      .thread(ana, marc, ana)
      .find(({ buttons }) => buttons.length === 2 && buttons[0]?.startsWith('Picked'));
    await ana.click('Thu 8 Oct, 13:00 · 19:00 Paris time');
    await school.settle();
    expect(school.thread(marc, marc, ana).at(-1)?.text).toContain('moved');
    if (offer === undefined) throw new Error('no offer');

    await school.to('2026-10-07T18:00:00Z');
    const [, second] = offerSlots(offer);
    await school.slack.forge.action(
      ana,
      { action_id: `pick_slot:${second}`, type: 'button', value: String(second) },
      offer,
    );
    await school.settle();
    expect(ana.sees()).toContain('starts in less than 24 hours');
    expect(marc.sees()).not.toContain('starts in less than 24 hours');
  });

  onOneLane('only the student may pick; the mentor reads whose times these are', async () => {
    const modal = await openOffer(marc, 'Ana');
    modal.fill({ date_1: '2026-10-08', time_1: '19:00' });
    await send(modal);
    await marc.click('Thu 8 Oct, 13:00 · 19:00 Paris time');
    await school.settle();
    expect(marc.sees()).toContain('Ana picks one of these times.');
    expect(ana.sees()).not.toContain('Ana picks one of these times.');
    expect(school.thread(ana, marc, ana)).toHaveLength(2);
  });

  test('two students, one time: the first gets it, the second reads so alone, and the rest remain', async () => {
    const bea = await school.student({ name: 'Bea', tz: 'Europe/Paris' });
    await school.pair(marc, bea);
    for (const name of ['Ana', 'Bea']) {
      const modal = await openOffer(marc, name);
      modal.fill({ date_1: '2026-10-08', time_1: '19:00', date_2: '2026-10-09', time_2: '18:00' });
      expect((await send(modal)).errors).toEqual({});
    }
    await Promise.all([ana.click('Thu 8 Oct, 13:00 · 19:00 Paris time'), bea.click('Thu 8 Oct, 19:00')]);
    await school.settle();
    const said = [ana, bea].map((each) => each.sees().includes('This time is taken.'));
    expect(said.toSorted()).toEqual([false, true]);
    const loser = said[0] ? ana : bea;
    const left = school.thread(loser, marc, loser).findLast(({ ephemeral }) => !ephemeral)?.buttons;
    expect(left).toEqual([
      loser === ana ? 'Fri 9 Oct, 12:00 · 18:00 Paris time' : 'Fri 9 Oct, 18:00',
      'None of these fits',
    ]);
    expect(marc.sees()).not.toContain('This time is taken.');
  });

  onOneLane('what cannot be offered is refused at its field, and what was typed stays', async () => {
    const bea = await school.student({ name: 'Bea', tz: 'Europe/Paris' });
    await school.pair(marc, bea);
    const booking = await opened(marc.command('/book', '@bea 2026-10-08 19:00'));
    expect((await booking.submit()).errors).toEqual({});
    await school.settle();

    const modal = await openOffer(marc, 'Ana');
    expect((await send(modal)).errors).toEqual({ date_1: 'Choose at least one date and time.' });
    await modal.click('Add a time');
    await modal.until('date_4');
    await modal.click('Add a time');
    await modal.until('date_5');
    await modal.click('Add a time');
    await modal.until('date_6');
    modal.fill({
      ...{ date_1: '2026-10-05', time_1: '19:00', date_2: '2027-12-01', time_2: '19:00' },
      ...{ date_3: '2027-03-28', time_3: '02:30', date_4: '2026-10-12', time_4: '19:00' },
      ...{ date_5: '2026-10-12', time_5: '19:00', date_6: '2026-10-08', time_6: '19:15' },
      ...{ place: 'the café', message: 'My own words' },
    });
    expect((await send(modal)).errors).toMatchObject({
      date_1: 'This time has passed. Choose one that lies ahead.',
      date_2: 'This is more than a year ahead. Choose a nearer date.',
      time_3: 'The clocks change then: this time does not exist that day. Choose another one.',
      time_5: 'This time stands here twice.',
      time_6: expect.stringContaining('You have a session with Bea from 19:00 to 19:30.'),
      place: expect.stringContaining('https://'),
    });
    expect(modal.value('message')).toBe('My own words');
    modal.fill({
      ...{ date_1: null, time_1: null, date_2: null, time_2: null, date_3: null, time_3: null },
      ...{ date_5: null, time_5: null, date_6: '2026-10-07', time_6: '09:00', place: 'https://meet.example/ana' },
    });
    expect((await send(modal)).errors).toEqual({ date_6: expect.stringContaining('24 hours before') });
  });

  onOneLane('a new offer begins with the last times and the kept text, and closes the one before', async () => {
    const bea = await school.student({ name: 'Bea', tz: 'Europe/Paris', locale: 'fr-FR' });
    const first = await openOffer(marc, 'Ana');
    first.fill({
      ...{ date_1: '2026-10-08', time_1: '19:00', date_2: '2026-10-13', time_2: '18:00' },
      ...{ message: 'Hi Ana, here is Marc. Pick!', keep: 'Keep as mine' },
    });
    expect((await send(first)).errors).toEqual({});
    await ana.click('Tue 13 Oct, 12:00 · 18:00 Paris time');
    await school.settle();

    await school.to('2026-10-10T08:00:00Z');
    await school.pair(marc, bea);
    const second = await openOfferFrom(marc, bea);
    expect([second.value('date_1'), second.value('time_1'), second.value('date_2'), second.value('time_2')]).toEqual([
      ...['2026-10-15', '19:00', '2026-10-20', '18:00'],
    ]);
    expect(second.value('message')).toBe('Hi Bea, here is Marc. Pick!');
    await send(second);
    const third = await openOfferFrom(marc, bea);
    third.fill({ date_1: '2026-10-16', time_1: '17:00', date_2: null, time_2: null });
    await send(third);
    const offers = school.thread(bea, marc, bea).slice(1);
    expect(offers.map(({ buttons }) => buttons)).toEqual([[], ['ven. 16 oct. à 17 h 00', 'Aucun ne convient']]);
    expect(offers[0]?.text).toContain('D’autres horaires ont été proposés depuis');
  });

  onOneLane('times that a booking has overtaken are not sent: no second session comes of them', async () => {
    const first = await openOffer(marc, 'Ana');
    first.fill({ date_1: '2026-10-08', time_1: '19:00' });
    await send(first);
    const second = await openOffer(marc, 'Ana');
    await ana.click('Thu 8 Oct, 13:00 · 19:00 Paris time');
    await school.settle();
    second.fill({ date_1: '2026-10-09', time_1: '19:00' });
    await second.sent();
    await second.click('Add a time');
    await second.until('date_4');
    expect((await send(second)).errors).toEqual({
      date_1:
        'A session was booked meanwhile, for Thursday 8 October, 19:00, so nothing was sent. To move it, use “Another time” on its summary; for one more, open this form again.',
    });
    expect(school.thread(ana, marc, ana).at(-1)?.text).toContain('Discovery session booked');
    const third = await openOffer(marc, 'Ana');
    third.fill({ date_1: '2026-10-15', time_1: '19:00' });
    expect((await send(third)).closed).toBe(true);
  });

  onOneLane('a mentor in Tokyo sees both clocks, and an offer that nobody answered lapses', async () => {
    const yuki = await school.mentor({ name: 'Yuki', tz: 'Asia/Tokyo' });
    const joe = await school.student({ name: 'Joe', tz: 'America/New_York' });
    await school.pair(yuki, joe);
    const modal = await openOffer(yuki, 'Joe');
    modal.fill({ date_1: '2026-10-08', time_1: '14:00' });
    await modal.until('For Joe: Thursday 8 October, 08:00 (New York time).');
    expect(modal.text()).toContain('For you: Thursday 8 October, 21:00 (Tokyo time).');
    await send(modal);
    const offer = school.thread(joe, yuki, joe).at(-1);
    const [slot] = offer === undefined ? [] : offerSlots(offer);
    if (offer === undefined || slot === undefined) throw new Error('no offer');
    await school.to('2026-10-07T12:30:00Z');
    const lapsed = school.thread(joe, yuki, joe).find(({ ts }) => ts === offer?.ts);
    expect(lapsed?.buttons).toEqual([]);
    expect(lapsed?.text).toContain('These times are over');
    await school.slack.forge.action(
      joe,
      { action_id: `pick_slot:${slot}`, type: 'button', value: String(slot) },
      offer,
    );
    await school.settle();
    expect(joe.sees()).toContain('These times are closed, so nothing was booked.');
  });

  async function openOfferFrom(mentor: Member, student: Member) {
    const [root] = school.thread(mentor, mentor, student);
    if (root === undefined) throw new Error('no thread');
    const label = root.buttons.find((each) => ['Offer times', 'Proposer des horaires'].includes(each));
    return await opened(mentor.click(label ?? '', { in: root }));
  }
});

/** The ids of the times of an offer, by its buttons. */
function offerSlots(offer: { blocks: readonly unknown[] }): number[] {
  const ids = [...JSON.stringify(offer.blocks).matchAll(/"pick_slot:(\d+)"/g)].map(([, id]) => Number(id));
  return ids.toSorted((one, other) => one - other);
}
