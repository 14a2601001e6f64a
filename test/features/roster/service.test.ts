import { WebClient } from '@slack/web-api';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { wordsFor } from '../../../src/core/words/index.ts';
import type { Database } from '../../../src/db/client.ts';
import { mentors, mentorships, outbox, people, projects, staffRequests, students } from '../../../src/db/schema.ts';
import { importRoster, sayImport } from '../../../src/features/roster/service.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addStudent, testWorld } from '../../support/world.ts';

const header = 'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place,since,phone';

/** A Slack that knows these first names, a hundred a page; it has nothing else. */
function slackOf(names: readonly string[]) {
  const members = names.map((name) => ({
    id: `U0${name.toUpperCase()}`,
    tz: 'Europe/Paris',
    locale: 'fr-FR',
    profile: { display_name: name, email: `${name.toUpperCase()}@example.org` },
  }));
  const slack = new WebClient('xoxb-test');
  slack.users.list = async ({ cursor } = {}) => {
    const from = Number(cursor ?? 0);
    const next = from + 100 < members.length ? String(from + 100) : '';
    return { ok: true, members: members.slice(from, from + 100), response_metadata: { next_cursor: next } };
  };
  return slack;
}

describe.each(databases)('importing people.csv on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  const slack = slackOf(['eve', 'marc', 'lea', 'ana', 'bob', 'cleo', 'dan']);
  const run = async (lines: string[], partial = false) => {
    const world = testWorld(database.db);
    const file = new TextEncoder().encode([header, ...lines].join('\n'));
    const result = await importRoster({ ...world, actor: null }, slack, file, { partial });
    const said = sayImport(result, wordsFor('en'));
    return { kind: result.kind, said: [said.summary, ...said.lines] };
  };
  const pairs = async () => {
    const rows = await database.db
      .select({ student: people.email, mentorId: mentorships.mentorId, metOn: mentorships.metOn })
      .from(mentorships)
      .innerJoin(people, eq(people.id, mentorships.studentId))
      .where(isNull(mentorships.endedAt))
      .orderBy(people.email);
    const mentorsById = new Map((await database.db.select().from(people)).map(({ id, email }) => [id, email]));
    return rows.map(({ student, mentorId, metOn }) => [student, mentorsById.get(mentorId), metOn]);
  };

  const eve = 'staff,eve@example.org,Eve,Stone,,,,,,,,,,';
  const marc = 'mentor,marc@example.org,Marc,Roy,,,,2,P5;P6,,,https://meet.example.org/marc,,';
  const lea = 'mentor,lea@example.org,Lea,Lund,,,,5,P5,,,,,';
  const ana = 'student,ana@example.org,Ana,Doe,Web,P5,2,,,marc@example.org,funded,,,06 12 34 56 78';
  const bob = 'student,bob@example.org,Bob,=1+1,Web,P5,2,,,lea@example.org,self-funded,,2026-09-01,';

  it('changes nothing while one line is bad, and says which and why', async () => {
    const { kind: outcome, said } = await run([
      eve,
      marc,
      'student,ghost@example.org,G,H,Web,P5,4,,,marc@example.org,funded,,,',
    ]);
    expect(outcome).toBe('bad-lines');
    expect(said).toEqual([
      'Nothing was imported: one line needs you.',
      'Line 4: the level “4” is not 1, 2 or 3',
      'Line 4: nobody active in Slack has the e-mail ghost@example.org',
    ]);
    expect(await database.db.select().from(people)).toEqual([]);
  });

  it('imports a school, introduces the pairs, and the second time changes nothing', async () => {
    expect((await run([ana, bob, eve, marc, lea])).said[0]).toBe('Created: 5. Updated: 0. Unchanged: 0.');
    expect(await pairs()).toEqual([
      ['ana@example.org', 'marc@example.org', null],
      ['bob@example.org', 'lea@example.org', '2026-09-01'],
    ]);
    const [row] = await database.db.select().from(people).where(eq(people.email, 'ana@example.org'));
    expect(row).toMatchObject({
      firstName: 'Ana',
      phone: '+33612345678',
      slackLocale: 'fr-FR',
      isStudent: true,
      isMentor: false,
    });
    expect(await database.db.select({ name: projects.name, level: projects.level }).from(projects)).toEqual([
      { name: 'P5', level: 2 },
    ]);
    expect(
      await database.db
        .select({ capacity: mentors.capacity, declared: mentors.projects, place: mentors.place })
        .from(mentors),
    ).toEqual(
      expect.arrayContaining([{ capacity: 2, declared: ['P5', 'P6'], place: 'https://meet.example.org/marc' }]),
    );
    expect((await run([ana, bob, eve, marc, lea])).said).toEqual(['Created: 0. Updated: 0. Unchanged: 5.']);
    const sent = await database.db.select({ kind: outbox.kind }).from(outbox);
    expect(sent).toEqual([{ kind: 'introduction' }, { kind: 'introduction' }]);
  });

  it('updates what a changed file changes, and says what', async () => {
    const changed = [
      ana.replace('marc@', 'lea@').replace('funded', 'self-funded'),
      marc.replace(',2,P5', ',7,P5'),
      bob.replace('2026-09-01', '2026-08-01'),
    ];
    expect((await run(changed)).said).toEqual([
      'Created: 0. Updated: 3. Unchanged: 0.',
      'Line 2: ana@example.org: funding, new mentor',
      'Line 3: marc@example.org: capacity',
      'Line 4: bob@example.org: since',
    ]);
    expect(await pairs()).toEqual([
      ['ana@example.org', 'lea@example.org', null],
      ['bob@example.org', 'lea@example.org', '2026-08-01'],
    ]);
  });

  it.skipIf(kind === 'pglite')(
    'leaves a phone number that was saved while a file ran which did not change it',
    async () => {
      const isAna = eq(people.email, 'ana@example.org');
      const { run: running } = await database.db.transaction(async (tx) => {
        await tx.update(people).set({ phone: '+33700000000' }).where(isAna);
        const importing = run([ana]);
        await vi.waitUntil(async () => (await waitingForLocks()) > 0, { timeout: 10_000 });
        return { run: importing };
      });
      expect((await running).said[1]).toBe('Line 2: ana@example.org: funding, new mentor');
      expect(await database.db.select({ phone: people.phone }).from(people).where(isAna)).toEqual([
        { phone: '+33700000000' },
      ]);
    },
  );

  async function waitingForLocks(): Promise<number> {
    const [row] = await database.db
      .select({ waiting: sql<number>`count(*)::int` })
      .from(sql`pg_stat_activity`)
      .where(sql`datname = current_database() and wait_event_type = 'Lock'`);
    return row?.waiting ?? 0;
  }

  it('takes up again with whoever is back: staff need not look after them any more, and the introduction goes out after all', async () => {
    const { db, clock } = testWorld(database.db);
    const [bobs] = await db
      .select({ id: mentorships.id, studentId: mentorships.studentId })
      .from(mentorships)
      .innerJoin(people, eq(people.id, mentorships.studentId))
      .where(and(eq(people.email, 'bob@example.org'), isNull(mentorships.endedAt)));
    if (bobs === undefined) throw new Error('no mentorship');
    const { id: mentorshipId, studentId } = bobs;
    await db.update(people).set({ deactivatedAt: clock.now() }).where(eq(people.id, studentId));
    const request = {
      personId: studentId,
      kind: 'deactivated',
      mentorshipId,
      askedAt: clock.now(),
      matter: 'bob',
    } as const;
    await db.insert(staffRequests).values(request);
    const told = eq(outbox.subject, `mentorship:${mentorshipId}`);
    await db.update(outbox).set({ state: 'dropped' }).where(told);

    expect((await run([bob])).said[1]).toContain('bob@example.org: back in Slack');
    expect(await db.select().from(staffRequests)).toMatchObject([{ settledAt: clock.now() }]);
    expect((await db.select().from(outbox).where(told).orderBy(outbox.id)).map(({ state }) => state)).toEqual([
      'dropped',
      'pending',
    ]);
    expect((await run([bob])).said).toEqual(['Created: 0. Updated: 0. Unchanged: 1.']);
  });

  it('imports the good lines alone where that is asked', async () => {
    const cleo = 'student,cleo@example.org,Cleo,X,Web,P5,2,,,nobody@example.org,funded,,,';
    const dan = 'student,dan@example.org,Dan,X,Web,P5,2,,,,funded,,,';
    expect((await run([cleo, dan], true)).said).toEqual([
      'Created: 1. Updated: 0. Unchanged: 0.',
      'One line was left out:',
      'Line 2: the mentor nobody@example.org is neither in the file nor known, or has a bad line',
      'Line 3: dan@example.org is new',
    ]);
    const kept = await database.db
      .select({ email: people.email })
      .from(people)
      .where(eq(people.email, 'cleo@example.org'));
    expect(kept).toEqual([]);
  });

  it.each([
    ['the wrong encoding', new Uint8Array([0xff, 0xfe, 0x72, 0x00]), 'not in UTF-8'],
    ['nothing', new Uint8Array(), 'empty'],
    ['no header', new TextEncoder().encode('a,b\n1,2'), 'Nothing was imported'],
  ])('says what is wrong with a file of %s', async (_, file, words) => {
    const result = await importRoster({ ...testWorld(database.db), actor: null }, slack, file, { partial: true });
    expect(sayImport(result, wordsFor('en')).summary).toContain(words);
  });

  it('is for staff', async () => {
    const actor = await addStudent(database.db);
    const result = await importRoster({ ...testWorld(database.db), actor }, slack, new Uint8Array(), {
      partial: false,
    });
    expect(result).toEqual({ kind: 'not-staff' });
  });

  it('imports a school of 600 at once', async () => {
    const names = Array.from({ length: 600 }, (_, n) => `s${n}`);
    const coaches = Array.from({ length: 30 }, (_, n) => `m${n}`);
    const file = [
      header,
      ...coaches.map((name) => `mentor,${name}@example.org,M,N,,,,20,Web,,,,,`),
      ...names.map((name, n) => `student,${name}@example.org,S,T,Web,P${n % 9},1,,,m${n % 30}@example.org,funded,,,`),
    ].join('\n');
    const everybody = slackOf([...names, ...coaches]);
    const world = testWorld(database.db);
    const bytes = new TextEncoder().encode(file);
    const result = await importRoster({ ...world, actor: null }, everybody, bytes, { partial: false });
    expect(sayImport(result, wordsFor('en')).summary).toBe('Created: 630. Updated: 0. Unchanged: 0.');
    expect(await database.db.$count(students)).toBeGreaterThanOrEqual(600);
  });
});
