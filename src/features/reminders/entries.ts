import { addDays, localDay } from '../../core/time.ts';
import { dm, type Entry } from '../../outbox/enqueue.ts';
import { digestMorning, due, leavesAt, type Reminder } from './rules.ts';
import type { NewRequest } from './store.ts';
import type { Subject } from './timelines.ts';

/** What goes into the outbox; staff's own steps are requests, which the digest collects. */
export function entryOf(subject: Subject, reminder: Reminder, now: Date): Entry | null {
  switch (reminder.form) {
    case 'message':
      return messageEntry(subject, reminder, now);
    case 'mentor-digest': {
      const at = digestMorning(reminder.at, now, subject.calendar.mentor);
      const day = localDay(at, subject.calendar.mentor);
      return {
        kind: 'mentor-digest',
        payload: { personId: subject.mentor.id, day, at: at.toISOString() },
        conversation: dm(subject.mentor.id),
        dedupeKey: digestKey(subject.mentor.id, day),
        dueAt: at > now ? at : now,
        subject: digestSubject(subject.mentor.id, day),
      };
    }
    case 'staff-digest':
      return null;
  }
}

export function digestKey(whose: number | 'staff', day: string): string {
  return whose === 'staff' ? `staff-digest:${day}` : `mentor-digest:${whose}:${day}`;
}

/** What a digest is about, so that it can be edited. */
export function digestSubject(whose: number | 'staff', day: string): string {
  return `digest:${whose}:${day}`;
}

/**
 * Any of these in the outbox means that it was told. A digest says all that came due since the one before it, so that each of the
 * mornings from then on will do.
 */
export function keysOf(subject: Subject, reminder: Reminder, now: Date): string[] {
  const entry = entryOf(subject, reminder, now);
  const keys = entry === null ? [] : [entry.dedupeKey];
  if (reminder.form !== 'mentor-digest') return keys;
  const { mentor, calendar } = subject;
  for (let at = reminder.at; localDay(at, calendar.mentor) <= localDay(now, calendar.mentor); at = addDays(at, 1)) {
    keys.push(digestKey(mentor.id, localDay(at, calendar.mentor)));
  }
  return keys;
}

/** All that staff is to know of a subject by now. */
export function mattersOf(subject: Subject, now: Date): string[] {
  return due(subject.timeline, now).flatMap((reminder) => requestOf(subject, reminder)?.matter ?? []);
}

function messageEntry(subject: Subject, reminder: Reminder, now: Date): Entry | null {
  const { mentorshipId, student, mentor, session } = subject;
  const to = reminder.to === 'student' ? student : mentor;
  const zone = reminder.to === 'student' ? subject.calendar.student : subject.calendar.mentor;
  const { step } = reminder;
  const since = subject.since?.toISOString() ?? '';
  const common = { conversation: dm(to.id), dueAt: leavesAt(reminder, now, zone) };
  const silence = { ...common, subject: `offers:${mentorshipId}` };
  const silenceKey = `${reminder.kind}:${mentorshipId}:${since}:${reminder.to}:${step}`;
  switch (reminder.kind) {
    case 'reply-missing': {
      const payload = { mentorshipId, to: reminder.to === 'student' ? 'student' : 'mentor', step, since } as const;
      return { ...silence, kind: reminder.kind, payload, dedupeKey: silenceKey };
    }
    case 'answer-missing':
    case 'contact-missing':
    case 'next-missing':
      return { ...silence, kind: reminder.kind, payload: { mentorshipId, step, since }, dedupeKey: silenceKey };
    case 'profile-missing': {
      const payload = { personId: student.id, step };
      return { ...common, kind: reminder.kind, payload, dedupeKey: `profile-missing:${student.id}:${step}` };
    }
    case 'session-upcoming': {
      if (session === null) return null;
      const what = reminder.isExempt ? 'begins' : 'prepare';
      const sessionId = session.id;
      const startsAt = session.startsAt.toISOString();
      const payload = { sessionId, to: reminder.to === 'student' ? 'student' : 'mentor', what, startsAt } as const;
      const dedupeKey = `session-upcoming:${sessionId}:${startsAt}:${reminder.to}:${what}`;
      return { ...common, kind: reminder.kind, payload, dedupeKey, subject: `session:${sessionId}` };
    }
    case 'status-missing': {
      if (session === null) return null;
      const { id: sessionId, revision } = session;
      const dedupeKey = `status-missing:${sessionId}:${revision}`;
      const payload = { sessionId, revision };
      return { ...common, kind: reminder.kind, payload, dedupeKey, subject: `session:${sessionId}` };
    }
  }
}

/** Where a silence ends: the pedagogical team is asked to look at it, once. */
export function requestOf(subject: Subject, reminder: Reminder): NewRequest | null {
  if (reminder.to !== 'staff') return null;
  const { mentorshipId, session } = subject;
  const common = { mentorshipId, sessionId: session?.id ?? null, askedAt: reminder.at };
  if (reminder.kind === 'status-missing') {
    const matter = `status-missing:${session?.id}:${session?.revision}`;
    return { ...common, kind: 'status-missing', personId: subject.mentor.id, matter };
  }
  const matter = `${reminder.kind}:${mentorshipId}:${subject.since?.toISOString()}`;
  return reminder.kind === 'reply-missing'
    ? { ...common, kind: 'silent-student', personId: subject.student.id, matter }
    : { ...common, kind: 'silent-mentor', personId: subject.mentor.id, matter };
}
