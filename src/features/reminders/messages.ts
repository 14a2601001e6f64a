import type { MentorshipId, PersonId, SessionId } from '../../core/ids.ts';
import type { Missing } from '../../core/silence.ts';
import { localDay } from '../../core/time.ts';
import {
  drop,
  finalMessage,
  type Message,
  message,
  type RenderContext,
  type Renderers,
  type Rendering,
} from '../../outbox/render.ts';
import { findMentorship, type Mentorship } from '../assignment/service.ts';
import { awaitedOffer, turnOf, type WhoseTurn } from '../contact/service.ts';
import { tasksOf } from '../notes/service.ts';
import { findSession, type Session } from '../sessions/service.ts';
import { editableFields, missingFields, profileOf } from '../students/service.ts';
import { mentorDigest, staffDigest } from './digests.ts';
import { byDay, readerOf } from './reader.ts';
import * as views from './views.ts';

/**
 * Every reminder is rendered from what is true when it is sent: without its reason it is dropped. One that was sent is edited when
 * what it is about changes, and says then that it is settled.
 */
export const remindersMessages = {
  'reply-missing': (context, payload) =>
    aboutSilence(context, 'reply-missing', payload, payload.to, async (reader, mentorship, moves) => {
      if (payload.to === 'mentor') return views.replyMissingMentor(reader, mentorship, moves);
      const offer = await awaitedOffer(context, mentorship.id, context.now);
      return offer === null ? null : views.replyMissingStudent(reader, mentorship, payload.step, offer);
    }),

  'answer-missing': (context, payload) =>
    aboutSilence(context, 'answer-missing', payload, 'mentor', async (reader, mentorship, moves) =>
      views.answerMissing(reader, mentorship, new Date(payload.since), moves),
    ),

  'contact-missing': (context, payload) =>
    aboutSilence(context, 'contact-missing', payload, 'mentor', async (reader, mentorship) =>
      views.contactMissing(reader, mentorship, mentorship.startedAt),
    ),

  'next-missing': (context, payload) =>
    aboutSilence(context, 'next-missing', payload, 'mentor', async (reader, mentorship) =>
      views.nextMissing(reader, mentorship),
    ),

  'session-upcoming': async (context, { sessionId, to, what, startsAt }) => {
    const session = await findSession(context.db, sessionId);
    if (session === null) return drop('no_session');
    const reader = await readerOf(context, to === 'student' ? session.studentId : session.mentorId);
    const isCurrent = session.status === 'booked' && session.startsAt.toISOString() === startsAt;
    if (!isCurrent) return settled(context, overtaken(session, reader), 'changed');
    if (context.now >= session.startsAt) return settled(context, reader.words.reminders.isOver, 'begun');
    const tasks = what === 'prepare' && to === 'student' ? await openTasks(context, session.studentId) : [];
    const upcoming = views.sessionUpcoming(reader, session, to, what, tasks, context.now);
    return what === 'begins' ? message(upcoming) : byDay(context, reader, upcoming);
  },

  'status-missing': async (context, { sessionId, revision }) => {
    const session = await findSession(context.db, sessionId);
    if (session === null) return drop('no_session');
    const reader = await readerOf(context, session.mentorId);
    const isCurrent = session.status === 'booked' && session.revision === revision;
    if (!isCurrent) return settled(context, reader.words.reminders.settled, 'has_status');
    const isOnTime = localDay(context.now, reader.zone) === localDay(session.endsAt, reader.zone);
    const missing = views.statusMissing(reader, session);
    return isOnTime ? message(missing) : byDay(context, reader, missing);
  },

  'profile-missing': async (context, { personId }) => {
    const profile = await profileOf(context.db, personId);
    if (profile === null) return drop('no_student');
    const reader = await readerOf(context, personId);
    const own = editableFields({ kind: 'self' });
    const missing = missingFields(profile).filter((field) => own.includes(field));
    if (missing.length === 0) return settled(context, reader.words.reminders.profileComplete, 'complete');
    const fields = missing.map((field) => reader.words.students.fields[field]);
    return byDay(context, reader, views.profileMissing(reader, personId, fields));
  },

  'mentor-digest': mentorDigest,
  'staff-digest': staffDigest,
} satisfies Partial<Renderers>;

/** Renders while it is still the same silence; `since` tells one from the next. */
async function aboutSilence(
  context: RenderContext,
  what: Missing,
  { mentorshipId, since }: { mentorshipId: MentorshipId; since: string },
  to: 'student' | 'mentor',
  render: (reader: views.Reader, mentorship: Mentorship, moves: SessionId | null) => Promise<Message | null>,
): Promise<Rendering> {
  const mentorship = await findMentorship(context.db, mentorshipId);
  if (mentorship === null) return drop('no_mentorship');
  const turn = (await turnOf(context, [mentorshipId], context.now)).get(mentorshipId);
  const reader = await readerOf(context, to === 'student' ? mentorship.studentId : mentorship.mentorId);
  const isSame = turn?.reason === what && turn.since.toISOString() === since;
  const rendered = isSame ? await render(reader, mentorship, turn.moves) : null;
  return rendered === null
    ? settled(context, whyOver(reader, what, turn), 'answered')
    : byDay(context, reader, rendered);
}

/** Whoever was waited for has answered; or there is nothing left to answer, for which nobody is thanked. */
function whyOver({ words }: views.Reader, what: Missing, turn: WhoseTurn | undefined): string {
  const isAnswered = turn === undefined || turn.kind === 'nobody' || turn.reason === 'answer-missing';
  return what === 'reply-missing' && !isAnswered ? words.reminders.overtaken : words.reminders.settled;
}

/** Nothing is sent any more; what stands there says that nothing is left to do. */
function settled({ isEdit }: RenderContext, sentence: string, why: string): Rendering {
  return isEdit ? finalMessage(views.settledMessage(sentence)) : drop(why);
}

function overtaken({ status }: Session, { words }: views.Reader): string {
  const { isMoved, isCancelled, isOver } = words.reminders;
  if (status === 'booked') return isMoved;
  return status === 'cancelled' || status === 'cancelled_late' || status === 'other' ? isCancelled : isOver;
}

async function openTasks({ db }: RenderContext, studentId: PersonId): Promise<string[]> {
  const tasks = await tasksOf(db, studentId, 100);
  return tasks.filter(({ doneAt }) => doneAt === null).map(({ text }) => text);
}
