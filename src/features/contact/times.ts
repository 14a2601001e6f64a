import type { Refusal } from '../../core/result.ts';
import { addMinutes, instantToLocal, localToInstant, weekly, type Zone } from '../../core/time.ts';
import { checkStart } from '../sessions/service.ts';
import { lapsesAt } from './rules.ts';

/** How many times can be put forward at once. */
export const mostTimes = { mentor: 10, student: 3 } as const;

/** A row of a form: a local date and time as they were typed, `n` counted from 1. */
export interface TypedTime {
  readonly n: number;
  readonly date: string | null;
  readonly time: string | null;
}

/** A row that was understood. */
export interface ReadTime {
  readonly n: number;
  readonly startsAt: Date;
}

/**
 * Reads rows of local dates and times in `zone`; empty ones are left out. Refused, each at its field: half a row, a time that the
 * clock skips, what is past or more than a year ahead, what stands there twice, and what has lapsed already (H6).
 */
export function readTimes(
  typed: readonly TypedTime[],
  { madeBy, zone, now }: { madeBy: 'mentor' | 'student'; zone: Zone; now: Date },
): { times: ReadTime[]; refusals: Refusal[] } {
  const times: ReadTime[] = [];
  const refusals: Refusal[] = [];
  for (const { n, date, time } of typed) {
    if (date === null && time === null) continue;
    const startsAt = date === null || time === null ? null : localToInstant(date, time, zone);
    const refusal =
      startsAt === null
        ? refuseUnreadable(n, date, time)
        : refuseStart(n, startsAt, { madeBy, now, earlier: times.map((each) => each.startsAt) });
    if (refusal !== null) refusals.push(refusal);
    else if (startsAt !== null) times.push({ n, startsAt });
  }
  return { times, refusals };
}

/**
 * Times to begin a new offer with: the last ones, each as it was or in the first week after in which it can still be picked and
 * nobody is taken (same weekday, same local time of `zone`).
 */
export function nextPossible(
  last: readonly Date[],
  busy: ReadonlyArray<{ startsAt: Date; endsAt: Date }>,
  { minutes, zone, now }: { minutes: number; zone: Zone; now: Date },
): Date[] {
  const isFree = (startsAt: Date) =>
    busy.every((other) => other.endsAt <= startsAt || addMinutes(startsAt, minutes) <= other.startsAt);
  const found = last.flatMap((startsAt) => {
    const weeks = Math.max(0, Math.floor((now.getTime() - startsAt.getTime()) / weekMs));
    const starts = weekly(instantToLocal(startsAt, zone), weeks + weeksToLookAhead, zone).filter(
      (each) => each !== null,
    );
    return starts.find((each) => lapsesAt('mentor', each) > now && isFree(each)) ?? [];
  });
  const once = new Map(found.map((startsAt) => [startsAt.getTime(), startsAt]));
  return [...once.values()].sort((a, b) => a.getTime() - b.getTime());
}

/** A mentor's text as a template: the student's name is put in anew each time. */
export function toTemplate(text: string, student: string): string {
  if (student === '') return text;
  const name = student.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<!${letter})${name}(?!${letter})`, 'gu'), () => namePlace);
}

export function fillTemplate(template: string, student: string): string {
  return template.replaceAll(namePlace, () => student);
}

const weekMs = 7 * 24 * 3_600_000;
const weeksToLookAhead = 6;
const namePlace = '{student}';
/** What would make a longer word of a name: “Samedi” is no Sam. */
const letter = '[\\p{L}\\p{M}\\p{N}]';

function refuseUnreadable(n: number, date: string | null, time: string | null): Refusal {
  if (date === null) return { code: 'incomplete', field: `date_${n}`, say: ({ contact }) => contact.otherHalf };
  if (time === null) return { code: 'incomplete', field: `time_${n}`, say: ({ contact }) => contact.otherHalf };
  return { code: 'no-such-time', field: `time_${n}`, say: ({ sessions }) => sessions.noSuchTime };
}

function refuseStart(
  n: number,
  startsAt: Date,
  { madeBy, now, earlier }: { madeBy: 'mentor' | 'student'; now: Date; earlier: readonly Date[] },
): Refusal | null {
  const problem = checkStart({ startsAt, now });
  if (problem === 'past') return { code: 'past', field: `date_${n}`, say: ({ sessions }) => sessions.past };
  if (problem === 'too-far') return { code: 'too-far', field: `date_${n}`, say: ({ sessions }) => sessions.tooFar };
  if (earlier.some((other) => other.getTime() === startsAt.getTime())) {
    return { code: 'twice', field: `time_${n}`, say: ({ contact }) => contact.twice };
  }
  if (lapsesAt(madeBy, startsAt) > now) return null;
  return { code: 'lapses-at-once', field: `date_${n}`, say: ({ contact }) => contact.lapsesAtOnce };
}
