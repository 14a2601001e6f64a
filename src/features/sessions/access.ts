import { type Action, type Actor, may, mayWithOne } from '../../core/access.ts';
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
  return mayWithOne(await relationTo(db, actor, session.studentId), action, session.mentorId === actor.id);
}
