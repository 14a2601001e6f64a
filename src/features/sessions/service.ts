import { z } from 'zod';
import { type PersonId, personId, type SessionId } from '../../core/ids.ts';
import { ok, type Refusal, type Result, refuse, refuseAll } from '../../core/result.ts';
import { addMinutes, localToInstant } from '../../core/time.ts';
import { isVideoLink } from '../../core/video-link.ts';
import type { Db } from '../../db/client.ts';
import { type Context, write } from '../../db/write.ts';
import { localDate, localTime, optionalText } from '../../slack/forms.ts';
import { mentorshipOfStudent } from '../assignment/service.ts';
import { mayTouch, mayWith } from './access.ts';
import { bookIn, moveIn } from './booking.ts';
import { allowedLengths, isSeriesLength, mostWeeks, type SessionKind, sessionKinds } from './rules.ts';
import * as store from './store.ts';

export { moveModal } from './book-modal.ts';
export { type Booking, bookIn, type MoveTo, moveIn } from './booking.ts';
export { findClashes, refuseClash } from './clashes.ts';
export { cancelForNewMentor } from './hand-over.ts';
export { findBookedAfter, findLastSession } from './meanwhile.ts';
export { allowedLengths, checkStart, defaultKind, defaultLength, isAtDaytime, minutesOf } from './rules.ts';
export type { Session } from './store.ts';
export {
  findOne as findSession,
  findUpcoming as upcomingOf,
  hasHadDiscovery,
  lockPeople,
  takesTime,
} from './store.ts';

/** A mentor's sessions that have begun and have no status yet, the oldest first. */
export async function withoutStatus(db: Db, mentorId: PersonId, now: Date): Promise<store.Session[]> {
  return await store.findToComplete(db, { mentorId }, now);
}

/** When any of these people is taken between two instants, in order. */
export async function busyTimes(
  db: Db,
  personIds: readonly PersonId[],
  from: Date,
  to: Date,
): Promise<Array<{ startsAt: Date; endsAt: Date }>> {
  return await store.findTaken(db, personIds, [{ startsAt: from, endsAt: to }]);
}

/** The modal `book`, read. */
export const bookForm = z.object({
  student: personId,
  kind: z.enum(sessionKinds),
  date: localDate,
  time: localTime,
  length: z.coerce.number().int(),
  repeat: z.enum(['no', 'weekly']),
  times: z.string().nullish(),
  place: optionalText,
  message: optionalText,
});

/** The modal `book` of a session that is moved, read. */
export const moveForm = bookForm.pick({ date: true, time: true, length: true, place: true, message: true });

/**
 * Books what the form says: one session, or a weekly series (H9, H10). Refuses at the fields, all at once where it can. `last` is
 * the newest session of the two when the form was opened: what was booked since is to be read before another one is.
 */
export async function bookSession(
  context: Context,
  form: z.output<typeof bookForm>,
  last?: SessionId | null,
): Promise<Result<{ sessionIds: SessionId[] }>> {
  return await write(context, async (tx, now) => {
    const mentorship = await mentorshipOfStudent(tx, form.student);
    const isAllowed = mentorship !== null && (await mayWith(tx, context.actor, mentorship.studentId, 'book'));
    if (!isAllowed) return refuse('not-yours', (words) => words.common.notYours, 'student');
    const times = form.repeat === 'weekly' ? Number(form.times ?? Number.NaN) : null;
    const others = times === null || isSeriesLength(times) ? [] : [wrongTimes];
    const start = readStart(context, form, form.kind, others);
    if (!start.ok) return start;
    const series = times === null ? {} : { series: { times } };
    const { kind, length: minutes, place, message } = form;
    const wanted = { mentorship, kind, startsAt: start.value, minutes, place, message, last, ...series };
    return await bookIn(tx, now, context, wanted);
  });
}

/** Moves a session to what the form says (L2). `revision` is the one the form was opened for: a form overtaken changes nothing. */
export async function moveSession(
  context: Context,
  moved: { readonly sessionId: SessionId; readonly revision: number },
  form: z.output<typeof moveForm>,
): Promise<Result<{ sessionId: SessionId; revision: number }>> {
  return await write(context, async (tx, now) => {
    const session = await store.findOne(tx, moved.sessionId);
    if (session === null || !(await mayTouch(tx, context.actor, session, 'move'))) {
      return refuse('not-yours', (words) => words.common.notYours);
    }
    const start = readStart(context, form, session.kind);
    if (!start.ok) return start;
    const startsAt = start.value;
    const { length: minutes, place, message } = form;
    const isTheSame =
      session.startsAt.getTime() === startsAt.getTime() &&
      session.endsAt.getTime() === addMinutes(startsAt, minutes).getTime() &&
      session.place === place &&
      session.message === message;
    const { id: sessionId, revision } = session;
    if (isTheSame && session.status === 'booked' && revision === moved.revision) return ok({ sessionId, revision });
    return await moveIn(tx, now, context, { ...moved, startsAt, minutes, place, message });
  });
}

const noSuchTime: Refusal = { code: 'no-such-time', field: 'time', say: (words) => words.sessions.noSuchTime };
const wrongTimes: Refusal = {
  code: 'wrong-times',
  field: 'times',
  say: (words) => words.sessions.wrongTimes(mostWeeks),
};
const wrongPlace: Refusal = { code: 'wrong-place', field: 'place', say: (words) => words.sessions.wrongPlace };

/** When the session is to start by the form; or all that is wrong in it at once, with what else is. */
function readStart(
  { settings }: Context,
  form: z.output<typeof moveForm>,
  kind: SessionKind,
  others: readonly Refusal[] = [],
): Result<Date> {
  const allowed = allowedLengths(kind);
  const wrongLength: Refusal = {
    code: 'wrong-length',
    field: 'length',
    say: (words) => words.sessions.wrongLength(allowed),
  };
  const problems = [
    ...(allowed.includes(form.length) ? [] : [wrongLength]),
    ...(form.place === null || isVideoLink(form.place) ? [] : [wrongPlace]),
    ...others,
  ];
  const startsAt = localToInstant(form.date, form.time, settings.zone);
  if (startsAt === null) return { ok: false, refusals: [noSuchTime, ...problems] };
  const checked = refuseAll(problems);
  return checked.ok ? ok(startsAt) : checked;
}
