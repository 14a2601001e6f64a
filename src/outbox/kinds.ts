import { z } from 'zod';
import { mentorshipId, noteId, offerId, personId, sessionId } from '../core/ids.ts';

/**
 * Every message that leaves by itself, and what its row holds: ids, instants and steps, never people's words. It is rendered when
 * it is sent, by the feature that its comment names.
 */
export const kinds = {
  /** assignment: the root of the student's thread */
  introduction: z.object({ mentorshipId }),
  /** contact: times put forward, by the mentor or the student */
  offer: z.object({ offerId }),
  /** contact: what a student wrote to the app, passed on at their wish; it is read from Slack when it is sent */
  'forwarded-message': z.object({ mentorshipId, channel: z.string(), ts: z.string() }),
  /** contact: a message to the app reaches nobody; what can be done with it */
  'message-to-app': z.object({ personId, channel: z.string(), ts: z.string(), hasWords: z.boolean() }),
  /** sessions: the summary of an appointment or of a weekly series (H11) */
  booking: z.object({ sessionId }),
  /** sessions: a session has a new time */
  moved: z.object({ sessionId, revision: z.number() }),
  /** sessions: a session was cancelled, and so many later ones with it */
  cancellation: z.object({ sessionId, revision: z.number(), later: z.number().default(0) }),
  /** sessions: note, tasks and next date of one completion */
  completion: z.object({ sessionId }),
  /** sessions: absent or cancelled late, told to the student with *That's not right* */
  'missed-session': z.object({ sessionId, revision: z.number() }),
  /** notes: a note between sessions */
  note: z.object({ noteId }),
  /** reminders, by what is missing (`core/silence.ts`); `since` tells one silence from the next */
  'reply-missing': z.object({ mentorshipId, to: z.enum(['student', 'mentor']), step: z.number(), since: z.string() }),
  'answer-missing': z.object({ mentorshipId, step: z.number(), since: z.string() }),
  'contact-missing': z.object({ mentorshipId, step: z.number(), since: z.string() }),
  'next-missing': z.object({ mentorshipId, step: z.number(), since: z.string() }),
  'session-upcoming': z.object({
    sessionId,
    to: z.enum(['student', 'mentor']),
    what: z.enum(['prepare', 'begins']),
    /** The time it reminds of: one that was moved since has another. */
    startsAt: z.string(),
  }),
  'status-missing': z.object({ sessionId, revision: z.number() }),
  'profile-missing': z.object({ personId, step: z.number() }),
  'mentor-digest': z.object({ personId, day: z.string(), at: z.string() }),
  'staff-digest': z.object({ day: z.string(), at: z.string() }),
} as const;

export type Kind = keyof typeof kinds;
export type Payload<K extends Kind> = z.output<(typeof kinds)[K]>;
