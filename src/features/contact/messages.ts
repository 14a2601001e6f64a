import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { readLocale } from '../../core/locale.ts';
import { wordsFor } from '../../core/words/index.ts';
import { drop, finalMessage, message, type RenderContext, type Renderers } from '../../outbox/render.ts';
import { findMentorship, mentorshipOfStudent } from '../assignment/service.ts';
import { findPerson } from '../people/service.ts';
import { findSession } from '../sessions/service.ts';
import { type Announcement, offerMessage, proposalMessage } from './announcements.ts';
import { countForwarded } from './conversation.ts';
import { answerToMessage, forwardedMessage, toPlainText } from './passing-on.ts';
import { answersAnOffer, freeSlots, isClosedForGood, stateOf } from './rules.ts';
import * as store from './store.ts';

/** What this feature sends: loads what is true now and renders it. */
export const contactMessages = {
  offer: async (context, { offerId }) => {
    const announcement = await announce(context, await store.findOffer(context.db, offerId));
    if (announcement === null) return drop('no_offer');
    const { offer, state, isFinal } = announcement;
    const isOvertaken = state.kind === 'closed' && (state.why === 'newer' || state.why === 'ended');
    // What a student wrote is for the mentor to read, whatever became of the times beside it.
    const hasOwnWords = offer.madeBy === 'student' && offer.message !== null;
    if (isOvertaken && !hasOwnWords && !context.isEdit) return drop(state.why);
    const said = offer.madeBy === 'mentor' ? offerMessage(announcement) : proposalMessage(announcement);
    return isFinal ? finalMessage(said) : message(said);
  },

  'forwarded-message': async (context, { mentorshipId, channel, ts }) => {
    const mentorship = await findMentorship(context.db, mentorshipId);
    if (mentorship === null) return drop('gone');
    const written = await readMessage(context.slack, channel, ts);
    if (written?.user !== mentorship.studentSlackId || written.text === '') return drop('message_gone');
    // It leaves with this rendering: a lost answer is looked up, or tried again until it has left.
    if (!context.isEdit) await countForwarded(context, mentorshipId);
    const words = wordsFor(readLocale(mentorship.studentSlackLocale, context.settings.locale));
    return message(forwardedMessage(mentorship, written, words));
  },

  'message-to-app': async ({ db, settings }, { personId, channel, ts, hasWords }) => {
    const person = await findPerson(db, personId, settings.locale);
    if (person === null) return drop('gone');
    const mentorship = person.isStudent ? await mentorshipOfStudent(db, personId) : null;
    const place = `${channel}:${ts}`;
    return message(answerToMessage(person, mentorship, { place, hasWords }, wordsFor(person.locale)));
  },
} satisfies Renderers<'offer' | 'forwarded-message' | 'message-to-app'>;

/** What somebody wrote, in a thread or not, read where they wrote it: we keep no copy. Null once it is deleted. */
async function readMessage(slack: WebClient, channel: string, ts: string) {
  try {
    const { messages = [] } = await slack.conversations.replies({
      channel,
      ts,
      oldest: ts,
      latest: ts,
      inclusive: true,
    });
    const found = messages.find((each) => each.ts === ts);
    const hasFiles = (found?.files ?? []).length > 0;
    return found === undefined ? null : { user: found.user, text: toPlainText(found.text ?? ''), hasFiles };
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === 'thread_not_found') return null;
    throw error;
  }
}

async function announce(
  context: RenderContext,
  offer: store.Offer | null,
): Promise<(Announcement & { isFinal: boolean }) | null> {
  if (offer === null) return null;
  const { db, settings, now } = context;
  const [mentorship, facts, moves] = await Promise.all([
    findMentorship(db, offer.mentorshipId),
    store.findFacts(db, [offer.mentorshipId], settings),
    offer.movesSessionId === null ? null : findSession(db, offer.movesSessionId),
  ]);
  const told = facts.get(offer.mentorshipId);
  if (mentorship === null || told === undefined) return null;
  const state = stateOf({ ...offer, slots: offer.slots.map(({ startsAt }) => startsAt) }, told, now);
  const own = told.sessions.find(({ id }) => id === (offer.sessionId ?? offer.movesSessionId));
  const free = freeSlots(offer, now).filter(({ startsAt }) => startsAt.getTime() !== own?.startsAt.getTime());
  const locale = readLocale(mentorship.studentSlackLocale, settings.locale);
  const isFinal = isClosedForGood(offer, state, told);
  const answers = answersAnOffer(told, offer);
  const words = wordsFor(locale);
  return { offer, mentorship, state, isFinal, free, answers, moves, zone: settings.zone, locale, words };
}
