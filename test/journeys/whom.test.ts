import { afterEach, describe, expect, it } from 'vitest';
import type { MessageSeen } from '../../sandbox/index.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Whom a form is about: by the message that it is opened from, or by name. */
describe.each(lanes)('whom a form is about (%s, %s)', (delivery, database) => {
  let school: School;
  let marc: Member;
  let ana: Member;
  let ben: Member;
  afterEach(() => school.close());

  /** Marc has two students; with Ana he had a session today at 19:00 in Paris, which has no status yet. */
  async function open() {
    school = await openSchool({ delivery, database, now: '2026-10-06T16:55:00Z' });
    marc = await school.mentor({ name: 'Marc Dubois' });
    ana = await school.student({ name: 'Ana Silva' });
    ben = await school.student({ name: 'Ben Roux' });
    await school.pair(marc, ana, { metOn: '2026-09-01' });
    await school.pair(marc, ben, { metOn: '2026-09-01' });
    await (await opened(marc.command('/book', '@ana.silva today 19:00'))).submit();
    await school.to('2026-10-06T17:50:00Z');
  }
  const from = (person: Member, shortcut: 'book' | 'note' | 'complete', message: MessageSeen | undefined) =>
    opened(person.messageShortcut(shortcut, message ?? never()));
  const said = async (person: Member, shortcut: 'book' | 'note' | 'complete', message: MessageSeen | undefined) =>
    (await from(person, shortcut, message)).text();

  it('a message elsewhere: the student who wrote it', async () => {
    await open();
    const to = school.slack.channel({ name: 'coffee', members: [marc, ana, ben], app: false });
    const message = await ben.says('Thursday 19:00 is fine', { to });
    expect((await from(marc, 'book', message)).value('student')).toBe('Ben Roux');
    expect((await from(marc, 'note', message)).value('student')).toBe('Ben Roux');
    const complete = await from(marc, 'complete', message);
    expect([complete.value('session'), complete.value('student')]).toEqual(['One not listed', 'Ben Roux']);
  });

  it('nobody, where the app or somebody else wrote it: the form asks', async () => {
    await open();
    await marc.says('Hello');
    await school.settle();
    const message = marc.dm().at(-1);
    expect(message?.from).not.toBe('Marc Dubois');
    const book = await from(marc, 'book', message);
    expect([book.callbackId, book.value('student')]).toEqual(['book', '']);
    expect((await from(marc, 'note', message)).value('student')).toBe('');
    expect((await from(marc, 'complete', message)).value('session')).toContain('Ana Silva');
    const lea = await school.mentor({ name: 'Lea Petit' });
    const to = school.slack.channel({ name: 'coffee', members: [marc, ben, lea], app: false });
    const other = await lea.says('Thursday 19:00 is fine', { to });
    expect((await from(marc, 'book', other)).value('student')).toBe('');
    expect(await said(lea, 'book', await ben.says('And Friday', { to }))).toContain('You have no student right now');
  });

  it('the thread of the two after they parted: the former mentor still completes, and nothing else', async () => {
    await open();
    await school.pair(await school.mentor({ name: 'Zoe Petit' }), ana);
    const [introduction] = school.thread(marc, marc, ana);
    expect(await said(marc, 'book', introduction)).toContain('This mentorship has ended');
    expect(await said(marc, 'note', introduction)).toContain('This mentorship has ended');
    const complete = await from(marc, 'complete', introduction);
    expect(complete.value('session')).toContain('Ana Silva');
    expect((await complete.fill({ note: 'Good' }).submit()).kind).toBe('closed');
    const nothing = 'No session with Ana Silva waits for a status from you.';
    expect(await said(marc, 'complete', introduction)).toContain(nothing);
    expect((await opened(marc.command('/complete', '@ana.silva'))).text()).toContain(nothing);
    expect((await opened(marc.command('/book', '@ana.silva'))).text()).toContain('This mentorship has ended');
  });

  it('a student is told who does it', async () => {
    await open();
    const [introduction] = school.thread(ana, marc, ana);
    expect(await said(ana, 'complete', introduction)).toContain('Your mentor sets the status of a session');
    expect(await said(ana, 'book', introduction)).toContain('Your mentor books the sessions');
  });

  it('staff reads of a student without a mentor that there is none, and of whoever is no student nothing', async () => {
    await open();
    const zoe = await school.staff({ name: 'Zoe Petit' });
    await school.student({ name: 'Tom Berg' });
    for (const command of ['/book', '/note']) {
      expect((await opened(zoe.command(command, '@tom.berg'))).text()).toContain('Tom Berg has no mentor right now');
      expect((await opened(zoe.command(command, '@marc.dubois'))).text()).toContain('isn’t one of yours');
    }
    expect((await opened(zoe.command('/complete', '@tom.berg'))).text()).toContain('No session with Tom Berg waits');
    expect((await opened(marc.command('/book', '@tom.berg'))).text()).toContain('isn’t one of yours');
  });
});

function never(): never {
  throw new Error('no such message');
}
