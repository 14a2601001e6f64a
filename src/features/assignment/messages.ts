import { readLocale } from '../../core/locale.ts';
import { wordsFor } from '../../core/words/index.ts';
import { drop, message, type Renderers } from '../../outbox/render.ts';
import { findOne } from './store.ts';
import { introductionMessage } from './views.ts';

/** What this feature sends: loads what is true now and renders it. */
export const assignmentMessages = {
  introduction: async ({ db, settings, isEdit }, { mentorshipId }) => {
    const mentorship = await findOne(db, mentorshipId);
    if (mentorship === null) return drop('gone');
    if (!isEdit && mentorship.endedAt !== null) return drop('ended');
    if (!isEdit && mentorship.rootTs !== null) return drop('introduced');
    return message(
      introductionMessage(mentorship, wordsFor(readLocale(mentorship.studentSlackLocale, settings.locale))),
    );
  },
} satisfies Renderers<'introduction'>;
