import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../../src/db/client.ts';
import type { Sandbox } from '../index.ts';
import type { World } from '../world/model.ts';
import type { Stage } from './stage.ts';

/** A school as it stood at an instant: all that the product and Slack kept of it. */
export interface Copy {
  readonly at: Date;
  /** The newest migration: a copy fits only tables as they were. */
  readonly migration: string;
  readonly tables: Readonly<Record<string, string>>;
  readonly slack: Pick<World, (typeof keptOfSlack)[number]>;
  /** The step of the tour, if somebody was on it. */
  readonly tourAt?: number;
}

const keptOfSlack = ['team', 'app', 'people', 'conversations', 'homes', 'files', 'scheduled', 'notes'] as const;

export async function copyOf({ mentorat, slack, clock }: Stage): Promise<Copy> {
  const { world } = slack.desk.context;
  const { db } = mentorat.world;
  const tables: Record<string, string> = {};
  for (const name of await tableNames(db)) {
    const rows = await read(db, sql`select coalesce(json_agg(t), '[]')::text as value from ${sql.identifier(name)} t`);
    tables[name] = rows[0] ?? '[]';
  }
  return structuredClone({
    at: clock.now(),
    migration: await newestMigration(db),
    tables,
    slack: {
      ...{ team: world.team, app: world.app, people: world.people, conversations: world.conversations },
      ...{ homes: world.homes, files: world.files, scheduled: world.scheduled, notes: world.notes },
    },
  });
}

export const toBytes = (copy: Copy): Uint8Array => gzipSync(serialize(copy));
export const fromBytes = (bytes: Uint8Array): Copy => deserialize(gunzipSync(bytes));

/** Puts into an empty Slack what stood in the copied one. */
export function restoreSlack(slack: Sandbox, copy: Copy): void {
  const { world } = slack.desk.context;
  const kept = structuredClone(copy.slack);
  Object.assign(world.team, kept.team);
  Object.assign(world.app, kept.app);
  for (const name of keptOfSlack) {
    const [to, from]: [unknown, unknown] = [world[name], kept[name]];
    if (!(to instanceof Map) || !(from instanceof Map)) continue;
    to.clear();
    for (const [key, value] of from) to.set(key, value);
  }
}

/** Puts the rows back as they were, whatever the tables hold now. Nothing may use the database meanwhile. */
export async function restoreRows(db: Db, { tables }: Copy): Promise<void> {
  await db.transaction(async (tx) => {
    // Rows come back table by table; what they refer to may come later.
    await tx.execute(sql`set local session_replication_role = replica`);
    await emptyTables(tx);
    for (const [name, rows] of Object.entries(tables)) {
      const table = sql.identifier(name);
      await tx.execute(sql`insert into ${table} overriding system value
        select * from json_populate_recordset(null::${table}, ${rows}::json)`);
    }
    const counters = await read(
      tx,
      sql`select format('select setval(%L, coalesce(max(%I), 0) + 1, false) from %I',
        pg_get_serial_sequence(quote_ident(table_name), column_name), column_name, table_name) as value
        from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`,
    );
    for (const counter of counters) await tx.execute(sql.raw(counter));
  });
}

/** Forgets all that is kept. */
export async function emptyTables(db: Db): Promise<void> {
  const names = (await tableNames(db)).map((name) => sql.identifier(name));
  await db.execute(sql`truncate ${sql.join(names, sql`, `)} restart identity`);
}

export async function newestMigration(db: Db): Promise<string> {
  const rows = await read(db, sql`select max(created_at)::text as value from drizzle.__drizzle_migrations`);
  return rows[0] ?? '';
}

async function tableNames(db: Db): Promise<string[]> {
  return await read(db, sql`select tablename as value from pg_tables where schemaname = 'public' order by tablename`);
}

async function read(db: Db, query: ReturnType<typeof sql>): Promise<string[]> {
  const rows = z.object({ rows: z.array(z.object({ value: z.string() })) });
  return rows.parse(await db.execute(query)).rows.map(({ value }) => value);
}
