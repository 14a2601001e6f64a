import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type SessionId, sessionId } from '../../core/ids.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { formatFor } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import { askStaff } from '../../db/requests.ts';
import { type Context, record, write } from '../../db/write.ts';
import { enqueue, refresh } from '../../outbox/enqueue.ts';
import { optionalText } from '../../slack/forms.ts';
import { mayTouch } from './access.ts';
import { cancellationEntry, giveStatus, missed } from './ending.ts';
import { cancellation } from './rules.ts';
import * as store from './store.ts';
import { cancelView } from './views.ts';

/** What a `cancel` modal carries with it: `late` says that the student has read what late means. */
export const cancelMetadata = z.object({ session: sessionId, revision: z.number(), late: z.boolean() });

/** The modal `cancel`, read. A student is not asked who cancels. */
export const cancelForm = z.object({ by: z.enum(['mentor', 'student']).nullish(), reason: optionalText });

/** The modal `cancel` for a session that is booked and has not begun, or a sentence why there is nothing to cancel. */
export async function cancelModal(context: Context, id: SessionId): Promise<ModalView | string> {
  const { db, actor, clock, settings } = context;
  const words = wordsFor(actor.locale);
  const session = await store.findOne(db, id);
  if (session === null || !(await mayTouch(db, actor, session, 'cancel'))) return words.common.notYours;
  if (session.status !== 'booked') return words.sessions.notBookedAnyMore;
  if (session.startsAt <= clock.now()) return words.sessions.hasBegun;
  const isStudent = actor.id === session.studentId;
  return cancelView(words, {
    sessionId: session.id,
    revision: session.revision,
    with: isStudent ? session.mentorName : session.studentName,
    when: formatFor(actor, session.startsAt, settings.zone, 'full'),
    isStudent,
    isLate: cancellation({ by: 'student', startsAt: session.startsAt, now: clock.now() }) === 'cancelled_late',
  });
}

/**
 * Cancels a session before it begins (L1): a student's cancellation is late from 24 hours before the start on, and nobody's
 * before they have read what that means; a mentor's own needs a reason and costs the student nothing. `late-unread` asks to show
 * the form again.
 */
export async function cancelSession(
  context: Context,
  asked: z.output<typeof cancelMetadata>,
  form: z.output<typeof cancelForm>,
): Promise<Result<null>> {
  return await write(context, async (tx, now) => {
    const found = await store.findOne(tx, asked.session);
    if (found === null || !(await mayTouch(tx, context.actor, found, 'cancel'))) {
      return refuse('not-yours', (words) => words.common.notYours);
    }
    await store.lockPeople(tx, [found.mentorId, found.studentId]);
    const session = await store.findOne(tx, asked.session);
    if (session?.status !== 'booked') return refuse('not-booked', (words) => words.sessions.notBookedAnyMore);
    if (session.revision !== asked.revision) return refuse('changed', (words) => words.sessions.changedMeanwhile);
    if (session.startsAt <= now) return refuse('begun', (words) => words.sessions.hasBegun);
    const isStudent = context.actor.id === session.studentId;
    const by = isStudent ? 'student' : (form.by ?? 'mentor');
    const status = cancellation({ by, startsAt: session.startsAt, now });
    if (isStudent && status === 'cancelled_late' && !asked.late) {
      return refuse('late-unread', (words) => words.sessions.lateMeans);
    }
    if (by === 'mentor' && form.reason === null) {
      return refuse('no-reason', (words) => words.sessions.reasonMissing, 'reason');
    }
    const given = await giveStatus(tx, now, context, session, { status, reason: form.reason });
    if (!given.ok) return given;
    await enqueue(tx, now, [cancellationEntry(now, session, given.value.revision)]);
    return ok(null);
  });
}

/** *That's not right*: a student contests that a session was missed; the pedagogical team is asked, once while that is open. */
export async function contest(context: Context, id: SessionId): Promise<Result<null>> {
  return await write(context, async (tx, now) => {
    const session = await store.findOne(tx, id);
    if (session === null || session.studentId !== context.actor.id) {
      return refuse('not-yours', (words) => words.common.notYours);
    }
    if (!missed.includes(session.status)) return refuse('corrected', (words) => words.sessions.correctedMeanwhile);
    const { studentId: personId, mentorshipId, id: sessionId, revision } = session;
    const about = { personId, mentorshipId, sessionId, askedAt: now, matter: `not-right:${sessionId}:${revision}` };
    const isNew = await askStaff(tx, { kind: 'not-right', ...about });
    if (!isNew) return ok(null);
    await refresh(tx, now, `session:${sessionId}`, `contested${now.getTime()}`);
    await record(tx, { at: now, actor: context.actor, action: 'contest', subject: `session:${sessionId}` });
    return ok(null);
  });
}
