import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMinutes } from '../../../src/core/time.ts';
import type { Database } from '../../../src/db/client.ts';
import { offerSlots, offers, sessions } from '../../../src/db/schema.ts';
import { studentHome } from '../../../src/features/home/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStudent, as, testWorld } from '../../support/world.ts';

describe.each(databases)('A student’s home, on %s', (kind) => {
  let database: Database;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  test('times to move the sixth session say so, although the home lists five', async () => {
    const { db } = database;
    const world = testWorld(db);
    const now = world.clock.now();
    const ana = await addMentor(db, { name: 'Ana' });
    const ben = await addStudent(db, { name: 'Ben' });
    const mentorshipId = await addMentorship(db, ana, ben);
    const pair = { mentorshipId, mentorId: ana.id, studentId: ben.id, zone: 'Europe/Paris', bookedBy: ana.id };
    const starts = [7, 14, 21, 28, 35, 42].map((days) => addDays(now, days));
    const booked = await db
      .insert(sessions)
      .values(
        starts.map((startsAt) => ({
          ...pair,
          kind: 'mentoring' as const,
          startsAt,
          endsAt: addMinutes(startsAt, 45),
          bookedAt: now,
        })),
      )
      .returning({ id: sessions.id });
    const sixth = booked.at(-1)?.id ?? null;
    const [offer] = await db
      .insert(offers)
      .values({ mentorshipId, madeBy: 'mentor', madeAt: now, minutes: 45, movesSessionId: sixth })
      .returning();
    if (offer === undefined) throw new Error('no offer');
    // At the second time Ana has a session of the series; over the third one the sixth itself reaches.
    const [free, taken, beside] = [addDays(now, 43), addDays(now, 35), addMinutes(addDays(now, 42), 30)];
    await db.insert(offerSlots).values([free, taken, beside].map((startsAt) => ({ offerId: offer.id, startsAt })));

    const home = await studentHome(as(world, ben));
    expect(home.upcoming).toHaveLength(5);
    expect(home.offer?.movesFrom).toEqual(starts.at(-1));
    expect(home.offer?.slots.map(({ startsAt }) => startsAt)).toEqual([beside, free]);
  });
});
