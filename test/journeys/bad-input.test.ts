import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../../sandbox/index.ts';
import { notes, offers, outbox, sessions, students } from '../../src/db/schema.ts';
import { lanes, type Member, mentorshipOf, opened, openSchool, type School } from './harness.ts';

/** Marc and Ana work together; Zoe and Tom, another pair of the school, must never notice anything of what follows. */
describe.each(lanes)('bad input (%s, %s)', (delivery, database) => {
  /** For what the delivery and the database have no part in. */
  const onOneLane = it.runIf(delivery === 'http');
  let school: School;
  let zoe: Member;
  let tom: Member;
  let before: string;
  let pairs = 0;

  beforeAll(async () => {
    school = await openSchool({ delivery, database });
    zoe = await school.mentor({ name: 'Zoe Roux' }, { place: 'https://meet.example/zoe' });
    tom = await school.student({ name: 'Tom Berg' });
    await school.pair(zoe, tom, { metOn: '2026-09-01' });
    await book(zoe, tom, '2026-10-08 09:00');
    before = tom.sees();
  });
  afterAll(async () => {
    expect(tom.sees()).toBe(before);
    expect(tom.notifications().filter(({ because }) => because === 'everyone')).toEqual([]);
    await school.close();
  });

  const db = () => school.mentorat.world.db;
  const book = async (mentor: Member, student: Member, when: string) => {
    const modal = await opened(mentor.command('/book', `@${student.username} ${when}`));
    expect((await modal.submit()).kind).toBe('closed');
    await school.settle();
  };
  /** A pair of its own for each story, in everything but the story at rest. */
  const meet = async (facts: { metOn?: string } = { metOn: '2026-09-01' }) => {
    pairs += 1;
    const marc = await school.mentor({ name: `Marc Dubois ${pairs}` });
    const ana = await school.student({ name: `Ana Silva ${pairs}` });
    await school.pair(marc, ana, facts);
    return { marc, ana };
  };
  type Pair = Awaited<ReturnType<typeof meet>>;
  const introduction = ({ marc, ana }: Pair, reader = marc) =>
    school.thread(reader, marc, ana)[0] ?? never('no introduction');
  const lastReply = ({ marc, ana }: Pair, reader = ana) => school.thread(reader, marc, ana).at(-1) ?? never('no reply');
  const everything = async () => ({
    sessions: await db().select().from(sessions).orderBy(sessions.id),
    notes: await db().select().from(notes).orderBy(notes.id),
    offers: await db().select().from(offers).orderBy(offers.id),
    students: await db().select().from(students).orderBy(students.personId),
    outbox: (await db().select({ key: outbox.dedupeKey }).from(outbox).orderBy(outbox.id)).length,
  });

  /** Every form of a mentor about a student, ready to be sent. */
  const forms: Record<string, (pair: Pair) => Promise<Modal>> = {
    book: async ({ marc, ana }) =>
      (await opened(marc.command('/book', `@${ana.username} 2026-10-15 19:00`))).fill({ message: 'See you' }),
    offer: async (pair) =>
      (await opened(pair.marc.click('Offer times', { in: introduction(pair) }))).fill({
        date_1: '2026-10-16',
        time_1: '10:00',
      }),
    complete: async ({ marc, ana }) =>
      (await opened(marc.command('/complete', `@${ana.username}`))).fill({
        date: '2026-10-05',
        time: `${String(9 + (pairs % 12)).padStart(2, '0')}:00`,
        note: 'We met',
      }),
    note: async ({ marc, ana }) =>
      (await opened(marc.command('/note', `@${ana.username}`))).fill({ note: 'Read on', private: 'between us' }),
    profile: async ({ marc, ana }) =>
      (await opened(marc.command('/profile', `@${ana.username}`))).fill({ diploma: 'Bachelor' }),
    cancel: async (pair) => {
      await book(pair.marc, pair.ana, '2026-10-20 19:00');
      return (await opened(pair.marc.click('Cancel', { in: lastReply(pair, pair.marc) }))).fill({
        by: 'mentor',
        reason: 'Train strike',
      });
    },
  };
  const names = Object.keys(forms);
  /** The other faces of these forms, and the one of a student. */
  const others: typeof forms = {
    'complete, other': async (pair) => {
      const modal = (await (forms['complete'] ?? never('form'))(pair)).fill({ status: 'other' });
      return await modal.until((shown) => shown.fields.includes('reason'));
    },
    'complete, discovery': async (pair) => {
      await book(pair.marc, pair.ana, 'today 22:00');
      const [session] = (await everything()).sessions.slice(-1);
      const startsAt = new Date(school.clock.now().getTime() - 3_600_000);
      const ends = { startsAt, endsAt: new Date(startsAt.getTime() + 1_800_000) };
      await db()
        .update(sessions)
        .set(ends)
        .where(eq(sessions.id, session?.id ?? never('no session')));
      const modal = await opened(pair.marc.command('/complete'));
      for (const field of discovery) modal.fill({ [field]: 'Something' });
      return modal;
    },
    propose: async ({ ana }) => {
      await ana.opensHome();
      const modal = await opened(ana.click('Propose times', { in: 'home' }));
      return modal.fill({ date_1: '2026-10-16', time_1: '11:00' });
    },
  };
  const discovery = ['before', 'reasons', 'objectives', 'level', 'hours', 'remarks', 'next'];
  const ready = async (name: string, pair: Pair) => {
    const modal = await (forms[name] ?? others[name] ?? never(name))(pair);
    await modal.sent();
    await school.settle();
    return modal;
  };
  const said = (acknowledged: { body: unknown }) => JSON.stringify(acknowledged.body);

  it('ids that nobody knows are answered, and change nothing', async () => {
    const { marc } = await meet();
    const pair = { marc, ana: await school.student({ name: 'Nora' }) };
    await school.pair(pair.marc, pair.ana);
    await school.slack.forge.action(marc, { action_id: 'nonsense:7', value: '1' }, introduction(pair));
    await marc.until('belongs to an older message');
    const modal = await ready('note', pair);
    const was = await everything();
    expect(said(await school.slack.forge.submission(modal, { callback_id: 'nonsense' }))).toContain('out of date');
    expect(await everything()).toEqual(was);
  });

  onOneLane('a form that carries what we did not put there changes nothing', async () => {
    const pair = await meet();
    for (const name of ['offer', 'profile', 'cancel']) {
      const modal = await ready(name, pair);
      const was = await everything();
      for (const private_metadata of ['', 'nonsense', '[]', '{"session":"x","mentorship":-1,"studentId":1e99}']) {
        const answer = said(await school.slack.forge.submission(modal, { private_metadata }));
        expect(answer, name).toMatch(/out of date|isn’t one of yours/);
      }
      expect(await everything(), name).toEqual(was);
      await modal.close('all');
    }
  });

  it('another mentor’s student, session or offer, by a forged value: refused, and nobody there notices', async () => {
    const pair = await meet();
    const [theirs] = await db().select().from(sessions);
    const mentorship = (await mentorshipOf(school, tom))?.id ?? never('no mentorship');
    const session = theirs?.id ?? never('no session');
    const student = String(tom.actor.id);
    const forgeries: Array<[string, Parameters<typeof school.slack.forge.submission>[1]]> = [
      ['book', { values: { student } }],
      ['book', { private_metadata: JSON.stringify({ session, revision: 0 }) }],
      ['offer', { private_metadata: JSON.stringify({ mentorship, rows: 3 }) }],
      ['complete', { values: { session: String(session) } }],
      ['complete', { values: { student } }],
      ['complete', { private_metadata: JSON.stringify({ session, stand: '0.0.' }) }],
      ['note', { values: { student } }],
      ['profile', { private_metadata: JSON.stringify({ studentId: tom.actor.id }) }],
      ['cancel', { private_metadata: JSON.stringify({ session, revision: 0, late: false }) }],
    ];
    for (const [name, forged] of forgeries) {
      const modal = await ready(name, pair);
      const was = await everything();
      const answer = said(await school.slack.forge.submission(modal, forged)) ?? 'carried out';
      expect(answer, `${name} ${JSON.stringify(forged)}`).toMatch(/isn’t one of yours|out of date/);
      expect(answer).not.toMatch(/Tom|Zoe/);
      await school.settle();
      expect(await everything(), name).toEqual(was);
      await modal.close('all');
    }
  });

  onOneLane.each(names.filter((name) => name !== 'complete'))(
    'a student handed over while %s was open: refused, what was typed stays',
    async (name) => {
      const pair = await meet();
      const modal = await ready(name, pair);
      await school.pair(zoe, pair.ana, { metOn: '2026-09-01' });
      const was = await everything();
      const refused = await modal.submit();
      expect(refused.kind).toBe('errors');
      expect(Object.values(refused.errors).join()).toContain('isn’t one of yours');
      expect(modal.isOpen).toBe(true);
      await school.settle();
      expect(await everything()).toEqual(was);
    },
  );

  it.each([...names, 'propose'])('%s, delivered again and again, is carried out once', async (name) => {
    const pair = await meet();
    const modal = await ready(name, pair);
    expect((await modal.submit()).kind).toMatch(/closed|updated/);
    await school.settle();
    const was = await everything();
    const seen = [pair.marc.sees(), pair.ana.sees()];
    for (let times = 0; times < 2; times += 1) expect((await school.slack.again()).kind).toBe('acknowledged');
    await school.settle();
    expect(await everything()).toEqual(was);
    expect([pair.marc.sees(), pair.ana.sees()]).toEqual(seen);
  });

  /** What could be markup, or call somebody; what is not in our alphabet; what cannot be seen. */
  const odd = () => `<!channel> <@${tom.id}> *bold* _it_ \`code\` &amp; <https://evil.example|here> \u200B שלום 👩‍💻`;
  const shownAs = () => [`<!channel> <@${tom.id}> *bold* _it_ \`code\` &amp; <https://evil.example|here>`, 'שלום 👩‍💻'];
  const isShown = (text: string) => {
    for (const each of shownAs()) expect(text).toContain(each);
  };

  const fields = [
    ['book', { message: '' }, 'thread', false],
    ['offer', { message: '' }, 'thread', false],
    ['complete', { note: '', tasks: '', private: '' }, 'thread', true],
    ['note', { note: '', private: '' }, 'thread', true],
    ['cancel', { reason: '' }, 'thread', false],
    ['complete, other', { reason: '' }, 'thread', false],
    ['complete, discovery', Object.fromEntries(discovery.map((each) => [each, ''])), 'thread', true],
    ['propose', { message: '' }, 'thread', false],
    ['profile', { first_name: '', last_name: '', address: '', diploma: '', objective: '' }, 'dossier', true],
  ] as const;

  it.each(fields)(
    '%s: whatever is typed is shown as it was typed, and calls nobody',
    async (name, typed, where, isKept) => {
      const pair = await meet(name === 'complete, discovery' ? {} : { metOn: '2026-09-01' });
      const modal = await ready(name, pair);
      for (const field of Object.keys(typed)) modal.fill({ [field]: odd() });
      await modal.sent();
      expect((await modal.submit()).kind).toMatch(/closed|updated/);
      await school.settle();
      if (where === 'thread') {
        const [reader, writer] = name === 'propose' ? [pair.marc, pair.ana] : [pair.ana, pair.marc];
        const replies = school.thread(reader, pair.marc, pair.ana).slice(1);
        isShown(replies.map(({ text }) => text).join('\n'));
        for (const { mentions, links, notification } of replies) {
          expect(mentions.filter((each) => each !== writer.name)).toEqual(mentions.length === 0 ? [] : [reader.name]);
          expect(links.filter((each) => each.includes('evil'))).toEqual([]);
          expect(notification).not.toMatch(/@channel|@Tom/);
        }
      }
      if (!isKept) return;
      await pair.ana.opensHome();
      const own = await opened(pair.ana.click('Notes and sessions', { in: 'home' }));
      if (name !== 'profile') isShown(own.text());
      expect(own.text()).not.toContain('between us');
      await own.close('all');
      await pair.marc.opensHome();
      isShown((await opened(pair.marc.click('Dossier', { in: 'home' }))).text());
      if (name === 'profile') {
        isShown((await opened(pair.marc.command('/profile', `@${pair.ana.username}`))).value('address'));
      }
    },
  );

  onOneLane.each(fields)('%s: 3,001 characters are refused at their field, nothing is saved', async (name, typed) => {
    const pair = await meet(name === 'complete, discovery' ? {} : { metOn: '2026-09-01' });
    const modal = await ready(name, pair);
    const long = 'x'.repeat(3_001);
    for (const field of Object.keys(typed)) {
      const was = await everything();
      const answer = await school.slack.forge.submission(modal, { values: { [field]: long } });
      expect(answer.body, `${name} ${field}`).toMatchObject({
        response_action: 'errors',
        errors: { [field]: expect.any(String) },
      });
      await school.settle();
      expect(await everything()).toEqual(was);
    }
  });

  it.each(['away', 'lost-answer', 'error-500', 'reset'] as const)(
    'Slack fails during a booking (%s): nothing is lost, nothing comes twice',
    async (kind) => {
      const pair = await meet();
      const modal = await ready('book', pair);
      const times = kind === 'lost-answer' ? { times: 1 } : {};
      const fault = school.slack.fault({ kind, method: 'chat.postMessage', ...times });
      expect((await modal.submit()).kind).toBe('closed');
      await school.settle();
      await school.to(new Date(school.clock.now().getTime() + 60_000));
      fault.lift();
      await school.to(new Date(school.clock.now().getTime() + 20 * 60_000));
      const thread = school.thread(pair.ana, pair.marc, pair.ana);
      expect(thread).toHaveLength(2);
      expect(thread[1]?.mentions).toEqual([pair.ana.name]);
    },
  );
});

function never(what: string): never {
  throw new Error(what);
}
