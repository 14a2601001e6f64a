import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { databaseError } from '../../src/db/errors.ts';
import { sessions } from '../../src/db/schema.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { addMentor, addMentorship, addStudent } from '../support/world.ts';

describe.each(databases)('%s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  it('refuses a double booking by itself, and takes the time of a cancelled session', async () => {
    const { db } = database;
    const mentor = await addMentor(db);
    const [lea, tom] = [await addStudent(db), await addStudent(db)];
    const session = async (student: typeof lea, hours: [string, string], status: 'booked' | 'cancelled' = 'booked') => {
      await db.insert(sessions).values({
        mentorshipId: await addMentorship(db, mentor, student, { endedAt: '2026-12-01T00:00:00Z' }),
        mentorId: mentor.id,
        studentId: student.id,
        kind: 'mentoring',
        status,
        startsAt: new Date(`2026-11-03T${hours[0]}:00Z`),
        endsAt: new Date(`2026-11-03T${hours[1]}:00Z`),
        zone: 'Europe/Paris',
        bookedAt: new Date(),
        bookedBy: mentor.id,
      });
    };
    await session(lea, ['18:00', '18:45']);
    const error = await session(tom, ['18:30', '19:00']).catch((each: unknown) => each);
    expect(databaseError(error)).toEqual({ code: '23P01', constraint: 'sessions_mentor_overlap' });
    await session(tom, ['18:45', '19:30']);
    await session(lea, ['20:00', '20:45'], 'cancelled');
    await session(tom, ['20:00', '20:45']);
  });
});
