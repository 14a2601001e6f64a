import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '../../../src/core/ids.ts';
import { ok } from '../../../src/core/result.ts';
import type { Database } from '../../../src/db/client.ts';
import { mentorships, outbox, people, staffRequests } from '../../../src/db/schema.ts';
import { write } from '../../../src/db/write.ts';
import {
  followUser,
  mentorshipOfStudent,
  relationTo,
  startMentorship,
} from '../../../src/features/assignment/service.ts';
import { findPerson } from '../../../src/features/people/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addPerson, addStaff, addStudent, testWorld } from '../../support/world.ts';

describe.each(databases)('mentorships on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  const open = () => testWorld(database.db);
  const start = async (world: ReturnType<typeof open>, mentorId: PersonId, studentId: PersonId) => {
    const begun = await write(world, async (tx, now) =>
      ok(await startMentorship(tx, now, { mentorId, studentId, metOn: null })),
    );
    if (!begun.ok) throw new Error('refused');
    return begun.value;
  };
  const requests = async (personId: PersonId) =>
    await database.db
      .select()
      .from(staffRequests)
      .where(eq(staffRequests.personId, personId))
      .orderBy(staffRequests.mentorshipId, staffRequests.id);
  const said = async (subject: string) =>
    await database.db.select().from(outbox).where(eq(outbox.subject, subject)).orderBy(outbox.id);

  it('introduces a new pair, once, and ends the one before', async () => {
    const world = open();
    const [marc, lea, ana] = [await addMentor(world.db), await addMentor(world.db), await addStudent(world.db)];
    const first = await start(world, marc.id, ana.id);
    world.clock.forward(60_000);
    const second = await start(world, lea.id, ana.id);
    expect((await mentorshipOfStudent(world.db, ana.id))?.id).toBe(second);
    const [old] = await world.db.select().from(mentorships).where(eq(mentorships.id, first));
    expect(old?.endedAt).toEqual(world.clock.now());
    expect((await said(`mentorship:${second}`)).map((row) => row.kind)).toEqual(['introduction']);
  });

  it('knows how everybody stands to a student', async () => {
    const { db } = open();
    const [marc, lea, ana] = [await addMentor(db), await addMentor(db), await addStudent(db)];
    await addMentorship(db, marc, ana, { endedAt: '2026-10-01T10:00:00Z', startedAt: '2026-09-01T10:00:00Z' });
    await addMentorship(db, lea, ana);
    expect(await relationTo(db, ana, ana.id)).toEqual({ kind: 'self' });
    expect(await relationTo(db, lea, ana.id)).toEqual({ kind: 'current-mentor' });
    expect(await relationTo(db, marc, ana.id)).toEqual({
      kind: 'past-mentor',
      until: new Date('2026-10-01T10:00:00Z'),
    });
    expect(await relationTo(db, await addStaff(db), ana.id)).toEqual({ kind: 'staff' });
    expect(await relationTo(db, await addMentor(db), ana.id)).toEqual({ kind: 'stranger' });
    expect(await relationTo(db, await addStudent(db), ana.id)).toEqual({ kind: 'stranger' });
  });

  it('follows what Slack says of people, and keeps no strangers', async () => {
    const world = open();
    const ana = await addStudent(world.db, { name: 'Ana' });
    const profile = { display_name: 'Ana Núñez', email: 'Ana.Nunez@school.example' };
    await followUser(world, { id: ana.slackId, tz: 'America/New_York', locale: 'fr-FR', profile });
    await followUser(world, { id: 'U0STRANGER', tz: 'Europe/Paris', profile: { display_name: 'Nobody' } });
    const [row] = await world.db.select().from(people).where(eq(people.id, ana.id));
    expect(row).toMatchObject({
      name: 'Ana Núñez',
      email: 'ana.nunez@school.example',
      zone: 'America/New_York',
      slackLocale: 'fr-FR',
      isStudent: true,
      isStaff: false,
    });
    expect(await world.db.select().from(people).where(eq(people.slackId, 'U0STRANGER'))).toEqual([]);
  });

  it('keeps what Slack does not say of a deactivated person, and tells staff what is left open', async () => {
    const world = open();
    const marc = await addMentor(world.db, { zone: 'Asia/Tokyo' });
    const [ana, ben] = [await addStudent(world.db), await addStudent(world.db)];
    const pairs = [await addMentorship(world.db, marc, ana), await addMentorship(world.db, marc, ben)];
    await followUser(world, { id: marc.slackId, deleted: true, profile: {} });
    await followUser(world, { id: marc.slackId, deleted: true, profile: {} });
    const [row] = await world.db.select().from(people).where(eq(people.id, marc.id));
    expect(row).toMatchObject({ zone: 'Asia/Tokyo', deactivatedAt: world.clock.now() });
    const asked = await requests(marc.id);
    expect(asked.map(({ kind: what, mentorshipId, settledAt }) => [what, mentorshipId, settledAt])).toEqual(
      pairs.map((id) => ['deactivated', id, null]),
    );
  });

  it('takes up again with somebody who is back, and introduces whom it could not', async () => {
    const world = open();
    const [marc, ana] = [await addMentor(world.db), await addStudent(world.db)];
    const id = await start(world, marc.id, ana.id);
    await followUser(world, { id: ana.slackId, deleted: true });
    await world.db
      .update(outbox)
      .set({ state: 'dropped' })
      .where(eq(outbox.subject, `mentorship:${id}`));
    world.clock.forward(3_600_000);
    await followUser(world, { id: ana.slackId, deleted: false });
    const [row] = await world.db.select().from(people).where(eq(people.id, ana.id));
    expect(row?.deactivatedAt).toBeNull();
    expect((await requests(ana.id)).map(({ settledAt }) => settledAt)).toEqual([world.clock.now()]);
    expect((await said(`mentorship:${id}`)).map(({ state }) => state)).toEqual(['dropped', 'pending']);
  });

  it('settles what staff was asked when the student gets another mentor', async () => {
    const world = open();
    const [marc, lea, ana] = [await addMentor(world.db), await addMentor(world.db), await addStudent(world.db)];
    await addMentorship(world.db, marc, ana);
    await followUser(world, { id: marc.slackId, deleted: true });
    await start(world, lea.id, ana.id);
    expect((await requests(marc.id)).every(({ settledAt }) => settledAt !== null)).toBe(true);
  });

  it.each([
    ['a mentor', { isMentor: true }, false],
    ['staff of the roster', { isStaff: true }, true],
  ])('takes %s as staff for as long as they are a workspace admin', async (_, roles, isStaffWithout) => {
    const world = open();
    const zoe = await addPerson(world.db, roles);
    const isStaff = async () => (await findPerson(world.db, zoe.id, 'en'))?.isStaff;
    await followUser(world, { id: zoe.slackId, is_admin: true });
    expect(await isStaff()).toBe(true);
    await followUser(world, { id: zoe.slackId, is_admin: false });
    expect(await isStaff()).toBe(isStaffWithout);
  });
});
