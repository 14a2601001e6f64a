import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Modal, Person } from '../../sandbox/index.ts';
import { addDays, addMinutes } from '../../src/core/time.ts';
import { people, sessions } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

const header = 'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place,since';

describe.each(lanes)('importing people.csv in Slack (%s, %s)', (delivery, database) => {
  let school: School;
  let zoe: Member;
  beforeAll(async () => {
    school = await openSchool({ delivery, database });
    zoe = await school.staff({ name: 'Zoe Martin' });
  });
  afterAll(() => school.close());

  const openForm = (person: Person) => opened(person.command('/mentoring', 'team import'));
  /** What the person reads of it: at the field, or in the same modal where it took longer. */
  const outcome = async (modal: Modal): Promise<string> => {
    const { errors } = await modal.submit();
    if (errors['file'] !== undefined) return errors['file'];
    return (await modal.until((view) => !view.text().includes('being imported'))).text();
  };
  const csv = (...lines: string[]) => ({
    name: 'people.csv',
    content: [header, ...lines].join('\n'),
    mimetype: 'text/csv',
  });

  it('a bad line is said by its number at the field; mended, the file is imported and the pairs are introduced', async () => {
    const marc = school.stranger({ name: 'Marc Dubois', email: 'marc@example.org', tz: 'Asia/Tokyo', locale: 'en-US' });
    const ana = school.stranger({ name: 'Ana Silva', email: 'ana@example.org', locale: 'fr-FR' });
    const tom = school.stranger({ name: 'Tom Berg', email: 'tom@example.org' });
    const mentor = 'mentor,Marc@Example.org,Marc,Dubois,,,,2,Web,,,https://meet.example.org/marc,';
    const student = (name: string, level: string, since = '') =>
      `student,${name}@example.org,${name},X,Web,P1,${level},,,marc@example.org,funded,,${since}`;

    const modal = await openForm(zoe);
    modal.fill({ file: csv(student('ana', '4'), mentor, student('tom', '1', '2026-09-01')) });
    expect(await outcome(modal)).toContain('Line 2: the level “4” is not 1, 2 or 3');
    expect(await school.mentorat.world.db.$count(people)).toBe(1);

    modal.fill({ file: csv(student('ana', '1'), mentor, student('tom', '1', '2026-09-01')) });
    const said = await outcome(modal);
    expect(said).toContain('Created: 3. Updated: 0. Unchanged: 0.');
    expect(said).toContain('Line 3: marc@example.org is new');
    await school.settle();

    const [introduction] = ana.conversation(marc).messages();
    expect(introduction?.text).toContain('Bonjour');
    expect(introduction?.text).toContain('P1');
    expect(introduction?.buttons).toContain('Proposer des horaires');
    const [known] = tom.conversation(marc).messages();
    expect(known?.text).toContain('You know each other already');
    expect(ana.sees()).not.toContain('Tom Berg');
  });

  it('another mentor in the file takes over: what was booked is cancelled and the student is told, kindly', async () => {
    const marc = await school.mentor({ name: 'Marc Roy' });
    const ana = await school.student({ name: 'Ana Costa', locale: 'fr-FR' });
    const lea = school.stranger({ name: 'Lea Lund', email: 'lea@example.org' });
    const id = await school.pair(marc, ana);
    const startsAt = addDays(school.clock.now(), 3);
    await school.mentorat.world.db.insert(sessions).values({
      ...{
        mentorshipId: id,
        mentorId: marc.actor.id,
        studentId: ana.actor.id,
        kind: 'mentoring',
        zone: 'Europe/Paris',
      },
      ...{ startsAt, endsAt: addMinutes(startsAt, 45), bookedAt: school.clock.now(), bookedBy: marc.actor.id },
    });
    const modal = await openForm(zoe);
    const change = [
      'mentor,lea@example.org,Lea,Lund,,,,2,Web,,,,',
      `student,${ana.email},Ana,Silva,Web,P1,1,,,lea@example.org,funded,,`,
    ];
    expect(await outcome(modal.fill({ file: csv(...change) }))).toContain('Created: 1. Updated: 1.');
    await school.settle();
    const [session] = await school.mentorat.world.db.select().from(sessions);
    expect(session).toMatchObject({ status: 'other', reason: 'Un autre mentor prend le relais.' });
    const [root, ...told] = school.thread(ana, marc, ana);
    const cancelled = told.find(({ text }) => text.includes('Un autre mentor prend le relais.'));
    // Nothing can be booked with the former mentor any more.
    expect(cancelled?.buttons).toEqual([]);
    expect(root?.text).toContain('Ce mentorat est terminé');
    expect(root?.buttons).toEqual([]);
    expect(ana.conversation(lea).messages()[0]?.text).toContain('Lea Lund');
  });

  it('nobody but staff gets the form', async () => {
    const marc = await school.mentor({ name: 'Marc Lang' });
    const modal = await openForm(marc);
    expect(modal.fields).toEqual([]);
    expect(modal.text()).toContain('Only the pedagogical team');
  });

  it('what is not a table, and what is too large, is said at the field', async () => {
    const modal = await openForm(zoe);
    for (const [content, said] of [
      [new Uint8Array([0xff, 0xfe, 0x41]), 'UTF-8'],
      [' ', 'empty'],
      ['a,b\n1,2', 'the column “role” is missing'],
      ['x'.repeat(1_000_001), 'larger than 1 MB'],
    ] as const) {
      modal.fill({ file: { name: 'people.csv', content, mimetype: 'text/csv' } });
      expect(await outcome(modal)).toContain(said);
    }
  });

  it('a large school is answered at once, and reads what became of it in the same modal', async () => {
    const students = Array.from({ length: 40 }, (_, n) =>
      school.stranger({ name: `S ${n}`, email: `s${n}@example.org` }),
    );
    const modal = await openForm(zoe);
    school.slack.fault({ method: 'users.list', kind: 'slow', milliseconds: 1_800 });
    modal.fill({ file: csv(...students.map(({ email }) => `student,${email},S,T,Web,P1,1,,,,funded,,`)) });
    expect((await modal.submit()).kind).toBe('updated');
    await modal.until('Created: 40.');
  });

  it('waits where Slack limits how often it may be asked for its people', async () => {
    const tom = school.stranger({ name: 'Tom Weiss', email: 'tom.weiss@example.org' });
    const modal = await openForm(zoe);
    school.slack.fault({ method: 'users.list', kind: 'rate-limited', retryAfter: 1, times: 1 });
    modal.fill({ file: csv(`student,${tom.email},Tom,Weiss,Web,P1,1,,,,funded,,`) });
    expect(await outcome(modal)).toContain('Created: 1.');
  });

  it('a large school whose import was lost in its very last step is not told that nothing was saved', async () => {
    const { db } = school.mentorat.world;
    await db.execute(sql`create function lost() returns trigger language plpgsql as $$ begin raise 'lost'; end $$`);
    await db.execute(
      sql`create constraint trigger lost after insert on people deferrable initially deferred for each row execute function lost()`,
    );
    const ana = school.stranger({ name: 'Ana Berg', email: 'ana.berg@example.org' });
    const modal = await openForm(zoe);
    school.slack.fault({ method: 'users.list', kind: 'slow', milliseconds: 1_800 });
    modal.fill({ file: csv(`student,${ana.email},Ana,Berg,Web,P1,1,,,,funded,,`) });
    expect((await modal.submit()).kind).toBe('updated');
    await modal.until('we can’t tell yet whether it was saved');
    await db.execute(sql`drop function lost cascade`);
  });

  it('whoever left Slack receives nothing more, and is not introduced', async () => {
    const marc = await school.mentor({ name: 'Marc Weber' });
    const ana = await school.student({ name: 'Ana Weber' });
    await school.slack.deactivate(ana);
    await school.pair(marc, ana);
    expect(marc.messages()).toEqual([]);
  });
});
