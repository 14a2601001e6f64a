import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMinutes } from '../../../src/core/time.ts';
import type { Database } from '../../../src/db/client.ts';
import { offerSlots, offers, outbox, sessions } from '../../../src/db/schema.ts';
import { homeOf, retryMessage, studentHome } from '../../../src/features/home/service.ts';
import { homeView } from '../../../src/features/home/views.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStaff, addStudent, as, testWorld } from '../../support/world.ts';

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

describe.each(databases)('What staff’s home says of messages that were given up, on %s', (kind) => {
  let database: Database;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  test('those given up first come first, however many there are; one that fails again makes room for the others', async () => {
    const { db } = database;
    const world = testWorld(db);
    const zoe = as(world, await addStaff(db, { name: 'Zoe' }));
    const minutesAgo = (minutes: number) => addMinutes(world.clock.now(), -minutes);
    const dead = { kind: 'booking', conversation: 'staff', state: 'dead', why: 'is_archived' } as const;
    const made = await db
      .insert(outbox)
      .values(
        Array.from({ length: 25 }, (_, index) => ({
          ...{ ...dead, payload: { sessionId: index }, dedupeKey: `booking:${index}` },
          ...{ dueAt: minutesAgo(60), createdAt: minutesAgo(60), settledAt: minutesAgo(30 - index) },
        })),
      )
      .returning({ id: outbox.id });
    const ids = made.map(({ id }) => id);
    const look = async () => {
      const text = JSON.stringify(homeView(zoe.actor, 'Europe/Paris', await homeOf(zoe)).blocks);
      return { shown: [...text.matchAll(/retry_message:(\d+)/g)].map(([, id]) => Number(id)), text };
    };
    const first = await look();
    expect(first.shown).toEqual(ids.slice(0, 4));
    expect(first.text).toContain('and 21 more, given up later');
    for (const id of ids.slice(0, 4)) {
      expect((await retryMessage(zoe, id)).ok).toBe(true);
      await db.update(outbox).set({ state: 'dead', settledAt: world.clock.now() }).where(eq(outbox.id, id));
    }
    const second = await look();
    expect(second.shown).toEqual(ids.slice(4, 8));
    expect(second.text).toContain('and 21 more, given up later');
  });
});
