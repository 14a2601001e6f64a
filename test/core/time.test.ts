import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as time from '../../src/core/time.ts';

const PARIS = 'Europe/Paris';
const NEW_YORK = 'America/New_York';
const TOKYO = 'Asia/Tokyo';
const KATHMANDU = 'Asia/Kathmandu';

const zones = fc.constantFrom(PARIS, NEW_YORK, TOKYO, KATHMANDU, 'UTC', 'Australia/Lord_Howe', 'Pacific/Kiritimati');
const instants = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2029, 0, 1) / 60_000 })
  .map((minute) => new Date(minute * 60_000));
const at = (iso: string) => new Date(iso);

describe('a local time becomes an instant', () => {
  it.each([
    [PARIS, '2026-12-01', '19:00', '2026-12-01T18:00:00Z', 'winter'],
    [PARIS, '2026-07-01', '19:00', '2026-07-01T17:00:00Z', 'summer'],
    [PARIS, '2026-03-29', '01:59', '2026-03-29T00:59:00Z', 'the last minute before spring forward'],
    [PARIS, '2026-03-29', '02:00', null, 'the first minute that is skipped'],
    [PARIS, '2026-03-29', '02:59', null, 'the last minute that is skipped'],
    [PARIS, '2026-03-29', '03:00', '2026-03-29T01:00:00Z', 'the first minute after it'],
    [PARIS, '2026-10-25', '02:30', '2026-10-25T00:30:00Z', 'shown twice: the first'],
    [PARIS, '2026-10-25', '03:00', '2026-10-25T02:00:00Z', 'after the hour that is shown twice'],
    [NEW_YORK, '2026-03-08', '02:30', null, 'skipped there three weeks earlier'],
    [NEW_YORK, '2026-11-01', '01:30', '2026-11-01T05:30:00Z', 'shown twice there a week later: the first'],
    [NEW_YORK, '2026-11-01', '02:00', '2026-11-01T07:00:00Z', 'after it'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z', 'a half-hour change: the first'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', null, 'a half hour that is skipped'],
    [TOKYO, '2026-03-29', '02:30', '2026-03-28T17:30:00Z', 'no clock change'],
    [KATHMANDU, '2026-12-01', '06:00', '2026-12-01T00:15:00Z', 'three quarters of an hour'],
    [PARIS, '2026-02-29', '19:00', null, 'a day that no calendar has'],
    [PARIS, '2026-12-01', '24:00', null, 'a time that no clock shows'],
    [PARIS, '2026-12-1', '19:00', null, 'a date written otherwise'],
    [PARIS, '', '', null, 'nothing'],
  ])('%s %s %s is %s (%s)', (zone, date, clock, expected, _why) => {
    expect(time.localToInstant(date, clock, zone)).toEqual(expected === null ? null : at(expected));
  });

  it('refuses a zone that is not one', () => {
    expect(() => time.localToInstant('2026-12-01', '19:00', 'Europe/Atlantis')).toThrow(RangeError);
    expect(() => time.localDay(at('2026-12-01T18:00:00Z'), 'Europe/Atlantis')).toThrow(RangeError);
  });

  it('and back again: the same, or the earlier of two', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const shown = time.instantToLocal(instant, zone);
        const back = time.localToInstant(shown.date, shown.time, zone);
        expect(back).not.toBeNull();
        if (back === null) return;
        expect(time.instantToLocal(back, zone)).toEqual(shown);
        expect([0, 30, 60]).toContain((instant.getTime() - back.getTime()) / 60_000);
      }),
    );
  });

  it.each([
    [PARIS, '2026-12-01', '00:30', 2],
    [NEW_YORK, '2026-11-30', '18:30', 1],
    [KATHMANDU, '2026-12-01', '05:15', 2],
    [TOKYO, '2026-12-01', '08:30', 2],
  ])('an instant is shown in %s as %s %s', (zone, date, clock, weekday) => {
    expect(time.instantToLocal(at('2026-11-30T23:30:00Z'), zone)).toEqual({ date, time: clock, weekday });
    expect(time.localDay(at('2026-11-30T23:30:00Z'), zone)).toBe(date);
  });
});

describe('a weekly time (N2)', () => {
  it('stays 19:00 when the clocks change', () => {
    expect(time.weekly({ date: '2026-10-20', time: '19:00' }, 3, PARIS)).toEqual([
      at('2026-10-20T17:00:00Z'),
      at('2026-10-27T18:00:00Z'),
      at('2026-11-03T18:00:00Z'),
    ]);
  });

  it('names the week in which it is skipped', () => {
    expect(time.weekly({ date: '2026-03-22', time: '02:30' }, 3, PARIS)).toEqual([
      at('2026-03-22T01:30:00Z'),
      null,
      at('2026-04-05T00:30:00Z'),
    ]);
  });

  it('is at the same local time on the same weekday, every week, in every zone', () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: 1, max: 60 }), (instant, zone, times) => {
        const first = time.instantToLocal(instant, zone);
        const series = time.weekly(first, times, zone);
        expect(series).toHaveLength(times);
        for (const week of series) {
          if (week === null) continue;
          const { time: clock, weekday } = time.instantToLocal(week, zone);
          expect({ clock, weekday }).toEqual({ clock: first.time, weekday: first.weekday });
        }
      }),
    );
  });
});

describe('durations and months', () => {
  it('count real time, across a clock change too', () => {
    const before = at('2026-10-24T17:00:00Z');
    expect(time.addMinutes(before, 45)).toEqual(at('2026-10-24T17:45:00Z'));
    expect(time.addHours(before, -24)).toEqual(at('2026-10-23T17:00:00Z'));
    expect(time.instantToLocal(time.addDays(before, 1), PARIS).time).toBe('18:00');
  });

  it('a month begins at local midnight', () => {
    expect(time.startOfMonth(at('2026-11-30T23:30:00Z'), PARIS)).toEqual(at('2026-11-30T23:00:00Z'));
    expect(time.startOfMonth(at('2026-11-30T23:30:00Z'), NEW_YORK)).toEqual(at('2026-11-01T04:00:00Z'));
  });

  it.each([
    ['2026-11-23T12:00:00Z', PARIS, false],
    ['2026-11-24T12:00:00Z', PARIS, true],
    ['2026-11-23T23:30:00Z', PARIS, true],
    ['2026-11-23T23:30:00Z', NEW_YORK, false],
    ['2028-02-22T12:00:00Z', PARIS, false],
    ['2028-02-23T12:00:00Z', PARIS, true],
  ])('%s in %s lies in the last week of its month: %s', (instant, zone, expected) => {
    expect(time.isLastWeekOfMonth(at(instant), zone)).toBe(expected);
  });
});

describe('nobody is woken', () => {
  it.each([
    ['2026-12-01T06:59:00Z', PARIS, '2026-12-01T07:00:00Z', '07:59 waits for 08:00'],
    ['2026-12-01T07:00:00Z', PARIS, '2026-12-01T07:00:00Z', '08:00 is day'],
    ['2026-12-01T18:59:59Z', PARIS, '2026-12-01T18:59:59Z', '19:59:59 is still day'],
    ['2026-12-01T19:00:00Z', PARIS, '2026-12-02T07:00:00Z', '20:00 waits for tomorrow'],
    ['2026-03-28T22:00:00Z', PARIS, '2026-03-29T06:00:00Z', 'a night of 23 hours'],
    ['2026-10-24T20:00:00Z', PARIS, '2026-10-25T07:00:00Z', 'a night of 25 hours'],
    ['2026-12-01T18:59:00Z', TOKYO, '2026-12-01T23:00:00Z', 'the night is the reader’s own'],
    ['2026-12-01T18:59:00Z', KATHMANDU, '2026-12-02T02:15:00Z', 'in Kathmandu too'],
  ])('%s in %s: %s (%s)', (instant, zone, expected) => {
    expect(time.atDaytime(at(instant), zone)).toEqual(at(expected));
  });

  it('other hours may be said', () => {
    expect(time.atDaytime(at('2026-12-01T08:00:00Z'), PARIS, 10, 18)).toEqual(at('2026-12-01T09:00:00Z'));
  });

  it('never earlier, never more than 13 hours later, and twice is once', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const day = time.atDaytime(instant, zone);
        expect(day.getTime()).toBeGreaterThanOrEqual(instant.getTime());
        expect(day.getTime() - instant.getTime()).toBeLessThanOrEqual(13 * 3_600_000);
        expect(time.atDaytime(day, zone)).toEqual(day);
      }),
    );
  });

  it.each([
    ['2026-12-01T05:59:00Z', false],
    ['2026-12-01T06:00:00Z', true],
    ['2026-12-01T20:59:00Z', true],
    ['2026-12-01T21:00:00Z', false],
  ])('%s in Paris is a waking hour: %s', (instant, expected) => {
    expect(time.isWaking(at(instant), PARIS)).toBe(expected);
  });
});

describe('working mornings', () => {
  it.each([
    ['2026-12-01T07:29:00Z', '2026-12-01T07:30:00Z', 'the same morning'],
    ['2026-12-01T07:30:00Z', '2026-12-02T07:30:00Z', 'strictly after'],
    ['2026-12-04T12:00:00Z', '2026-12-07T07:30:00Z', 'Friday noon: Monday'],
    ['2026-12-05T05:00:00Z', '2026-12-07T07:30:00Z', 'Saturday: Monday'],
    ['2026-10-23T12:00:00Z', '2026-10-26T07:30:00Z', 'the clocks change over the weekend'],
  ])('after %s comes %s (%s)', (after, expected) => {
    expect(time.nextWorkingMorning(at(after), PARIS)).toEqual(at(expected));
  });

  it('on any day, at another time', () => {
    expect(time.nextWorkingMorning(at('2026-12-04T12:00:00Z'), PARIS, '09:00', 'day')).toEqual(
      at('2026-12-05T08:00:00Z'),
    );
  });

  it('three digests after a Thursday evening are Friday, Monday and Tuesday', () => {
    expect(time.digestMornings(at('2026-12-03T20:00:00Z'), 3, PARIS)).toEqual([
      at('2026-12-04T07:30:00Z'),
      at('2026-12-07T07:30:00Z'),
      at('2026-12-08T07:30:00Z'),
    ]);
    expect(time.digestMornings(at('2026-12-03T20:00:00Z'), 0, PARIS)).toEqual([]);
  });

  it('a weekend waits for Monday 08:00, a weekday for nothing', () => {
    expect(time.atWorkingDay(at('2026-12-04T22:59:00Z'), PARIS)).toEqual(at('2026-12-04T22:59:00Z'));
    expect(time.atWorkingDay(at('2026-12-04T23:00:00Z'), PARIS)).toEqual(at('2026-12-07T07:00:00Z'));
    expect(time.atWorkingDay(at('2026-12-06T22:59:00Z'), PARIS)).toEqual(at('2026-12-07T07:00:00Z'));
  });

  it('are at that time, Monday to Friday, strictly later, and less than four days off', () => {
    fc.assert(
      fc.property(instants, zones, (after, zone) => {
        const morning = time.nextWorkingMorning(after, zone);
        const { time: clock, weekday } = time.instantToLocal(morning, zone);
        expect(clock).toBe('08:30');
        expect(weekday).toBeLessThanOrEqual(5);
        expect(morning > after && morning < time.addDays(after, 4)).toBe(true);
      }),
    );
  });
});

describe('times as people read them', () => {
  it.each([
    [PARIS, 'en', 'short', 'Tue 1 Dec, 19:00'],
    ['Africa/Lagos', 'fr', 'full', 'mardi 1er décembre à 19 h 00'],
    [NEW_YORK, 'en', 'short', 'Tue 1 Dec, 13:00 · 19:00 Paris time'],
    [NEW_YORK, 'fr', 'dated', 'mardi 1er décembre 2026 à 13 h 00 · 19 h 00 heure de Paris'],
    [TOKYO, 'en', 'full', 'Wednesday 2 December, 03:00 · Tue 1 Dec, 19:00 Paris time'],
  ] as const)(
    'whoever lives by %s reads their own time, with Paris time beside where it differs (%s, %s)',
    (...row) => {
      const [zone, locale, style, expected] = row;
      expect(time.formatFor({ zone, locale }, at('2026-12-01T18:00:00Z'), PARIS, style)).toBe(expected);
    },
  );

  const evening = at('2026-12-01T18:00:00Z');

  it.each([
    ['en', 'full', 'Tuesday 1 December, 19:00'],
    ['en', 'short', 'Tue 1 Dec, 19:00'],
    ['en', 'date', 'Tuesday 1 December'],
    ['en', 'time', '19:00'],
    ['fr', 'full', 'mardi 1er décembre à 19 h 00'],
    ['fr', 'short', 'mar. 1er déc. à 19 h 00'],
    ['fr', 'date', 'mardi 1er décembre'],
    ['fr', 'time', '19 h 00'],
  ] as const)('%s, %s: %s', (locale, style, expected) => {
    expect(time.formatLocal(evening, PARIS, locale, style)).toBe(expected);
  });

  it('in the reader’s zone', () => {
    expect(time.formatLocal(evening, KATHMANDU, 'fr', 'full')).toBe('mardi 1er décembre à 23 h 45');
    expect(time.formatLocal(evening, TOKYO, 'fr', 'full')).toBe('mercredi 2 décembre à 3 h 00');
  });

  it.each([
    [PARIS, 'Paris time', 'heure de Paris'],
    [NEW_YORK, 'New York time', 'heure de New York'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires time', 'heure de Buenos Aires'],
    ['Europe/London', 'London time', 'heure de Londres'],
    ['Africa/Cairo', 'Cairo time', 'heure du Caire'],
    ['Europe/Athens', 'Athens time', 'heure d’Athènes'],
    ['Etc/GMT-2', 'UTC+2', 'UTC+2'],
    ['UTC', 'UTC', 'UTC'],
  ])('%s is called %s, %s', (zone, en, fr) => {
    expect(time.zoneName(zone, evening, 'en')).toBe(en);
    expect(time.zoneName(zone, evening, 'fr')).toBe(fr);
  });

  it('the mentoring time is worth saying only where it differs', () => {
    expect(time.sameOffset(evening, PARIS, 'Europe/Berlin')).toBe(true);
    expect(time.sameOffset(evening, PARIS, NEW_YORK)).toBe(false);
    expect(time.sameOffset(evening, 'Europe/London', 'UTC')).toBe(true);
    expect(time.sameOffset(at('2026-07-01T18:00:00Z'), 'Europe/London', 'UTC')).toBe(false);
  });

  it('a Slack date names its zone where Slack cannot show the reader’s own', () => {
    expect(time.slackDate(evening, PARIS, 'en')).toBe(
      '<!date^1796148000^{date_long_pretty}, {time}|Tuesday 1 December, 19:00 (Paris time)>',
    );
    expect(time.slackDate(evening, PARIS, 'fr', '{time}')).toBe(
      '<!date^1796148000^{time}|mardi 1er décembre à 19 h 00 (heure de Paris)>',
    );
  });
});
