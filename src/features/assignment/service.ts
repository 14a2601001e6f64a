import type { Actor, Relation } from '../../core/access.ts';
import type { MentorshipId, PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { wake } from '../../db/timers.ts';
import { enqueue, pair, refresh } from '../../outbox/enqueue.ts';
import * as store from './store.ts';

export type { Mentorship } from './store.ts';
export {
  findActiveByChannel as mentorshipOfChannel,
  findActiveOfMentor as mentorshipsOfMentor,
  findActiveOfStudent as mentorshipOfStudent,
  findOne as findMentorship,
} from './store.ts';

/** How the actor stands to a student; what that allows is `core/access`'s to say. */
export async function relationTo(db: Db, actor: Actor, studentId: PersonId): Promise<Relation> {
  if (actor.id === studentId) return { kind: 'self' };
  if (actor.isStaff) return { kind: 'staff' };
  if (!actor.isMentor) return { kind: 'stranger' };
  const [newest] = await store.findOfPair(db, actor.id, studentId);
  if (newest === undefined) return { kind: 'stranger' };
  return newest.endedAt === null ? { kind: 'current-mentor' } : { kind: 'past-mentor', until: newest.endedAt };
}

/**
 * Begins a mentorship and introduces the two (H4); an earlier one of the student ends. `metOn`: they know each other already, and
 * the introduction is short.
 */
export async function startMentorship(
  tx: Db,
  now: Date,
  pairing: { mentorId: PersonId; studentId: PersonId; metOn: string | null },
): Promise<MentorshipId> {
  const earlier = await store.findActiveOfStudent(tx, pairing.studentId);
  if (earlier !== null) {
    await store.end(tx, earlier.id, now);
    await refresh(tx, now, `mentorship:${earlier.id}`, 'ended');
    await wake(tx, 'mentorship', earlier.id, now);
  }
  const id = await store.insert(tx, { ...pairing, startedAt: now });
  await enqueue(tx, now, [
    {
      kind: 'introduction',
      payload: { mentorshipId: id },
      conversation: pair(id),
      dedupeKey: `introduction:${id}`,
      dueAt: now,
      subject: `mentorship:${id}`,
    },
  ]);
  await wake(tx, 'mentorship', id, now);
  return id;
}
