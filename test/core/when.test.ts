import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay } from '../../src/core/time.ts';
import { readWhen } from '../../src/core/when.ts';

const PARIS = 'Europe/Paris';
// In Paris it is half past midnight on Tuesday 1 December; in New York still Monday evening.
const now = new Date('2026-11-30T23:30:00Z');

const nothing = { date: null, time: null, repeat: null };

describe('an English reader', () => {
  it.each<[string, string | null, string | null, number | null]>([
    ['tue 7pm', '2026-12-01', '19:00', null],
    ['tue. 7pm', '2026-12-01', '19:00', null],
    ['tuesday 00:10', '2026-12-08', '00:10', null],
    ['next tuesday 19:30', '2026-12-08', '19:30', null],
    ['next week thursday 7pm', '2026-12-10', '19:00', null],
    ['thursday next week 18:00', '2026-12-10', '18:00', null],
    ['Friday at 6.30pm', '2026-12-04', '18:30', null],
    ['friday', '2026-12-04', null, null],
    ['sat 10am', '2026-12-05', '10:00', null],
    ['7pm', null, '19:00', null],
    ['19h', null, '19:00', null],
    ['today 20:00', '2026-12-01', '20:00', null],
    ['tonight 8pm', '2026-12-01', '20:00', null],
    ['tomorrow at noon', '2026-12-02', '12:00', null],
    ['tomorrow 9:00 weekly 4 times', '2026-12-02', '09:00', 4],
    ['in two weeks 18:00', '2026-12-15', '18:00', null],
    ['in 3 days at 5pm', '2026-12-04', '17:00', null],
    ['in 2h', '2026-12-01', '02:30', null],
    ['3 december 18:00', '2026-12-03', '18:00', null],
    ['dec 3 6pm', '2026-12-03', '18:00', null],
    ['3/12 18:00', '2026-12-03', '18:00', null],
    ['03/12/2026 6pm', '2026-12-03', '18:00', null],
    ['on the 5th at 7pm', '2026-12-05', '19:00', null],
    ['the 31st', '2026-12-31', null, null],
    ['2026-12-01 19:00', '2026-12-01', '19:00', null],
    ['2026-12-01T19:00', '2026-12-01', '19:00', null],
    ['2026-12-01 19:00 weekly x6', '2026-12-01', '19:00', 6],
    ['2026-12-01 19:00 x 6', '2026-12-01', '19:00', 6],
    ['every tuesday 7pm for 6 weeks', '2026-12-01', '19:00', 6],
    ['thursdays 18:00 x4', '2026-12-03', '18:00', 4],
    ['tue 7pm weekly', '2026-12-01', '19:00', 4],
    ['tue 7pm weekly x400', '2026-12-01', '19:00', 52],
    ['tue 7pm x1', '2026-12-01', '19:00', null],
    ['tue 7pm EST', '2026-12-02', '01:00', null],
    ['30 november 19:00', '2027-11-30', '19:00', null],
    ['2026-11-30 19:00', null, '19:00', null],
    ['yesterday 7pm', null, '19:00', null],
    ['30 february 19:00', null, '19:00', null],
    ['2026-13-45', null, null, null],
    ['whenever you like', null, null, null],
    ['', null, null, null],
    ['mardi prochain 19h30', '2026-12-08', '19:30', null],
    ['le 3 décembre à 18h', '2026-12-03', '18:00', null],
  ])('“%s” is %s, %s, %s', (text, date, time, repeat) => {
    expect(readWhen(text, 'en', now, PARIS)).toEqual({ date, time, repeat });
  });
});

describe('une lectrice française', () => {
  it.each<[string, string | null, string | null, number | null]>([
    ['mardi 19h', '2026-12-01', '19:00', null],
    ['mardi 0h10', '2026-12-08', '00:10', null],
    ['mardi prochain 19h30', '2026-12-08', '19:30', null],
    ['jeudi de la semaine prochaine 18h', '2026-12-10', '18:00', null],
    ['la semaine prochaine, jeudi à 18h', '2026-12-10', '18:00', null],
    ['mercredi 19 h 30', '2026-12-02', '19:30', null],
    ['mercredi à 19\u00a0h\u00a030', '2026-12-02', '19:30', null],
    ['mer. 19h', '2026-12-02', '19:00', null],
    ['jeu 18:00', '2026-12-03', '18:00', null],
    ['jeudi à midi', '2026-12-03', '12:00', null],
    ['jeudi soir 19h', '2026-12-03', '19:00', null],
    ['samedi 10h du matin', '2026-12-05', '10:00', null],
    ['mardi 7h du soir', '2026-12-01', '19:00', null],
    ['dimanche 9 h', '2026-12-06', '09:00', null],
    ['vendredi', '2026-12-04', null, null],
    ['mardi 19h est possible', '2026-12-01', '19:00', null],
    ['19h', null, '19:00', null],
    ['aujourd’hui à 19h', '2026-12-01', '19:00', null],
    ['ce soir 20h', '2026-12-01', '20:00', null],
    ['demain soir', '2026-12-02', null, null],
    ['demain 18h chaque semaine x4', '2026-12-02', '18:00', 4],
    ['après-demain 9h', '2026-12-03', '09:00', null],
    ['dans 3 jours à 18h', '2026-12-04', '18:00', null],
    ['dans deux semaines', '2026-12-15', null, null],
    ['le 3 décembre à 18h', '2026-12-03', '18:00', null],
    ['3 déc. 18h30', '2026-12-03', '18:30', null],
    ['le mardi 1er décembre à 19 h 00', '2026-12-01', '19:00', null],
    ['3/12 à 18h', '2026-12-03', '18:00', null],
    ['03/12/2026 à 18:00', '2026-12-03', '18:00', null],
    ['le 5 à 19h', '2026-12-05', '19:00', null],
    ['le 5', '2026-12-05', null, null],
    ['2026-12-01 19h', '2026-12-01', '19:00', null],
    ['tous les mardis 19h x6', '2026-12-01', '19:00', 6],
    ['mardi 19h 6 fois', '2026-12-01', '19:00', 6],
    ['samedi 10h toutes les semaines pendant 8 semaines', '2026-12-05', '10:00', 8],
    ['mardi 19h hebdo', '2026-12-01', '19:00', 4],
    ['hier 19h', null, '19:00', null],
    ['quand vous voulez', null, null, null],
    ['tue 7pm', '2026-12-01', '19:00', null],
    ['tomorrow 9:00 weekly 4 times', '2026-12-02', '09:00', 4],
  ])('« %s » : %s, %s, %s', (text, date, time, repeat) => {
    expect(readWhen(text, 'fr', now, PARIS)).toEqual({ date, time, repeat });
  });
});

describe('today is the one of the zone', () => {
  it.each([
    ['America/New_York', '2026-11-30', '2026-12-01'],
    ['Europe/Paris', '2026-12-01', '2026-12-02'],
    ['Pacific/Kiritimati', '2026-12-01', '2026-12-02'],
  ])('in %s it is %s, and tomorrow %s', (zone, today, tomorrow) => {
    expect(readWhen('today 23:00', 'en', now, zone).date).toBe(today);
    expect(readWhen('demain 9h', 'fr', now, zone).date).toBe(tomorrow);
  });

  it('a weekday said on that day is next week’s once its time has passed', () => {
    const tuesdayEvening = new Date('2026-12-01T19:30:00Z');
    expect(readWhen('tue 7pm', 'en', tuesdayEvening, PARIS).date).toBe('2026-12-08');
    expect(readWhen('tue 9pm', 'en', tuesdayEvening, PARIS).date).toBe('2026-12-01');
    expect(readWhen('1 dec 9pm', 'en', tuesdayEvening, PARIS).date).toBe('2026-12-01');
    expect(readWhen('mardi 19h', 'fr', tuesdayEvening, 'America/New_York').date).toBe('2026-12-01');
  });

  it('the 5th is next month’s once it has passed, the 30th never in February', () => {
    expect(readWhen('le 5 à 19h', 'fr', new Date('2026-12-06T12:00:00Z'), PARIS).date).toBe('2027-01-05');
    expect(readWhen('the 30th', 'en', new Date('2027-01-31T12:00:00Z'), PARIS).date).toBe('2027-03-30');
  });
});

const words = fc.constantFrom(
  ...[
    'tue',
    'mardi',
    'prochain',
    'next',
    'week',
    'weekly',
    'x6',
    '19h',
    '7pm',
    '18:00',
    'le',
    '5',
    '31',
    'hier',
    'est',
  ],
  ...[
    '2026-12-01',
    '2020-01-01',
    'demain',
    'dans',
    'in',
    '3',
    'days',
    'h',
    'à',
    '6 fois',
    '30 février',
    'EST',
    '…',
    '-',
  ],
);
const texts = fc.oneof(
  fc.array(words, { maxLength: 8 }).map((some) => some.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const zones = fc.constantFrom(PARIS, 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC');

it('whatever is written, it never fails, and never gives a day that has passed', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('en', 'fr'), moments, zones, (text, locale, moment, zone) => {
      const when = readWhen(text, locale, moment, zone);
      expect(when.date ?? '9999-12-31').toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(when.date === null || when.date >= localDay(moment, zone)).toBe(true);
      expect(when.time ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      expect(when.repeat === null || (when.repeat >= 2 && when.repeat <= 52)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('a text of a thousand words is read no slower', () => {
  expect(readWhen('bla '.repeat(10_000), 'en', now, PARIS)).toEqual(nothing);
});
