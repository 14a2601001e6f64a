import type { Actor } from '../../core/access.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Db } from '../../db/client.ts';
import { record } from '../../db/write.ts';
import { dm, type Entry, enqueue, pair } from '../../outbox/enqueue.ts';
import { changed, refreshSession, unlessOverlapping } from './booking.ts';
import type { SessionKind, SessionStatus } from './rules.ts';
import * as store from './store.ts';

/** Statuses that tell a student of a session missed (L1), and may be contested. */
export const missed: readonly SessionStatus[] = ['absent', 'cancelled_late'];

/**
 * Gives a session its status, or another one than it had: copies what billing needs of the student (L6), edits what was said of
 * the session, and tells the student in person of a session missed. The caller holds the two people; no actor is the operator.
 */
export async function giveStatus(
  tx: Db,
  now: Date,
  context: { readonly actor: Actor | null },
  session: store.Session,
  ending: { readonly status: SessionStatus; readonly reason: string | null; readonly kind?: SessionKind },
): Promise<Result<{ revision: number }>> {
  const revision = session.revision + 1;
  const billing = session.status === 'booked' ? await store.findBilling(tx, session.studentId) : {};
  // A correction does not change when the two knew: whatever they did since is still the last word between them.
  const isHeldAfterAll = isHeld(ending.status) && !isHeld(session.status);
  const updated = await unlessOverlapping(tx, async (inner) => {
    await store.update(inner, session.id, {
      ...ending,
      ...billing,
      statusAt: isHeldAfterAll ? now : (session.statusAt ?? now),
      correctedAt: session.status === 'booked' ? null : now,
      statusBy: context.actor?.id ?? null,
    });
    return true;
  });
  if (updated === null) return refuse('taken', (words) => words.sessions.takenMeanwhile, 'status');
  await refreshSession(tx, now, session, revision);
  await store.settleContest(tx, session.id, now);
  await enqueue(tx, now, toldInPerson(now, session, revision, ending.status));
  await changed(tx, now, { id: session.mentorshipId }, `ended${session.id}.${revision}`, [session.id]);
  await record(tx, { at: now, actor: context.actor, action: ending.status, subject: `session:${session.id}` });
  return ok({ revision });
}

/** The reply that says in the thread that a session does not take place, nor so many `later` ones, and why. */
export function cancellationEntry(now: Date, session: store.Session, revision: number, later = 0): Entry {
  return {
    kind: 'cancellation',
    payload: { sessionId: session.id, revision, later },
    conversation: pair(session.mentorshipId),
    dedupeKey: `cancellation:${session.id}:${revision}`,
    dueAt: now,
    subject: `session:${session.id}`,
  };
}

function isHeld(status: SessionStatus): boolean {
  return status === 'completed' || status === 'absent';
}

function toldInPerson(now: Date, session: store.Session, revision: number, status: SessionStatus): Entry[] {
  if (!missed.includes(status)) return [];
  return [
    {
      kind: 'missed-session',
      payload: { sessionId: session.id, revision },
      conversation: dm(session.studentId),
      dedupeKey: `missed-session:${session.id}:${revision}`,
      dueAt: now,
      subject: `session:${session.id}`,
    },
  ];
}
