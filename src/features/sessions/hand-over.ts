import type { Actor } from '../../core/access.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Locale, readLocale } from '../../core/locale.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Db } from '../../db/client.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { mentorshipOfStudent } from '../assignment/service.ts';
import { cancellationEntry, giveStatus } from './ending.ts';
import * as store from './store.ts';

/**
 * Before a student gets another mentor: what is booked with the present one is cancelled, costs the student nothing (L1), and
 * their thread says why, once for all. No actor is the operator. Answers with how many sessions that were.
 */
export async function cancelForNewMentor(
  tx: Db,
  now: Date,
  actor: Actor | null,
  studentId: PersonId,
  fallback: Locale,
): Promise<number> {
  const mentorship = await mentorshipOfStudent(tx, studentId);
  if (mentorship === null) return 0;
  await store.lockPeople(tx, [mentorship.mentorId, studentId]);
  const booked = await store.findUpcoming(tx, { studentId }, now);
  const { newMentor } = wordsFor(readLocale(mentorship.studentSlackLocale, fallback)).assignment;
  const cancelled: Array<{ session: store.Session; revision: number }> = [];
  for (const session of booked) {
    const given = await giveStatus(tx, now, { actor }, session, { status: 'other', reason: newMentor });
    if (given.ok) cancelled.push({ session, revision: given.value.revision });
  }
  const [next, ...later] = cancelled;
  if (next !== undefined) await enqueue(tx, now, [cancellationEntry(now, next.session, next.revision, later.length)]);
  return booked.length;
}
