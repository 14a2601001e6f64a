import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, missing, silenceSteps, staffsTurnAt, usualHours } from '../../../src/core/silence.ts';
import { addDays, addHours, addMinutes, formatLocal, instantToLocal } from '../../../src/core/time.ts';
import {
  digestMorning,
  due,
  inDigest,
  leavesAt,
  lookAgainAt,
  mentorshipTimeline,
  profileTimeline,
  type Reminder,
  sessionTimeline,
  type Timeline,
} from '../../../src/features/reminders/rules.ts';

const paris: Calendar = { student: 'Europe/Paris', mentor: 'Europe/Paris', staff: 'Europe/Paris', hours: usualHours };
const at = (local: string) => new Date(`${local}:00+02:00`);

/** Reminders as people would say them, in Paris time: "student Wed 7 Oct, 10:00 message". */
const told = ({ reminders }: Timeline | { reminders: ReturnType<typeof silenceSteps> }) =>
  reminders.map((each) => `${each.to} ${formatLocal(each.at, 'Europe/Paris', 'en', 'short')} ${each.form}`);

describe('a silence is told, step by step', () => {
  test.each([
    {
      it: 'a student who does not answer an offer: twice themselves, then the mentor, then staff',
      what: 'reply-missing',
      since: '2026-10-06T10:00', // Tuesday
      steps: [
        'student Wed 7 Oct, 10:00 message',
        'student Thu 8 Oct, 10:00 message',
        'mentor Fri 9 Oct, 10:00 message',
        'staff Mon 12 Oct, 09:00 staff-digest',
      ],
    },
    {
      it: 'over a weekend the student is told, mentor and staff wait for Monday',
      what: 'reply-missing',
      since: '2026-10-08T21:00', // Thursday
      steps: [
        'student Sat 10 Oct, 08:00 message',
        'student Sun 11 Oct, 08:00 message',
        'mentor Mon 12 Oct, 08:00 message',
        'staff Tue 13 Oct, 09:00 staff-digest',
      ],
    },
    {
      it: 'a mentor who does not answer: at once, in three digests, then staff',
      what: 'answer-missing',
      since: '2026-10-06T10:00',
      steps: [
        'mentor Wed 7 Oct, 10:00 message',
        'mentor Thu 8 Oct, 08:30 mentor-digest',
        'mentor Fri 9 Oct, 08:30 mentor-digest',
        'mentor Mon 12 Oct, 08:30 mentor-digest',
        'staff Tue 13 Oct, 09:00 staff-digest',
      ],
    },
    {
      it: 'what was due at night comes at 08:00, and not once more half an hour later',
      what: 'contact-missing',
      since: '2026-10-05T21:30',
      steps: [
        'mentor Wed 7 Oct, 08:00 message',
        'mentor Thu 8 Oct, 08:30 mentor-digest',
        'mentor Fri 9 Oct, 08:30 mentor-digest',
        'mentor Mon 12 Oct, 08:30 mentor-digest',
        'staff Tue 13 Oct, 09:00 staff-digest',
      ],
    },
    {
      it: 'no next session: at once, once more after three days',
      what: 'next-missing',
      since: '2026-10-06T19:45',
      steps: [
        'mentor Wed 7 Oct, 19:45 message',
        'mentor Mon 12 Oct, 08:30 mentor-digest',
        'staff Tue 13 Oct, 09:00 staff-digest',
      ],
    },
  ] as const)('$it', ({ what, since, steps }) => {
    expect(told({ reminders: silenceSteps(what, at(since), paris) })).toEqual(steps);
  });

  test('each by their own clock: a student in New York, a mentor in Tokyo, staff in Paris', () => {
    const zones = { student: 'America/New_York', mentor: 'Asia/Tokyo', staff: 'Europe/Paris' };
    const steps = silenceSteps('reply-missing', new Date('2026-10-05T06:00:00Z'), { ...zones, hours: usualHours }); // 02:00, 15:00, 08:00
    const local = steps.map((each) => `${each.to} ${formatLocal(each.at, zones[each.to], 'en', 'short')}`);
    expect(local).toEqual([
      'student Tue 6 Oct, 08:00',
      'student Wed 7 Oct, 08:00',
      'mentor Thu 8 Oct, 15:00',
      'staff Fri 9 Oct, 09:00',
    ]);
  });
});

describe('a session is told before it, and its status asked for after it', () => {
  const session = (startsAt: string, arrangedAt: string, status = 'booked') => ({
    status,
    startsAt: at(startsAt),
    endsAt: addMinutes(at(startsAt), 45),
    arrangedAt: at(arrangedAt),
  });

  const before = at('2026-10-01T12:00');
  const after = at('2026-10-08T12:00');

  test('48 hours and 1 hour before', () => {
    const timeline = sessionTimeline(session('2026-10-06T19:00', '2026-09-30T12:00'), paris, before);
    expect(told(timeline)).toEqual([
      'student Sun 4 Oct, 19:00 message',
      'student Tue 6 Oct, 18:00 message',
      'mentor Tue 6 Oct, 18:00 message',
    ]);
    expect(timeline.changesAt).toEqual(at('2026-10-06T19:45'));
  });

  test('its status: the same evening; in digests; then staff; then every day of the month’s last week', () => {
    expect(told(sessionTimeline(session('2026-10-06T19:00', '2026-09-30T12:00'), paris, after))).toEqual([
      'mentor Tue 6 Oct, 20:00 message',
      'mentor Wed 7 Oct, 08:30 mentor-digest',
      'mentor Thu 8 Oct, 08:30 mentor-digest',
      'mentor Fri 9 Oct, 08:30 mentor-digest',
      'mentor Mon 12 Oct, 08:30 mentor-digest',
      'staff Mon 12 Oct, 09:00 staff-digest',
      // Paris has changed its clocks; 08:30 stays 08:30, on Saturday and Sunday too.
      ...['Sun 25 Oct', 'Mon 26 Oct', 'Tue 27 Oct', 'Wed 28 Oct', 'Thu 29 Oct', 'Fri 30 Oct', 'Sat 31 Oct'].map(
        (day) => `mentor ${day}, 08:30 mentor-digest`,
      ),
    ]);
  });

  test('nothing whose moment lay before the booking', () => {
    const booked = session('2026-10-06T19:00', '2026-10-06T18:30');
    expect(sessionTimeline(booked, paris, booked.arrangedAt).reminders).toEqual([]);
  });

  test('48 hours before an early session is 08:00; 1 hour before is 1 hour before', () => {
    expect(told(sessionTimeline(session('2026-10-06T07:30', '2026-09-30T12:00'), paris, before))).toEqual([
      'student Sun 4 Oct, 08:00 message',
      'student Tue 6 Oct, 06:30 message',
      'mentor Tue 6 Oct, 06:30 message',
    ]);
  });

  test.each([
    ['ends at 22:30', '2026-10-06T21:45', 'mentor Tue 6 Oct, 22:45 message'],
    ['ends at 22:45: too late for today', '2026-10-06T22:00', 'mentor Wed 7 Oct, 08:30 mentor-digest'],
    ['ends at 23:50: too late for today', '2026-10-06T23:05', 'mentor Wed 7 Oct, 08:30 mentor-digest'],
  ])('a session that %s', (_, startsAt, first) => {
    expect(told(sessionTimeline(session(startsAt, startsAt), paris, after))[0]).toBe(first);
  });

  test('over once it has a status', () => {
    const done = session('2026-10-06T19:00', '2026-09-30T12:00', 'completed');
    expect(sessionTimeline(done, paris, after).reminders).toEqual([]);
  });
});

describe('a profile is asked for after the discovery session', () => {
  const profile = { discoveryEndsAt: at('2026-10-06T19:30'), isComplete: false };

  test('three times, the mentor in the digest a week later', () => {
    expect(told(profileTimeline(profile, paris))).toEqual([
      'student Thu 8 Oct, 19:30 message',
      'student Thu 15 Oct, 19:30 message',
      'mentor Fri 16 Oct, 08:30 mentor-digest',
      'student Thu 22 Oct, 19:30 message',
    ]);
  });

  test('not when it is complete, nor before they met', () => {
    expect(profileTimeline({ ...profile, isComplete: true }, paris).reminders).toEqual([]);
    expect(profileTimeline({ ...profile, discoveryEndsAt: null }, paris).reminders).toEqual([]);
  });
});

describe('late', () => {
  const turn = { kind: 'student', reason: 'reply-missing', since: at('2026-10-06T10:00'), nextChangeAt: null };
  const timeline = mentorshipTimeline(turn, paris);

  test('of several past reminders to one reader only the last is due', () => {
    const kinds = due(timeline, at('2026-10-12T09:00')).map(({ to, step }) => `${to} ${step}`);
    expect(kinds).toEqual(['student 2', 'mentor 3', 'staff 4']);
  });

  test('nobody is woken: what comes late at night leaves at 08:00, even what may come at night on time', () => {
    const evening = { at: at('2026-10-06T20:00'), isExempt: true };
    expect(leavesAt(evening, at('2026-10-06T20:01'), 'Europe/Paris')).toEqual(at('2026-10-06T20:01'));
    expect(leavesAt(evening, at('2026-10-07T03:00'), 'Europe/Paris')).toEqual(at('2026-10-07T08:00'));
  });

  test('a digest that was missed by hours leaves at once, by a day with the next one', () => {
    const morning = at('2026-10-09T08:30'); // Friday
    expect(digestMorning(morning, at('2026-10-09T11:00'), 'Europe/Paris')).toEqual(morning);
    expect(digestMorning(morning, at('2026-10-09T21:00'), 'Europe/Paris')).toEqual(at('2026-10-12T08:30'));
    expect(digestMorning(morning, at('2026-10-10T11:00'), 'Europe/Paris')).toEqual(at('2026-10-12T08:30'));
  });

  test('a digest says what came due since the one before it', () => {
    const silence = mentorshipTimeline({ ...turn, kind: 'mentor', reason: 'contact-missing' }, paris);
    const thursday = at('2026-10-08T08:30');
    const friday = at('2026-10-09T08:30');
    expect(inDigest(silence, thursday, null)).toMatchObject({ step: 2 });
    expect(inDigest(silence, friday, thursday)).toMatchObject({ step: 3 });
    expect(inDigest(silence, at('2026-10-13T08:30'), at('2026-10-12T08:30'))).toBeNull();
    expect(inDigest(silence, at('2026-10-13T08:30'), friday)).toMatchObject({ step: 4 });
  });
});

describe('whatever happens', () => {
  const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Pacific/Auckland', 'Asia/Kolkata');
  const slower = {
    ...usualHours,
    replyMissing: [30, 75, 100, 200],
    answerMissing: 5,
    sessionUpcoming: [72, 2],
  } as const;
  const hours = fc.constantFrom(usualHours, slower);
  const calendars = fc.record({ student: zone, mentor: zone, staff: zone, hours });
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  const timelines = fc
    .record({ calendar: calendars, since: instant, ahead: fc.integer({ min: 0, max: 20_000 }) })
    .chain((facts) => {
      const startsAt = addMinutes(facts.since, facts.ahead);
      const session = { status: 'booked', startsAt, endsAt: addMinutes(startsAt, 45), arrangedAt: facts.since };
      return fc.record({
        calendar: fc.constant(facts.calendar),
        since: fc.constant(facts.since),
        timeline: fc.constantFrom(
          sessionTimeline(session, facts.calendar, facts.since),
          sessionTimeline(session, facts.calendar, session.endsAt),
          profileTimeline({ discoveryEndsAt: facts.since, isComplete: false }, facts.calendar),
          ...missing.map((reason) =>
            mentorshipTimeline({ kind: 'mentor', reason, since: facts.since, nextChangeAt: null }, facts.calendar),
          ),
        ),
      });
    });
  const hour = (reminder: Reminder, where: Calendar) => {
    return Number(instantToLocal(reminder.at, where[reminder.to]).time.slice(0, 2));
  };

  test('nobody is told in quiet hours, but what is about now; nothing before its cause; all in order', () => {
    fc.assert(
      fc.property(timelines, ({ timeline, since, calendar: where }) => {
        for (const reminder of timeline.reminders) {
          if (!reminder.isExempt) expect(hour(reminder, where)).toBeGreaterThanOrEqual(8);
          if (!reminder.isExempt) expect(hour(reminder, where)).toBeLessThan(20);
          expect(reminder.at.getTime()).toBeGreaterThanOrEqual(since.getTime());
        }
        const instants = timeline.reminders.map((each) => each.at.getTime());
        const toEach = (to: string) => timeline.reminders.filter((each) => each.to === to).map((each) => +each.at);
        for (const each of ['student', 'mentor', 'staff']) expect(toEach(each)).toEqual(toEach(each).toSorted());
        expect(new Set(timeline.reminders.map(({ to, at: moment }) => `${to} ${+moment}`)).size).toBe(instants.length);
      }),
    );
  });

  test('looked at again and again, each reminder comes up once, and then there is nothing left to look for', () => {
    fc.assert(
      fc.property(timelines, ({ timeline, since }) => {
        const seen: string[] = [];
        let now: Date | null = addMinutes(since, -1);
        for (let looks = 0; now !== null; looks += 1) {
          expect(looks).toBeLessThan(80);
          for (const { to, at: moment } of due(timeline, now)) if (+moment === +now) seen.push(`${to} ${+moment}`);
          const again = lookAgainAt(timeline, now);
          if (again !== null) expect(again.getTime()).toBeGreaterThan(now.getTime());
          now = again;
        }
        expect(seen.toSorted()).toEqual(timeline.reminders.map(({ to, at: moment }) => `${to} ${+moment}`).toSorted());
      }),
    );
  });

  test('what leaves late leaves in daytime', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 100 }), zone, (moment, hoursLate, where) => {
        const leaves = leavesAt({ at: moment, isExempt: false }, addHours(moment, hoursLate), where);
        const local = Number(instantToLocal(leaves, where).time.slice(0, 2));
        expect(local).toBeGreaterThanOrEqual(8);
        expect(local).toBeLessThan(20);
      }),
    );
  });

  test('it is the team’s turn from a working day on, after all others were told', () => {
    fc.assert(
      fc.property(instant, calendars, fc.constantFrom(...missing), (since, where, what) => {
        const turn = staffsTurnAt(what, since, where);
        expect(instantToLocal(turn, where.staff)).toMatchObject({ time: '09:00' });
        expect(instantToLocal(turn, where.staff).weekday).toBeLessThanOrEqual(5);
        if (what !== 'reply-missing') expect(turn > addDays(since, 2)).toBe(true);
      }),
    );
  });
});
