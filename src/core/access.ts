import type { PersonId } from './ids.ts';
import type { Locale } from './locale.ts';
import { ok, type Refusal, type Result } from './result.ts';

/** Who acts: a person as they stand in `people`, with what they may be. */
export interface Actor {
  readonly id: PersonId;
  readonly slackId: string;
  readonly name: string;
  readonly locale: Locale;
  readonly zone: string;
  readonly isStaff: boolean;
  readonly isMentor: boolean;
  readonly isStudent: boolean;
}

/**
 * How the actor stands to the student a dossier is about. The assignment service knows which it is; `past-mentor` sees what
 * was there up to the hand-over.
 */
export type Relation =
  | { readonly kind: 'self' }
  | { readonly kind: 'current-mentor' }
  | { readonly kind: 'past-mentor'; readonly until: Date }
  | { readonly kind: 'staff' }
  | { readonly kind: 'stranger' };

/** What can be done with a student's dossier. */
export type Action =
  | 'read-profile'
  | 'read-contact'
  | 'read-shared-notes'
  | 'read-private-comments'
  | 'edit-profile'
  | 'edit-contact'
  | 'verify-profile'
  | 'tick-task'
  | 'pick-slot'
  | 'propose'
  | 'offer'
  | 'book'
  | 'move'
  | 'cancel'
  | 'complete'
  | 'annotate';

const allowed: Record<Relation['kind'], ReadonlySet<Action>> = {
  self: new Set<Action>([
    'read-profile',
    'read-contact',
    'read-shared-notes',
    'edit-contact',
    'tick-task',
    'pick-slot',
    'propose',
    'cancel',
  ]),
  'current-mentor': new Set<Action>([
    'read-profile',
    'read-contact',
    'read-shared-notes',
    'read-private-comments',
    'edit-profile',
    'edit-contact',
    'offer',
    'book',
    'move',
    'cancel',
    'complete',
    'annotate',
  ]),
  // The sessions they held still want a status after the hand-over (L5); which ones those are, sessions know.
  'past-mentor': new Set<Action>(['read-profile', 'read-shared-notes', 'read-private-comments', 'complete']),
  staff: new Set<Action>([
    'read-profile',
    'read-contact',
    'read-shared-notes',
    'read-private-comments',
    'edit-profile',
    'edit-contact',
    'verify-profile',
    'offer',
    'book',
    'move',
    'cancel',
    'complete',
    'annotate',
  ]),
  stranger: new Set<Action>(),
};

/** The one place where access is decided. */
export function may(relation: Relation, action: Action): boolean {
  return allowed[relation.kind].has(action);
}

/** The same with one session or note: of a student’s mentors, only the one whose it is. */
export function mayWithOne(relation: Relation, action: Action, isOwn: boolean): boolean {
  return may(relation, action) && (isOwn || relation.kind === 'self' || relation.kind === 'staff');
}

export const notYours: Refusal = { code: 'not-yours', say: (words) => words.common.notYours };

/** Refuses what the relation does not allow, without saying whether the thing exists. */
export function checkAccess(relation: Relation, action: Action): Result<null> {
  return may(relation, action) ? ok(null) : { ok: false, refusals: [notYours] };
}
