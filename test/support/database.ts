import { randomUUID } from 'node:crypto';
import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { inject } from 'vitest';
import { openEmbedded } from '../../sandbox/demo/stage.ts';
import { type Database, openPostgres } from '../../src/db/client.ts';
import * as schema from '../../src/db/schema.ts';

/** The two databases that the store and journey tests run on. */
export const databases = ['postgresql', 'pglite'] as const;
export type DatabaseKind = (typeof databases)[number];

/** An empty, migrated database of its own. Close it after the test file. */
export async function freshDatabase(kind: DatabaseKind): Promise<Database> {
  const database =
    idle[kind].pop() ??
    (kind === 'postgresql' ? await openPostgres(await freshPostgresUrl()) : await openEmbedded('memory'));
  return {
    ...database,
    close: async () => {
      await database.db.execute(emptied);
      idle[kind].push(database);
    },
  };
}

/** Making one takes a good while, emptying it an instant: each thread keeps those it has made. */
const idle: Record<DatabaseKind, Database[]> = { postgresql: [], pglite: [] };

const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableName(each)] : []));

/** Deleting from all at once, whatever refers to what, is much quicker than truncating. */
const emptied = sql.raw(`do $$ begin
  set local session_replication_role = replica;
  ${tables.map((table) => `delete from ${table};`).join(' ')}
end $$`);

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
