import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { personId, type SessionId, sessionId } from '../../core/ids.ts';
import {
  addMinutes,
  formatFor,
  formatLocal,
  instantToLocal,
  localToInstant,
  sameOffset,
  zoneName,
} from '../../core/time.ts';
import { readWhen } from '../../core/when.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Context } from '../../db/write.ts';
import { type FormValues, parseMetadata } from '../../slack/forms.ts';
import {
  type Mentorship,
  mentorshipMeant,
  mentorshipsOfMentor,
  type Named,
  whyNotWith,
} from '../assignment/service.ts';
import { mayTouch, mayWith } from './access.ts';
import { findLastSession } from './meanwhile.ts';
import {
  defaultKind,
  defaultLength,
  isAtDaytime,
  lengthGoingOn,
  minutesOf,
  type SessionKind,
  sessionKinds,
} from './rules.ts';
import * as store from './store.ts';
import { bookView, moveView } from './views.ts';

/** What `/book` was asked with: whom, and what was typed behind it. */
export interface BookAsked {
  readonly student?: Named;
  readonly when?: string;
  /** A start to begin with, instead of words. */
  readonly startsAt?: Date;
  /** Said above the times, e.g. why another one is needed. */
  readonly said?: readonly string[];
}

/** The modal `book`, with what can be known filled in; or a sentence why there is none to open. */
export async function bookModal(context: Context, asked: BookAsked): Promise<ModalView | string> {
  const { actor, clock, settings } = context;
  const words = wordsFor(actor.locale);
  const students = await bookable(context, asked.student);
  if (students === 'not-yours') {
    const mayBook = asked.student !== undefined && (actor.isMentor || actor.isStaff);
    return mayBook ? await whyNotWith(context, asked.student) : words.sessions.studentsDontBook;
  }
  if (students.all.length === 0) {
    if (actor.isMentor) return words.sessions.noStudents;
    return actor.isStaff ? words.sessions.nameAStudent : words.sessions.studentsDontBook;
  }
  const read = readWhen(asked.when ?? '', actor.locale, clock.now(), settings.zone);
  const start = asked.startsAt === undefined ? read : instantToLocal(asked.startsAt, settings.zone);
  const when = { date: start.date, time: start.time, times: read.repeat };
  return await filledIn(context, students.all, students.chosen, when, { said: asked.said });
}

/**
 * The modal after a choice in it: a default gives way to the new one, what somebody chose or typed stays. `overtaken` says what
 * was booked since it was opened; whoever submits it again has read that.
 */
export async function bookModalAgain(
  context: Context,
  values: FormValues,
  metadata: string,
  overtaken: string | null = null,
): Promise<ModalView | string> {
  const typed = typedSoFar.parse(values);
  const shown = readBookMetadata(metadata);
  if (shown.session !== undefined) return await moveModal(context, shown.session, typed);
  const students = await bookable(context, shown.student === undefined ? undefined : { id: shown.student });
  if (students === 'not-yours') return wordsFor(context.actor.locale).common.notYours;
  const chosen = students.all.find((each) => each.studentId === typed.student) ?? null;
  const isForTheSame = chosen !== null && chosen.studentId === shown.student;
  const opening = { overtaken, last: isForTheSame && overtaken === null ? shown.last : undefined };
  const when = {
    date: typed.date,
    time: typed.time,
    times: typed.repeat === 'weekly' ? (typed.times ?? 4) : null,
    kind: typed.kind === shown.kind ? null : typed.kind,
    length: typed.length === shown.length ? null : typed.length,
    place: typed.place === shown.place ? null : typed.place,
  };
  return await filledIn(context, students.all, chosen, when, opening);
}

/** The modal `book` for a session that is to be moved (L2), or a sentence why it cannot be. */
export async function moveModal(context: Context, id: SessionId, typed: Typed = {}): Promise<ModalView | string> {
  const { actor, db, clock, settings } = context;
  const words = wordsFor(actor.locale);
  const session = await store.findOne(db, id);
  if (session === null || !(await mayTouch(db, actor, session, 'move'))) return words.common.notYours;
  if (session.status !== 'booked') return words.sessions.notBookedAnyMore;
  if (session.startsAt <= clock.now()) return words.sessions.hasBegun;
  const now = instantToLocal(session.startsAt, settings.zone);
  const minutes = minutesOf(session);
  const start = { date: typed.date ?? now.date, time: typed.time ?? now.time };
  return moveView(words, {
    sessionId: id,
    revision: session.revision,
    student: session.studentName,
    current: formatFor(actor, session.startsAt, settings.zone, 'full'),
    zone: settings.zone,
    timeLabel: words.sessions.time(zoneName(settings.zone, session.startsAt, actor.locale)),
    ...start,
    length: minutes,
    place: session.place,
    message: session.message,
    hints: hintsFor(context, session, start, minutes),
  });
}

/** What a `book` modal carries with it; never to be trusted, only to be looked up. */
export function readBookMetadata(metadata: string) {
  return parseMetadata(bookMetadata, metadata) ?? {};
}

const bookMetadata = z.object({
  session: sessionId.optional(),
  revision: z.number().optional(),
  student: personId.optional(),
  /** The newest session of the two when the form was opened for that student. */
  last: sessionId.nullish(),
  /** The defaults that were shown. */
  kind: z.enum(sessionKinds).nullish(),
  length: z.number().nullish(),
  place: z.string().nullish(),
});

const typedSoFar = z.object({
  student: personId.nullish().catch(null),
  kind: z.enum(sessionKinds).nullish().catch(null),
  date: z.string().nullish().catch(null),
  time: z.string().nullish().catch(null),
  length: z.coerce.number().nullish().catch(null),
  repeat: z.string().nullish().catch(null),
  times: z.coerce.number().nullish().catch(null),
  place: z.string().nullish().catch(null),
});
type Typed = Partial<z.output<typeof typedSoFar>>;

type Students = { readonly all: readonly Mentorship[]; readonly chosen: Mentorship | null };

/** For whom the actor may book: a mentor's current students, and for staff the one whom they name. */
async function bookable({ db, actor }: Context, named: Named | undefined): Promise<Students | 'not-yours'> {
  const own = actor.isMentor ? await mentorshipsOfMentor(db, actor.id) : [];
  if (named === undefined) return { all: own, chosen: own.length === 1 ? (own[0] ?? null) : null };
  const asked = await mentorshipMeant(db, named);
  if (asked === null || !(await mayWith(db, actor, asked.studentId, 'book'))) return 'not-yours';
  const all = own.some((each) => each.id === asked.id) ? own : [asked, ...own];
  return { all, chosen: asked };
}

/** What is said in a form; one that is shown again keeps the `last` that it began with. */
interface Opening {
  readonly said?: readonly string[] | undefined;
  readonly overtaken?: string | null;
  readonly last?: SessionId | null | undefined;
}

async function filledIn(
  context: Context,
  students: readonly Mentorship[],
  chosen: Mentorship | null,
  typed: Typed,
  { said = [], overtaken = null, last }: Opening,
): Promise<ModalView> {
  const { actor, settings, clock } = context;
  const defaults = await defaultsFor(context, chosen, last);
  const kind = typed.kind ?? defaults.kind;
  const usualLength = kind === null ? null : defaultLength(kind, chosen?.funding ?? null);
  const length = typed.length ?? usualLength;
  const words = wordsFor(actor.locale);
  return bookView(words, {
    students: students.map((each) => ({ id: each.studentId, name: each.studentName })),
    chosen: chosen?.studentId ?? null,
    kind,
    zone: settings.zone,
    timeLabel: words.sessions.time(zoneName(settings.zone, clock.now(), actor.locale)),
    date: typed.date ?? null,
    time: typed.time ?? null,
    length,
    times: typed.times ?? null,
    place: typed.place ?? defaults.place,
    hints: [
      ...said,
      ...(kind === null || kind === 'mentoring' || typed.times == null
        ? []
        : [words.sessions.goesOn(lengthGoingOn({ kind, minutes: length ?? 30 }, chosen?.funding ?? null))]),
      ...(chosen === null ? [] : hintsFor(context, chosen, typed, length ?? 30)),
    ],
    overtaken,
    carried: { ...defaults, length: usualLength },
  });
}

async function defaultsFor(
  { db }: Context,
  chosen: Mentorship | null,
  known: SessionId | null | undefined,
): Promise<{ kind: SessionKind | null; place: string | null; last: SessionId | null }> {
  if (chosen === null) return { kind: null, place: null, last: null };
  const [hasHadDiscovery, place, last] = await Promise.all([
    store.hasHadDiscovery(db, chosen),
    store.findUsualPlace(db, chosen.mentorId),
    known === undefined ? findLastSession(db, chosen.id) : known,
  ]);
  return { kind: defaultKind({ hasHadDiscovery }), place, last };
}

type Two = Pick<Mentorship, 'mentorId' | 'mentorName' | 'mentorZone' | 'studentName' | 'studentZone'>;

/** What the start means for each of the two: their own time where it differs, and whether it is early or late for them. */
function hintsFor(
  { actor, settings }: Context,
  two: Two,
  start: Pick<Typed, 'date' | 'time'>,
  minutes: number,
): string[] {
  const startsAt = start.date && start.time ? localToInstant(start.date, start.time, settings.zone) : null;
  if (startsAt === null) return [];
  const { sessions } = wordsFor(actor.locale);
  const both = [
    { name: actor.id === two.mentorId ? null : two.mentorName, zone: two.mentorZone },
    { name: two.studentName, zone: two.studentZone },
  ];
  return both.flatMap(({ name, zone }) => [
    ...(sameOffset(startsAt, zone, settings.zone)
      ? []
      : [
          sessions.theirTime(
            name,
            formatLocal(startsAt, zone, actor.locale, 'full'),
            zoneName(zone, startsAt, actor.locale),
          ),
        ]),
    ...(isAtDaytime(startsAt, addMinutes(startsAt, minutes), zone) ? [] : [sessions.early(name)]),
  ]);
}
