import { z } from 'zod';
import { type PersonId, personId, type SessionId, sessionId } from '../../core/ids.ts';
import { ok, type Refusal, type Result, refuse, refuseAll } from '../../core/result.ts';
import { addDays, localToInstant } from '../../core/time.ts';
import type { Db } from '../../db/client.ts';
import { wake } from '../../db/timers.ts';
import { type Context, write } from '../../db/write.ts';
import { enqueue, pair, refresh } from '../../outbox/enqueue.ts';
import { localDate, localTime, optionalText } from '../../slack/forms.ts';
import { mentorshipOfStudent } from '../assignment/service.ts';
import {
  addPrivateComment,
  discoveryQuestions,
  lockNoteOfSession,
  type Note,
  noteOfSession,
  replaceTasks,
  type Task,
  tasksOfSession,
  writeNote,
} from '../notes/service.ts';
import { mayTouch, mayWith } from './access.ts';
import { bookIn, lockPair, refuseEnded, span, unlessOverlapping } from './booking.ts';
import { findClashes, refuseClash } from './clashes.ts';
import { kindIfHeld } from './discovery.ts';
import { cancellationEntry, giveStatus } from './ending.ts';
import {
  allowedLengths,
  allowedStatuses,
  defaultKind,
  defaultLength,
  lengthGoingOn,
  minutesOf,
  mostTasks,
  readTasks,
  type SessionKind,
  sameTimeNextWeek,
  sessionStatuses,
  type TaskList,
} from './rules.ts';
import * as store from './store.ts';

export const notListed = 'not-listed';
export const followings = ['as-booked', 'same-slot', 'another', 'not-now'] as const;
export type Following = (typeof followings)[number];

/** The modal `complete`, read. It may hold texts that do not belong to the status: they are not kept. */
export const completeForm = z.object({
  session: z.union([z.literal(notListed), sessionId]).nullish(),
  status: z.enum(sessionStatuses).exclude(['booked']),
  reason: optionalText,
  note: optionalText,
  before: optionalText,
  reasons: optionalText,
  objectives: optionalText,
  level: optionalText,
  hours: optionalText,
  remarks: optionalText,
  next: optionalText,
  private: optionalText,
  tasks: optionalText,
  following: z.enum(followings).nullish(),
  student: personId.nullish(),
  date: localDate.nullish(),
  time: localTime.nullish(),
  length: z.coerce.number().int().nullish(),
});
export type CompleteForm = z.output<typeof completeForm>;

/** What a `complete` modal carries with it when it corrects a session that has its status. */
export const correctMetadata = z.object({ session: sessionId, stand: z.string() });
export type Correcting = z.output<typeof correctMetadata>;

/** What a session says, in short, ticks left aside: a correction whose form began with another stand is overtaken. */
export function standOf(session: store.Session, note: Note | null, tasks: readonly Task[]): string {
  const listed = tasks.map(({ id, minutes }) => `${id}:${minutes ?? ''}`);
  return `${session.revision}.${note?.version ?? 0}.${listed.join(',')}`;
}

/** What became of a completion; the next session could not be booked where `following` is `refused`. */
export interface Completed {
  readonly sessionId: SessionId;
  readonly studentId: PersonId;
  readonly following: Following | 'refused' | null;
  readonly workload: TaskList['warning'];
  readonly totalMinutes: number;
}

/**
 * Gives a session that has begun its status, with note, tasks, private comment and what follows (H21–H25, H18); or corrects one
 * that has it. Note, tasks and next date are one reply in the thread; a correction edits that reply. `tellWhyNot` hears why the
 * same time next week could not be booked.
 */
export async function completeSession(
  context: Context,
  form: CompleteForm,
  correcting: Correcting | null,
  tellWhyNot: (why: Refusal) => void,
): Promise<Result<Completed>> {
  return await write(context, async (tx, now) => {
    const found = await sessionToComplete(tx, now, context, form, correcting);
    if (!found.ok) return found;
    const session = found.value;
    const kind = form.status === 'completed' ? await kindIfHeld(tx, session) : session.kind;
    const isDiscovery = kind === 'discovery' && form.status === 'completed';
    const texts = isDiscovery ? answersOf(form) : { note: form.note ?? '' };
    const list = readTasks(form.tasks ?? '');
    const problems = [
      ...checkStatus(session, form, correcting, now),
      ...(form.status === 'completed' ? checkNote(texts, isDiscovery) : []),
      ...(list.tasks.length > mostTasks ? [tooManyTasks] : []),
    ];
    const checked = refuseAll(problems);
    if (!checked.ok) return checked;

    const hasNote = Object.values(texts).some((text) => text !== '');
    const reason = reasonOf(session, form);
    const hasChanged = session.status !== form.status || session.reason !== reason;
    if (hasChanged) {
      const given = await giveStatus(tx, now, context, session, { status: form.status, reason, kind });
      if (!given.ok) return given;
      const isOff = form.status === 'other' || form.status === 'cancelled';
      if (isOff) await enqueue(tx, now, [cancellationEntry(now, session, given.value.revision)]);
    }
    const about = { mentorshipId: session.mentorshipId, studentId: session.studentId, sessionId: session.id };
    const noteId = hasNote ? await writeNote(tx, now, context.actor, about, texts) : null;
    if (form.private !== null) await addPrivateComment(tx, now, context.actor, { ...about, noteId }, form.private);
    await replaceTasks(tx, about, list.tasks, now);

    const following = correcting === null ? (form.following ?? null) : null;
    const isSaid = hasNote || list.tasks.length > 0 || form.status === 'completed';
    const refused = following === 'same-slot' ? await bookSameSlot(tx, now, context, session, isSaid) : null;
    if (refused !== null) tellWhyNot(refused);
    if (isSaid) await say(tx, now, session);
    if (correcting !== null) await refresh(tx, now, `session:${session.id}`, `corrected${now.getTime()}`);
    if (isDiscovery) await wake(tx, 'profile', session.studentId, now);
    return ok({
      sessionId: session.id,
      studentId: session.studentId,
      following: refused === null ? following : 'refused',
      workload: list.warning,
      totalMinutes: list.totalMinutes,
    });
  });
}

/** Finds the session, held until the end; one that was not listed is added first. */
async function sessionToComplete(
  tx: Db,
  now: Date,
  context: Context,
  form: CompleteForm,
  correcting: Correcting | null,
): Promise<Result<store.Session>> {
  if (correcting === null && form.session === notListed) return await addAfterwards(tx, now, context, form);
  const id = correcting?.session ?? (form.session === notListed ? null : form.session);
  const found = id == null ? null : await store.findOne(tx, id);
  if (found === null || !(await mayTouch(tx, context.actor, found, 'complete'))) return refusedSession;
  await store.lockPeople(tx, [found.mentorId, found.studentId]);
  const session = await store.findOne(tx, found.id);
  if (session === null) return refusedSession;
  if (correcting === null && session.status !== 'booked') {
    return refuse('has-status', (words) => words.completing.hasStatus, 'session');
  }
  if (correcting !== null) {
    await lockNoteOfSession(tx, session.id);
    const [note, tasks] = [await noteOfSession(tx, session.id), await tasksOfSession(tx, session.id)];
    if (standOf(session, note, tasks) !== correcting.stand) {
      return refuse('changed', (words) => words.sessions.changedMeanwhile, 'status');
    }
  }
  if (session.startsAt > now && session.status === 'booked') {
    return refuse('not-begun', (words) => words.completing.notBegun, 'session');
  }
  return ok(session);
}

/** A session of the last seven days that nobody had booked: kept as added afterwards. */
async function addAfterwards(tx: Db, now: Date, context: Context, form: CompleteForm): Promise<Result<store.Session>> {
  const { settings, actor } = context;
  const mentorship = form.student == null ? null : await mentorshipOfStudent(tx, form.student);
  if (mentorship === null || !(await mayWith(tx, actor, mentorship.studentId, 'book'))) {
    return refuse('not-yours', (words) => words.common.notYours, 'student');
  }
  const startsAt = form.date && form.time ? localToInstant(form.date, form.time, settings.zone) : null;
  if (startsAt === null) return refuse('no-such-time', (words) => words.sessions.noSuchTime, 'time');
  const isRecent = startsAt <= now && startsAt >= addDays(now, -7);
  if (!isRecent) return refuse('not-recent', (words) => words.completing.notRecent, 'date');
  const hasHadDiscovery = await store.hasHadDiscovery(tx, mentorship);
  const kind: SessionKind = defaultKind({ hasHadDiscovery });
  const minutes = form.length ?? defaultLength(kind, mentorship.funding);
  if (!allowedLengths(kind).includes(minutes)) {
    return refuse('wrong-length', (words) => words.sessions.wrongLength(allowedLengths(kind)), 'length');
  }
  const people = [mentorship.mentorId, mentorship.studentId];
  const wanted = span(startsAt, minutes);
  if (!(await lockPair(tx, mentorship))) return refuseEnded;
  if ((await findClashes(tx, people, [wanted])).length > 0) {
    return await refuseClash(tx, context, mentorship, wanted, now);
  }
  const { mentorId, studentId, id: mentorshipId } = mentorship;
  const who = { mentorshipId, mentorId, studentId, bookedBy: actor.id, bookedAt: now };
  const rows = [{ ...who, ...wanted, kind, zone: settings.zone, addedAfterwards: true }];
  const [id] = (await unlessOverlapping(tx, (inner) => store.insertSessions(inner, rows))) ?? [];
  const session = id === undefined ? null : await store.findOne(tx, id);
  return session === null ? await refuseClash(tx, context, mentorship, wanted, now) : ok(session);
}

/**
 * Books the same time next week, which is the discovery session's as long as that has not been (H12); `isQuiet` where the
 * completion's own reply says it. Answers with why not, if so.
 */
async function bookSameSlot(
  tx: Db,
  now: Date,
  context: Context,
  session: store.Session,
  isQuiet: boolean,
): Promise<Refusal | null> {
  const mentorship = await mentorshipOfStudent(tx, session.studentId);
  if (mentorship === null || mentorship.id !== session.mentorshipId) {
    return { code: 'ended', say: (words) => words.completing.mentorshipEnded };
  }
  const startsAt = sameTimeNextWeek(session.startsAt, session.zone);
  if (startsAt === null) return { code: 'no-such-time', say: (words) => words.sessions.noSuchTime };
  if (await store.isBookedAt(tx, session.mentorshipId, startsAt)) return null;
  const kind = defaultKind({ hasHadDiscovery: await store.hasHadDiscovery(tx, mentorship) });
  const before = { kind: session.kind, minutes: minutesOf(session) };
  const minutes =
    kind === 'discovery' ? defaultLength(kind, mentorship.funding) : lengthGoingOn(before, mentorship.funding);
  const wanted = { mentorship, kind, startsAt, minutes, place: session.place, message: null, isQuiet };
  const booked = await bookIn(tx, now, context, wanted);
  return booked.ok ? null : booked.refusals[0];
}

async function say(tx: Db, now: Date, session: store.Session): Promise<void> {
  await enqueue(tx, now, [
    {
      kind: 'completion',
      payload: { sessionId: session.id },
      conversation: pair(session.mentorshipId),
      dedupeKey: `completion:${session.id}`,
      dueAt: now,
      subject: `session:${session.id}`,
    },
  ]);
}

const refusedSession = refuse('not-yours', (words) => words.common.notYours, 'session');
const tooManyTasks: Refusal = {
  code: 'too-many-tasks',
  field: 'tasks',
  say: (words) => words.completing.tooManyTasks(mostTasks),
};

function checkStatus(session: store.Session, form: CompleteForm, correcting: Correcting | null, now: Date): Refusal[] {
  const allowed = [...allowedStatuses({ ...session, now }), ...(correcting === null ? [] : [session.status])];
  if (!allowed.includes(form.status)) {
    return [{ code: 'not-yet', field: 'status', say: (words) => words.completing.statusNotYet }];
  }
  const needsReason = form.status === 'other' && reasonOf(session, form) === null;
  return needsReason ? [{ code: 'no-reason', field: 'reason', say: (words) => words.sessions.reasonMissing }] : [];
}

/** Only *other* is given a reason (L1); one that stands already belongs to its status, and stays with it. */
function reasonOf(session: store.Session, form: CompleteForm): string | null {
  const kept = form.status === session.status ? session.reason : null;
  return form.status === 'other' ? (form.reason ?? kept) : kept;
}

/** Only *completed* requires the note (H22); of the discovery session's questions only the remarks may stay open (H23). */
function checkNote(texts: Readonly<Record<string, string>>, isDiscovery: boolean): Refusal[] {
  const required = isDiscovery ? discoveryQuestions.filter((question) => question !== 'remarks') : ['note'];
  return required
    .filter((field) => (texts[field] ?? '') === '')
    .map((field) => ({ code: 'no-note', field, say: (words) => words.completing.noteMissing }));
}

function answersOf(form: CompleteForm): Record<string, string> {
  return Object.fromEntries(discoveryQuestions.map((question) => [question, form[question] ?? '']));
}
