import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { mentorshipId, type SessionId, sessionId } from '../../core/ids.ts';
import { readLocale } from '../../core/locale.ts';
import {
  addDays,
  addMinutes,
  formatFor,
  formatLocal,
  instantToLocal,
  localToInstant,
  sameOffset,
  type Zone,
  zoneName,
} from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Context } from '../../db/write.ts';
import { type FormValues, localDate, localTime } from '../../slack/forms.ts';
import type { Mentorship } from '../assignment/service.ts';
import {
  allowedLengths,
  busyTimes,
  defaultKind,
  defaultLength,
  findLastSession,
  findSession,
  hasHadDiscovery,
  isAtDaytime,
  minutesOf,
  type Session,
} from '../sessions/service.ts';
import { currentMentorship } from './offering.ts';
import * as store from './store.ts';
import { fillTemplate, mostTimes, nextPossible, type TypedTime } from './times.ts';
import { offerView, proposeView, type TimeRow } from './views.ts';

/** What the modals carry with them (`last`: the newest session when they were opened); never to be trusted, only to be looked up. */
export const offerMetadata = z.object({
  mentorship: mentorshipId,
  moves: sessionId.nullable(),
  last: sessionId.nullable(),
  rows: z.number().int().min(1).max(mostTimes.mentor),
});
export const proposeMetadata = offerMetadata.omit({ rows: true });

/** What stands in a modal that is open: the times, and the texts beside them. */
export interface Typed {
  readonly times: readonly TypedTime[];
  readonly values: FormValues;
}

/** What a modal is opened for. One that is shown again keeps the `last` that it began with. */
interface Opening {
  readonly mentorship: unknown;
  readonly moves: SessionId | null;
  readonly last?: SessionId | null;
}

/** Reads the rows `date_1 time_1` …; what is no date or time counts as empty. */
export function typedTimes(values: FormValues, most: number): TypedTime[] {
  return Array.from({ length: most }, (_, index) => {
    const n = index + 1;
    const date = localDate.nullish().catch(null).parse(values[`date_${n}`]) ?? null;
    return { n, date, time: localTime.nullish().catch(null).parse(values[`time_${n}`]) ?? null };
  });
}

/**
 * The modal `offer`: begun with the mentor's last times that are still possible, and with their text, or ours with all points of
 * H6 in the student's language; a sentence where there is none to open. A session that is moved stays as long as it is, and where. `typed` is what stands in one that is open already.
 */
export async function offerModal(
  context: Context,
  of: Opening & { readonly rows?: number },
  typed: Typed | null = null,
): Promise<ModalView | string> {
  const { actor, db, settings, clock } = context;
  const { zone } = settings;
  const words = wordsFor(actor.locale);
  const id = mentorshipId.safeParse(of.mentorship);
  if (!id.success) return words.common.notYours;
  const found = await currentMentorship(db, context, id.data, 'offer');
  if (!found.ok) return found.refusals[0].say(words);
  const mentorship = found.value;
  const session = await sessionToMove(context, mentorship, of.moves);
  if (typeof session === 'string') return session;
  const [hasMet, habits] = await Promise.all([
    hasHadDiscovery(db, mentorship),
    store.findHabits(db, mentorship.mentorId),
  ]);
  const kind = defaultKind({ hasHadDiscovery: hasMet });
  const length = defaultLength(kind, mentorship.funding);
  const minutes = session === null ? length : minutesOf(session);
  const times = typed?.times ?? (await timesToBeginWith(context, mentorship, minutes));
  const count = Math.min(mostTimes.mentor, Math.max(of.rows ?? 3, times.length));
  const zoneLabel = zoneName(zone, clock.now(), actor.locale);
  const two = bothOf(context, mentorship);
  return offerView(words, {
    intro:
      session === null
        ? words.contact.offerIntro(mentorship.studentName, zoneLabel)
        : words.contact.offerMoveIntro(
            mentorship.studentName,
            formatFor(actor, session.startsAt, zone, 'full'),
            zoneLabel,
          ),
    rows: rowsOf(context, times, count, zone, minutes, two),
    zone,
    zoneLabel,
    message: typed === null ? firstText(context, mentorship, hasMet, habits.template) : text(typed, 'message'),
    metadata: {
      mentorship: mentorship.id,
      moves: of.moves,
      last: await lastSession(context, mentorship, of),
      rows: count,
    },
    student: mentorship.studentName,
    canAdd: count < mostTimes.mentor,
    arrange:
      session === null
        ? { lengths: allowedLengths(kind), length, place: typed === null ? habits.place : text(typed, 'place') }
        : null,
    canKeep: session === null && !hasMet,
  });
}

/** The modal `propose`, in the student's own zone, the mentoring time beside; a sentence where there is none to open. */
export async function proposeModal(
  context: Context,
  of: Opening,
  typed: Typed | null = null,
): Promise<ModalView | string> {
  const { actor, db, settings, clock } = context;
  const words = wordsFor(actor.locale);
  if (!actor.isStudent) return words.contact.mentorOffers;
  const id = mentorshipId.safeParse(of.mentorship);
  if (!id.success) return words.contact.noMentor;
  const found = await currentMentorship(db, context, id.data, 'propose');
  if (!found.ok) return found.refusals[0].say(words);
  const mentorship = found.value;
  const session = await sessionToMove(context, mentorship, of.moves);
  if (typeof session === 'string') return session;
  const zoneLabel = zoneName(actor.zone, clock.now(), actor.locale);
  const { mentorName } = mentorship;
  const both = bothOf(context, mentorship);
  const beside = { name: null, zone: settings.zone, isPerson: false };
  const concerned = mentorship.mentorZone === settings.zone ? both : [beside, ...both];
  return proposeView(words, {
    intro:
      session === null
        ? words.contact.proposeIntro(mentorName, zoneLabel)
        : words.contact.proposeMoveIntro(
            mentorName,
            formatFor(actor, session.startsAt, settings.zone, 'full'),
            zoneLabel,
          ),
    rows: rowsOf(context, typed?.times ?? [], mostTimes.student, actor.zone, 30, concerned),
    zone: actor.zone,
    zoneLabel,
    message: typed === null ? null : text(typed, 'message'),
    metadata: { mentorship: mentorship.id, moves: of.moves, last: await lastSession(context, mentorship, of) },
    mentor: mentorName,
  });
}

/** The session that times are put forward for, or a sentence why it cannot be moved any more. */
async function sessionToMove(
  { actor, db, clock }: Context,
  mentorship: Mentorship,
  moves: SessionId | null,
): Promise<Session | string | null> {
  if (moves === null) return null;
  const words = wordsFor(actor.locale);
  const session = await findSession(db, moves);
  if (session?.mentorshipId !== mentorship.id || session.status !== 'booked') return words.contact.changedOtherwise;
  return session.startsAt <= clock.now() ? words.sessions.hasBegun : session;
}

async function lastSession({ db }: Context, { id }: Mentorship, { last }: Opening): Promise<SessionId | null> {
  return last === undefined ? await findLastSession(db, id) : last;
}

/** Somebody for whom a time means something; `name` null is the reader. */
interface Concerned {
  readonly name: string | null;
  readonly zone: Zone;
  /** Else a zone that is said beside, as the mentoring zone is. */
  readonly isPerson: boolean;
}

function bothOf({ actor }: Context, mentorship: Mentorship): Concerned[] {
  const { mentorId, mentorName, mentorZone, studentId, studentName, studentZone } = mentorship;
  return [
    { name: actor.id === studentId ? null : studentName, zone: studentZone, isPerson: true },
    { name: actor.id === mentorId ? null : mentorName, zone: mentorZone, isPerson: true },
  ];
}

function rowsOf(
  { actor }: Context,
  times: readonly TypedTime[],
  count: number,
  zone: Zone,
  minutes: number,
  concerned: readonly Concerned[],
): TimeRow[] {
  const { sessions, contact } = wordsFor(actor.locale);
  const hintsFor = (startsAt: Date) =>
    concerned.flatMap(({ name, zone: theirs, isPerson }) => {
      const when = formatLocal(startsAt, theirs, actor.locale, 'full');
      const named = zoneName(theirs, startsAt, actor.locale);
      const beside = isPerson ? sessions.theirTime(name, when, named) : contact.thatIs(when, named);
      const isEarly = isPerson && !isAtDaytime(startsAt, addMinutes(startsAt, minutes), theirs);
      return [...(sameOffset(startsAt, theirs, zone) ? [] : [beside]), ...(isEarly ? [contact.early(name)] : [])];
    });
  return Array.from({ length: count }, (_, index) => {
    const { date, time } = times[index] ?? { date: null, time: null };
    const startsAt = date === null || time === null ? null : localToInstant(date, time, zone);
    return { date, time, hints: startsAt === null ? [] : hintsFor(startsAt) };
  });
}

async function timesToBeginWith(
  { db, settings, clock }: Context,
  { mentorId, studentId }: Mentorship,
  minutes: number,
): Promise<TypedTime[]> {
  const now = clock.now();
  const last = await store.findLastSlots(db, mentorId);
  if (last.length === 0) return [];
  const busy = await busyTimes(db, [mentorId, studentId], now, addDays(now, 60));
  const starts = nextPossible(last, busy, { minutes, zone: settings.zone, now });
  return starts.map((startsAt, index) => ({ n: index + 1, ...instantToLocal(startsAt, settings.zone) }));
}

/** For a first session the mentor's own template, or ours (H6); later on a short line. */
function firstText({ settings }: Context, mentorship: Mentorship, hasMet: boolean, template: string | null): string {
  const { studentName: student, mentorName: mentor } = mentorship;
  const { contact } = wordsFor(readLocale(mentorship.studentSlackLocale, settings.locale));
  if (hasMet) return contact.nextTemplate({ student });
  return template === null ? contact.template({ student, mentor }) : fillTemplate(template, student);
}

function text({ values }: Typed, field: string): string | null {
  const value = values[field];
  return typeof value === 'string' ? value : null;
}
