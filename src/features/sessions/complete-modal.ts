import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type PersonId, personId, type SessionId, sessionId } from '../../core/ids.ts';
import { formatFor, formatLocal, zoneName } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Context } from '../../db/write.ts';
import { type FormValues, parseMetadata } from '../../slack/forms.ts';
import { mentorshipOfStudent, mentorshipsOfMentor } from '../assignment/service.ts';
import { type NoteTexts, noteOfSession, tasksOfSession } from '../notes/service.ts';
import { findPerson, findPersonBySlackId } from '../people/service.ts';
import { mayTouch, mayWith } from './access.ts';
import { answerBlocks, type CompleteFields, completeView } from './complete-view.ts';
import { type Following, notListed, standOf } from './completing.ts';
import { kindIfHeld } from './discovery.ts';
import {
  allowedStatuses,
  defaultKind,
  defaultLength,
  inHours,
  readTasks,
  type SessionStatus,
  sameTimeNextWeek,
  sessionStatuses,
} from './rules.ts';
import * as store from './store.ts';

/** What `/complete` was asked with. */
export type CompleteAsked =
  | { readonly kind: 'all' }
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'student'; readonly id: PersonId }
  | { readonly kind: 'mentioned'; readonly slackId: string };

/** The modal `complete`: sessions without a status, the oldest first, and *one not listed*; or a sentence why there is none. */
export async function completeModal(context: Context, asked: CompleteAsked): Promise<ModalView | string> {
  const { db, actor, clock } = context;
  const words = wordsFor(actor.locale);
  const scope = await scopeOf(context, asked);
  if (scope === null) {
    return actor.isMentor || actor.isStaff ? words.common.notYours : words.completing.studentsDontComplete;
  }
  if (asked.kind === 'session') {
    const session = await store.findOne(db, asked.id);
    if (session?.status !== 'booked') return words.completing.hasStatus;
    if (session.startsAt > clock.now()) return words.completing.notBegun;
  }
  return await filledIn(context, scope, {}, asked.kind === 'session' ? asked.id : null);
}

/** The modal after a choice in it. */
export async function completeModalAgain(
  context: Context,
  values: FormValues,
  metadata: string,
): Promise<ModalView | string> {
  const carried = parseMetadata(completeMetadata, metadata) ?? {};
  const fields = typedSoFar.parse({ ...carried.unlisted, ...values });
  // Another student’s usual length is another; one that was chosen stays with the student it was chosen for.
  const length = fields.student === carried.unlisted?.student ? fields.length : null;
  const typed = { ...fields, length, answers: typedAnswers(values) };
  if (carried.session !== undefined) return await correctModal(context, carried.session, typed, carried.stand);
  const scope = await scopeOf(
    context,
    carried.student === undefined ? { kind: 'all' } : { kind: 'student', id: carried.student },
  );
  if (scope === null) return wordsFor(context.actor.locale).common.notYours;
  return await filledIn(context, scope, typed, null);
}

/**
 * The modal `complete` for a session that has its status, to correct status, note or tasks; or a sentence why not. One that is
 * open keeps the `stand` that it began with, as Slack keeps its texts.
 */
export async function correctModal(
  context: Context,
  id: SessionId,
  typed: Typed = {},
  stand?: string,
): Promise<ModalView | string> {
  const { db, actor, clock, settings } = context;
  const words = wordsFor(actor.locale);
  const session = await store.findOne(db, id);
  if (session === null || !(await mayTouch(db, actor, session, 'complete'))) return words.common.notYours;
  if (session.status === 'booked') return words.completing.notEnded;
  const [note, tasks] = await Promise.all([noteOfSession(db, id), tasksOfSession(db, id)]);
  const allowed = allowedStatuses({ ...session, now: clock.now() });
  const status = typed.status ?? session.status;
  return completeView(words, {
    correcting: {
      session: id,
      stand: stand ?? standOf(session, note, tasks),
      line: lineOf(context, session, 'full'),
    },
    metadata: {},
    sessions: [],
    chosen: id,
    statuses: statusesInOrder([...allowed, session.status]),
    status,
    kind: await kindIfHeld(db, session),
    answers: { ...note?.texts, reason: session.reason ?? '' },
    typed: typed.answers ?? {},
    tasks: tasks.map(({ text, minutes }) => (minutes === null ? text : `${text} ~${inHours(minutes)}`)).join('\n'),
    followings: [],
    following: null,
    unlisted: null,
    zone: settings.zone,
    hint: workloadHint(context, typed),
  });
}

/** What is asked only of a session that is not listed; Slack forgets it while another session is looked at. */
const typedUnlisted = z.object({
  student: personId.nullish().catch(null),
  date: z.string().nullish().catch(null),
  time: z.string().nullish().catch(null),
  length: z.coerce.number().nullish().catch(null),
});

const completeMetadata = z.object({
  session: sessionId.optional(),
  stand: z.string().optional(),
  student: personId.optional(),
  unlisted: typedUnlisted.optional(),
});

const typedSoFar = typedUnlisted.extend({
  session: z
    .union([z.literal(notListed), sessionId])
    .nullish()
    .catch(null),
  status: z.enum(sessionStatuses).nullish().catch(null),
  tasks: z.string().nullish().catch(null),
});
type Typed = Partial<z.output<typeof typedSoFar>> & { readonly answers?: NoteTexts };

function typedAnswers(values: FormValues): NoteTexts {
  return Object.fromEntries(
    answerBlocks.flatMap((id) => {
      const text = values[id];
      return typeof text === 'string' ? [[id, text]] : [];
    }),
  );
}

/** Whose sessions are asked about: all of a mentor's, or one student's; for staff one student's. */
interface Scope {
  readonly student: { readonly id: PersonId; readonly name: string } | null;
  readonly sessions: readonly store.Session[];
  /** With whom a session that is not listed may have been. */
  readonly students: ReadonlyArray<{ id: PersonId; name: string }>;
}

async function scopeOf(context: Context, asked: CompleteAsked): Promise<Scope | null> {
  const { db, actor, clock, settings } = context;
  const now = clock.now();
  const student = await studentOf(context, asked);
  if (student === 'nobody') return null;
  if (student !== null && !(await mayWith(db, actor, student, 'complete'))) return null;
  const own = actor.isMentor ? await mentorshipsOfMentor(db, actor.id) : [];
  const students = own.map((each) => ({ id: each.studentId, name: each.studentName }));
  if (student === null) {
    return { student: null, sessions: await store.findToComplete(db, { mentorId: actor.id }, now), students };
  }
  const found = await store.findToComplete(db, { studentId: student }, now);
  const sessions = actor.isStaff ? found : found.filter((each) => each.mentorId === actor.id);
  const person = await findPerson(db, student, settings.locale);
  if (person === null) return null;
  const canAdd = (await mayWith(db, actor, student, 'book')) && (await mentorshipOfStudent(db, student)) !== null;
  const one = { id: student, name: person.name };
  return { student: one, sessions, students: canAdd ? [one] : [] };
}

async function studentOf(context: Context, asked: CompleteAsked): Promise<PersonId | null | 'nobody'> {
  const { db, settings } = context;
  switch (asked.kind) {
    case 'all':
      return null;
    case 'student':
      return asked.id;
    case 'session': {
      const session = await store.findOne(db, asked.id);
      const isTheirs = session !== null && (await mayTouch(db, context.actor, session, 'complete'));
      return isTheirs ? session.studentId : 'nobody';
    }
    case 'mentioned':
      return (await findPersonBySlackId(db, asked.slackId, settings.locale))?.id ?? 'nobody';
  }
}

async function filledIn(
  context: Context,
  scope: Scope,
  typed: Typed,
  wanted: SessionId | null,
): Promise<ModalView | string> {
  const { db, actor, clock, settings } = context;
  const words = wordsFor(actor.locale);
  const now = clock.now();
  const { sessions, students } = scope;
  if (sessions.length === 0 && students.length === 0) {
    if (scope.student !== null) return words.completing.nothingWaits(scope.student.name);
    if (actor.isMentor) return words.sessions.noStudents;
    return actor.isStaff ? words.completing.nameForComplete : words.completing.studentsDontComplete;
  }
  const chosen = typed.session ?? wanted ?? sessions[0]?.id ?? notListed;
  const session = sessions.find((each) => each.id === chosen) ?? null;
  const unlisted = session === null ? await unlistedFields(context, students, typed) : null;
  const allowed = session === null ? sometimeAgo : allowedStatuses({ ...session, now });
  const statuses = statusesInOrder(allowed);
  const status = typed.status != null && statuses.includes(typed.status) ? typed.status : 'completed';
  const current = session === null ? null : await mentorshipOfStudent(db, session.studentId);
  const hasEnded = session !== null && current?.id !== session.mentorshipId;
  const next = session === null || hasEnded ? null : await store.findNext(db, session.mentorshipId, now);
  return completeView(words, {
    correcting: null,
    metadata: {
      ...(scope.student !== null && { student: scope.student.id }),
      unlisted: typedUnlisted.parse({ ...typed, ...unlisted }),
    },
    sessions: [
      ...sessions.map((each) => ({ value: String(each.id), label: lineOf(context, each, 'short') })),
      ...(students.length === 0 ? [] : [{ value: notListed, label: words.completing.notListed }]),
    ],
    chosen: session?.id ?? notListed,
    statuses,
    status,
    kind: session === null ? (unlisted?.kind ?? 'mentoring') : await kindIfHeld(db, session),
    answers: {},
    typed: typed.answers ?? {},
    tasks: '',
    followings: followingsFor(context, session, next, hasEnded),
    following: next === null ? 'not-now' : 'as-booked',
    unlisted,
    zone: settings.zone,
    hint: workloadHint(context, typed),
  });
}

async function unlistedFields({ db, actor, clock, settings }: Context, students: Scope['students'], typed: Typed) {
  const student =
    students.find((each) => each.id === typed.student) ?? (students.length === 1 ? students[0] : undefined);
  const mentorship = student === undefined ? null : await mentorshipOfStudent(db, student.id);
  const hasHadDiscovery = mentorship === null || (await store.hasHadDiscovery(db, mentorship));
  const kind = defaultKind({ hasHadDiscovery });
  return {
    students,
    student: student?.id ?? null,
    kind,
    date: typed.date ?? null,
    time: typed.time ?? null,
    length: typed.length ?? defaultLength(kind, mentorship?.funding ?? null),
    timeLabel: wordsFor(actor.locale).sessions.time(zoneName(settings.zone, clock.now(), actor.locale)),
  };
}

const sometimeAgo: readonly SessionStatus[] = ['completed', 'absent', 'cancelled_late', 'other'];

function statusesInOrder(allowed: readonly SessionStatus[]): SessionStatus[] {
  return sessionStatuses.filter((status) => allowed.includes(status));
}

/** Where the mentorship has ended there is no next session to book, and none at a time that is past. */
function followingsFor(
  { actor, clock }: Context,
  session: store.Session | null,
  next: store.Session | null,
  hasEnded: boolean,
): CompleteFields['followings'] {
  const { completing } = wordsFor(actor.locale);
  const day = (instant: Date) => formatLocal(instant, actor.zone, actor.locale, 'short');
  const notNow = { value: 'not-now', label: completing.followings.notNow } as const;
  if (hasEnded) return [notNow];
  const nextWeek = session === null ? null : sameTimeNextWeek(session.startsAt, session.zone);
  const sameSlot = nextWeek === null || nextWeek < clock.now() ? null : nextWeek;
  const all: Array<{ value: Following; label: string } | null> = [
    next === null ? null : { value: 'as-booked', label: completing.followings.asBooked(day(next.startsAt)) },
    sameSlot === null ? null : { value: 'same-slot', label: completing.followings.sameSlot(day(sameSlot)) },
    { value: 'another', label: completing.followings.another },
    notNow,
  ];
  return all.filter((each) => each !== null);
}

function lineOf({ actor, settings }: Context, session: store.Session, style: 'short' | 'full'): string {
  return `${session.studentName} · ${formatFor(actor, session.startsAt, settings.zone, style)}`;
}

/** H19. */
function workloadHint({ actor }: Context, typed: Typed): string | null {
  const { warning, totalMinutes } = readTasks(typed.tasks ?? '');
  return warning === null ? null : wordsFor(actor.locale).completing.workload(warning, inHours(totalMinutes));
}
