import { type Action, type Actor, may } from '../../core/access.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { relationTo } from '../assignment/service.ts';
import type { Session } from './store.ts';

/** Whether the actor may do this with a student. */
export async function mayWith(db: Db, actor: Actor, studentId: PersonId, action: Action): Promise<boolean> {
  return may(await relationTo(db, actor, studentId), action);
}

/** Whether the actor may do this with a session: of the mentors of its student, only with the one who holds it. */
export async function mayTouch(db: Db, actor: Actor, session: Session, action: Action): Promise<boolean> {
  const relation = await relationTo(db, actor, session.studentId);
  const isTheirs = relation.kind === 'self' || relation.kind === 'staff' || session.mentorId === actor.id;
  return isTheirs && may(relation, action);
}
