import type { MentorshipId, PersonId, SessionId } from '../../core/ids.ts';
import type { Calendar } from '../../core/silence.ts';
import type { TimerKind } from '../../db/timers.ts';
import type { World } from '../../db/write.ts';
import { turnOf, type WhoseTurn } from '../contact/service.ts';
import { missingFields, profilesOf } from '../students/service.ts';
import {
  mentorshipTimeline,
  nothing,
  profileTimeline,
  sessionTimeline,
  type Timeline,
  whileGone,
  withoutGone,
} from './rules.ts';
import * as store from './store.ts';

/** What reminders are about, with the two whom it concerns and all that will be told. */
export interface Subject {
  readonly timer: TimerKind;
  readonly id: number;
  readonly timeline: Timeline;
  /** One of the two has left, which staff was told: nothing new is said, and what staff was asked stays open. */
  readonly isOnHold: boolean;
  readonly calendar: Calendar;
  readonly mentorshipId: MentorshipId;
  readonly mentor: Party;
  readonly student: Party;
  readonly turn: WhoseTurn | null;
  /** When the silence began; tells one silence from the next. */
  readonly since: Date | null;
  readonly session: { readonly id: SessionId; readonly revision: number; readonly startsAt: Date } | null;
  /** When the student's profile is to be looked at, as this is their discovery session. */
  readonly profileAt: Date | null;
}

export interface Party {
  readonly id: PersonId;
  readonly name: string;
  readonly slackId: string;
}

/** Loads the state of all these subjects by one set of queries, and makes their timelines. What is no longer there is left out. */
export async function subjectsOf(where: Where, kind: TimerKind, ids: readonly number[], now: Date): Promise<Subject[]> {
  if (ids.length === 0) return [];
  switch (kind) {
    case 'mentorship':
      return await mentorshipSubjects(where, ids, now);
    case 'session':
      return await sessionSubjects(where, ids, now);
    case 'profile':
      return await profileSubjects(where, ids, now);
  }
}

type Where = Pick<World, 'db' | 'settings'>;

async function mentorshipSubjects({ db, settings }: Where, ids: readonly number[], now: Date): Promise<Subject[]> {
  const found = await store.findMentorships(db, ids);
  const mentorshipIds = found.map(({ id }) => id);
  const turns = await turnOf({ db, settings }, mentorshipIds, now);
  return found.map((facts): Subject => {
    const calendar = calendarOf(facts, settings);
    const turn = turns.get(facts.id);
    const timeline = turn === undefined ? nothing : mentorshipTimeline(turn, calendar);
    return {
      ...common(facts, calendar),
      timer: 'mentorship',
      id: facts.id,
      timeline,
      isOnHold: facts.isMentorGone || facts.isStudentGone,
      turn: turn ?? null,
      since: turn?.since ?? null,
    };
  });
}

async function sessionSubjects({ db, settings }: Where, ids: readonly number[], now: Date): Promise<Subject[]> {
  const found = await store.findSessions(db, ids);
  return found.map((facts): Subject => {
    const calendar = calendarOf(facts, settings);
    const arrangedAt = facts.movedAt ?? facts.bookedAt;
    const isAhead = facts.status === 'booked' && now < facts.endsAt;
    const timeline =
      isAhead && (facts.isMentorGone || facts.isStudentGone)
        ? whileGone(now, facts.endsAt)
        : withoutGone(sessionTimeline({ ...facts, arrangedAt }, calendar, now), facts, now);
    const isDiscovery = facts.kind === 'discovery' && (facts.status === 'booked' || facts.status === 'completed');
    const profileAt = isDiscovery ? new Date(Math.max(facts.endsAt.getTime(), now.getTime())) : null;
    const session = { id: facts.id, revision: facts.revision, startsAt: facts.startsAt };
    return { ...common(facts, calendar), timer: 'session', id: facts.id, timeline, session, profileAt };
  });
}

async function profileSubjects({ db, settings }: Where, ids: readonly number[], now: Date): Promise<Subject[]> {
  const found = await store.findDiscoveries(db, ids);
  const profiles = await profilesOf(
    db,
    found.map(({ studentId }) => studentId),
  );
  const incomplete = new Set(
    profiles.flatMap((profile) => (missingFields(profile).length > 0 ? [profile.studentId] : [])),
  );
  return found.map((facts): Subject => {
    const calendar = calendarOf(facts, settings);
    const isComplete = !incomplete.has(facts.studentId);
    const timeline = facts.isStudentGone
      ? whileGone(now)
      : withoutGone(profileTimeline({ ...facts, isComplete }, calendar), facts, now);
    return { ...common(facts, calendar), timer: 'profile', id: facts.studentId, timeline };
  });
}

type Pair = Pick<
  store.MentorshipFacts,
  'mentorId' | 'mentorName' | 'mentorSlackId' | 'mentorZone' | 'studentId' | 'studentName' | 'studentSlackId'
> & { studentZone: string };

function calendarOf(facts: Pair, settings: Where['settings']): Calendar {
  return { student: facts.studentZone, mentor: facts.mentorZone, staff: settings.zone, hours: settings.reminderHours };
}

function common(facts: Pair & ({ mentorshipId: MentorshipId } | { id: MentorshipId }), calendar: Calendar) {
  return {
    calendar,
    mentorshipId: 'mentorshipId' in facts ? facts.mentorshipId : facts.id,
    mentor: { id: facts.mentorId, name: facts.mentorName, slackId: facts.mentorSlackId },
    student: { id: facts.studentId, name: facts.studentName, slackId: facts.studentSlackId },
    isOnHold: false,
    turn: null,
    since: null,
    session: null,
    profileAt: null,
  };
}
