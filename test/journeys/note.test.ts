import { afterEach, describe, expect, it } from 'vitest';
import { notes, outbox } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

const odd = '<!channel> <@U1> *bold* `code` \u200Bשלום 👩‍💻 @here';

describe.each(lanes)('notes between sessions (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  let tom: Member;
  afterEach(() => school.close());

  async function open() {
    school = await openSchool({ delivery, database });
    marc = await school.mentor({ name: 'Marc Dubois' });
    ana = await school.student({ name: 'Ana Silva' });
    tom = await school.student({ name: 'Tom Berg' });
    await school.pair(marc, ana);
  }

  it('is shown as it was typed, to the student; the private comment to nobody', async () => {
    await open();
    const modal = await opened(marc.command('/note'));
    expect(modal.value('student')).toBe('Ana Silva');
    expect(modal.text()).toContain('never the student');
    expect(Object.keys((await modal.submit()).errors)).toEqual(['note']);
    expect((await modal.fill({ note: odd, private: 'between us' }).submit()).kind).toBe('closed');
    await school.settle();
    const note = school.thread(ana, marc, ana).at(-1);
    expect(note?.text).toContain('*bold* `code`');
    expect(note?.mentions).toEqual(['Ana Silva']);
    for (const person of [marc, ana, tom]) expect(person.sees()).not.toContain('between us');
    expect(JSON.stringify(await school.mentorat.world.db.select().from(outbox))).not.toContain('between us');
    expect(tom.sees()).not.toContain('bold');
  });

  it('only a private comment says nothing to anybody', async () => {
    await open();
    await (await opened(marc.command('/note'))).fill({ private: 'between us' }).submit();
    await school.settle();
    expect(school.thread(ana, marc, ana)).toHaveLength(1);
  });

  it('edited later, the reply is edited, and says so', async () => {
    await open();
    const [introduction] = school.thread(marc, marc, ana);
    if (introduction === undefined) throw new Error('no thread');
    await (await opened(marc.messageShortcut('note', introduction))).fill({ note: 'Read chapter 3' }).submit();
    await school.settle();
    const [note] = await school.mentorat.world.db.select().from(notes);
    const before = school.thread(ana, marc, ana).at(-1);
    await school.slack.forge.action(ana, { action_id: 'edit_note', value: String(note?.id) }, introduction);
    expect((await ana.modal())?.text()).toContain('isn’t one of yours');
    await school.slack.forge.action(marc, { action_id: 'edit_note', value: String(note?.id) }, introduction);
    const modal = await marc.modal();
    expect(modal?.value('note')).toBe('Read chapter 3');
    expect((await modal?.fill({ note: 'Read chapter 4' }).submit())?.kind).toBe('closed');
    await school.settle();
    const after = school.thread(ana, marc, ana).at(-1);
    expect(after?.ts).toBe(before?.ts);
    expect(after?.text).toContain('Read chapter 4');
    expect(after?.text).toContain('Edited');
  });
});
