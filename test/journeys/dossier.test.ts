import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../../sandbox/index.ts';
import type { MentorshipId } from '../../src/core/ids.ts';
import { addDays, addMinutes } from '../../src/core/time.ts';
import { audit, sessions, tasks } from '../../src/db/schema.ts';
import { addPrivateComment, writeNote } from '../../src/features/notes/service.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

describe.each(lanes)('a student’s dossier (%s, %s)', (delivery, database) => {
  let school: School;
  beforeAll(async () => {
    school = await openSchool({ delivery, database });
  });
  afterAll(() => school.close());

  let pairs = 0;
  const open = async () => {
    pairs += 1;
    const marc = await school.mentor({ name: `Marc Dubois ${pairs}` });
    const ana = await school.student({ name: `Ana Silva ${pairs}`, tz: 'America/New_York' });
    return { marc, ana, pair: await school.pair(marc, ana), start: school.clock.now() };
  };
  type Pair = { mentor: Member; student: Member; id: MentorshipId };
  const hold = async ({ mentor, student, id }: Pair, on: Date, note: string, secret?: string) => {
    const { db } = school.mentorat.world;
    const people = { mentorId: mentor.actor.id, studentId: student.actor.id };
    const when = { startsAt: on, endsAt: addMinutes(on, 45), bookedAt: on, zone: 'Europe/Paris' };
    const [session] = await db
      .insert(sessions)
      .values({
        mentorshipId: id,
        ...people,
        ...when,
        kind: 'mentoring',
        status: 'completed',
        bookedBy: mentor.actor.id,
      })
      .returning();
    if (session === undefined) throw new Error('no session');
    const about = { mentorshipId: id, studentId: student.actor.id, sessionId: session.id };
    const noteId = await writeNote(db, on, mentor.actor, about, { note });
    if (secret !== undefined) await addPrivateComment(db, on, mentor.actor, { ...about, noteId }, secret);
    await db.insert(tasks).values({ ...about, position: 0, text: `Task of ${note}`, minutes: 90, givenAt: on });
    return session.id;
  };
  const shown = async (reader: Member, value: string): Promise<Modal> => {
    const message = await reader.says('hello');
    await school.slack.forge.action(reader, { action_id: 'open_dossier', value }, message);
    const modal = await reader.modal();
    if (modal === null) throw new Error('no modal');
    return await modal.until((view) => !view.text().includes('One moment'));
  };

  it('the student reads shared notes and tasks, a page at a time, and never a private comment', async () => {
    const { marc, ana, pair, start } = await open();
    const held = { mentor: marc, student: ana, id: pair };
    for (let n = 1; n <= 6; n += 1) await hold(held, addDays(start, -n), `Note ${n} <!channel>`, `Secret ${n}`);
    const modal = await shown(ana, '');
    expect(modal.title).toBe('Sessions and notes');
    expect(modal.text()).toContain('Note 1 <!channel>');
    expect(modal.text()).toContain('Task of Note 5');
    expect(modal.text()).not.toContain('Note 6');
    expect(modal.text()).toContain('Monday 5 October 2026, 04:00 · 10:00 Paris time');
    await modal.click('Older');
    await modal.until('Note 6');
    expect(modal.text()).not.toContain('Note 5');
    await modal.click('Newer');
    await modal.until('Note 1');
    expect(modal.text()).not.toMatch(/private|Correct status|Edit note/i);

    await school.slack.forge.action(ana, { action_id: 'show_private', value: String(ana.actor.id) }, modal);
    expect(ana.sees()).not.toContain('Secret');
  });

  it('the mentor sees private comments once asked for, and may correct and edit', async () => {
    const { marc, ana, pair, start } = await open();
    await hold({ mentor: marc, student: ana, id: pair }, addDays(start, -1), 'Went well', 'Secret of Marc');
    const modal = await shown(marc, String(ana.actor.id));
    expect(modal.text()).not.toContain('Secret of Marc');
    expect(modal.text()).toContain('Correct status');
    expect(modal.text()).toContain('Edit note');
    const secret = await opened(modal.click('Show private comments'));
    expect(secret.text()).toContain('Secret of Marc');
    expect(secret.text()).toContain('The student never reads these');
    const read = and(eq(audit.action, 'read-private-comments'), eq(audit.actorId, marc.actor.id));
    expect(await school.mentorat.world.db.$count(audit, read)).toBe(1);
  });

  it('a past mentor reads it as it stood at the hand-over; strangers read nothing', async () => {
    const { marc, ana, pair, start } = await open();
    const lea = await school.mentor({ name: 'Lea Lund' });
    const tom = await school.student({ name: 'Tom Berg' });
    await hold({ mentor: marc, student: ana, id: pair }, addDays(start, -1), 'Before', 'Secret before');
    await school.to(addDays(start, 1));
    const next = await school.pair(lea, ana);
    await hold({ mentor: lea, student: ana, id: next }, addDays(start, 2), 'After', 'Secret after');
    await school.to(addDays(start, 3));

    const past = await shown(marc, String(ana.actor.id));
    expect(past.text()).toContain('Before');
    expect(past.text()).not.toContain('After');
    const secret = await opened(past.click('Show private comments'));
    expect(secret.text()).toContain('Secret before');
    expect(marc.sees()).not.toContain('Secret after');

    const current = await shown(lea, String(ana.actor.id));
    expect(current.text()).toContain('Before');
    expect((await opened(current.click('Show private comments'))).text()).toContain('Secret before');

    const none = await shown(tom, String(ana.actor.id));
    expect(none.text()).toContain('That isn’t one of yours');
    await school.slack.forge.action(tom, { action_id: 'show_private', value: String(ana.actor.id) }, none);
    expect(tom.sees()).not.toMatch(/Before|Secret|After/);
  });

  it('says what to do while there is nothing yet, and shows the longest notes there may be', async () => {
    const { marc, ana, pair, start } = await open();
    expect((await shown(ana, '')).text()).toContain('After your first session');
    for (let n = 1; n <= 5; n += 1) {
      await hold({ mentor: marc, student: ana, id: pair }, addDays(start, -n), '👩‍🚀'.repeat(500));
    }
    expect((await shown(marc, '')).text()).toContain('👩‍🚀');
  });
});
