import type { Db } from './client.ts';

/**
 * A query that is asked all the time, with `sql.placeholder`s for what differs: built and named once a database, so that neither we
 * nor PostgreSQL work it out anew. In a transaction it is built anew; PostgreSQL knows it by its name still.
 */
export function prepared<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}
