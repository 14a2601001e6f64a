import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
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

/** Once for a run: one PostgreSQL server with a migrated template database, and a migrated PGlite to copy from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mentorat-test-'));
  const [server] = await Promise.all([postgresWithTemplate(), dumpPglite(join(folder, 'pglite.tar'))]);
  project.provide('postgresUrl', server.url('DATABASE'));
  project.provide('pgliteDump', join(folder, 'pglite.tar'));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function postgresWithTemplate() {
  const server = await startPostgres();
  const { default: postgres } = await import('postgres');
  const sql = postgres(server.url('postgres'), { max: 1 });
  await sql`create database mentorat_template`;
  await sql.end();
  const template = await openPostgres(server.url('mentorat_template'));
  await template.close();
  return server;
}

async function dumpPglite(file: string): Promise<void> {
  const client = await PGlite.create({ extensions: { btree_gist } });
  await migrate(drizzle(client), { migrationsFolder: new URL('../../drizzle', import.meta.url).pathname });
  const dump = await client.dumpDataDir('none');
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await client.close();
}
