import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type { MentorshipId, SessionId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { sessions } from '../../db/schema.ts';

/** The session that was booked or entered last. */
export async function findLastSession(db: Db, id: MentorshipId): Promise<SessionId | null> {
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.mentorshipId, id))
    .orderBy(desc(sessions.id))
    .limit(1);
  return row?.id ?? null;
}

/** The first session ahead that was booked after this one; with null, after none. */
export async function findBookedAfter(
  db: Db,
  id: MentorshipId,
  last: SessionId | null,
  now: Date,
): Promise<Date | null> {
  const [row] = await db
    .select({ startsAt: sessions.startsAt })
    .from(sessions)
    .where(
      and(
        eq(sessions.mentorshipId, id),
        eq(sessions.status, 'booked'),
        gt(sessions.startsAt, now),
        last === null ? undefined : gt(sessions.id, last),
      ),
    )
    .orderBy(asc(sessions.startsAt))
    .limit(1);
  return row?.startsAt ?? null;
}
