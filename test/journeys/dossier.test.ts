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
  /** By the button in the home: a student's own, a mentor's only student's. */
  const fromHome = async (reader: Member, label = 'Dossier'): Promise<Modal> => {
    await reader.opensHome();
    return await opened(reader.click(label, { in: 'home' }));
  };
  /** By the profile, which anybody who may read it can name. */
  const fromProfile = async (reader: Member, student: Member): Promise<Modal> => {
    const profile = await opened(reader.command('/profile', `@${student.name}`));
    return await opened(profile.click('Notes and sessions'));
  };

  it('the student reads shared notes and tasks, a page at a time, and never a private comment', async () => {
    const { marc, ana, pair, start } = await open();
    const held = { mentor: marc, student: ana, id: pair };
    for (let n = 1; n <= 6; n += 1) await hold(held, addDays(start, -n), `Note ${n} <!channel>`, `Secret ${n}`);
    const modal = await fromHome(ana, 'Notes and sessions');
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
    const modal = await fromHome(marc);
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
    const late = { studentId: ana.actor.id, sessionId: null, noteId: null };
    await addPrivateComment(school.mentorat.world.db, addDays(start, 3), marc.actor, late, 'What I forgot to say');

    const past = await fromProfile(marc, ana);
    expect(past.text()).toContain('Before');
    expect(past.text()).not.toContain('After');
    const secret = await opened(past.click('Show private comments'));
    expect(secret.text()).toContain('Secret before');
    expect(secret.text()).toContain('What I forgot to say');
    expect(marc.sees()).not.toContain('Secret after');

    const current = await fromHome(lea);
    expect(current.text()).toContain('Before');
    expect((await opened(current.click('Show private comments'))).text()).toContain('Secret before');

    expect((await opened(tom.command('/profile', `@${ana.name}`))).text()).toContain('That isn’t one of yours');
    await school.slack.forge.action(
      tom,
      { action_id: 'open_dossier', value: String(ana.actor.id) },
      await tom.says('hello'),
    );
    const none = await tom.modal();
    expect(none?.text()).toContain('That isn’t one of yours');
    if (none === null) throw new Error('no modal');
    await school.slack.forge.action(tom, { action_id: 'open_dossier', value: 'anybody' }, none);
    expect((await tom.modal())?.text()).toContain('That isn’t one of yours');
    await school.slack.forge.action(tom, { action_id: 'show_private', value: String(ana.actor.id) }, none);
    expect(tom.sees()).not.toMatch(/Before|Secret|After/);
  });

  it('staff chooses anybody in their home; reads private comments, edits the note, corrects the status', async () => {
    const { marc, ana, pair, start } = await open();
    const zoe = await school.staff({ name: 'Zoe Klein' });
    await hold({ mentor: marc, student: ana, id: pair }, addDays(start, -1), 'Went wel', 'Secret of Marc');
    const choice = await fromHome(zoe, 'Notes and sessions');
    expect(choice.title).toBe('Whose notes?');
    expect((await choice.fill({ student: ana }).submit()).kind).toBe('updated');
    expect(choice.text()).toContain('Went wel');

    const dossier = await fromProfile(zoe, ana);
    expect((await opened(dossier.click('Show private comments'))).text()).toContain('Secret of Marc');
    const note = await opened((await fromProfile(zoe, ana)).click('Edit note'));
    expect((await note.fill({ note: 'Went well' }).submit()).kind).toBe('closed');
    const status = await opened((await fromProfile(zoe, ana)).click('Correct status'));
    await status.fill({ status: 'absent' }).submit();
    expect(status.title).toBe('Saved');
    await school.settle();
    const after = await fromProfile(zoe, ana);
    expect(after.text()).toContain('Went well');
    expect(after.text()).toContain('Student absent');
  });

  it('profile and dossier open each other as often as Slack shows modals upon each other, and no more', async () => {
    const { marc, ana } = await open();
    const zoe = await school.staff({ name: 'Zoe Sand' });
    const dossier = await fromProfile(marc, ana);
    const third = await opened(dossier.click('Profile'));
    expect(third.text()).toContain(ana.name);
    expect(third.text()).not.toContain('Notes and sessions');
    const verified = await opened((await fromProfile(zoe, ana)).click('Profile'));
    await verified.click('Mark as verified');
    await verified.until('Verified by');
    expect(verified.text()).not.toContain('Notes and sessions');
  });

  it('a mentor of many reaches each of them from the home', async () => {
    const marc = await school.mentor({ name: 'Marc Many' });
    for (let n = 1; n <= 13; n += 1) await school.pair(marc, await school.student({ name: `Pupil ${n}` }));
    const choice = await fromHome(marc, 'Choose one');
    expect(choice.options('student')).toHaveLength(13);
    expect((await choice.fill({ student: 'Pupil 13' }).submit()).kind).toBe('updated');
    expect(choice.text()).toContain('After the first session');
  });

  it('says what to do while there is nothing yet, and shows the longest notes there may be', async () => {
    const { marc, ana, pair, start } = await open();
    expect((await fromHome(ana, 'Notes and sessions')).text()).toContain('After your first session');
    for (let n = 1; n <= 5; n += 1) {
      await hold({ mentor: marc, student: ana, id: pair }, addDays(start, -n), '👩‍🚀'.repeat(500));
    }
    expect((await fromHome(marc)).text()).toContain('👩‍🚀');
  });
});
