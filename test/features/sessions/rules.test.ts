import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMinutes, instantToLocal } from '../../../src/core/time.ts';
import * as rules from '../../../src/features/sessions/rules.ts';

const PARIS = 'Europe/Paris';
const NEW_YORK = 'America/New_York';
const at = (iso: string) => new Date(iso);

// Tuesday 1 December, 19:00 to 19:45 in Paris.
const startsAt = at('2026-12-01T18:00:00Z');
const endsAt = at('2026-12-01T18:45:00Z');
const minutesFromStart = fc.integer({ min: -3 * 24 * 60, max: 24 * 60 });

describe('kind and length', () => {
  it('the first session is the discovery session (H12)', () => {
    expect(rules.defaultKind({ hasHadDiscovery: false })).toBe('discovery');
    expect(rules.defaultKind({ hasHadDiscovery: true })).toBe('mentoring');
  });

  it.each([
    ['discovery', 'funded', 30, 'H12'],
    ['discovery', 'self-funded', 30, 'H12'],
    ['mentoring', 'funded', 45, 'L9'],
    ['mentoring', 'self-funded', 30, 'L9'],
    ['mentoring', null, 45, 'H12'],
    ['presentation', 'funded', 30, 'H16'],
    ['presentation', 'self-funded', 30, 'H16'],
  ] as const)('a %s session, %s, lasts %i minutes (%s), and may', (kind, funding, minutes, _fact) => {
    expect(rules.defaultLength(kind, funding)).toBe(minutes);
    expect(rules.allowedLengths(kind)).toContain(minutes);
  });

  it('a discovery session lasts 30 minutes, any other what was agreed', () => {
    expect(rules.allowedLengths('discovery')).toEqual([30]);
    expect(rules.allowedLengths('mentoring')).toEqual([30, 45, 60]);
    expect(rules.allowedLengths('presentation')).toEqual([30, 45, 60]);
  });
});

it.each([
  ['2026-11-30T11:59:59Z', 'past'],
  ['2026-11-30T12:00:00Z', null],
  ['2026-11-30T12:15:00Z', null],
  ['2027-11-30T12:00:00Z', null],
  ['2027-11-30T12:15:00Z', 'too-far'],
])('on 30 November 2026 at noon, a start at %s is refused as: %s', (start, why) => {
  expect(rules.checkStart({ startsAt: at(start), now: at('2026-11-30T12:00:00Z') })).toBe(why);
});

describe('how a session can end (L1)', () => {
  it.each([
    ['2026-11-29T18:00:00Z', ['cancelled', 'other'], 'two days before'],
    ['2026-11-30T17:59:59Z', ['cancelled', 'other'], 'just over 24 hours before'],
    ['2026-11-30T18:00:00Z', ['cancelled_late', 'other'], '24 hours before'],
    ['2026-12-01T17:59:59Z', ['cancelled_late', 'other'], 'just before'],
    ['2026-12-01T18:00:00Z', ['completed', 'cancelled_late', 'other'], 'at the start'],
    ['2026-12-01T18:14:59Z', ['completed', 'cancelled_late', 'other'], 'just under a third'],
    ['2026-12-01T18:15:00Z', ['completed', 'absent', 'cancelled_late', 'other'], 'a third'],
    ['2026-12-09T12:00:00Z', ['completed', 'absent', 'cancelled_late', 'other'], 'a week later'],
  ])('at %s: %j (%s)', (now, statuses, _when) => {
    expect(rules.allowedStatuses({ startsAt, endsAt, now: at(now) })).toEqual(statuses);
  });

  it.each([
    ['student', '2026-11-30T17:59:59Z', 'cancelled'],
    ['student', '2026-11-30T18:00:00Z', 'cancelled_late'],
    ['student', '2026-12-01T18:30:00Z', 'cancelled_late'],
    ['mentor', '2026-11-30T17:59:59Z', 'other'],
    ['mentor', '2026-11-30T18:00:00Z', 'other'],
    ['mentor', '2026-12-01T17:59:59Z', 'other'],
  ] as const)('the %s cancels at %s: %s', (by, now, status) => {
    expect(rules.cancellation({ by, startsAt, now: at(now) })).toBe(status);
  });

  it('is the same whether cancelled or entered at completion, and never booked again', () => {
    fc.assert(
      fc.property(minutesFromStart, fc.constantFrom(30, 45, 60), (minutes, length) => {
        const now = addMinutes(startsAt, minutes);
        const allowed = rules.allowedStatuses({ startsAt, endsAt: addMinutes(startsAt, length), now });
        expect(allowed).toContain(rules.cancellation({ by: 'student', startsAt, now }));
        expect(allowed).toContain(rules.cancellation({ by: 'mentor', startsAt, now }));
        expect(allowed.includes('cancelled')).not.toBe(allowed.includes('cancelled_late'));
        expect(allowed.includes('cancelled')).toBe(minutes < -24 * 60);
        expect(allowed.includes('completed')).toBe(minutes >= 0);
        expect(allowed.includes('absent')).toBe(minutes >= length / 3);
        expect(allowed).not.toContain('booked');
      }),
    );
  });
});

describe('the nearest free times', () => {
  const now = at('2026-11-30T12:00:00Z');
  const near = (search: Partial<Parameters<typeof rules.nearestFree>[0]>) =>
    rules
      .nearestFree({ wanted: { startsAt, minutes: 45 }, busy: [], now, count: 3, zones: [PARIS], ...search })
      .map((start) => start.toISOString().slice(5, 16));

  it('begin with the wanted one', () => {
    expect(near({})).toEqual(['12-01T18:00', '12-01T17:45', '12-01T18:15']);
  });

  it('lie around what is taken, and may touch it', () => {
    expect(near({ busy: [{ startsAt, endsAt }] })).toEqual(['12-01T17:15', '12-01T18:45', '12-01T17:00']);
  });

  it('are on the quarter of an hour', () => {
    const wanted = { startsAt: at('2026-12-01T18:05:00Z'), minutes: 45 };
    expect(near({ wanted })).toEqual(['12-01T18:00', '12-01T18:15', '12-01T17:45']);
  });

  it('are not in the past', () => {
    expect(near({ now: at('2026-12-01T18:01:00Z') })).toEqual(['12-01T18:15', '12-01T18:30', '12-01T18:45']);
  });

  it('end by 22:00 and begin from 07:00, for both people', () => {
    const wanted = { startsAt: at('2026-12-01T20:30:00Z'), minutes: 60 };
    expect(near({ wanted })).toEqual(['12-01T20:00', '12-01T19:45', '12-01T19:30']);
    const early = { startsAt: at('2026-12-01T06:00:00Z'), minutes: 45 };
    expect(near({ wanted: early, zones: [PARIS, NEW_YORK] })).toEqual(['12-01T12:00', '12-01T12:15', '12-01T12:30']);
  });

  it('are none where no hour suits all', () => {
    const zones = [PARIS, 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Tokyo'];
    expect(near({ zones })).toEqual([]);
  });

  it('are always free, awake, ahead, different, and the nearest first', () => {
    const busies = fc.array(
      fc.record({ from: fc.integer({ min: -2000, max: 2000 }), minutes: fc.integer({ min: 15, max: 300 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(minutesFromStart, busies, fc.constantFrom(30, 45, 60), (minutes, taken, length) => {
        const wanted = { startsAt: addMinutes(startsAt, minutes), minutes: length };
        const busy = taken.map((one) => ({
          startsAt: addMinutes(startsAt, one.from),
          endsAt: addMinutes(startsAt, one.from + one.minutes),
        }));
        const starts = rules.nearestFree({ wanted, busy, now, count: 3, zones: [PARIS, NEW_YORK] });
        expect(new Set(starts.map(Number)).size).toBe(3);
        const distances = starts.map((start) => Math.abs(start.getTime() - wanted.startsAt.getTime()));
        expect(distances).toEqual([...distances].sort((a, b) => a - b));
        for (const start of starts) {
          const end = addMinutes(start, length);
          expect(busy.some((one) => one.startsAt < end && start < one.endsAt)).toBe(false);
          expect(start >= now).toBe(true);
          for (const zone of [PARIS, NEW_YORK]) {
            expect(instantToLocal(start, zone).time >= '07:00').toBe(true);
            expect(instantToLocal(end, zone).time <= '22:00').toBe(true);
          }
        }
      }),
    );
  });
});

describe('tasks, one a line', () => {
  it.each([
    ['Finish the mock-up ~3h', 'Finish the mock-up', 180],
    ['- Finish the mock-up ~2h30', 'Finish the mock-up', 150],
    ['• Lire le chapitre 3 ~45min', 'Lire le chapitre 3', 45],
    ['* Lire le chapitre 3 ~1,5h', 'Lire le chapitre 3', 90],
    ['– Read chapter 3 ~ 1.25 h', 'Read chapter 3', 75],
    ['Read chapter 3 ~2 h 05', 'Read chapter 3', 125],
    ['Read chapter 3 ~2h30min', 'Read chapter 3', 150],
    ['Read chapter 3 ~ 3 hours.', 'Read chapter 3', 180],
    ['Lire le chapitre 3 ~90 minutes', 'Lire le chapitre 3', 90],
    ['Read chapter 3', 'Read chapter 3', null],
    ['Read ~3h of chapter 3', 'Read ~3h of chapter 3', null],
    ['Read chapter 3 ~0h', 'Read chapter 3 ~0h', null],
    ['~3h', '~3h', null],
    ['*Important*: read chapter 3', '*Important*: read chapter 3', null],
    ['-5 °C: explain', '-5 °C: explain', null],
    ['=1+1 ~1h', '=1+1', 60],
  ])('“%s”', (line, text, minutes) => {
    expect(rules.readTasks(line).tasks).toEqual([{ text, minutes }]);
  });

  it('empty lines and empty bullets are none', () => {
    expect(rules.readTasks('\n - \r\n\r\n- Read ~15h \r\n')).toEqual({
      tasks: [{ text: 'Read', minutes: 900 }],
      warning: null,
      totalMinutes: 900,
    });
    expect(rules.readTasks('')).toEqual({ tasks: [], warning: null, totalMinutes: 0 });
  });

  it.each([
    ['Read ~14h\nWrite ~59min', 'too-little'],
    ['Read ~10h\nWrite ~5h', null],
    ['Read ~20h\nWrite ~15h', null],
    ['Read ~20h\nWrite ~15h\nRest ~1min', 'too-much'],
    ['Read ~1h\nWrite', null],
    ['Read ~40h\nWrite', null],
  ])('%j: the week’s work is warned about as %s (H19)', (text, warning) => {
    expect(rules.readTasks(text).warning).toBe(warning);
  });

  it('every line that says something is one task, in its order', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const line = fc.record({ text: word, minutes: fc.option(fc.integer({ min: 1, max: 9999 })) });
    fc.assert(
      fc.property(fc.array(line), (tasks) => {
        const text = tasks.map((task) => `- ${task.text}${task.minutes === null ? '' : ` ~${task.minutes}min`}`);
        expect(rules.readTasks(text.join('\n')).tasks).toEqual(tasks);
      }),
    );
  });
});

describe('an estimate', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 * 60 }), (minutes) => {
        expect(rules.readTasks(`Read ~${rules.inHours(minutes)}`).tasks).toEqual([{ text: 'Read', minutes }]);
      }),
    );
  });
});

describe('where and how often', () => {
  it.each([
    [2, true],
    [52, true],
    [1, false],
    [53, false],
    [2.5, false],
    [Number.NaN, false],
  ])('a series of %s sessions: %s', (times, expected) => {
    expect(rules.isSeriesLength(times)).toBe(expected);
  });
});

describe('same time next week (H18)', () => {
  it.each([
    ['2026-12-01T18:00:00Z', '2026-12-08T18:00:00Z'],
    ['2026-10-20T17:00:00Z', '2026-10-27T18:00:00Z'],
    ['2026-03-22T01:30:00Z', null],
  ])('after %s comes %s', (start, expected) => {
    expect(rules.sameTimeNextWeek(at(start), PARIS)).toEqual(expected === null ? null : at(expected));
  });

  it('is on the same weekday at the same local time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 365 * 96 }), (quarters) => {
        const start = addMinutes(at('2026-01-01T00:00:00Z'), quarters * 15);
        const next = rules.sameTimeNextWeek(start, PARIS);
        if (next === null) return;
        const { time, weekday } = instantToLocal(start, PARIS);
        expect(instantToLocal(next, PARIS)).toMatchObject({ time, weekday });
        expect(next > addDays(start, 6) && next < addDays(start, 8)).toBe(true);
      }),
    );
  });
});
