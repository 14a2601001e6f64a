import type { Locale } from '../../core/locale.ts';
import { wordsFor } from '../../core/words/index.ts';
import { drop, message, type RenderContext, type Renderers } from '../../outbox/render.ts';
import { findMentorship } from '../assignment/service.ts';
import { noteBlocks, noteOfSession, tasksOfSession } from '../notes/service.ts';
import { findPerson } from '../people/service.ts';
import {
  type Announcement,
  bookingMessage,
  cancellationMessage,
  completionMessage,
  missedMessage,
  movedMessage,
  seriesMessage,
} from './announcements.ts';
import * as store from './store.ts';

/**
 * What is said of sessions in the thread of the two. Every message is rendered from what is true now, also when it replaces
 * itself: whatever was overtaken says so and has no buttons.
 */
export const sessionsMessages = {
  booking: async (context, { sessionId }) => {
    const session = await store.findOne(context.db, sessionId);
    if (session === null) return drop('no_session');
    const announcement = await announce(context, session);
    if (session.seriesId !== null) {
      const all = await store.findOfSeries(context.db, session.seriesId);
      return message(seriesMessage(announcement, all, context.now));
    }
    return message(bookingMessage(announcement, announcement.moves.length === 0));
  },

  moved: async (context, { sessionId, revision }) => {
    const session = await store.findOne(context.db, sessionId);
    if (session === null) return drop('no_session');
    const announcement = await announce(context, session);
    const [newest] = announcement.moves;
    const isNewest = newest?.revision === revision;
    if (!isNewest && !context.isEdit) return drop('moved_again');
    const move = announcement.moves.find((each) => each.revision === revision);
    if (move === undefined) return drop('no_move');
    return message(movedMessage(announcement, move, isNewest));
  },

  cancellation: async (context, { sessionId, revision, later }) => {
    const session = await store.findOne(context.db, sessionId);
    if (session === null) return drop('no_session');
    const isCurrent = session.revision === revision;
    if (!isCurrent && !context.isEdit) return drop('corrected');
    const mentorship = await findMentorship(context.db, session.mentorshipId);
    const doGoOn = mentorship?.endedAt === null;
    return message(cancellationMessage(await announce(context, session), { isCurrent, doGoOn, later }));
  },

  completion: async (context, { sessionId }) => {
    const { db } = context;
    const session = await store.findOne(db, sessionId);
    if (session === null || session.status === 'booked') return drop('no_session');
    const announcement = await announce(context, session);
    const [note, tasks, next, saidAt] = await Promise.all([
      noteOfSession(db, sessionId),
      tasksOfSession(db, sessionId),
      store.findFollowing(db, session),
      store.findSaidAt(db, `completion:${sessionId}`),
    ]);
    const changes = [session.correctedAt, note?.versionAt ?? null].filter((at) => at !== null && at > (saidAt ?? at));
    const correctedAt = changes.length === 0 ? null : new Date(Math.max(...changes.map(Number)));
    const shown = note === null ? null : { blocks: noteBlocks(announcement.words, note.texts), version: note.version };
    // By when it was said, as a later correction changes what the session says of itself.
    const isBookedWithIt = next?.status === 'booked' && next.bookedAt.getTime() === saidAt?.getTime();
    const isNextToldHere = isBookedWithIt && next.revision === 0;
    return message(completionMessage(announcement, { note: shown, tasks, next, isNextToldHere, correctedAt }));
  },

  'missed-session': async (context, { sessionId, revision }) => {
    const session = await store.findOne(context.db, sessionId);
    if (session === null) return drop('no_session');
    const isCurrent = session.revision === revision;
    if (!isCurrent && !context.isEdit) return drop('corrected');
    const isContested = isCurrent && (await store.isContested(context.db, sessionId));
    const state = isContested ? 'contested' : isCurrent ? 'open' : 'corrected';
    return message(missedMessage(await announce(context, session), state));
  },
} satisfies Renderers<'booking' | 'moved' | 'cancellation' | 'completion' | 'missed-session'>;

/** What all announcements need: the session, its history, and the language of its student (two read it). */
async function announce(context: RenderContext, session: store.Session): Promise<Announcement> {
  const moves = await store.findMoves(context.db, session.id);
  const locale = await languageOf(context, session);
  return { session, moves, locale, words: wordsFor(locale) };
}

async function languageOf({ db, settings }: RenderContext, session: store.Session): Promise<Locale> {
  const student = await findPerson(db, session.studentId, settings.locale);
  return student?.locale ?? settings.locale;
}
