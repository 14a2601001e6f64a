import {
  type Calendar,
  endOfDay,
  type Missing,
  missing,
  type Step,
  silenceSteps,
  staffMorning,
  type Zones,
} from '../../core/silence.ts';
import {
  addDays,
  addHours,
  addMinutes,
  atDaytime,
  instantToLocal,
  isLastWeekOfMonth,
  localDay,
  nextWorkingMorning,
  type Zone,
} from '../../core/time.ts';

export type ReminderKind = Missing | 'session-upcoming' | 'status-missing' | 'profile-missing';

/** One moment at which somebody is told something, as long as its reason lasts. */
export interface Reminder extends Step {
  readonly kind: ReminderKind;
  /** May come in quiet hours, as it is about what happens now. */
  readonly isExempt: boolean;
}

/** All that will be told about one subject, in the order of time, unless something changes. */
export interface Timeline {
  readonly reminders: readonly Reminder[];
  /** When time alone makes another timeline of it. */
  readonly changesAt: Date | null;
}

export const nothing: Timeline = { reminders: [], changesAt: null };

/** Who of a pair has left Slack. */
export interface Gone {
  readonly isMentorGone: boolean;
  readonly isStudentGone: boolean;
}

/** Nothing to either as long as one of them has left Slack: they may be back another day, or `until` comes first. */
export function whileGone(now: Date, until: Date | null = null): Timeline {
  const tomorrow = addDays(now, 1);
  return { reminders: [], changesAt: until !== null && until > now && until < tomorrow ? until : tomorrow };
}

/** Whoever has left is told nothing; what others are told stays as it is. */
export function withoutGone(timeline: Timeline, { isMentorGone, isStudentGone }: Gone, now: Date): Timeline {
  const isHere = { mentor: !isMentorGone, student: !isStudentGone, staff: true };
  const reminders = timeline.reminders.filter(({ to }) => isHere[to]);
  return reminders.length === timeline.reminders.length
    ? timeline
    : { ...whileGone(now, timeline.changesAt), reminders };
}

/** The same day (L5), but not into the night. */
const statusMissingUntil = '23:00';
/** Long enough to hold one whole last week of a month, after which the statement is made. */
const statusMissingDays = 35;
const profileMissingTimes = 3;
/** A reminder that may come at night comes then only when it is on time. */
const onTimeMinutes = 60;

/** Of a mentorship: whoever's turn it is, and those who are told when they stay silent. */
export function mentorshipTimeline(
  turn: { readonly kind: string; readonly reason: string; readonly since: Date; readonly nextChangeAt: Date | null },
  calendar: Calendar,
): Timeline {
  const what = missing.find((each) => each === turn.reason);
  const steps = what === undefined || turn.kind === 'nobody' ? [] : silenceSteps(what, turn.since, calendar);
  const reminders = what === undefined ? [] : steps.map((step) => ({ ...step, kind: what, isExempt: false }));
  return { reminders, changesAt: turn.nextChangeAt };
}

/**
 * Of a session: both are told before it, and the mentor afterwards until it has a status. `arrangedAt` is when its time was agreed
 * last: nothing is sent whose moment lay before that.
 */
export function sessionTimeline(
  session: { readonly status: string; readonly startsAt: Date; readonly endsAt: Date; readonly arrangedAt: Date },
  calendar: Calendar,
  now: Date,
): Timeline {
  if (session.status !== 'booked') return nothing;
  if (now >= session.endsAt) return { reminders: statusReminders(session.endsAt, calendar), changesAt: null };
  const reminders = [
    upcomingReminder(session, 'student', 1, 'prepare', calendar),
    upcomingReminder(session, 'student', 2, 'begins', calendar),
    upcomingReminder(session, 'mentor', 1, 'begins', calendar),
  ].flat();
  return { reminders, changesAt: session.endsAt };
}

/** Of a student's profile (H17), from the discovery session on. */
export function profileTimeline(
  profile: { readonly discoveryEndsAt: Date | null; readonly isComplete: boolean },
  { hours, ...zones }: Calendar,
): Timeline {
  if (profile.isComplete || profile.discoveryEndsAt === null) return nothing;
  const [silent, between] = hours.profileMissing;
  const first = addHours(profile.discoveryEndsAt, silent);
  const kind = 'profile-missing';
  const toStudent = Array.from({ length: profileMissingTimes }, (_, index): Reminder => {
    const at = atDaytime(addHours(first, index * between), zones.student);
    return { at, kind, to: 'student', form: 'message', step: index + 1, isExempt: false };
  });
  const morning = nextWorkingMorning(addHours(first, between), zones.mentor);
  const toMentor: Reminder = { at: morning, kind, to: 'mentor', form: 'mentor-digest', step: 1, isExempt: false };
  return { reminders: inOrder([...toStudent, toMentor]), changesAt: null };
}

/** What is due: of several past reminders to one reader only the last, as the others have been overtaken. */
export function due({ reminders }: Timeline, now: Date): Reminder[] {
  const lasts = new Map<Reminder['to'], Reminder>();
  for (const reminder of reminders) if (reminder.at <= now) lasts.set(reminder.to, reminder);
  return [...lasts.values()];
}

/** When to look again: at the next reminder, or when time alone changes the timeline. */
export function lookAgainAt({ reminders, changesAt }: Timeline, now: Date): Date | null {
  const instants = [...reminders.map(({ at }) => at), ...(changesAt === null ? [] : [changesAt])];
  const ahead = instants.filter((at) => at > now).map((at) => at.getTime());
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}

/** When what is due may leave, however late we are: in daytime of its reader, unless it is exempt and on time. */
export function leavesAt(reminder: Pick<Reminder, 'at' | 'isExempt'>, now: Date, zone: Zone): Date {
  return reminder.isExempt && now < addMinutes(reminder.at, onTimeMinutes) ? now : atDaytime(now, zone);
}

/** The digest that tells it: its own, or the next one when that day is over or its daytime is. */
export function digestMorning(at: Date, now: Date, zone: Zone): Date {
  const isToday = localDay(at, zone) === localDay(now, zone) && atDaytime(now, zone) <= now;
  return isToday ? at : nextWorkingMorning(now, zone);
}

/** What a mentor's digest of one morning says of a subject: what came due since the digest before it. */
export function inDigest(timeline: Timeline, morning: Date, previous: Date | null): Reminder | null {
  const last = due(timeline, morning).find(({ to }) => to === 'mentor');
  if (last?.form !== 'mentor-digest') return null;
  return previous === null || last.at > previous ? last : null;
}

function upcomingReminder(
  session: { readonly startsAt: Date; readonly arrangedAt: Date },
  to: 'student' | 'mentor',
  step: number,
  what: 'prepare' | 'begins',
  { hours, ...zones }: Calendar,
): Reminder[] {
  const [prepare, begins] = hours.sessionUpcoming;
  const moment = addHours(session.startsAt, what === 'prepare' ? -prepare : -begins);
  if (moment < session.arrangedAt) return [];
  const isExempt = what === 'begins';
  const at = isExempt ? moment : atDaytime(moment, zones[to]);
  return [{ at, kind: 'session-upcoming', to, form: 'message', step, isExempt }];
}

/** L5: the same day; then each working morning until staff is told, and each morning of a month's last week. */
function statusReminders(endsAt: Date, { hours, ...zones }: Calendar): Reminder[] {
  const kind = 'status-missing';
  const [mentor, staff] = hours.statusMissing;
  const first = addHours(endsAt, mentor);
  const { date, time } = instantToLocal(first, zones.mentor);
  const isToday = date === localDay(endsAt, zones.mentor) && time < statusMissingUntil;
  const staffAt = staffMorning(addHours(endsAt, staff), zones.staff);
  const mornings = statusMornings(endsAt, staffAt, zones);
  return inOrder([
    ...(isToday ? [{ at: first, kind, to: 'mentor', form: 'message', step: 1, isExempt: true } as const] : []),
    ...mornings.map(
      (at, index) => ({ at, kind, to: 'mentor', form: 'mentor-digest', step: index + 2, isExempt: false }) as const,
    ),
    { at: staffAt, kind, to: 'staff', form: 'staff-digest', step: 1, isExempt: false },
  ]);
}

function statusMornings(endsAt: Date, staffAt: Date, zones: Zones): Date[] {
  const mornings: Date[] = [];
  const end = addDays(endsAt, statusMissingDays);
  let morning = nextWorkingMorning(endOfDay(endsAt, zones.mentor), zones.mentor, '08:30', 'day');
  while (morning <= end) {
    const isWorkingDay = instantToLocal(morning, zones.mentor).weekday <= 5;
    if (isLastWeekOfMonth(morning, zones.staff) || (isWorkingDay && morning < staffAt)) mornings.push(morning);
    morning = nextWorkingMorning(morning, zones.mentor, '08:30', 'day');
  }
  return mornings;
}

function inOrder(reminders: readonly Reminder[]): Reminder[] {
  return reminders.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
