import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addHours, addMinutes, instantToLocal } from '../../../src/core/time.ts';
import { toPlainText } from '../../../src/features/contact/passing-on.ts';
import { fillTemplate, nextPossible, readTimes, toTemplate } from '../../../src/features/contact/times.ts';

const zone = 'Europe/Paris';
const now = new Date('2026-10-06T08:00:00Z');

describe('times as they were typed', () => {
  const read = (rows: Array<[string | null, string | null]>, madeBy: 'mentor' | 'student' = 'mentor') =>
    readTimes(
      rows.map(([date, time], index) => ({ n: index + 1, date, time })),
      { madeBy, zone, now },
    );
  const codes = (rows: Array<[string | null, string | null]>, madeBy?: 'mentor' | 'student') =>
    read(rows, madeBy).refusals.map(({ code, field }) => `${field}: ${code}`);

  it('are instants of the zone; empty rows are left out', () => {
    const { times, refusals } = read([
      [null, null],
      ['2026-10-08', '19:00'],
      ['2026-10-25', '02:30'],
    ]);
    expect(refusals).toEqual([]);
    expect(times.map(({ n, startsAt }) => [n, startsAt.toISOString()])).toEqual([
      [2, '2026-10-08T17:00:00.000Z'],
      [3, '2026-10-25T00:30:00.000Z'],
    ]);
  });

  it.each<[string, Array<[string | null, string | null]>, string[]]>([
    ['half a row', [['2026-10-08', null]], ['time_1: incomplete']],
    ['the other half', [[null, '19:00']], ['date_1: incomplete']],
    ['past', [['2026-10-05', '19:00']], ['date_1: past']],
    ['further than a year', [['2027-10-07', '19:00']], ['date_1: too-far']],
    ['skipped by the clock', [['2027-03-28', '02:30']], ['time_1: no-such-time']],
    ['lapsed at once', [['2026-10-07', '09:59']], ['date_1: lapses-at-once']],
    ['just not lapsed', [['2026-10-07', '10:01']], []],
    [
      'twice',
      [
        ['2026-10-08', '19:00'],
        ['2026-10-08', '19:00'],
      ],
      ['time_2: twice'],
    ],
    [
      'several at once',
      [
        ['2026-10-05', '19:00'],
        ['2026-10-08', null],
      ],
      ['date_1: past', 'time_2: incomplete'],
    ],
  ])('%s', (_story, rows, expected) => {
    expect(codes(rows)).toEqual(expected);
  });

  it('of a student hold until they begin', () => {
    expect(codes([['2026-10-06', '11:00']], 'student')).toEqual([]);
  });
});

describe('times to begin a new offer with', () => {
  const next = (last: string[], busy: string[] = []) =>
    nextPossible(
      last.map((each) => new Date(each)),
      busy.map((each) => ({ startsAt: new Date(each), endsAt: addMinutes(new Date(each), 30) })),
      { minutes: 30, zone, now },
    ).map((startsAt) => startsAt.toISOString());

  it.each<[string, string[], string[], string[]]>([
    ['as they were', ['2026-10-09T17:00:00Z'], [], ['2026-10-09T17:00:00.000Z']],
    ['a week later, when they have passed', ['2026-09-30T17:00:00Z'], [], ['2026-10-07T17:00:00.000Z']],
    ['or have lapsed', ['2026-10-06T17:00:00Z'], [], ['2026-10-13T17:00:00.000Z']],
    ['or are taken', ['2026-10-09T17:00:00Z'], ['2026-10-09T17:15:00Z'], ['2026-10-16T17:00:00.000Z']],
    [
      'once, where two come to the same',
      ['2026-09-22T17:00:00Z', '2026-09-29T17:00:00Z'],
      [],
      ['2026-10-13T17:00:00.000Z'],
    ],
    [
      'in their order',
      ['2026-09-22T17:00:00Z', '2026-09-24T17:00:00Z'],
      [],
      ['2026-10-08T17:00:00.000Z', '2026-10-13T17:00:00.000Z'],
    ],
  ])('%s', (_story, last, busy, expected) => {
    expect(next(last, busy)).toEqual(expected);
  });

  it('keep weekday and local time, whatever the clocks do, and can still be picked', () => {
    fc.assert(
      fc.property(fc.integer({ min: -120, max: 20 }), fc.integer({ min: 0, max: 95 }), (days, quarter) => {
        const last = addMinutes(addDays(now, days), quarter * 15);
        const [startsAt] = nextPossible([last], [], { minutes: 45, zone, now });
        if (startsAt === undefined) throw new Error('nothing to begin with');
        const { weekday, time } = instantToLocal(startsAt, zone);
        expect({ weekday, time }).toEqual({
          weekday: instantToLocal(last, zone).weekday,
          time: instantToLocal(last, zone).time,
        });
        expect(startsAt > addHours(now, 24)).toBe(true);
      }),
    );
  });
});

describe('a mentor’s own text', () => {
  it('is kept with a place for the name', () => {
    const template = toTemplate('Hello Ana, see you soon, Ana!', 'Ana');
    expect(fillTemplate(template, 'Bea $&')).toBe('Hello Bea $&, see you soon, Bea $&!');
  });

  it.each([
    ['Bonjour Sam, samedi ? Ou Samedi 10, Sam.', 'Sam', 'Bonjour {student}, samedi ? Ou Samedi 10, {student}.'],
    ['Élie et Élienne, l’heure d’Élie', 'Élie', '{student} et Élienne, l’heure d’{student}'],
    ['Hi J.R. (Bob), JXR!', 'J.R. (Bob)', 'Hi {student}, JXR!'],
    ['Hello', '', 'Hello'],
  ])('but a word that only begins like the name stays: %s', (text, student, template) => {
    expect(toTemplate(text, student)).toBe(template);
  });
});

describe('what was written, as plain text', () => {
  it.each([
    ['a &lt;b&gt; &amp;lt;', 'a <b> &lt;'],
    [
      'see <https://meet.example/a|meet.example/a> or <https://x.example|here>',
      'see https://meet.example/a or here (https://x.example)',
    ],
    ['<@U123> and <@U123|ana> in <#C1|general> <!channel>', '@U123 and ana in general @channel'],
    ['<mailto:ana@school.example|ana@school.example>', 'ana@school.example'],
  ])('%s', (written, shown) => {
    expect(toPlainText(written)).toBe(shown);
  });
});
