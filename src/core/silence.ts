import { addDays, addHours, atDaytime, atWorkingDay, digestMornings, nextWorkingMorning, type Zone } from './time.ts';

/** What is missing between a mentor and a student while one of them is silent (design.md, "Reminders"). */
export const missing = ['reply-missing', 'answer-missing', 'contact-missing', 'next-missing'] as const;
export type Missing = (typeof missing)[number];

/**
 * One moment at which somebody is told. What repeats is collected in the digest of that morning; `step` counts from 1, and tells
 * the steps of one silence apart.
 */
export interface Step {
  readonly at: Date;
  readonly to: 'student' | 'mentor' | 'staff';
  readonly form: 'message' | 'mentor-digest' | 'staff-digest';
  readonly step: number;
}

/** Where the three who are told live; `staff` is the mentoring zone. */
export interface Zones {
  readonly student: Zone;
  readonly mentor: Zone;
  readonly staff: Zone;
}

/** Hours of silence until each is told. */
export const silentHours = {
  /** A student who owes an answer, whatever the day. */
  student: [24, 48],
  /** Then the mentor, to call or to write (H7), and the pedagogical team; both on a working day. */
  mentorOfSilentStudent: 72,
  staffOfSilentStudent: 96,
  /** A mentor whose turn it is. */
  mentor: 24,
} as const;

/** Morning digests that name a mentor's silence before it is the team's turn. */
const digestsBeforeStaff = 3;
/** A missing next session is named once more. */
const nextMissingAgainDays = 3;

/**
 * Whom a silence that began at `since` is told to, and when: in daytime of the reader's own zone, in the end to the pedagogical
 * team, whose turn it is from then on.
 */
export function silenceSteps(what: Missing, since: Date, zones: Zones): Step[] {
  if (what === 'reply-missing') return studentSilent(since, zones);
  const first = atDaytime(addHours(since, silentHours.mentor), zones.mentor);
  const digests =
    what === 'next-missing'
      ? digestMornings(addDays(first, nextMissingAgainDays), 1, zones.mentor)
      : digestMornings(endOfDay(first, zones.mentor), digestsBeforeStaff, zones.mentor);
  const last = digests.at(-1) ?? first;
  return numbered([
    { at: first, to: 'mentor', form: 'message' },
    ...digests.map((at) => ({ at, to: 'mentor', form: 'mentor-digest' }) as const),
    { at: staffMorning(endOfDay(last, zones.staff), zones.staff), to: 'staff', form: 'staff-digest' },
  ]);
}

/** From when on a silence is the pedagogical team's turn. */
export function staffsTurnAt(what: Missing, since: Date, zones: Zones): Date {
  return silenceSteps(what, since, zones).find(({ to }) => to === 'staff')?.at ?? since;
}

/** The first morning, at or after an instant, on which the pedagogical team gets its digest: 09:00, Monday to Friday. */
export function staffMorning(from: Date, zone: Zone): Date {
  return nextWorkingMorning(new Date(from.getTime() - 1), zone, '09:00');
}

/** The end of the local day: the morning that follows it is another day's. */
export function endOfDay(instant: Date, zone: Zone): Date {
  return nextWorkingMorning(instant, zone, '00:00', 'day');
}

function studentSilent(since: Date, zones: Zones): Step[] {
  const mentorAt = addHours(since, silentHours.mentorOfSilentStudent);
  return numbered([
    ...silentHours.student.map(
      (hours) => ({ at: atDaytime(addHours(since, hours), zones.student), to: 'student', form: 'message' }) as const,
    ),
    { at: atWorkingDay(atDaytime(mentorAt, zones.mentor), zones.mentor), to: 'mentor', form: 'message' },
    {
      at: staffMorning(addHours(since, silentHours.staffOfSilentStudent), zones.staff),
      to: 'staff',
      form: 'staff-digest',
    },
  ]);
}

function numbered(steps: ReadonlyArray<Omit<Step, 'step'>>): Step[] {
  return steps.map((each, index) => ({ ...each, step: index + 1 }));
}
