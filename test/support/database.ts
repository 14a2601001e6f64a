import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, type Db, openPostgres } from '../../src/db/client.ts';
import * as schema from '../../src/db/schema.ts';

/** The two databases that the store and journey tests run on. */
export const databases = ['postgresql', 'pglite'] as const;
export type DatabaseKind = (typeof databases)[number];

/** A fresh, migrated database of its own. Close it after the test file. */
export async function freshDatabase(kind: DatabaseKind): Promise<Database> {
  return kind === 'postgresql' ? await openPostgres(await freshPostgresUrl()) : await freshPglite();
}

/** The URL of a fresh, migrated PostgreSQL database. */
export async function freshPostgresUrl(options: { migrated?: boolean } = {}): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = inject('postgresUrl');
  const admin = new pg.Client({ connectionString: template.replace('DATABASE', 'postgres') });
  await admin.connect();
  const from = options.migrated === false ? '' : ' template mentorat_template';
  await admin.query(`create database ${name}${from}`);
  await admin.end();
  return template.replace('DATABASE', name);
}

/** Opening one takes a second, emptying it an instant: each test process keeps those it has opened. */
const idle: PGlite[] = [];

async function freshPglite(): Promise<Database> {
  const client = idle.pop() ?? (await openFromDump());
  const db = drizzlePglite(client, { schema }) as unknown as Db;
  return {
    kind: 'pglite',
    db,
    ready: async () => {
      await client.query('select 1');
    },
    close: async () => {
      await client.exec(`truncate ${tables.join(', ')} restart identity cascade`);
      idle.push(client);
    },
  };
}

async function openFromDump(): Promise<PGlite> {
  const dump = new Blob([await readFile(inject('pgliteDump'))]);
  return await PGlite.create({ extensions: { btree_gist }, loadDataDir: dump });
}

const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableName(each)] : []));
