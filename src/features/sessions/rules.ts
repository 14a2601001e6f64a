import { DateTime } from 'luxon';
import {
  addDays,
  addHours,
  addMinutes,
  instantToLocal,
  isWaking,
  localDay,
  weekly,
  type Zone,
} from '../../core/time.ts';

export const sessionKinds = ['discovery', 'mentoring', 'presentation'] as const;
export type SessionKind = (typeof sessionKinds)[number];

/** L1. `cancelled` and `cancelled_late` are the student's; a mentor's own cancellation is `other`, with a reason. */
export const sessionStatuses = ['booked', 'completed', 'cancelled', 'cancelled_late', 'absent', 'other'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export const fundings = ['funded', 'self-funded'] as const;
export type Funding = (typeof fundings)[number];

/** How long a session may be, in minutes (H12, L9). */
export const lengths = [30, 45, 60] as const;

/** H12: the first session is the discovery session. */
export function defaultKind({ hasHadDiscovery }: { hasHadDiscovery: boolean }): SessionKind {
  return hasHadDiscovery ? 'mentoring' : 'discovery';
}

/** In minutes; funding that is not known counts as funded. */
export function defaultLength(kind: SessionKind, funding: Funding | null): number {
  if (kind === 'discovery') return 30; // H12
  if (kind === 'presentation') return 30; // H16
  return funding === 'self-funded' ? 30 : 45; // L9
}

/**
 * In minutes: what a weekly time goes on with is mentoring (H18), as long as the session before if that was mentoring too, else
 * as long as it usually is: a discovery session is the first, a presentation is asked for each time (L10).
 */
export function lengthGoingOn(before: { kind: SessionKind; minutes: number }, funding: Funding | null): number {
  return before.kind === 'mentoring' ? before.minutes : defaultLength('mentoring', funding);
}

export function minutesOf({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): number {
  return (endsAt.getTime() - startsAt.getTime()) / 60_000;
}

/** In minutes: a discovery session is always of 30 (H12). */
export function allowedLengths(kind: SessionKind): readonly number[] {
  return kind === 'discovery' ? [30] : lengths;
}

/** A weekly series may have so many sessions: a year of them. */
export const mostWeeks = 52;

export function isSeriesLength(times: number): boolean {
  return Number.isInteger(times) && times >= 2 && times <= mostWeeks;
}

/** Whether a session lies between 07:00 and 22:00 of one day of the zone, from its start to its end. */
export function isAtDaytime(startsAt: Date, endsAt: Date, zone: Zone): boolean {
  const lastInstant = new Date(endsAt.getTime() - 1);
  const sameDay = localDay(startsAt, zone) === localDay(lastInstant, zone);
  return sameDay && isWaking(startsAt, zone) && isWaking(lastInstant, zone);
}

/** Why a session cannot start then, or null where it can: it has to lie ahead, by a calendar year at most. */
export function checkStart({ startsAt, now }: { startsAt: Date; now: Date }): 'past' | 'too-far' | null {
  if (startsAt < now) return 'past';
  return startsAt > DateTime.fromJSDate(now, { zone: 'utc' }).plus({ years: 1 }).toJSDate() ? 'too-far' : null;
}

/** The statuses that a session may be given now (L1): never `booked`, and of the two cancellations always one. */
export function allowedStatuses(session: { startsAt: Date; endsAt: Date; now: Date }): SessionStatus[] {
  const { startsAt, endsAt, now } = session;
  const third = (endsAt.getTime() - startsAt.getTime()) / 3;
  const allowed: Array<[SessionStatus, boolean]> = [
    ['completed', now >= startsAt],
    ['absent', now.getTime() >= startsAt.getTime() + third],
    ['cancelled', isInTime(startsAt, now)],
    ['cancelled_late', !isInTime(startsAt, now)],
    ['other', true],
  ];
  return allowed.filter(([, may]) => may).map(([status]) => status);
}

/** The status of a session that is cancelled now; it is late from 24 hours before the start on, never a mentor's (L1). */
export function cancellation(session: {
  by: 'mentor' | 'student';
  startsAt: Date;
  now: Date;
}): 'cancelled' | 'cancelled_late' | 'other' {
  if (session.by === 'mentor') return 'other';
  return isInTime(session.startsAt, session.now) ? 'cancelled' : 'cancelled_late';
}

/**
 * The free starts nearest to the wanted one, nearest first, on the quarter of an hour, of the week before and after.
 * None is past, and from start to end it is between 07:00 and 22:00 in all `zones`; so there may be fewer than `count`.
 */
export function nearestFree(search: {
  wanted: { startsAt: Date; minutes: number };
  busy: Array<{ startsAt: Date; endsAt: Date }>;
  now: Date;
  count?: number;
  zones: Zone[];
}): Date[] {
  const { wanted, busy, now, count = 3, zones } = search;
  const free: Date[] = [];
  for (const startsAt of quartersAround(wanted.startsAt)) {
    if (free.length === count) break;
    const endsAt = addMinutes(startsAt, wanted.minutes);
    const taken = busy.some((other) => other.startsAt < endsAt && startsAt < other.endsAt);
    if (startsAt >= now && !taken && zones.every((zone) => isAtDaytime(startsAt, endsAt, zone))) free.push(startsAt);
  }
  return free;
}

/** So that the list, ticks and estimates included, fits one text of a message. */
export const mostTasks = 30;

export interface TaskList {
  tasks: Array<{ text: string; minutes: number | null }>;
  warning: 'too-little' | 'too-much' | null;
  totalMinutes: number;
}

/**
 * Reads tasks as a mentor writes them, one a line, with or without an estimate at the end (`~3h`, `~2h30`, `~45min`,
 * `~1,5h`). Where every task has one, less than 15 hours of work in the week or more than 35 is worth a warning (H19).
 */
export function readTasks(text: string): TaskList {
  const lines = text.split(/\r?\n/).map((line) => line.replace(BULLET, '').trim());
  const tasks = lines.filter((line) => line !== '').map(readTask);
  const totalMinutes = tasks.reduce((sum, task) => sum + (task.minutes ?? 0), 0);
  return { tasks, warning: workload(tasks, totalMinutes), totalMinutes };
}

/** "3h", "2h30", "45min": an estimate as it can be read back by `readTasks`. */
export function inHours(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (whole === 0) return `${rest}min`;
  return rest === 0 ? `${whole}h` : `${whole}h${String(rest).padStart(2, '0')}`;
}

/** The same local time a week later (H18), whatever the clocks do; null where that time is skipped. */
export function sameTimeNextWeek(startsAt: Date, zone: Zone): Date | null {
  return weekly(instantToLocal(startsAt, zone), 2, zone)[1] ?? null;
}

const BULLET = /^\s*(?:[-*–](?=\s|$)|•)/;
const ESTIMATE =
  /\s*~\s*(?:(\d{1,3})(?:[.,](\d{1,2}))?\s*h(?:ours?|eures?)?|(\d{1,3})\s*h\s*([0-5]\d)(?:\s*min)?|(\d{1,4})\s*min(?:utes?)?)\.?$/i;
const LEAST_HOURS = 15;
const MOST_HOURS = 35;

function isInTime(startsAt: Date, now: Date): boolean {
  return now < addHours(startsAt, -24);
}

function quartersAround(wanted: Date): Date[] {
  const quarter = 15 * 60_000;
  const first = Math.ceil(addDays(wanted, -7).getTime() / quarter);
  const last = Math.floor(addDays(wanted, 7).getTime() / quarter);
  const distance = (start: Date) => Math.abs(start.getTime() - wanted.getTime());
  const starts = Array.from({ length: last - first + 1 }, (_, step) => new Date((first + step) * quarter));
  return starts.sort((a, b) => distance(a) - distance(b));
}

function readTask(line: string): { text: string; minutes: number | null } {
  const estimate = ESTIMATE.exec(line);
  const text = estimate ? line.slice(0, estimate.index) : '';
  const [, hours = 0, fraction = 0, wholeHours = 0, minutesAfter = 0, minutesOnly = 0] = estimate ?? [];
  const minutes =
    Math.round(Number(`${hours}.${fraction}`) * 60) +
    Number(wholeHours) * 60 +
    Number(minutesAfter) +
    Number(minutesOnly);
  return text === '' || minutes === 0 ? { text: line, minutes: null } : { text, minutes };
}

function workload(tasks: TaskList['tasks'], totalMinutes: number): TaskList['warning'] {
  if (tasks.length === 0 || tasks.some((task) => task.minutes === null)) return null;
  if (totalMinutes < LEAST_HOURS * 60) return 'too-little';
  return totalMinutes > MOST_HOURS * 60 ? 'too-much' : null;
}
