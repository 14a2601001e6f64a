import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../src/db/client.ts';
import { compileProduct } from './compiled.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's URL with `DATABASE` where the database's name goes. */
    postgresUrl: string;
    /** Where the product lies as JavaScript. */
    compiledFolder: string;
    /** For all that tests write. */
    folder: string;
  }
}

/** Once for a run: one PostgreSQL server with a migrated template database, and the product compiled. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mentorat-test-'));
  const [product, server] = await Promise.all([compileProduct(), startPostgres()]);
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  await admin.query('create database mentorat_template');
  await admin.end();
  const template = await openPostgres(server.url('mentorat_template'));
  await template.close();
  project.provide('postgresUrl', server.url('DATABASE'));
  project.provide('compiledFolder', product.folder);
  project.provide('folder', folder);
  return async () => {
    await Promise.all([server.stop(), product.remove(), rm(folder, { recursive: true, force: true })]);
  };
}
