import { dateToken, mention } from '../../core/mrkdwn.ts';
import { slackDate } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import { drop, message, type Renderers } from '../../outbox/render.ts';
import { findMentorship } from '../assignment/service.ts';
import { findPerson } from '../people/service.ts';
import * as store from './store.ts';
import { noteMessage } from './views.ts';

export const notesMessages = {
  note: async ({ db, settings }, { noteId }) => {
    const note = await store.findOne(db, noteId);
    const mentorship = note === null ? null : await findMentorship(db, note.mentorshipId);
    if (note === null || mentorship === null) return drop('no_note');
    const student = await findPerson(db, note.studentId, settings.locale);
    const locale = student?.locale ?? settings.locale;
    const editedAt = note.version === 1 ? null : dateToken(slackDate(note.versionAt, settings.zone, locale));
    const shown = { texts: note.texts, author: note.authorName, editedAt };
    return message(noteMessage(wordsFor(locale), shown, mention(mentorship.studentSlackId)));
  },
} satisfies Renderers<'note'>;
