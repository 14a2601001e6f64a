import { DateTime } from 'luxon';
import type { Locale } from './locale.ts';
import { findZone } from './zones.ts';

/** An IANA zone id, such as `Europe/Paris`. Every function here throws a RangeError for a zone that is not one. */
export type Zone = string;

/**
 * The instant at which a wall clock in `zone` shows this date (`YYYY-MM-DD`) and time (`HH:mm`). A time that the clock
 * shows twice is the first of the two; one that it skips, or that no calendar has, is null.
 */
export function localToInstant(date: string, time: string, zone: Zone): Date | null {
  const inUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(inUtc) || !new Date(inUtc).toISOString().startsWith(`${date}T${time}`)) return null;
  const known = findZone(zone);
  const aDay = 24 * 60 * 60_000;
  const offsets = new Set([known.offset(inUtc - aDay), known.offset(inUtc + aDay)]);
  const instants = [...offsets]
    .map((offset) => ({ offset, millis: inUtc - offset * 60_000 }))
    .filter(({ offset, millis }) => known.offset(millis) === offset);
  return instants.length === 0 ? null : new Date(Math.min(...instants.map(({ millis }) => millis)));
}

/** What calendar and wall clock in `zone` show; `weekday` is 1 (Monday) to 7. */
export function instantToLocal(instant: Date, zone: Zone): { date: string; time: string; weekday: number } {
  const shown = inZone(instant, zone);
  return { date: dateOf(shown), time: timeOf(shown), weekday: shown.weekday };
}

/** The local date in `zone`, `YYYY-MM-DD`. */
export function localDay(instant: Date, zone: Zone): string {
  return dateOf(inZone(instant, zone));
}

/** The same local time once a week, `times` times, whatever the clocks do in between (N2); null where it is skipped. */
export function weekly(first: { date: string; time: string }, times: number, zone: Zone): Array<Date | null> {
  return Array.from({ length: times }, (_, week) => {
    const day = wallClock(first.date, '00:00', 'utc').plus({ weeks: week });
    return day.isValid ? localToInstant(dateOf(day), first.time, zone) : null;
  });
}

/** The instant `seconds` later. */
export function addSeconds(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1_000);
}

/** `n` minutes later, of 60 seconds each. */
export function addMinutes(instant: Date, n: number): Date {
  return new Date(instant.getTime() + n * 60_000);
}

/** `n` hours later, of 60 minutes each. */
export function addHours(instant: Date, n: number): Date {
  return addMinutes(instant, n * 60);
}

/** `n` days later, of 24 hours each: a deadline, not a calendar date (that is `weekly`). */
export function addDays(instant: Date, n: number): Date {
  return addHours(instant, n * 24);
}

/** The first instant of the local month: a statement's month is one of the mentoring zone (L7). */
export function startOfMonth(instant: Date, zone: Zone): Date {
  return inZone(instant, zone).startOf('month').toJSDate();
}

/** Whether the local date is one of its month's last seven. */
export function isLastWeekOfMonth(instant: Date, zone: Zone): boolean {
  const shown = inZone(instant, zone);
  return shown.day > (shown.daysInMonth ?? 0) - 7;
}

/** The instant itself between `from` and `to` o'clock (local hours, `to` excluded), else the next `from` o'clock. */
export function atDaytime(instant: Date, zone: Zone, from = 8, to = 20): Date {
  const shown = inZone(instant, zone);
  if (shown.hour >= from && shown.hour < to) return instant;
  const day = shown.hour < from ? shown : shown.plus({ days: 1 });
  return wallClock(dateOf(day), `${from}`.padStart(2, '0').concat(':00'), zone).toJSDate();
}

/** The first `time` (local, `HH:mm`) strictly after an instant, Monday to Friday, or on any day. */
export function nextWorkingMorning(
  after: Date,
  zone: Zone,
  time = '08:30',
  every: 'working-day' | 'day' = 'working-day',
): Date {
  let morning = wallClock(localDay(after, zone), time, zone);
  while (morning.toMillis() <= after.getTime() || (every === 'working-day' && morning.weekday > 5)) {
    morning = wallClock(dateOf(morning.plus({ days: 1 })), time, zone);
  }
  return morning.toJSDate();
}

/** The next `count` mornings on which a mentor's digest is sent: 08:30 local, Monday to Friday. */
export function digestMornings(after: Date, count: number, zone: Zone): Date[] {
  const mornings: Date[] = [];
  for (let last = after; mornings.length < count; ) {
    last = nextWorkingMorning(last, zone);
    mornings.push(last);
  }
  return mornings;
}

/** The instant itself from Monday to Friday; a weekend waits for Monday 08:00, local. */
export function atWorkingDay(instant: Date, zone: Zone): Date {
  return inZone(instant, zone).weekday > 5 ? nextWorkingMorning(instant, zone, '08:00') : instant;
}

/** Whether nobody has to get up for it, or stay up: from 07:00 until before 22:00, local. */
export function isWaking(instant: Date, zone: Zone): boolean {
  const { hour } = inZone(instant, zone);
  return hour >= 7 && hour < 22;
}

/** A local date and time as people write them: "Tuesday 1 December, 19:00", « mardi 1er décembre à 19 h 00 »; `dated` has the year. */
export function formatLocal(
  instant: Date,
  zone: Zone,
  locale: Locale,
  style: 'full' | 'short' | 'dated' | 'time' | 'date',
): string {
  const shown = inZone(instant, zone).setLocale(locale);
  const day = locale === 'fr' && shown.day === 1 ? "d'er'" : 'd';
  const time = locale === 'fr' ? "H 'h' mm" : 'HH:mm';
  const between = locale === 'fr' ? " 'à' " : ', ';
  const date = style === 'short' ? `ccc ${day} LLL` : `cccc ${day} LLLL${style === 'dated' ? ' yyyy' : ''}`;
  if (style === 'time') return shown.toFormat(time);
  return shown.toFormat(style === 'date' ? date : `${date}${between}${time}`);
}

/**
 * A time as a reader reads it: by their own clock, with that of the mentoring zone beside where it shows another: "Thu 8 Oct,
 * 13:00 · 19:00 Paris time".
 */
export function formatFor(
  { locale, zone }: { readonly locale: Locale; readonly zone: Zone },
  instant: Date,
  mentoringZone: Zone,
  style: 'full' | 'short' | 'dated' = 'short',
): string {
  const own = formatLocal(instant, zone, locale, style);
  if (sameOffset(instant, zone, mentoringZone)) return own;
  const isSameDay = localDay(instant, zone) === localDay(instant, mentoringZone);
  const beside = formatLocal(instant, mentoringZone, locale, isSameDay ? 'time' : 'short');
  return `${own} · ${beside} ${zoneName(mentoringZone, instant, locale)}`;
}

/** What people call the zone: "Paris time", « heure de Paris »; "UTC+2" where the id names no city. */
export function zoneName(zone: Zone, instant: Date, locale: Locale): string {
  const known = findZone(zone);
  if (!zone.includes('/') || zone.startsWith('Etc/')) {
    const offset = known.formatOffset(instant.getTime(), 'narrow').replace(':00', '');
    return offset === '+0' ? 'UTC' : `UTC${offset}`;
  }
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  if (locale === 'en') return `${city} time`;
  const ville = FRENCH_CITIES[city] ?? city;
  if (ville.startsWith('Le ')) return `heure du ${ville.slice(3)}`;
  return /^[AEIOUYÉÎ]/.test(ville) ? `heure d’${ville}` : `heure de ${ville}`;
}

/** Whether wall clocks in both zones show the same at this instant, so that one of them is enough to say. */
export function sameOffset(instant: Date, a: Zone, b: Zone): boolean {
  const [one, other] = [findZone(a), findZone(b)];
  return one.equals(other) || one.offset(instant.getTime()) === other.offset(instant.getTime());
}

/**
 * A date as Slack shows it to each reader in their own zone (`<!date^…>`, to be put in mrkdwn as it is). Where Slack
 * cannot, the reader gets the time of `zone`, by its name.
 */
export function slackDate(instant: Date, zone: Zone, locale: Locale, format = '{date_long_pretty}, {time}'): string {
  const fallback = `${formatLocal(instant, zone, locale, 'full')} (${zoneName(zone, instant, locale)})`;
  return `<!date^${Math.floor(instant.getTime() / 1000)}^${format}|${fallback}>`;
}

const WALL_CLOCK = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/;

const FRENCH_CITIES: Record<string, string> = {
  Algiers: 'Alger',
  Athens: 'Athènes',
  Beirut: 'Beyrouth',
  Brussels: 'Bruxelles',
  Bucharest: 'Bucarest',
  Cairo: 'Le Caire',
  Copenhagen: 'Copenhague',
  Dubai: 'Dubaï',
  Lisbon: 'Lisbonne',
  London: 'Londres',
  Mauritius: 'Maurice',
  Montreal: 'Montréal',
  Moscow: 'Moscou',
  Noumea: 'Nouméa',
  Reunion: 'La Réunion',
  Singapore: 'Singapour',
  Vienna: 'Vienne',
  Warsaw: 'Varsovie',
};

function inZone(instant: Date, zone: Zone): DateTime {
  const shown = DateTime.fromJSDate(instant, { zone: findZone(zone) });
  if (!shown.isValid) throw new RangeError(`${shown.invalidReason}: ${zone}, ${instant}`);
  return shown;
}

function dateOf(shown: DateTime): string {
  return shown.toISODate() ?? '';
}

function timeOf({ hour, minute }: DateTime): string {
  return `${hour}`.padStart(2, '0').concat(':', `${minute}`.padStart(2, '0'));
}

/** Moves a time that is skipped to the one an hour later, as wall clocks do. Luxon's own parser is many times slower. */
function wallClock(date: string, time: string, zone: Zone): DateTime {
  const [, year, month, day, hour, minute] = (WALL_CLOCK.exec(`${date} ${time}`) ?? []).map(Number);
  if (year === undefined) return DateTime.invalid('no date and time');
  return DateTime.fromObject({ year, month, day, hour, minute }, { zone: findZone(zone) });
}
