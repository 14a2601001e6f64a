import { z } from 'zod';

declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

export type PersonId = Id<'person'>;
export type MentorshipId = Id<'mentorship'>;
export type SessionId = Id<'session'>;
export type SeriesId = Id<'series'>;
export type OfferId = Id<'offer'>;
export type SlotId = Id<'slot'>;
export type NoteId = Id<'note'>;
export type TaskId = Id<'task'>;
export type ProjectId = Id<'project'>;
export type RequestId = Id<'request'>;
export type OutboxId = Id<'outbox'>;

/** Reads an id that comes back from Slack (option value, button value, private_metadata) or from the outbox. */
function idSchema<T extends number>() {
  return z.coerce.number().int().positive().max(2_147_483_647) as unknown as z.ZodType<T, string | number>;
}

/** A button that puts times forward says what for: for another session of a mentorship, or to move one. */
export function matterValue(mentorship: MentorshipId, moves: SessionId | null): string {
  return moves === null ? String(mentorship) : `${mentorship}:${moves}`;
}

export function readMatter(value: string): { mentorship: string; moves: SessionId | null } {
  const [mentorship = '', moves = ''] = value.split(':');
  return { mentorship, moves: sessionId.safeParse(moves).data ?? null };
}

export const personId = idSchema<PersonId>();
export const mentorshipId = idSchema<MentorshipId>();
export const sessionId = idSchema<SessionId>();
export const offerId = idSchema<OfferId>();
export const slotId = idSchema<SlotId>();
export const noteId = idSchema<NoteId>();
export const taskId = idSchema<TaskId>();
export const requestId = idSchema<RequestId>();
export const outboxId = idSchema<OutboxId>();
