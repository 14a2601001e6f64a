import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offerId, sessionId } from '../../../src/core/ids.ts';
import { type Calendar, usualHours } from '../../../src/core/silence.ts';
import { addDays, addHours, addMinutes } from '../../../src/core/time.ts';
import {
  type ContactFacts,
  earliest,
  freeSlots,
  lapsesAt,
  latest,
  type OfferFacts,
  openOffer,
  type SessionFacts,
  stateOf,
} from '../../../src/features/contact/rules.ts';
import { messageWaits, onlyPutsOff, type WhoseTurn, whoseTurn } from '../../../src/features/contact/turn.ts';

const zones = { student: 'America/New_York', mentor: 'Asia/Tokyo', staff: 'Europe/Paris' };
const calendar: Calendar = { ...zones, hours: usualHours };

/** A Tuesday; what is said by hours is counted from here. */
const assigned = new Date('2026-10-06T08:00:00Z');
const at = (hours: number) => addHours(assigned, hours);

function facts(given: Partial<ContactFacts> = {}): ContactFacts {
  return {
    startedAt: assigned,
    endedAt: null,
    haveMet: false,
    laterUntil: null,
    studentWroteAt: null,
    mentorWroteAt: null,
    offers: [],
    sessions: [],
    calendar,
    ...given,
  };
}

function times(id: number, madeBy: 'mentor' | 'student', madeAt: Date, slots: Date[], more = {}): OfferFacts {
  const none = { taken: [], declinedAt: null, sessionId: null, movesSessionId: null };
  return { id: offerId.parse(id), madeBy, madeAt, slots, ...none, ...more };
}

function session(id: number, startsAt: Date, more: Partial<SessionFacts> = {}): SessionFacts {
  const endsAt = addMinutes(startsAt, 30);
  return {
    ...{ id: sessionId.parse(id), status: 'booked', startsAt, endsAt, bookedAt: at(1), movedAt: null, statusAt: null },
    ...more,
  };
}

const offer = times(1, 'mentor', at(2), [at(72), at(120)]);

/** The same, of which others took a slot, and when; and the other one. */
function taken(slot: number, since: number, ...more: number[]): OfferFacts {
  const [other, otherSince] = more;
  const first = { startsAt: at(slot), takenAt: at(since) };
  const both =
    other === undefined || otherSince === undefined ? [] : [{ startsAt: at(other), takenAt: at(otherSince) }];
  return { ...offer, taken: [first, ...both] };
}

describe('whose turn it is', () => {
  const after = (given: Partial<ContactFacts>, hours: number) => {
    const { kind, reason, since } = whoseTurn(facts(given), at(hours));
    return [kind, reason, (since.getTime() - assigned.getTime()) / 3_600_000];
  };
  const wish = times(2, 'student', at(3), [at(100)], { movesSessionId: 1 });
  const tuesday = session(1, at(140));
  const others = times(3, 'mentor', at(4), [at(150)], { movesSessionId: 1 });
  const done = { status: 'completed', statusAt: at(30) } as const;

  const cases: Array<[string, Partial<ContactFacts>, number, [WhoseTurn['kind'], string, number]]> = [
    ['newly assigned', {}, 5, ['mentor', 'contact-missing', 0]],
    ['newly assigned, and they have met', { haveMet: true }, 5, ['mentor', 'next-missing', 0]],
    ['the mentor only wrote', { mentorWroteAt: at(3) }, 5, ['mentor', 'contact-missing', 0]],
    ['the mentor silent for two weeks', {}, 14 * 24, ['staff', 'contact-missing', 0]],
    ['ended', { endedAt: at(4) }, 5, ['nobody', 'ended', 4]],
    ['offered', { offers: [offer] }, 5, ['student', 'reply-missing', 2]],
    [
      'offered at the moment of the assignment',
      { offers: [{ ...offer, madeAt: at(0) }] },
      0,
      ['student', 'reply-missing', 0],
    ],
    ['one of two slots lapsed', { offers: [offer] }, 60, ['student', 'reply-missing', 2]],
    ['all slots lapsed', { offers: [offer] }, 97, ['mentor', 'contact-missing', 96]],
    ['one of two slots taken by others', { offers: [taken(72, 6)] }, 12, ['student', 'reply-missing', 2]],
    ['all slots taken by others', { offers: [taken(72, 6, 120, 9)] }, 12, ['mentor', 'contact-missing', 9]],
    ['one taken, the other lapsed', { offers: [taken(120, 9)] }, 50, ['mentor', 'contact-missing', 48]],
    ['taken before they were offered', { offers: [taken(72, 1, 120, 1)] }, 12, ['mentor', 'contact-missing', 2]],
    [
      'offered for far ahead, the student silent',
      { offers: [{ ...offer, slots: [at(300)] }] },
      150,
      ['staff', 'reply-missing', 2],
    ],
    [
      'lapsed after the team was told',
      { offers: [{ ...offer, slots: [at(200)] }] },
      250,
      ['staff', 'reply-missing', 2],
    ],
    ['none of these fits', { offers: [{ ...offer, declinedAt: at(4) }] }, 5, ['mentor', 'answer-missing', 4]],
    [
      'the student proposed',
      { offers: [offer, times(2, 'student', at(4), [at(90)])] },
      5,
      ['mentor', 'answer-missing', 4],
    ],
    ['the student wrote', { offers: [offer], studentWroteAt: at(4) }, 5, ['mentor', 'answer-missing', 4]],
    [
      'the student wrote before the offer',
      { offers: [offer], studentWroteAt: at(1) },
      5,
      ['student', 'reply-missing', 2],
    ],
    [
      'refused first, written later',
      { offers: [{ ...offer, declinedAt: at(4) }], studentWroteAt: at(6) },
      7,
      ['mentor', 'answer-missing', 4],
    ],
    [
      'the mentor wrote back, the offer is open',
      { offers: [offer], studentWroteAt: at(4), mentorWroteAt: at(6) },
      7,
      ['student', 'reply-missing', 6],
    ],
    [
      'the mentor wrote back after a refusal',
      { offers: [{ ...offer, declinedAt: at(4) }], mentorWroteAt: at(6) },
      7,
      ['mentor', 'contact-missing', 6],
    ],
    [
      'and the student asks once more',
      { offers: [{ ...offer, declinedAt: at(4) }], mentorWroteAt: at(6), studentWroteAt: at(8) },
      9,
      ['mentor', 'contact-missing', 6],
    ],
    [
      'and then the student again',
      { offers: [offer], studentWroteAt: at(8), mentorWroteAt: at(6) },
      9,
      ['mentor', 'answer-missing', 8],
    ],
    [
      'a proposal is answered by other times',
      { offers: [times(1, 'student', at(3), [at(90)]), times(2, 'mentor', at(3), [at(90)])] },
      4,
      ['student', 'reply-missing', 3],
    ],
    ['newly assigned, and the student says hello', { studentWroteAt: at(4) }, 5, ['mentor', 'contact-missing', 0]],
    [
      'hello and hello, but no time yet',
      { studentWroteAt: at(3), mentorWroteAt: at(4) },
      5,
      ['mentor', 'contact-missing', 0],
    ],
    [
      'the mentor silent, and the student asks for help the day before the team is told',
      { studentWroteAt: at(140) },
      167,
      ['staff', 'contact-missing', 0],
    ],
    ['or after it', { studentWroteAt: at(170) }, 171, ['staff', 'contact-missing', 0]],
    [
      'all slots lapsed, and the student asks for others',
      { offers: [offer], studentWroteAt: at(100) },
      101,
      ['mentor', 'contact-missing', 96],
    ],
    [
      'lapsed after the team was told, and the student is back',
      { offers: [{ ...offer, slots: [at(200)] }], studentWroteAt: at(240) },
      250,
      ['mentor', 'answer-missing', 240],
    ],
    ['a session ahead', { sessions: [session(1, at(48))] }, 5, ['nobody', 'session-ahead', 1]],
    ['a session under way', { sessions: [session(1, at(4.8))] }, 5, ['nobody', 'session-ahead', 1]],
    [
      'two sessions ahead: the second is the last to end',
      { sessions: [session(1, at(24)), session(2, at(48), { bookedAt: at(3) })] },
      5,
      ['nobody', 'session-ahead', 3],
    ],
    [
      'a slot was picked',
      { offers: [{ ...offer, sessionId: sessionId.parse(1) }], sessions: [session(1, at(72), { bookedAt: at(3) })] },
      5,
      ['nobody', 'session-ahead', 3],
    ],
    [
      'and the session was cancelled',
      {
        offers: [{ ...offer, sessionId: sessionId.parse(1) }],
        sessions: [session(1, at(72), { bookedAt: at(3), status: 'cancelled', statusAt: at(4) })],
      },
      5,
      ['mentor', 'next-missing', 4],
    ],
    ['over, without a status', { sessions: [session(1, at(20))] }, 21, ['mentor', 'status-missing', 20.5]],
    ['without a status for a week', { sessions: [session(1, at(20))] }, 9 * 24, ['staff', 'status-missing', 20.5]],
    ['completed', { sessions: [session(1, at(20), done)] }, 31, ['mentor', 'next-missing', 20.5]],
    ['ended early', { sessions: [session(1, at(29.75), done)] }, 30, ['mentor', 'next-missing', 30]],
    [
      'completed, and other times offered before',
      { sessions: [session(1, at(20), done)], offers: [times(1, 'mentor', at(22), [at(200)])] },
      31,
      ['student', 'reply-missing', 22],
    ],
    [
      'completed, and other times offered while it was ahead',
      { sessions: [session(1, at(20), done)], offers: [times(1, 'mentor', at(20.2), [at(200)])] },
      31,
      ['student', 'reply-missing', 20.5],
    ],
    [
      'of which none fitted, said while it was under way',
      {
        sessions: [session(1, at(20), done)],
        offers: [times(1, 'mentor', at(2), [at(200)], { declinedAt: at(20.3) })],
      },
      31,
      ['mentor', 'answer-missing', 20.5],
    ],
    [
      'or was answered before it, in words',
      {
        sessions: [session(1, at(20), done)],
        offers: [times(1, 'mentor', at(2), [at(200)], { declinedAt: at(4) })],
        mentorWroteAt: at(5),
      },
      31,
      ['mentor', 'next-missing', 20.5],
    ],
    [
      'and of which all lapsed while it was ahead',
      { sessions: [session(1, at(20), done)], offers: [times(1, 'mentor', at(2), [at(40)])] },
      31,
      ['mentor', 'next-missing', 20.5],
    ],
    [
      'and of which all lapse after it',
      { sessions: [session(1, at(20), done)], offers: [times(1, 'mentor', at(2), [at(60)])] },
      40,
      ['mentor', 'next-missing', 36],
    ],
    [
      'and what the student wrote before it, of which they could talk there',
      {
        sessions: [session(1, at(20), done)],
        offers: [times(1, 'mentor', at(2), [at(200)])],
        studentWroteAt: at(19),
      },
      31,
      ['student', 'reply-missing', 20.5],
    ],
    [
      'and another one was booked by other ways since, and cancelled',
      {
        sessions: [
          session(1, at(20), done),
          session(2, at(90), { bookedAt: at(3), status: 'cancelled', statusAt: at(4) }),
        ],
        offers: [times(1, 'mentor', at(2), [at(200)])],
      },
      31,
      ['mentor', 'next-missing', 20.5],
    ],
    [
      'cancelled, and other times offered before that',
      {
        sessions: [session(1, at(72), { status: 'cancelled', statusAt: at(4) })],
        offers: [times(1, 'mentor', at(2), [at(200)])],
      },
      5,
      ['student', 'reply-missing', 4],
    ],
    [
      'completed the next day, before anybody is told that no next one is agreed',
      { sessions: [session(1, at(20), { status: 'completed', statusAt: at(44) })] },
      45,
      ['mentor', 'next-missing', 20.5],
    ],
    [
      'completed more than a week late: nobody could be told before that',
      { sessions: [session(1, at(20), { status: 'completed', statusAt: at(240) })] },
      241,
      ['mentor', 'next-missing', 240],
    ],
    [
      'which puts off nothing that the student wrote before',
      { sessions: [session(1, at(20), { status: 'completed', statusAt: at(240) })], studentWroteAt: at(25) },
      241,
      ['staff', 'answer-missing', 25],
    ],
    [
      'nor does a correction, whenever it is made, as it leaves when the status was given',
      { sessions: [session(1, at(20), { status: 'absent', statusAt: at(240) })] },
      500,
      ['staff', 'next-missing', 240],
    ],
    [
      'thanked after the session',
      { sessions: [session(1, at(20), done)], studentWroteAt: at(31) },
      32,
      ['mentor', 'next-missing', 20.5],
    ],
    ['later', { laterUntil: at(200) }, 40, ['nobody', 'later', 200 - 7 * 24]],
    [
      'later, and a forgotten session is added afterwards',
      { laterUntil: at(200), sessions: [session(1, at(20), { ...done, bookedAt: at(35), statusAt: at(35) })] },
      40,
      ['nobody', 'later', 32],
    ],
    [
      'later, but another session is booked after all, and cancelled',
      {
        laterUntil: at(200),
        sessions: [session(1, at(90), { bookedAt: at(34), status: 'cancelled', statusAt: at(36) })],
      },
      40,
      ['mentor', 'next-missing', 36],
    ],
    ['later is over', { laterUntil: at(200) }, 201, ['mentor', 'contact-missing', 200]],
    [
      'later, and what the student had written before it',
      { laterUntil: at(200), studentWroteAt: at(30), startedAt: at(-900) },
      40,
      ['nobody', 'later', 32],
    ],
    [
      'later, but the student is stuck',
      { laterUntil: at(200), studentWroteAt: at(50), startedAt: at(-900) },
      60,
      ['mentor', 'answer-missing', 50],
    ],
    [
      'or proposes times',
      { laterUntil: at(200), offers: [times(1, 'student', at(50), [at(90)])], startedAt: at(-900) },
      60,
      ['mentor', 'answer-missing', 50],
    ],
    [
      'or none of the times fits',
      { laterUntil: at(200), offers: [{ ...offer, declinedAt: at(50) }] },
      60,
      ['mentor', 'answer-missing', 50],
    ],
    [
      'and is answered: later it is',
      { laterUntil: at(200), studentWroteAt: at(50), mentorWroteAt: at(55), startedAt: at(-900) },
      60,
      ['nobody', 'later', 32],
    ],
    [
      'and is not: that counts on when later is over',
      { laterUntil: at(200), studentWroteAt: at(190) },
      201,
      ['mentor', 'answer-missing', 190],
    ],
    [
      'the student is stuck after later',
      { laterUntil: at(200), studentWroteAt: at(220) },
      230,
      ['mentor', 'contact-missing', 200],
    ],
    ['offered after later', { laterUntil: at(169), offers: [offer] }, 40, ['student', 'reply-missing', 2]],
    [
      'the student wants to move',
      { sessions: [session(1, at(48))], offers: [wish] },
      5,
      ['mentor', 'answer-missing', 3],
    ],
    [
      'and the mentor moved it',
      { sessions: [session(1, at(48), { movedAt: at(4) })], offers: [wish] },
      5,
      ['nobody', 'session-ahead', 1],
    ],
    [
      'or wrote back',
      { sessions: [session(1, at(48))], offers: [wish], mentorWroteAt: at(4) },
      5,
      ['nobody', 'session-ahead', 1],
    ],
    [
      'or offered times, but for another session',
      { sessions: [session(1, at(48))], offers: [wish, times(3, 'mentor', at(4), [at(90)])] },
      5,
      ['mentor', 'answer-missing', 3],
    ],
    [
      'and is offered other times for it',
      { sessions: [tuesday], offers: [wish, others] },
      5,
      ['student', 'reply-missing', 4],
    ],
    [
      'of which none fits',
      { sessions: [tuesday], offers: [wish, { ...others, declinedAt: at(5) }] },
      6,
      ['mentor', 'answer-missing', 5],
    ],
    [
      'and proposes again',
      { sessions: [tuesday], offers: [wish, others, { ...wish, id: offerId.parse(4), madeAt: at(6) }] },
      7,
      ['mentor', 'answer-missing', 6],
    ],
    [
      'or writes',
      { sessions: [tuesday], offers: [wish, others], studentWroteAt: at(6) },
      7,
      ['mentor', 'answer-missing', 6],
    ],
    [
      'and the mentor writes back',
      { sessions: [tuesday], offers: [wish, others], studentWroteAt: at(6), mentorWroteAt: at(7) },
      8,
      ['student', 'reply-missing', 7],
    ],
    [
      'and the mentor writes back after a refusal to move: it stays',
      { sessions: [tuesday], offers: [wish, { ...others, declinedAt: at(5) }], mentorWroteAt: at(7) },
      8,
      ['nobody', 'session-ahead', 1],
    ],
    [
      'until the student asks once more',
      {
        sessions: [tuesday],
        offers: [wish, { ...others, declinedAt: at(5) }],
        mentorWroteAt: at(7),
        studentWroteAt: at(9),
      },
      10,
      ['mentor', 'answer-missing', 9],
    ],
    [
      'and writes when they have lapsed',
      { sessions: [tuesday], offers: [wish, { ...others, slots: [at(60)] }], studentWroteAt: at(50) },
      51,
      ['mentor', 'answer-missing', 50],
    ],
    [
      'and stays silent',
      { sessions: [session(1, at(300))], offers: [wish, { ...others, slots: [at(310)] }] },
      150,
      ['staff', 'reply-missing', 4],
    ],
    ['until they lapse', { sessions: [tuesday], offers: [wish, others] }, 126, ['nobody', 'session-ahead', 1]],
    [
      'or until it begins',
      { sessions: [session(1, at(48))], offers: [wish, others] },
      48.2,
      ['nobody', 'session-ahead', 1],
    ],
    [
      'or picks one',
      {
        sessions: [session(1, at(150), { movedAt: at(5) })],
        offers: [wish, { ...others, sessionId: sessionId.parse(1) }],
      },
      6,
      ['nobody', 'session-ahead', 1],
    ],
    [
      'or it is cancelled at that moment',
      { sessions: [session(1, at(140), { status: 'cancelled', statusAt: at(4) })], offers: [wish, others] },
      5,
      ['mentor', 'next-missing', 4],
    ],
    ['or let it begin', { sessions: [session(1, at(48))], offers: [wish] }, 48.2, ['nobody', 'session-ahead', 1]],
  ];
  it.each(cases)('%s', (_story, given, hours, expected) => {
    expect(after(given, hours)).toEqual(expected);
  });

  it('lets offered slots lapse 24 hours before they start, proposed ones when they start', () => {
    expect(lapsesAt('mentor', at(72))).toEqual(at(48));
    expect(lapsesAt('student', at(72))).toEqual(at(72));
  });

  it('leaves to pick what has neither lapsed nor been taken', () => {
    const slots = [at(72), at(120), at(140)].map((startsAt) => ({ startsAt }));
    const { taken: others } = taken(120, 6);
    expect(freeSlots({ madeBy: 'mentor', slots, taken: others }, at(10))).toEqual([slots[0], slots[2]]);
    expect(freeSlots({ madeBy: 'mentor', slots, taken: others }, at(48))).toEqual([slots[2]]);
    expect(freeSlots({ madeBy: 'student', slots, taken: others }, at(48))).toEqual([slots[0], slots[2]]);
  });

  it('closes an offer by a newer one, by a booking, and by time', () => {
    const newer = times(3, 'mentor', at(4), [at(150)]);
    expect(openOffer({ offers: [offer], sessions: [] }, null, at(5))).toBe(offer);
    expect(openOffer({ offers: [newer, offer], sessions: [] }, null, at(5))).toBe(newer);
    expect(openOffer({ offers: [offer], sessions: [session(1, at(90), { bookedAt: at(3) })] }, null, at(5))).toBeNull();
    expect(openOffer({ offers: [offer], sessions: [session(1, at(1), { bookedAt: at(3) })] }, null, at(5))).toBe(offer);
    expect(openOffer({ offers: [offer], sessions: [] }, null, at(96))).toBeNull();
  });

  it('closes times to move a session only by others for the same session, or by what became of it', () => {
    const sessions = [session(1, at(100)), session(2, at(260))];
    const first = times(1, 'student', at(3), [at(120)], { movesSessionId: 1 });
    const kinds = (...others: OfferFacts[]) =>
      stateOf(first, facts({ sessions, offers: [first, ...others] }), at(5)).kind;
    expect(kinds(times(2, 'student', at(4), [at(280)], { movesSessionId: 2 }))).toBe('open');
    expect(kinds(times(2, 'mentor', at(4), [at(280)]), times(3, 'student', at(4), [at(290)]))).toBe('open');
    expect(kinds(times(2, 'student', at(4), [at(130)], { movesSessionId: 1 }))).toBe('closed');
    expect(kinds(times(2, 'mentor', at(4), [at(130)], { movesSessionId: 1 }))).toBe('closed');
    const general = facts({
      offers: [offer, { ...first, id: offerId.parse(2) }, { ...first, id: offerId.parse(3), madeBy: 'mentor' }],
    });
    expect(stateOf(offer, general, at(5)).kind).toBe('open');
    const cancelled = [session(1, at(100), { status: 'cancelled', statusAt: at(4) })];
    expect(stateOf(first, facts({ sessions: cancelled, offers: [first] }), at(5)).kind).toBe('closed');
  });

  it('counts a message of the mentor only where it answers', () => {
    const answered = facts({ offers: [offer], studentWroteAt: at(4), mentorWroteAt: at(6) });
    expect(onlyPutsOff(answered, at(30), at(30))).toBe(true);
    expect(onlyPutsOff({ ...answered, studentWroteAt: at(28) }, at(30), at(30))).toBe(false);
    const farAhead = facts({ offers: [times(1, 'mentor', at(2), [at(140)])] });
    expect(onlyPutsOff(farAhead, at(120), at(120))).toBe(true);
    const refused = facts({ offers: [{ ...offer, declinedAt: at(4) }] });
    expect(onlyPutsOff(refused, at(6), at(6))).toBe(false);
    expect(onlyPutsOff({ ...refused, mentorWroteAt: at(6), studentWroteAt: at(8) }, at(9), at(9))).toBe(true);
  });

  it('counts a silence from the first message that waits', () => {
    expect(messageWaits(facts({ studentWroteAt: at(3) }), at(5))).toBe(true);
    expect(messageWaits(facts({ studentWroteAt: at(3), mentorWroteAt: at(4) }), at(5))).toBe(false);
    expect(messageWaits(facts({ studentWroteAt: at(1), offers: [offer] }), at(5))).toBe(false);
    expect(messageWaits(facts(), at(5))).toBe(false);
    const offeredBefore = { offers: [times(1, 'mentor', at(2), [at(200)])], sessions: [session(1, at(20), done)] };
    expect(messageWaits(facts({ ...offeredBefore, studentWroteAt: at(19) }), at(21))).toBe(false);
    expect(messageWaits(facts({ studentWroteAt: at(30), laterUntil: at(200) }), at(40))).toBe(false);
    expect(messageWaits(facts({ studentWroteAt: at(35), laterUntil: at(200) }), at(40))).toBe(true);
    const moving = {
      sessions: [session(1, at(140))],
      offers: [times(1, 'mentor', at(4), [at(150)], { movesSessionId: 1 })],
    };
    expect(messageWaits(facts({ ...moving, studentWroteAt: at(3) }), at(5))).toBe(false);
    expect(messageWaits(facts({ ...moving, studentWroteAt: at(5) }), at(6))).toBe(true);
  });
});

type Act = (before: ContactFacts, now: Date) => ContactFacts;

const acts: Record<string, Act> = {
  offers: (before, now) => ({ ...before, offers: [...before.offers, put(before, 'mentor', now, [30, 50, 130])] }),
  offersSoon: (before, now) => ({ ...before, offers: [...before.offers, put(before, 'mentor', now, [26])] }),
  proposes: (before, now) => ({ ...before, offers: [...before.offers, put(before, 'student', now, [20, 60])] }),
  wantsToMove: (before, now) => {
    const next = before.sessions.find((each) => each.status === 'booked' && each.startsAt > now);
    if (next === undefined) return before;
    const wish = { ...put(before, 'student', now, [40]), movesSessionId: next.id };
    return { ...before, offers: [...before.offers, wish] };
  },
  offersMove: (before, now) => {
    const next = before.sessions.find((each) => each.status === 'booked' && each.startsAt > now);
    if (next === undefined) return before;
    const others = { ...put(before, 'mentor', now, [30, 200]), movesSessionId: next.id };
    return { ...before, offers: [...before.offers, others] };
  },
  moves: (before, now) =>
    change(
      before,
      (each) => each.startsAt > now,
      (each) => ({ movedAt: now, ...hour(addHours(each.startsAt, 48)) }),
    ),
  picks: (before, now) => {
    const open = anyOpen(before, now);
    const slot = open?.slots.find((start) => lapsesAt('mentor', start) > now);
    if (!open || !slot) return before;
    const moved = before.sessions.find(({ id }) => id === open.movesSessionId);
    const { id } = moved ?? newSession(before, now, slot);
    const offers = before.offers.map((each) => (each.id === open.id ? { ...each, sessionId: id } : each));
    const sessions = before.sessions.map((each) => (each === moved ? { ...each, movedAt: now, ...hour(slot) } : each));
    return { ...before, offers, sessions: moved ? sessions : [...sessions, newSession(before, now, slot)] };
  },
  books: (before, now) => ({ ...before, sessions: [...before.sessions, newSession(before, now, addHours(now, 30))] }),
  declines: (before, now) => {
    const open = anyOpen(before, now);
    return { ...before, offers: before.offers.map((each) => (each === open ? { ...each, declinedAt: now } : each)) };
  },
  studentWrites: (before, now) => (messageWaits(before, now) ? before : { ...before, studentWroteAt: now }),
  mentorWrites: (before, now) => (onlyPutsOff(before, now, now) ? before : { ...before, mentorWroteAt: now }),
  cancels: (before, now) =>
    change(
      before,
      (each) => each.startsAt > now,
      () => ({ status: 'cancelled', statusAt: now }),
    ),
  completes: (before, now) =>
    change(
      before,
      (each) => each.startsAt <= now,
      () => ({ status: 'completed', statusAt: now }),
    ),
  isAbsent: (before, now) =>
    change(
      before,
      (each) => each.startsAt <= now,
      () => ({ status: 'absent', statusAt: now }),
    ),
  later: (before, now) => ({ ...before, laterUntil: addDays(now, 7) }),
  waits: (before) => before,
};

const history = fc
  .array(fc.record({ act: fc.constantFrom(...Object.keys(acts)), minutes: fc.integer({ min: 0, max: 4 * 24 * 60 }) }), {
    maxLength: 14,
  })
  .map((steps) =>
    steps.reduce(
      ({ facts: before, now }, { act, minutes }) => {
        const later = addMinutes(now, minutes);
        return { facts: acts[act]?.(before, later) ?? before, now: later };
      },
      { facts: facts(), now: assigned },
    ),
  );

describe('over random histories of a mentorship', () => {
  it('is somebody’s turn unless it has ended, a session is ahead, or later was chosen', () => {
    fc.assert(
      fc.property(history, ({ facts: told, now }) => {
        const turn = whoseTurn(told, now);
        const isAhead = told.sessions.some((each) => each.status === 'booked' && each.endsAt > now);
        expect(turn.since <= now).toBe(true);
        if (turn.kind === 'nobody') expect(isAhead || (told.laterUntil !== null && told.laterUntil > now)).toBe(true);
        if (isAhead && turn.kind !== 'nobody') {
          expect(['answer-missing', 'reply-missing']).toContain(turn.reason);
          expect(told.sessions.find(({ id }) => id === turn.moves)).toMatchObject({ status: 'booked' });
        }
        if (turn.kind === 'student') expect(openOffer(told, turn.moves, now)).not.toBeNull();
        expect(whoseTurn({ ...told, endedAt: now }, now).kind).toBe('nobody');
      }),
      { numRuns: 200 },
    );
  });

  it('changes by time alone exactly when it says so', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 20_000 }), ({ facts: told, now }, minutes) => {
        const turn = whoseTurn(told, now);
        const then = addMinutes(now, minutes);
        const same = turn.nextChangeAt === null || then < turn.nextChangeAt;
        if (same) expect(whoseTurn(told, then)).toEqual(turn);
        if (turn.nextChangeAt === null) return;
        expect(turn.nextChangeAt > now).toBe(true);
        expect(whoseTurn(told, turn.nextChangeAt)).not.toEqual(turn);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the team’s turn in the end, when nobody does anything any more', () => {
    fc.assert(
      fc.property(history, ({ facts: told, now }) => {
        expect(whoseTurn(told, addDays(now, 60)).kind).toBe('staff');
      }),
    );
  });

  it('is never the team’s turn later because the student wrote', () => {
    fc.assert(
      fc.property(history, ({ facts: told, now }) => {
        const alone = { ...told, mentorWroteAt: null };
        const before = whoseTurn(alone, now);
        fc.pre(['answer-missing', 'contact-missing', 'next-missing'].includes(before.reason));
        const written = acts['studentWrites']?.(alone, now) ?? alone;
        expect(teamsTurnAt(written, now) <= teamsTurnAt(alone, now)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is never the team’s turn later because the mentor wrote on, without a date and with nothing to answer', () => {
    const mentorWrites = (before: ContactFacts, now: Date) => acts['mentorWrites']?.(before, now) ?? before;
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 4 * 24 * 60 }), ({ facts: told, now }, minutes) => {
        const answered = mentorWrites(told, now);
        const soon = addMinutes(now, minutes);
        fc.pre(whoseTurn(answered, soon).reason !== 'answer-missing');
        expect(whoseTurn(mentorWrites(answered, soon), soon)).toEqual(whoseTurn(answered, soon));
      }),
      { numRuns: 500 },
    );
  });

  it('is the team’s turn in the end, though the two write to each other every day', () => {
    fc.assert(
      fc.property(history, ({ facts: told, now }) => {
        const days = Array.from({ length: 45 }, (_, day) => addDays(now, day));
        const chatted = days.reduce((before, day) => {
          const asked = acts['studentWrites']?.(before, day) ?? before;
          return acts['mentorWrites']?.(asked, addHours(day, 2)) ?? asked;
        }, told);
        expect(whoseTurn(chatted, addDays(now, 45)).kind).toBe('staff');
      }),
      { numRuns: 40 },
    );
  });

  it('passes to the other one by what people do, once no session is ahead any more', () => {
    fc.assert(
      fc.property(history, ({ facts: told, now }) => {
        const made = addMinutes(now, 1);
        const soon = onceOver(told, made);
        const times = { ...put(told, 'mentor', made, []), slots: [addHours(soon, 30), addHours(soon, 130)] };
        const offered = { ...told, offers: [...told.offers, times] };
        expect(whoseTurn(offered, soon)).toMatchObject({ kind: 'student', since: soon });
        const answered = acts['studentWrites']?.(offered, addMinutes(soon, 1)) ?? told;
        expect(whoseTurn(answered, addMinutes(soon, 1))).toMatchObject({ kind: 'mentor', reason: 'answer-missing' });
        const booked = acts['picks']?.(answered, addMinutes(soon, 2)) ?? told;
        expect(whoseTurn(booked, addMinutes(soon, 2))).toMatchObject({ kind: 'nobody', reason: 'session-ahead' });
      }),
    );
  });

  it('waits for the student as long as they can pick and have not answered', () => {
    fc.assert(
      fc.property(history, ({ facts: told, now: last }) => {
        const now = onceOver(told, last);
        const open = openOffer(told, null, now);
        fc.pre(open !== null && whoseTurn(told, now).reason !== 'later');
        const proposed = told.offers.some((each) => each.madeBy === 'student' && each.id > (open?.id ?? 0));
        const over = told.sessions.map(({ statusAt, endsAt }) => earliest(statusAt ?? endsAt, endsAt));
        const since = latest(open?.madeAt ?? now, ...over.filter((at) => at <= now));
        const wrote = told.studentWroteAt !== null && told.studentWroteAt >= since;
        fc.pre(open?.declinedAt === null && !proposed && !wrote);
        expect(whoseTurn(told, now).reason).toBe('reply-missing');
      }),
      { numRuns: 300 },
    );
  });
});

/** When the team is asked if nobody does anything any more. */
function teamsTurnAt(told: ContactFacts, now: Date): Date {
  const { kind, nextChangeAt } = whoseTurn(told, now);
  return kind === 'staff' || nextChangeAt === null ? now : teamsTurnAt(told, nextChangeAt);
}

/** The first moment from then on at which no session is ahead. */
function onceOver({ sessions }: ContactFacts, now: Date): Date {
  const ends = sessions.filter(({ status }) => status === 'booked').map(({ endsAt }) => endsAt);
  return latest(now, ...ends);
}

function put(before: ContactFacts, madeBy: 'mentor' | 'student', now: Date, hours: number[]): OfferFacts {
  const slots = hours.map((each) => addHours(now, each));
  return times(before.offers.length + 1, madeBy, now, slots);
}

function anyOpen(before: ContactFacts, now: Date): OfferFacts | undefined {
  const matters = [null, ...before.sessions.map(({ id }) => id)];
  return matters.map((moves) => openOffer(before, moves, now)).findLast((open) => open !== null) ?? undefined;
}

function newSession(before: ContactFacts, now: Date, startsAt: Date): SessionFacts {
  return session(before.sessions.length + 1, startsAt, { bookedAt: now });
}

function hour(startsAt: Date) {
  return { startsAt, endsAt: addMinutes(startsAt, 30) };
}

function change(
  before: ContactFacts,
  which: (each: SessionFacts) => boolean,
  to: (each: SessionFacts) => Partial<SessionFacts>,
): ContactFacts {
  const found = before.sessions.find((each) => each.status === 'booked' && which(each));
  const sessions = before.sessions.map((each) => (each === found ? { ...each, ...to(each) } : each));
  return { ...before, sessions };
}
