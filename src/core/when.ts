import type { Component, ParsedComponents } from 'chrono-node';
import * as en from 'chrono-node/en';
import * as fr from 'chrono-node/fr';
import type { Locale } from './locale.ts';
import { addDays, instantToLocal, localDay, localToInstant, type Zone } from './time.ts';

/** What was understood of a text: a local date (`YYYY-MM-DD`), a local time (`HH:mm`), a number of weeks. */
export interface When {
  date: string | null;
  time: string | null;
  repeat: number | null;
}

/**
 * Reads "tue 7pm", « mardi 19h », "2026-12-01 19:00 weekly x6", as said at `now` in `zone`, in the person's language,
 * or in the other one if that explains more of it. It only prefills a form, so it never refuses: what it cannot read, and a date that has
 * passed, is null. "3/12" is the third of December in both languages; weekly without a number is four weeks.
 */
export function readWhen(text: string, locale: Locale, now: Date, zone: Zone): When {
  const { repeat, rest } = takeRepeat(plainWords(text.slice(0, LONGEST)));
  if (rest.trim() === '') return { date: null, time: null, repeat };
  const said = saidAt(now, zone);
  const spoken = dayOfMonthToIso(rest, said.today);
  const own = readMoment(spoken, locale, said);
  const isAllRead = own.charactersRead >= spoken.trim().length;
  const other = isAllRead ? own : readMoment(spoken, locale === 'en' ? 'fr' : 'en', said);
  const { date, time } = other.charactersRead > own.charactersRead ? other : own;
  return { date, time, repeat };
}

/** When and where a text was said: calendars are slow to ask, so they are asked once. */
interface Said {
  readonly now: Date;
  readonly zone: Zone;
  readonly today: string;
  readonly offsetMinutes: number;
}

interface Moment extends Omit<When, 'repeat'> {
  charactersRead: number;
}

const LONGEST = 200;
const WEEKS_UNSAID = 4;
const MOST_WEEKS = 52;

const WEEKDAY =
  '(?:mon|tues?|wed|thu|thurs?|fri|satur|sun)(?:day|nesday|sday|rsday)?|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche';

const WEEKLY = [
  /\b(?:weekly|(?:every|each) week|hebdo(?:madaire)?|chaque semaine|toutes les semaines)\b/gi,
  new RegExp(`\\b(?:every|each|chaque|tous les)\\s+(?=(?:${WEEKDAY})s?\\b)`, 'gi'),
];

// In this order: in "19:00 x 6" the number after the sign counts, not the one before it.
const TIMES = [
  /(?:\b|(?<=\d))[x×]\s*(\d{1,3})\b/i,
  /\b(\d{1,3})\s*(?:x|×|times|fois)(?![\p{L}\d])/iu,
  /\b(?:for|pendant)\s+(\d{1,3})\s+(?:weeks|semaines)\b/i,
];

function takeRepeat(text: string): { repeat: number | null; rest: string } {
  const times = TIMES.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  const withoutTimes = times ? text.replace(times[0], ' ') : text;
  const rest = WEEKLY.reduce((words, pattern) => words.replace(pattern, ' '), withoutTimes);
  if (!times && rest === text) return { repeat: null, rest };
  const weeks = Math.min(times ? Number(times[1]) : WEEKS_UNSAID, MOST_WEEKS);
  return { repeat: weeks > 1 ? weeks : null, rest };
}

// What chrono does not read, or reads as something else: "19h" as in nineteen hours, « après-demain » as « demain »,
// « est » as a zone of the American east, « 3/12 à 18 h » as from noon to six.
const PLAIN: Array<[RegExp, string]> = [
  [/[’ʼ]/g, "'"],
  [/[\u00a0\u202f]/g, ' '],
  [/\b(mon|tues?|wed|thu|thurs?|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)\./gi, '$1'],
  [new RegExp(`\\b(${WEEKDAY})s\\b`, 'gi'), '$1'],
  [new RegExp(`\\b(${WEEKDAY})(?: de)? la semaine prochaine`, 'gi'), '$1 prochain'],
  [new RegExp(`\\bla semaine prochaine,? (?:le )?(${WEEKDAY})\\b`, 'gi'), '$1 prochain'],
  [new RegExp(`\\bnext week,? (?:on )?(${WEEKDAY})\\b`, 'gi'), 'next $1'],
  [/\best\b/g, ' '],
  [/(?<=\/\d{1,4}) à /g, ' '],
  [/\bapr[eè]s[- ]demain\b/gi, 'dans 2 jours'],
  [/\b(?:ce soir|ce matin|cet apr[eè]s-midi)\b/gi, "aujourd'hui"],
  [/\b(?:tonight|this (?:evening|afternoon|morning))\b/gi, 'today'],
  [/\b(?:midi|noon)\b/gi, '12:00'],
  [/\b(?:minuit|midnight)\b/gi, '00:00'],
  [/\b(\d{1,2}) ?h ?(\d{2})\b/gi, '$1:$2'],
  [/(?<!\b(?:in|dans|within) )\b(\d{1,2}) ?h(?![\p{L}\d])/giu, '$1:00'],
  [/(?<=:\d\d) du matin\b/gi, ' am'],
  [/(?<=:\d\d) (?:du soir|de l'apr[eè]s-midi)/gi, ' pm'],
];

function plainWords(text: string): string {
  return PLAIN.reduce((words, [pattern, plain]) => words.replace(pattern, plain), text);
}

// « le 5 à 19h » would be read as from five to seven o'clock.
const DAY_OF_MONTH = /\b(?:le|the) (\d{1,2})(?:er|st|nd|rd|th)?(?=\s*(?:$|,|à|at\b|\d{1,2}:))/i;

function dayOfMonthToIso(text: string, today: string): string {
  return text.replace(DAY_OF_MONTH, (words, day: string) => {
    const [year = 0, month = 0] = today.split('-').map(Number);
    const months = [0, 1, 2].map((later) => new Date(Date.UTC(year, month - 1 + later, 1)).toISOString().slice(0, 8));
    const dates = months.map((yearMonth) => yearMonth + day.padStart(2, '0'));
    return dates.find((date) => date >= today && localToInstant(date, '12:00', 'UTC')) ?? words;
  });
}

function readMoment(text: string, locale: Locale, said: Said): Moment {
  const parser = locale === 'en' ? en.GB : fr.casual;
  const reference = { instant: said.now, timezone: said.offsetMinutes };
  const results = parser.parse(text, reference);
  const dated = results.find(({ start }) => start.isCertain('day') || start.isCertain('weekday'));
  const timed = results.find(({ start }) => start.isCertain('hour'));
  const charactersRead = [...new Set([dated, timed])].reduce((sum, result) => sum + (result?.text.length ?? 0), 0);
  const time = timed ? shownIn(said.zone, timed.start).time : null;
  return { date: dated ? upcoming(dated.start, time, said) : null, time, charactersRead };
}

// Not by chrono's forwardDate: it moves "tue 9pm", said on a Tuesday afternoon, to the next week.
function upcoming(start: ParsedComponents, time: string | null, { now, zone, today }: Said): string | null {
  const { date } = shownIn(zone, start);
  const instant = localToInstant(date, time ?? '23:59', zone);
  let day = date;
  if (!start.isCertain('day') && instant && instant <= now) day = weekLater(date);
  if (start.isCertain('day') && !start.isCertain('year') && date < today) day = yearLater(date);
  return day >= today && localToInstant(day, '12:00', 'UTC') ? day : null;
}

function shownIn(zone: Zone, start: ParsedComponents): { date: string; time: string } {
  if (start.isCertain('timezoneOffset')) return instantToLocal(start.date(), zone);
  const two = (component: Component) => String(start.get(component) ?? 0).padStart(2, '0');
  return {
    date: `${String(start.get('year')).padStart(4, '0')}-${two('month')}-${two('day')}`,
    time: `${two('hour')}:${two('minute')}`,
  };
}

function weekLater(date: string): string {
  return localDay(addDays(new Date(`${date}T00:00:00Z`), 7), 'UTC');
}

function yearLater(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
}

function saidAt(now: Date, zone: Zone): Said {
  const { date, time } = instantToLocal(now, zone);
  const offsetMinutes = Math.round((Date.parse(`${date}T${time}:00Z`) - now.getTime()) / 60_000);
  return { now, zone, today: date, offsetMinutes };
}
