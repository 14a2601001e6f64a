import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { audit, mentorships, noteVersions, outbox, privateComments, sessions } from '../../src/db/schema.ts';
import { editNote } from '../../src/features/notes/service.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

const secret = 'Between us: *worried* about the rhythm';

describe.each(lanes)('completing (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  let tom: Member;
  afterEach(() => school.close());

  /** A session on Tuesday 6 October at 19:00 in Paris; it is over. */
  async function open(facts: { metOn?: string } = { metOn: '2026-09-01' }) {
    school = await openSchool({ delivery, database, now: '2026-10-06T16:55:00Z' });
    marc = await school.mentor({ name: 'Marc Dubois' }, { place: 'https://meet.example/marc' });
    ana = await school.student({ name: 'Ana Silva' }, { level: 2 });
    tom = await school.student({ name: 'Tom Berg' });
    await school.pair(marc, ana, facts);
    const modal = await opened(marc.command('/book', 'today 19:00'));
    expect((await modal.submit()).kind).toBe('closed');
    await school.to('2026-10-06T17:50:00Z');
  }

  const db = () => school.mentorat.world.db;
  const thread = (reader: Member) => school.thread(reader, marc, ana);

  it('note, tasks and the next date are one reply; the private comment is nowhere', async () => {
    await open();
    const modal = await opened(marc.command('/complete'));
    expect(modal.value('session')).toContain('Ana Silva');
    expect(modal.options('status')).toEqual(['Completed', 'Cancelled late', 'Student absent', 'Did not take place']);
    expect(Object.keys((await modal.submit()).errors)).toEqual(['note']);
    modal.fill({ note: 'Good *work* <!channel>', private: secret, tasks: 'Read chapter 3 ~10h\n- Exercise 4 ~8h' });
    expect((await modal.fill({ following: 'same-slot' }).submit()).kind).toBe('closed');
    await school.settle();

    const [, summary, completion, ...more] = thread(ana);
    expect(more).toEqual([]);
    expect(summary?.buttons).toEqual([]);
    expect(completion?.mentions).toEqual(['Ana Silva']);
    for (const words of ['Good *work* <!channel>', '☐ Read chapter 3 (~10h)', '☐ Exercise 4 (~8h)', 'October 13']) {
      expect(completion?.text).toContain(words);
    }
    expect(completion?.buttons).toEqual(['Join', 'Another time', 'Cancel']);

    expect(await db().select().from(privateComments)).toMatchObject([{ text: secret }]);
    for (const person of [marc, ana, tom]) expect(person.sees()).not.toContain('worried');
    const rows = await Promise.all([
      db().select().from(outbox),
      db().select().from(audit),
      db().select().from(noteVersions),
    ]);
    expect(JSON.stringify(rows)).not.toContain('worried');
    const [first, next] = await db().select().from(sessions).orderBy(sessions.startsAt);
    expect(first).toMatchObject({ status: 'completed', level: 2, funding: 'funded' });
    expect(next?.startsAt.toISOString()).toBe('2026-10-13T17:00:00.000Z');
  });

  it('a correction edits the reply, and says so', async () => {
    await open();
    await (await opened(marc.command('/complete')))
      .fill({ note: 'Good', tasks: 'Read ~20h', following: 'same-slot' })
      .submit();
    await school.to('2026-10-06T17:55:00Z');
    const [, , before] = thread(ana);
    const { correctModal } = await import('../../src/features/sessions/complete-modal.ts');
    const [session] = await db().select().from(sessions).orderBy(sessions.id);
    if (session === undefined || before === undefined) throw new Error('nothing to correct');
    expect(await correctModal({ ...school.mentorat.world, actor: marc.actor }, session.id)).toMatchObject({
      type: 'modal',
    });
    await school.slack.forge.action(marc, { action_id: 'correct_status', value: String(session.id) }, before);
    const modal = await marc.modal();
    if (modal === null) throw new Error('no modal');
    expect(modal.value('note')).toBe('Good');
    expect(modal.value('tasks')).toBe('Read ~20h');
    await modal.fill({ note: 'Very good', status: 'cancelled_late' }).submit();
    await school.settle();
    const [, , after, ...more] = thread(ana);
    expect(more).toEqual([]);
    expect(after?.ts).toBe(before.ts);
    expect(after?.buttons).toEqual(['Join', 'Another time', 'Cancel']);
    expect(after?.text).toContain('Very good');
    expect(after?.text).toContain('Corrected');
  });

  it('a note edited meanwhile is not undone by a correction, whatever was chosen in its form', async () => {
    await open();
    await (await opened(marc.command('/complete'))).fill({ note: 'Good' }).submit();
    await school.settle();
    const reply = thread(ana).at(-1);
    const [session] = await db().select().from(sessions);
    const [note] = await db().select().from(noteVersions);
    if (reply === undefined || session === undefined || note === undefined) throw new Error('nothing to correct');
    await school.slack.forge.action(marc, { action_id: 'correct_status', value: String(session.id) }, reply);
    const modal = await marc.modal();
    if (modal === null) throw new Error('no modal');
    const context = { ...school.mentorat.world, actor: marc.actor };
    await editNote(context, { note: note.noteId, version: note.version }, { note: 'Very good' });
    await modal.fill({ status: 'other' }).until('reason');
    expect((await modal.fill({ reason: 'Power cut' }).submit()).errors['status']).toContain('changed meanwhile');
    await school.settle();
    expect(thread(ana).at(-1)?.text).toContain('Very good');
  });

  it('the discovery session asks its questions, and its longest answers fit one message', async () => {
    await open({});
    const modal = await opened(marc.command('/complete'));
    const questions = ['before', 'reasons', 'objectives', 'level', 'hours', 'remarks', 'next'];
    expect(modal.fields).toEqual(['session', 'status', ...questions, 'tasks', 'following', 'private']);
    expect(Object.keys((await modal.submit()).errors)).toEqual(questions.filter((each) => each !== 'remarks'));
    for (const question of questions) modal.fill({ [question]: '<&"\n'.repeat(300) });
    const tasks = Array.from({ length: 30 }, (_, index) => `${'x'.repeat(55)}${index} ~59min`).join('\n');
    expect((await modal.fill({ tasks }).submit()).kind).toBe('closed');
    await school.settle();
    expect(thread(ana)).toHaveLength(3);
    expect(thread(ana).at(-1)?.text).toContain('Why this path?');
  });

  it('answers typed are not lost when another status is chosen, and saved only where they belong', async () => {
    await open({});
    const modal = await opened(marc.command('/complete'));
    const answers = { before: 'A baker', next: 'Chapter 1' };
    await modal.fill({ ...answers, status: 'absent' }).until('Not saved as the form stands');
    expect(modal.fields).toEqual(['session', 'status', 'note', 'tasks', 'following', 'private', 'before', 'next']);
    await modal.fill({ note: 'She was ill', status: 'completed' }).until((shown) => shown.fields.includes('level'));
    expect([modal.value('before'), modal.value('next'), modal.value('note')]).toEqual([
      'A baker',
      'Chapter 1',
      'She was ill',
    ]);
    expect(modal.fields.at(-1)).toBe('note');
    await modal.fill({ status: 'absent' }).until((shown) => shown.fields.at(-1) === 'next');
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
    expect(await db().select().from(noteVersions)).toMatchObject([{ texts: { note: 'She was ill' } }]);
    expect(ana.sees()).not.toContain('baker');
  });

  it('nor when another session is chosen; a reason belongs to what did not take place', async () => {
    await open();
    await school.pair(marc, tom);
    await (await opened(marc.command('/book', '@tom.berg today 20:00'))).submit();
    await school.to('2026-10-06T18:10:00Z');
    const modal = await opened(marc.command('/complete', '@tom.berg'));
    await modal.fill({ before: 'A baker', status: 'other' }).until('reason');
    await modal.fill({ reason: 'Power cut', status: 'completed' }).until((shown) => shown.fields.at(-1) === 'reason');
    await modal.close();

    const all = await opened(marc.command('/complete'));
    const [anas, toms] = all.options('session');
    await all.fill({ session: toms ?? '' }).until('before');
    await all.fill({ before: 'A baker', session: anas ?? '' }).until((shown) => shown.fields.at(-1) === 'before');
    await all.fill({ note: 'Good', status: 'other' }).until('reason');
    await all.fill({ reason: 'Power cut', status: 'completed' }).until((shown) => shown.fields.at(-2) === 'reason');
    expect(all.fields.at(-1)).toBe('before');
    expect((await all.submit()).kind).toBe('closed');
    expect(await db().select().from(noteVersions)).toMatchObject([{ texts: { note: 'Good' } }]);
    expect(await db().select().from(sessions).where(eq(sessions.status, 'completed'))).toMatchObject([
      { reason: null },
    ]);
  });

  it('nor the day and time of one that is not listed, when another is looked at in between', async () => {
    await open();
    const modal = await opened(marc.command('/complete'));
    const [listed] = modal.options('session');
    await modal.fill({ session: 'not-listed' }).until('date');
    const held = { date: '2026-10-05', time: '18:15', length: '45' };
    await modal.fill({ ...held, session: listed ?? '' }).until((shown) => !shown.fields.includes('date'));
    await modal.fill({ status: 'other' }).until('reason');
    await modal.fill({ session: 'not-listed' }).until('date');
    expect(['date', 'time'].map((field) => modal.value(field))).toEqual([held.date, held.time]);
    expect(modal.value('length')).toContain('45');
  });

  it('an unusual amount of work is said, and let through', async () => {
    await open();
    const modal = await opened(marc.command('/complete'));
    modal.fill({ note: 'Go', tasks: 'Everything ~40h' });
    await modal.until('more than 35 hours');
    expect((await modal.submit()).kind).toBe('updated');
    expect(modal.text()).toContain('more than 35 hours');
    await school.settle();
    expect(thread(ana).at(-1)?.text).toContain('Everything (~40h)');
  });

  it('absent is told to the student alone, kindly; another reason is shared with her', async () => {
    await open();
    const modal = await opened(marc.command('/complete'));
    await modal.fill({ status: 'other' }).until('reason');
    expect(Object.keys((await modal.submit()).errors)).toEqual(['reason']);
    await modal.fill({ status: 'absent' }).until((shown) => !shown.fields.includes('reason'));
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
    const told = ana.dm().find((each) => each.buttons.includes('That’s not right'));
    expect(told?.text).toContain('absent');
    expect(marc.dm().some((each) => each.text.includes('not right'))).toBe(false);
    expect(thread(ana)).toHaveLength(2);
  });

  it('when the same time next week is taken, it says why and opens the form', async () => {
    await open();
    await school.pair(marc, tom, { metOn: '2026-09-01' });
    await (await opened(marc.command('/book', '@tom.berg 2026-10-13 19:00'))).submit();
    const modal = await opened(marc.command('/complete'));
    modal.fill({ note: 'Good', tasks: 'Read ~2h', following: 'same-slot' });
    expect((await modal.submit()).kind).toBe('updated');
    await modal.until((shown) => shown.callbackId === 'book');
    expect(modal.text()).toContain('less than the usual 15 hours');
    expect(modal.text()).toContain('You have a session with Tom Berg from 19:00 to 19:45.');
    const again = JSON.stringify((await school.slack.again()).body);
    expect(again).toContain('could not be booked: choose another one');
    // The form is shown anew for that, and then typed into.
    await school.settle();
    expect((await modal.fill({ date: '2026-10-14', time: '19:00' }).submit()).kind).toBe('closed');
    await school.settle();
    expect(
      thread(ana)
        .map((each) => each.text)
        .join('\n'),
    ).toContain('October 14');
    expect(ana.sees()).not.toContain('Tom');
  });

  it.runIf(database === 'postgresql')('what is saved is said as saved, even where the next form is slow', async () => {
    await open();
    const modal = await opened(marc.command('/complete'));
    modal.fill({ note: 'Good', tasks: 'Read ~2h', following: 'another' });
    await modal.until('less than the usual 15 hours');
    await school.settle();
    // Where mentors usually meet is read for the next form only.
    await db().transaction(async (tx) => {
      await tx.execute(sql`lock table mentors in access exclusive mode`);
      expect((await modal.submit()).kind).toBe('updated');
      expect(modal.title).toBe('Saved');
      for (const words of ['The form for the next session', '/book', 'less than the usual 15 hours']) {
        expect(modal.text()).toContain(words);
      }
    });
    await modal.until((shown) => shown.callbackId === 'book');
    expect(modal.value('student')).toBe('Ana Silva');
    expect(modal.text()).toContain('less than the usual 15 hours');
  });

  it('completed more than a week late, it offers no next week that is past', async () => {
    await open();
    const offered = async () => (await opened(marc.command('/complete'))).options('following');
    await school.to('2026-10-13T16:59:00Z');
    expect(await offered()).toContain('Same time next week: Tue 13 Oct, 19:00');
    await school.to('2026-10-13T17:01:00Z');
    expect(await offered()).toEqual(['Another time (the form opens next)', 'Not now']);
  });

  it('a former mentor still completes, and is offered no session that cannot be booked', async () => {
    await open();
    await db().update(mentorships).set({ endedAt: school.clock.now() });
    const zoe = await school.mentor({ name: 'Zoe Petit' });
    await school.pair(zoe, ana);
    const modal = await opened(marc.command('/complete'));
    expect(modal.options('following')).toEqual(['Not now']);
    expect((await modal.fill({ note: 'Good' }).submit()).kind).toBe('closed');
  });

  it('one not listed is kept as added afterwards, and the student is told', async () => {
    await open();
    await (await opened(marc.command('/complete'))).fill({ note: 'Good' }).submit();
    const modal = await opened(marc.command('/complete'));
    expect(modal.value('student')).toBe('Ana Silva');
    modal.fill({ date: '2026-09-20', time: '19:00', note: 'Met by chance' });
    expect(Object.keys((await modal.submit()).errors)).toEqual(['date']);
    expect((await modal.fill({ date: '2026-10-05' }).submit()).kind).toBe('closed');
    await school.settle();
    expect(thread(ana).at(-1)?.text).toContain('Added afterwards');
  });
});
