import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { offerSlots, offers, sessions } from '../../../src/db/schema.ts';
import { awaitedOffer, turnOf } from '../../../src/features/contact/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addStudent, testWorld } from '../../support/world.ts';

describe.each(databases)('Whose turn it is, by what is kept on %s', (kind) => {
  let database: Database;

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  test('of many mentorships at once, each by its own offers and sessions', async () => {
    const { db } = database;
    const world = testWorld(db, '2026-10-08T08:00:00Z');
    const now = world.clock.now();
    const marc = await addMentor(db, { name: 'Marc' });
    const ana = await addStudent(db);
    const bea = await addStudent(db);
    const chloe = await addStudent(db);
    const withAna = await addMentorship(db, marc, ana);
    const withBea = await addMentorship(db, marc, bea);
    const withChloe = await addMentorship(db, marc, chloe);
    const [offer] = await db
      .insert(offers)
      .values({ mentorshipId: withAna, madeBy: 'mentor', madeAt: new Date('2026-10-07T08:00:00Z'), minutes: 30 })
      .returning();
    if (offer === undefined) throw new Error('no offer');
    await db.insert(offerSlots).values([
      { offerId: offer.id, startsAt: new Date('2026-10-14T17:00:00Z') },
      { offerId: offer.id, startsAt: new Date('2026-10-12T17:00:00Z') },
    ]);
    await db.insert(sessions).values({
      ...{ mentorshipId: withBea, mentorId: marc.id, studentId: bea.id, kind: 'discovery', zone: 'Europe/Paris' },
      startsAt: new Date('2026-10-09T17:00:00Z'),
      endsAt: new Date('2026-10-09T17:30:00Z'),
      bookedAt: now,
      bookedBy: marc.id,
    });

    const turns = await turnOf(world, [withAna, withBea, withChloe], now);
    expect([withAna, withBea, withChloe].map((id) => [turns.get(id)?.kind, turns.get(id)?.reason])).toEqual([
      ['student', 'reply-missing'],
      ['nobody', 'session-ahead'],
      ['mentor', 'contact-missing'],
    ]);
    const open = await awaitedOffer(world, withAna, now);
    expect(open?.slots.map(({ startsAt }) => startsAt.toISOString().slice(0, 10))).toEqual([
      '2026-10-12',
      '2026-10-14',
    ]);
    expect(await awaitedOffer(world, withChloe, now)).toBeNull();
    expect(await turnOf(world, [], now)).toEqual(new Map());
  });
});
