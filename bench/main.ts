import pg from 'pg';
import { openPostgres } from '../src/db/client.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { benchBook } from './book.ts';
import { benchDispatch } from './dispatch.ts';
import { benchFootprint } from './footprint.ts';
import { printTable, type Ratio } from './measure.ts';
import { benchSweep } from './sweep.ts';

/*
 * How quick the product is, as ratios of runs that take turns on the same machine. Every load comes from another process than
 * the one measured. docs/performance.md says how to read the table.
 */
const benches = { footprint: benchFootprint, book: benchBook, sweep: benchSweep, dispatch: benchDispatch };
const wanted = process.argv.slice(2);

const server = await startPostgres();
const admin = new pg.Client({ connectionString: server.url('postgres') });
await admin.connect();
const rows: Ratio[] = [];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    await admin.query(`create database ${name}`);
    await (await openPostgres(server.url(name))).close();
    rows.push(...(await bench(server.url(name))));
  }
} finally {
  printTable(rows);
  await admin.end();
  await server.stop();
}
