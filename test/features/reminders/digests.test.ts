import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMinutes } from '../../../src/core/time.ts';
import type { Database } from '../../../src/db/client.ts';
import { outbox } from '../../../src/db/schema.ts';
import { staffDigest } from '../../../src/features/reminders/digests.ts';
import { digestKey } from '../../../src/features/reminders/entries.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { testWorld } from '../../support/world.ts';

describe.each(databases)('Staff’s digest on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  test('counts what was given up since the last one, however many older ones nobody could mend', async () => {
    const { db } = database;
    const world = testWorld(db);
    const now = world.clock.now();
    const row = { conversation: 'staff', payload: {}, dueAt: now, createdAt: now };
    const dead = { ...row, kind: 'booking', state: 'dead', why: 'is_archived' } as const;
    const given = (count: number, settledAt: Date) =>
      Array.from({ length: count }, (_, index) => ({
        ...dead,
        dedupeKey: `booking:${settledAt.toISOString()}:${index}`,
        settledAt,
      }));
    const yesterday = addDays(now, -1);
    await db.insert(outbox).values([
      ...given(22, addDays(now, -3)),
      ...given(3, addMinutes(now, -60)),
      {
        ...row,
        kind: 'staff-digest',
        state: 'sent' as const,
        payload: { day: '2026-10-05', at: yesterday.toISOString() },
        dedupeKey: digestKey('staff', '2026-10-05'),
      },
    ]);
    const context = { ...world, slack: new WebClient(), isEdit: false, now };
    const digest = await staffDigest(context, { day: '2026-10-06', at: now.toISOString() });
    expect(JSON.stringify(digest)).toContain('3 messages could not be delivered');
  });
});
