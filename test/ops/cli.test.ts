import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Command, Terminal } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/commands.ts';
import { doctorCommand } from '../../src/cli/doctor.ts';
import { importCommand } from '../../src/cli/import.ts';
import { migrateCommand } from '../../src/cli/migrate.ts';
import { sweepCommand } from '../../src/cli/sweep.ts';
import { openPostgres } from '../../src/db/client.ts';
import { lockFolder } from '../../src/db/folder.ts';
import { mentorships, outbox, timers } from '../../src/db/schema.ts';
import { openDatabase } from '../../src/start.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { testSettings } from '../support/world.ts';
import { endAll, patient, runCli } from './child.ts';
import { openSlack, settingsFor } from './slack.ts';

let slack: Sandbox;
let env: Record<string, string>;
beforeAll(async () => {
  slack = await openSlack();
  slack.person({ name: 'Marc Dupont', email: 'marc@school.example' });
  slack.person({ name: 'Ana Silva', email: 'ana@school.example' });
  env = { ...(await settingsFor(slack, 'http')), DATABASE_URL: await freshPostgresUrl() };
});
afterEach(endAll);
afterAll(() => slack.stop());

const header = 'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place';
const marc = 'mentor,marc@school.example,Marc,Dupont,,,,5,Chat,,,https://meet.example/marc';
const ana = 'student,ana@school.example,Ana,Silva,Web,Chat,1,,,marc@school.example,funded,';

describe('cli import people.csv', patient, () => {
  it('names every bad line by its number, imports nothing and exits with 1', async () => {
    const file = await csv(
      header,
      marc,
      'student,nobody@school.example,No,Body,Web,Chat,1,,,marc@school.example,funded,',
      'king,ana@school.example,,,,,,,,,,',
    );
    const { code, output } = await runCli(['import', file], env);
    expect(code).toBe(1);
    expect(output).toMatch(/^Nothing was imported: 2 lines need you\.$/m);
    expect(output).toMatch(/^Line 3: .*nobody@school\.example/m);
    expect(output).toMatch(/^Line 4: .*king/m);
    expect(output).not.toMatch(/^Line 2/m);
  });

  it('imports the good lines with --partial, and still exits with 1 for the others', async () => {
    const file = await csv(header, marc, 'king,ana@school.example,,,,,,,,,,');
    const { code, said } = await run(importCommand, [file, '--partial']);
    expect(code).toBe(1);
    expect(said).toMatch(/Created: 1\./);
    expect(said).toMatch(/Line 3/);
  });

  it('imports all of a good file, says what it did, and does nothing the second time', async () => {
    const file = await csv(header, marc, ana);
    expect(await run(importCommand, [file])).toMatchObject({ code: 0, said: expect.stringContaining('Created: 1.') });
    expect(await run(importCommand, [file])).toMatchObject({ code: 0, said: expect.stringContaining('Unchanged: 2.') });
  });

  it('says that a running app has the folder, and names both ways', async () => {
    const folder = temporaryFolder();
    const release = await lockFolder(folder);
    const embedded = { ...env, DATABASE_URL: '', DATA_DIR: folder };
    const { code, said } = await run(importCommand, [await csv(header, marc)], embedded);
    await release();
    expect(code).toBe(1);
    expect(said).toContain(`Another process uses ${folder}`);
    expect(said).toMatch(/stop the other one, or set DATABASE_URL/);
    expect(said).toMatch(/in Slack/);
  });
});

describe('cli sweep', patient, () => {
  const inTwoDays = new Date(Date.now() + 48 * 3_600_000).toISOString();

  /** The whole school as of some days ago: what was to come is past. */
  const age = async (days: number) => {
    const database = await openPostgres(env['DATABASE_URL'] ?? '', { migrate: false });
    await database.db.update(mentorships).set({ startedAt: sql`started_at - make_interval(days => ${days})` });
    await database.db.update(timers).set({ dueAt: sql`due_at - make_interval(days => ${days})` });
    return database;
  };

  it('shows who would be told what and why, without doing it', async () => {
    const dryRun = await run(sweepCommand, ['--at', inTwoDays, '--dry-run']);
    expect(dryRun.said).toMatch(/Marc Dupont \(mentor\)\s+contact-missing/);
    expect(await run(sweepCommand, ['--at', inTwoDays, '--dry-run'])).toEqual(dryRun);
  });

  it('refuses to do what is not yet due: what comes in between would be told late, or never', async () => {
    await expect(run(sweepCommand, ['--at', inTwoDays])).rejects.toThrow('--dry-run');
  });

  it('does what is due, now or at a time that is past, once', async () => {
    const { close } = await age(3);
    await close();
    const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString();
    expect((await run(sweepCommand, ['--at', yesterday])).said).toMatch(/Marc Dupont \(mentor\)\s+contact-missing/);
    expect((await run(sweepCommand, ['--at', yesterday])).said).toContain('Nothing is due');
  });

  it('says what could not be looked at, and nothing of what was written', async () => {
    const { db, close } = await age(3);
    await db.execute(sql`create function secret() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`);
    await db.execute(sql`create trigger secret before update on timers for each row execute function secret()`);
    const { code, said } = await run(sweepCommand, []);
    await db.execute(sql`drop function secret cascade`);
    await close();
    expect(code).toBe(1);
    expect(said).toMatch(/Could not look at \S.*broken/);
    expect(said).not.toContain('params');
  });

  it('changes no table by looking only', async () => {
    const empty = { ...env, DATABASE_URL: await freshPostgresUrl({ migrated: false }) };
    const { code, said } = await run(sweepCommand, ['--dry-run'], empty);
    expect(said).toMatch(/lacks \d+ migrations.*cli migrate/s);
    expect(code).toBe(1);
    expect((await run(doctorCommand, [], empty)).said).toContain('migrations: none');
  });

  it('refuses a time that it cannot read', async () => {
    await expect(run(sweepCommand, ['--at', 'tomorrow'])).rejects.toThrow('--at is not a time');
  });
});

describe('cli migrate', patient, () => {
  it('brings an empty database up to date', async () => {
    const empty = { ...env, DATABASE_URL: await freshPostgresUrl({ migrated: false }) };
    expect(await run(doctorCommand, [], empty)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/ok {4}migrations: none yet; the first start makes its tables/),
    });
    expect(await run(migrateCommand, [], empty)).toMatchObject({ code: 0 });
    expect((await run(doctorCommand, [], empty)).said).toContain('migrations: all applied');
  });
});

describe('cli doctor', patient, () => {
  it('finds all well where it is', async () => {
    const { code, said } = await run(doctorCommand, []);
    expect(said).toMatch(/All is well/);
    expect(code).toBe(0);
  });

  it('finds all well before the first start, and leaves the embedded database to it', async () => {
    const folder = temporaryFolder();
    const { code, said } = await run(doctorCommand, [], { ...env, DATABASE_URL: '', DATA_DIR: folder });
    expect(said).toMatch(/ok {4}database \(embedded\): new; the first start makes it/);
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names the migrations that an older database lacks', async () => {
    const url = await freshPostgresUrl();
    const { db, close } = await openPostgres(url);
    await db.execute(
      sql`delete from drizzle.__drizzle_migrations where created_at > (select min(created_at) from drizzle.__drizzle_migrations)`,
    );
    await close();
    const { code, said } = await run(doctorCommand, [], { ...env, DATABASE_URL: url });
    expect(said).toMatch(/MEND {2}migrations: \d+ not applied/);
    expect(code).toBe(1);
  });

  it('looks at the app token in Socket Mode', async () => {
    const sockets = { ...(await settingsFor(slack, 'socket')), DATABASE_URL: env['DATABASE_URL'] ?? '' };
    expect((await run(doctorCommand, [], sockets)).said).toMatch(/ok {4}app token: accepted/);
    expect((await run(doctorCommand, [], { ...sockets, SLACK_APP_TOKEN: 'xapp-wrong' })).said).toMatch(
      /MEND {2}app token/,
    );
  });

  it('names every setting that is missing', async () => {
    const { code, said } = await run(doctorCommand, [], { PORT: 'x' });
    expect(code).toBe(1);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT']) expect(said).toContain(`settings: ${name}`);
  });

  it.each([
    ['a token that Slack refuses', { SLACK_BOT_TOKEN: 'xoxb-1234-secret' }, /MEND {2}bot token: refused: invalid_auth/],
    ['a Slack that cannot be reached', { SLACK_API_URL: 'http://127.0.0.1:1/api/' }, /MEND {2}Slack: no answer/],
    [
      'a channel that the app is not in',
      { STAFF_CHANNEL: 'C0000000000' },
      /MEND {2}staff channel: .*channel_not_found/,
    ],
    [
      'a database that is away',
      { DATABASE_URL: `postgres://me:s3cret@127.0.0.1:1/x` },
      /MEND {2}database .*ECONNREFUSED/,
    ],
  ])('says what to mend with %s, and no secret', async (_, wrong, expected) => {
    const { code, said } = await run(doctorCommand, [], { ...env, ...wrong });
    expect(code).toBe(1);
    expect(said).toMatch(expected);
    expect(said).toMatch(/→ \S/);
    expect(said).not.toMatch(/s3cret|1234-secret/);
    expect(said).not.toContain(slack.botToken);
    expect(said).not.toContain(slack.signingSecret);
  });

  it('names the messages that were given up, and says how many more there are', async () => {
    const own = { ...env, DATABASE_URL: await freshPostgresUrl() };
    const opened = await openDatabase(testSettings(own), { migrate: false });
    const at = new Date('2026-10-06T08:00:00Z');
    const dead = { kind: 'booking', conversation: 'staff', payload: {}, state: 'dead', why: 'is_archived' } as const;
    const rows = Array.from({ length: 23 }, (_, index) => ({ ...dead, dedupeKey: `booking:${index}` }));
    await opened.db.insert(outbox).values(rows.map((row) => ({ ...row, dueAt: at, createdAt: at, settledAt: at })));
    await opened.close();
    const { code, said } = await run(doctorCommand, [], own);
    expect(code).toBe(1);
    expect(said).toMatch(/MEND {2}messages: given up: 1 \(booking: is_archived\), 2 .* 20 \(.*\), and 3 more\n/);
  });

  it('names the scopes that the token lacks', async () => {
    const poorer = await openSlack({ without: ['users:read.email'] });
    const { said } = await run(doctorCommand, [], { ...env, ...(await settingsFor(poorer, 'http')) });
    await poorer.stop();
    expect(said).toMatch(/MEND {2}scopes: missing: users:read\.email/);
  });
});

describe('the command line', () => {
  it('shows help, and says how a command is meant', async () => {
    const [help, wrong, unknown] = await Promise.all([type('help'), type('import'), type('improt')]);
    expect(help).toMatchObject({ code: 0, said: expect.stringMatching(/import people\.csv \[--partial\]/) });
    expect(wrong).toMatchObject({ code: 2, said: expect.stringContaining('Usage: npm run --silent cli -- import') });
    expect(unknown).toMatchObject({ code: 2, said: expect.stringContaining('There is no command "improt"') });
  });
});

async function run(command: Command, args: string[], given: Record<string, string> = env) {
  return await listen((terminal) => command.run(args, terminal), given);
}

async function type(...argv: string[]) {
  return await listen((terminal) => runCommand(argv, terminal), {});
}

async function listen(work: (terminal: Terminal) => Promise<number>, given: Record<string, string>) {
  let said = '';
  const add = (text: string) => {
    said += text;
  };
  const code = await work({ env: given, out: add, err: add });
  return { code, said };
}

async function csv(...lines: string[]): Promise<string> {
  const file = join(temporaryFolder(), 'people.csv');
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}
