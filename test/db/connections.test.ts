import { afterAll, describe, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { ok } from '../../src/core/result.ts';
import { type Database, openPostgres } from '../../src/db/client.ts';
import { audit } from '../../src/db/schema.ts';
import { record, write } from '../../src/db/write.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { startProxy } from '../support/proxy.ts';

/** Longer than the product waits for an answer, and shorter than the server keeps an open transaction. */
describe.concurrent('when the way to PostgreSQL hangs', () => {
  interface Way {
    readonly database: Database;
    readonly proxy: Awaited<ReturnType<typeof startProxy>>;
  }
  const ways: Way[] = [];
  const open = async (): Promise<Way> => {
    const url = new URL(await freshPostgresUrl());
    const proxy = await startProxy({ host: '127.0.0.1', port: Number(url.port) });
    url.port = String(proxy.port);
    const way = { database: await openPostgres(url.href), proxy };
    ways.push(way);
    return way;
  };
  const act = ({ database: { db } }: Way, action: string, between: () => void = () => {}) =>
    write({ db, clock: systemClock }, async (tx, at) => {
      const entry = { at, actor: null, subject: 'session:1' };
      await record(tx, { ...entry, action: `${action}, first half` });
      between();
      await record(tx, { ...entry, action: `${action}, second half` });
      return ok(null);
    });
  const actions = async ({ database: { db } }: Way) =>
    (await db.select({ action: audit.action }).from(audit).orderBy(audit.id)).map(({ action }) => action);

  afterAll(async () => {
    for (const { proxy, database } of ways) {
      proxy.mend();
      await database.close();
      proxy.stop();
    }
  });

  it('what was not saved is not saved by whoever comes next', async ({ expect }) => {
    const way = await open();
    await expect(act(way, 'book', way.proxy.hold)).rejects.toThrow();
    way.proxy.letGo();
    await act(way, 'cancel');
    expect(await actions(way)).toEqual(['cancel, first half', 'cancel, second half']);
  });

  it('whoever could not even begin gives the connection back', async ({ expect }) => {
    const way = await open();
    const everyConnection = () => Promise.allSettled(Array.from({ length: 10 }, () => act(way, 'book')));
    await everyConnection();
    way.proxy.hold();
    const hung = await everyConnection();
    expect(new Set(hung.map(({ status }) => status))).toEqual(new Set(['rejected']));
    way.proxy.letGo();
    await act(way, 'cancel');
    expect((await actions(way)).slice(-2)).toEqual(['cancel, first half', 'cancel, second half']);
  });
});
