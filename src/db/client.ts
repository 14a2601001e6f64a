import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { type MigrationConfig, readMigrationFiles } from 'drizzle-orm/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Pool } from 'pg';
import { databaseError } from './errors.ts';
import { lockFolder } from './folder.ts';
import * as schema from './schema.ts';

/** The database or a transaction in it; inside a transaction everything uses the transaction. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Database {
  readonly kind: 'postgresql' | 'pglite';
  readonly db: Db;
  /** Throws when the database cannot be reached or lacks a migration. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
const migrations: MigrationConfig = { migrationsFolder };

/** A number of our own, so that processes which start together migrate one after the other. */
const migrationLock = 7_203_451;

/** A person waits for most statements: they give up before Slack does (3 s), and the person is told. */
const statementTimeoutMs = 1_500;
const lockTimeoutMs = 1_200;
/**
 * The server keeps the limits above; this one holds when the server cannot be heard. The connection is given up with the statement:
 * what had begun on it must not be committed by whoever uses it next, which pg’s own `query_timeout` leaves open.
 */
const answerTimeoutMs = 3_000;

/** Opens PostgreSQL and, unless told not to, brings its tables up to date; safe when several processes start at once. */
export async function openPostgres(url: string, options: { migrate?: boolean } = {}): Promise<Database> {
  const [{ default: pg }, { drizzle }, { migrate }] = await Promise.all([
    import('pg'),
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ]);
  if (options.migrate !== false) {
    const one = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    await one.connect();
    try {
      await one.query('select pg_advisory_lock($1)', [migrationLock]);
      await migrate(drizzle(one), migrations);
    } finally {
      await one.end();
    }
  }
  const pool = connections(pg, url);
  const db = Object.assign(drizzle(pool, { schema }), {
    // Drizzle’s own keeps for good the connection of a transaction that could not begin.
    transaction: async <T>(work: (tx: Db) => Promise<T>) => {
      const client = await pool.connect();
      try {
        return await drizzle(client).transaction((tx) => work(tx as unknown as Db));
      } finally {
        client.release();
      }
    },
  }) as unknown as Db;
  return { kind: 'postgresql', db, ready: () => ready(db), close: () => pool.end() };
}

function connections({ Pool }: Pick<typeof import('pg'), 'Pool'>, url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    application_name: 'mentorat',
    connectionTimeoutMillis: 2_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    // A connection whose answers were lost on the way must not stay for good.
    maxLifetimeSeconds: 600,
  });
  // Whoever uses a lost connection is told by their query; the event itself would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    const { stream } = client.connection;
    stream.on('timeout', () => stream.destroy(new Error(`no answer within ${answerTimeoutMs} ms`)));
  });
  pool.on('acquire', ({ connection }) => limitSilence(connection.stream, answerTimeoutMs));
  pool.on('release', (_, { connection }) => limitSilence(connection.stream, 0));
  return pool;
}

/** In milliseconds; 0 is no limit. */
function limitSilence(stream: Duplex, milliseconds: number): void {
  if (stream instanceof Socket) stream.setTimeout(milliseconds);
}

/**
 * Opens the embedded database in a folder, or in memory. The folder is locked, as two processes would destroy it. Throws
 * `FolderInUse`. A new one begins `from` a data directory that is made already, where one is given: making it takes seconds.
 */
export async function openPglite(
  folder: string | 'memory',
  options: { migrate?: boolean; from?: Blob } = {},
): Promise<Database> {
  const [{ PGlite }, { btree_gist }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/btree_gist'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  const release = folder === 'memory' ? async () => {} : await lockFolder(folder);
  const extensions = { btree_gist };
  const path = folder === 'memory' ? undefined : join(folder, 'database');
  const isNew = folder === 'memory' || !isEmbeddedThere(folder);
  const client = await PGlite.create(path, { extensions, ...(isNew && options.from && { loadDataDir: options.from }) });
  const own = drizzle(client, { schema });
  if (options.migrate !== false) await migrate(own, migrations);
  const db = own as unknown as Db;
  const close = async () => {
    await client.close();
    await release();
  };
  return { kind: 'pglite', db, ready: () => ready(db), close };
}

/** Whether there is an embedded database in this folder. PGlite writes this file last, and makes anew what lacks it. */
export function isEmbeddedThere(folder: string): boolean {
  return existsSync(join(folder, 'database', 'PG_VERSION'));
}

/** How many of the product's migrations the database lacks. */
export async function pendingMigrations(db: Db): Promise<number> {
  const known = readMigrationFiles(migrations).map(({ folderMillis }) => folderMillis);
  const last = await lastMigration(db);
  return known.filter((each) => each > last).length;
}

/** Whether no migration was ever applied. */
export async function isUntouched(db: Db): Promise<boolean> {
  return (await lastMigration(db)) === 0;
}

/** Drizzle's own mark of the last migration; 0 when there was none. */
async function lastMigration(db: Db): Promise<number> {
  try {
    const [row] = await db.select({ at: sql`max(created_at)`.mapWith(Number) }).from(sql`drizzle.__drizzle_migrations`);
    return row?.at ?? 0;
  } catch (error) {
    if (['42P01', '3F000'].includes(databaseError(error)?.code ?? '')) return 0;
    throw error;
  }
}

async function ready(db: Db): Promise<void> {
  if ((await pendingMigrations(db)) > 0) throw new Error('The database lacks a migration');
}
