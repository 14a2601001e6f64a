import { and, eq, isNull, or } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { mentorships, sessions } from '../../db/schema.ts';
import type { SessionKind } from './rules.ts';
import type { Session } from './store.ts';

/**
 * What kind of session this one is if it takes place: of a series whose discovery session was missed, the first that is held is
 * the discovery session (H12), although it was booked as mentoring.
 */
export async function kindIfHeld(db: Db, { kind, mentorshipId }: Session): Promise<SessionKind> {
  if (kind !== 'mentoring') return kind;
  const isOne = or(eq(sessions.kind, 'discovery'), eq(sessions.status, 'completed'));
  const rows = await db
    .select({ status: sessions.status })
    .from(sessions)
    .innerJoin(mentorships, eq(mentorships.id, sessions.mentorshipId))
    .where(and(eq(sessions.mentorshipId, mentorshipId), isNull(mentorships.metOn), isOne));
  const wasMissed = rows.length > 0 && rows.every(({ status }) => status !== 'booked' && status !== 'completed');
  return wasMissed ? 'discovery' : kind;
}
