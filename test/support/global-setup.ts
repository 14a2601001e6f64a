import { createHash } from 'node:crypto';
import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../src/db/client.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's URL with `DATABASE` where the database's name goes. */
    postgresUrl: string;
    /** A dump of a migrated PGlite: opening it is much quicker than migrating anew. */
    pgliteDump: string;
  }
}

const migrations = new URL('../../drizzle/', import.meta.url);

/** Once for a run: one PostgreSQL server with a migrated template database, and a migrated PGlite to copy from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server, dump] = await Promise.all([postgresWithTemplate(), pgliteDump()]);
  project.provide('postgresUrl', server.url('DATABASE'));
  project.provide('pgliteDump', dump);
  return server.stop;
}

async function postgresWithTemplate() {
  const server = await startPostgres();
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  await admin.query('create database mentorat_template');
  await admin.end();
  const template = await openPostgres(server.url('mentorat_template'));
  await template.close();
  return server;
}

/** Made once for a set of migrations, as it takes seconds; kept in the temporary folder. */
async function pgliteDump(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrations)).sort().filter((each) => each.endsWith('.sql'))) {
    hash.update(await readFile(new URL(name, migrations)));
  }
  const file = join(tmpdir(), `mentorat-pglite-${process.getuid?.() ?? 0}-${hash.digest('hex').slice(0, 16)}.tar`);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  const client = await PGlite.create({ extensions: { btree_gist } });
  await migrate(drizzle(client), { migrationsFolder: migrations.pathname });
  const dump = await client.dumpDataDir('none');
  await client.close();
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
  await rename(unfinished, file);
  return file;
}
