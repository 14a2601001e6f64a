import { and, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, OfferId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { mentorships, offerSlots, offers, sessionMoves, sessions } from '../../db/schema.ts';
import { takesTime } from '../sessions/service.ts';
import type { OfferFacts } from './rules.ts';

/** Of each matter the mentor's newest times, as long as none is picked: only these may still be waited for. */
export function waitedFor(
  rows: ReadonlyArray<Omit<OfferFacts, 'slots' | 'taken'> & { mentorshipId: MentorshipId }>,
): OfferId[] {
  const byMentor = rows.filter(({ madeBy }) => madeBy === 'mentor');
  const newest = new Map(byMentor.map((row) => [`${row.mentorshipId}:${row.movesSessionId}`, row]));
  return [...newest.values()].flatMap(({ id, sessionId }) => (sessionId === null ? [id] : []));
}

/** Slots at which one of the two has another session than that which was picked, or is to be moved. */
export async function findTaken(
  db: Db,
  ids: readonly OfferId[],
): Promise<Array<{ offerId: OfferId; startsAt: Date; takenAt: Date }>> {
  if (ids.length === 0) return [];
  const theirs = alias(mentorships, 'theirs');
  const movedAt = sql`(
    select max(${sessionMoves.movedAt}) from ${sessionMoves}
    where ${sessionMoves.sessionId} = ${sessions.id} and ${sessionMoves.fromStartsAt} <> ${sessions.startsAt})`;
  const slotEndsAt = sql`${offerSlots.startsAt} + ${offers.minutes} * interval '1 minute'`;
  return await db
    .select({
      offerId: offerSlots.offerId,
      startsAt: offerSlots.startsAt,
      takenAt: sql`min(greatest(${sessions.bookedAt}, ${movedAt}))`.mapWith(sessions.bookedAt),
    })
    .from(offerSlots)
    .innerJoin(offers, eq(offers.id, offerSlots.offerId))
    .innerJoin(mentorships, eq(mentorships.id, offers.mentorshipId))
    // By mentorship, as there is no index that has all sessions of a mentor.
    .innerJoin(
      theirs,
      or(
        eq(theirs.mentorId, mentorships.mentorId),
        eq(theirs.studentId, mentorships.studentId),
        eq(theirs.mentorId, mentorships.studentId),
        eq(theirs.studentId, mentorships.mentorId),
      ),
    )
    .innerJoin(
      sessions,
      and(
        eq(sessions.mentorshipId, theirs.id),
        inArray(sessions.status, [...takesTime]),
        lt(sessions.startsAt, slotEndsAt),
        gt(sessions.endsAt, offerSlots.startsAt),
        sql`${sessions.id} is distinct from coalesce(${offers.sessionId}, ${offers.movesSessionId})`,
      ),
    )
    .where(inArray(offerSlots.offerId, [...ids]))
    .groupBy(offerSlots.id);
}
