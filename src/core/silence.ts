import { addHours, atDaytime, atWorkingDay, digestMornings, nextWorkingMorning, type Zone } from './time.ts';

/** What is missing between a mentor and a student while one of them is silent. */
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

/** After how many hours reminders are due, as the school has set it. */
export interface ReminderHours {
  /** Of a student's silence: the student and the student again, whatever the day; then the mentor (H7) and staff, on a working day. */
  readonly replyMissing: readonly [student: number, again: number, mentor: number, staff: number];
  readonly answerMissing: number;
  readonly contactMissing: number;
  /** After a session without a next one; and once more, that long after the first. */
  readonly nextMissing: readonly [first: number, again: number];
  /** Before a session (L4). */
  readonly sessionUpcoming: readonly [prepare: number, begins: number];
  /** After a session without a status (L5): the mentor, and staff. */
  readonly statusMissing: readonly [mentor: number, staff: number];
  /** After a discovery session: the first, and between one and the next. */
  readonly profileMissing: readonly [first: number, between: number];
}

export const usualHours: ReminderHours = {
  replyMissing: [24, 48, 72, 96],
  answerMissing: 24,
  contactMissing: 24,
  nextMissing: [24, 72],
  sessionUpcoming: [48, 1],
  statusMissing: [0.25, 72],
  profileMissing: [48, 168],
};

/** What the moments of reminders are reckoned by. */
export interface Calendar extends Zones {
  readonly hours: ReminderHours;
}

/** Morning digests that name a mentor's silence before it is the team's turn. */
const digestsBeforeStaff = 3;

/**
 * Whom a silence that began at `since` is told to, and when: in daytime of the reader's own zone, in the end to the pedagogical
 * team, whose turn it is from then on.
 */
export function silenceSteps(what: Missing, since: Date, calendar: Calendar): Step[] {
  if (what === 'reply-missing') return studentSilent(since, calendar);
  const { hours, ...zones } = calendar;
  const [nextMissing, nextMissingAgain] = hours.nextMissing;
  const silent = {
    'answer-missing': hours.answerMissing,
    'contact-missing': hours.contactMissing,
    'next-missing': nextMissing,
  };
  const first = atDaytime(addHours(since, silent[what]), zones.mentor);
  const digests =
    what === 'next-missing'
      ? digestMornings(addHours(first, nextMissingAgain), 1, zones.mentor)
      : digestMornings(endOfDay(first, zones.mentor), digestsBeforeStaff, zones.mentor);
  const last = digests.at(-1) ?? first;
  return numbered([
    { at: first, to: 'mentor', form: 'message' },
    ...digests.map((at) => ({ at, to: 'mentor', form: 'mentor-digest' }) as const),
    { at: staffMorning(endOfDay(last, zones.staff), zones.staff), to: 'staff', form: 'staff-digest' },
  ]);
}

/** From when on a silence is the pedagogical team's turn. */
export function staffsTurnAt(what: Missing, since: Date, calendar: Calendar): Date {
  return silenceSteps(what, since, calendar).find(({ to }) => to === 'staff')?.at ?? since;
}

/** The first morning, at or after an instant, on which the pedagogical team gets its digest: 09:00, Monday to Friday. */
export function staffMorning(from: Date, zone: Zone): Date {
  return nextWorkingMorning(new Date(from.getTime() - 1), zone, '09:00');
}

/** The end of the local day: the morning that follows it is another day's. */
export function endOfDay(instant: Date, zone: Zone): Date {
  return nextWorkingMorning(instant, zone, '00:00', 'day');
}

function studentSilent(since: Date, { hours, ...zones }: Calendar): Step[] {
  const [student, again, mentor, staff] = hours.replyMissing;
  const mentorAt = addHours(since, mentor);
  return numbered([
    ...[student, again].map(
      (silent) => ({ at: atDaytime(addHours(since, silent), zones.student), to: 'student', form: 'message' }) as const,
    ),
    { at: atWorkingDay(atDaytime(mentorAt, zones.mentor), zones.mentor), to: 'mentor', form: 'message' },
    { at: staffMorning(addHours(since, staff), zones.staff), to: 'staff', form: 'staff-digest' },
  ]);
}

function numbered(steps: ReadonlyArray<Omit<Step, 'step'>>): Step[] {
  return steps.map((each, index) => ({ ...each, step: index + 1 }));
}
