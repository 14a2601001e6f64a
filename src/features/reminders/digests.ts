import type { PersonId } from '../../core/ids.ts';
import { missing } from '../../core/silence.ts';
import { addDays, localDay, type Zone } from '../../core/time.ts';
import type { Db } from '../../db/client.ts';
import type { World } from '../../db/write.ts';
import { countDeadLetters } from '../../outbox/enqueue.ts';
import { kinds } from '../../outbox/kinds.ts';
import { drop, message, type Renderer } from '../../outbox/render.ts';
import { type DigestLine, digestDone, mentorDigestMessage, staffDigestMessage } from './digest-views.ts';
import { digestKey, mattersOf } from './entries.ts';
import { byDay, readerOf, staffReader } from './reader.ts';
import { due, inDigest, type ReminderKind } from './rules.ts';
import * as store from './store.ts';
import { type Subject, subjectsOf } from './timelines.ts';

/** Long enough to find the digest before this one; what is older was told or is over. */
const daysBack = 40;

const urgency: readonly ReminderKind[] = [
  'status-missing',
  'reply-missing',
  'answer-missing',
  'contact-missing',
  'next-missing',
  'profile-missing',
];

/** All that repeats for a mentor this morning, the most urgent first, collected when it is sent. */
export const mentorDigest: Renderer<'mentor-digest'> = async (context, { personId, day, at }) => {
  const reader = await readerOf(context, personId);
  const morning = new Date(at);
  const previous = await lastDigest(context.db, personId, reader.zone, morning, day);
  const subjects = await subjectsOfMentor(context, personId, context.now);
  const lines = byUrgency(
    subjects.flatMap((subject) => lineOf(subject, inDigest(subject.timeline, morning, previous)?.kind ?? null) ?? []),
  );
  if (lines.length > 0) return byDay(context, reader, mentorDigestMessage(reader, lines));
  return context.isEdit ? message(digestDone(reader)) : drop('nothing_missing');
};

/** What the pedagogical team was asked since its last digest and is still so, by mentor. */
export const staffDigest: Renderer<'staff-digest'> = async (context, { day, at }) => {
  const reader = staffReader(context);
  const until = new Date(at);
  const after = await lastDigest(context.db, 'staff', reader.zone, until, day);
  const asked = await store.findRequests(context.db, { after, until });
  const open = new Set((await stillOpen(context, asked, context.now)).map(({ id }) => id));
  const requests = context.isEdit ? asked : asked.filter(({ id }) => open.has(id));
  const dead = await countDeadLetters(context.db, after);
  if (requests.length === 0 && dead === 0) return drop('nothing_open');
  const shown = requests.map((request) => ({ ...request, isOpen: open.has(request.id) }));
  return byDay(context, reader, staffDigestMessage(reader, shown, dead));
};

/** Requests that are not settled, and about silences that last: whatever changed in the last minute counts too. */
export async function stillOpen<R extends store.StaffRequest>(
  world: Pick<World, 'db' | 'settings'>,
  requests: readonly R[],
  now: Date,
): Promise<R[]> {
  const silences = requests.filter(({ kind }) => kind === 'silent-student' || kind === 'silent-mentor');
  const statuses = requests.filter(({ kind }) => kind === 'status-missing');
  const subjects = [
    ...(await subjectsOf(world, 'mentorship', unique(silences.map(({ mentorshipId }) => mentorshipId)), now)),
    ...(await subjectsOf(world, 'session', unique(statuses.map(({ sessionId }) => sessionId)), now)),
  ];
  const matters = new Set(subjects.flatMap((subject) => mattersOf(subject, now)));
  const derived = new Set([...silences, ...statuses].map(({ id }) => id));
  return requests.filter(
    ({ id, settledAt, matter }) => settledAt === null && (!derived.has(id) || matters.has(matter)),
  );
}

/** What a mentor owes now, the most urgent first; whatever they have been told of, in whichever form. */
export async function linesOfMentor(
  world: Pick<World, 'db' | 'settings'>,
  mentorId: PersonId,
  now: Date,
): Promise<DigestLine[]> {
  const subjects = await subjectsOfMentor(world, mentorId, now);
  const owed = subjects.flatMap((subject) => lineOf(subject, owedNow(subject, now)) ?? []);
  return byUrgency(owed);
}

/** What is the mentor's to do, from the first moment on; of a silent student and of profiles once they have been told. */
function owedNow({ turn, timeline }: Subject, now: Date): ReminderKind | null {
  const reason = missing.find((each) => each === turn?.reason);
  if (reason !== undefined && reason !== 'reply-missing') return reason;
  const told = due(timeline, now).find(({ to, kind }) => to === 'mentor' && kind !== 'session-upcoming');
  return told?.kind ?? (timeline.reminders.some(({ kind }) => kind === 'status-missing') ? 'status-missing' : null);
}

/** Everything that may ask something of a mentor. */
async function subjectsOfMentor(
  world: Pick<World, 'db' | 'settings'>,
  mentorId: PersonId,
  now: Date,
): Promise<Subject[]> {
  const ids = await store.findSubjectsOfMentor(world.db, mentorId, now);
  return [
    ...(await subjectsOf(world, 'mentorship', ids.mentorships, now)),
    ...(await subjectsOf(world, 'session', ids.sessions, now)),
    ...(await subjectsOf(world, 'profile', ids.students, now)),
  ];
}

/** When the last digest was made by that moment, or the last one of a day before `day`. */
export async function lastDigest(
  db: Db,
  whose: PersonId | 'staff',
  zone: Zone,
  by: Date,
  day: string | null = null,
): Promise<Date | null> {
  const days = Array.from({ length: daysBack }, (_, index) => localDay(addDays(by, -index), zone));
  const keys = days.filter((each) => day === null || each < day).map((each) => digestKey(whose, each));
  const kind = whose === 'staff' ? kinds['staff-digest'] : kinds['mentor-digest'];
  const instants = (await store.findPayloads(db, keys)).map((payload) => new Date(kind.parse(payload).at));
  return instants.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
}

function byUrgency(lines: readonly DigestLine[]): DigestLine[] {
  return lines.toSorted(
    (a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind) || Number(a.since) - Number(b.since),
  );
}

function lineOf(subject: Subject, kind: ReminderKind | null): DigestLine | null {
  if (kind === null || subject.isOnHold) return null;
  const { turn } = subject;
  return {
    kind,
    since: subject.since ?? subject.session?.startsAt ?? null,
    studentId: subject.student.id,
    studentName: subject.student.name,
    mentorshipId: subject.mentorshipId,
    sessionId: subject.session?.id ?? null,
    moves: turn === null || turn.kind === 'nobody' ? null : turn.moves,
  };
}

function unique<T>(values: ReadonlyArray<T | null>): T[] {
  return [...new Set(values.filter((value) => value !== null))];
}
