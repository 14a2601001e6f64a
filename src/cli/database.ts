import { readSettings, type Settings, toSentence } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { type Database, isEmbeddedThere, pendingMigrations } from '../db/client.ts';
import { FolderInUse, lockFolder } from '../db/folder.ts';
import type { World } from '../db/write.ts';
import { inOneSentence } from '../log.ts';
import { openDatabase } from '../start.ts';
import type { Terminal } from './command.ts';

/** Reads the settings, opens the database, works, and closes it; what is in the way is said, with exit code 1. */
export async function withDatabase(
  { env, err }: Terminal,
  work: (world: World, database: Database) => Promise<number>,
  options: {
    /** What else can be done where a running app has the embedded database. */
    otherWay?: string;
    /** Nothing is written: a database that lacks a migration is left as it is, and nothing is done with it. */
    readOnly?: boolean;
  } = {},
): Promise<number> {
  const { otherWay = '', readOnly = false } = options;
  const read = readSettings(env);
  if (read.kind === 'problems') {
    err(toSentence(read.problems));
    return 1;
  }
  const { settings } = read;
  let database: Database;
  try {
    if (readOnly && !(await isThere(settings))) {
      err('There is no database yet: the first start makes it.\n');
      return 1;
    }
    database = await openDatabase(settings, { migrate: !readOnly });
  } catch (error) {
    err(`${whyNotOpened(error, settings)} ${error instanceof FolderInUse ? otherWay : ''}\n`);
    return 1;
  }
  try {
    const pending = readOnly ? await pendingMigrations(database.db) : 0;
    if (pending > 0) {
      err(`The database lacks ${pending} migrations. Start the app, or run cli migrate.\n`);
      return 1;
    }
    return await work({ db: database.db, clock: systemClock, settings }, database);
  } finally {
    await database.close();
  }
}

/** Whether there is a database to look into. An embedded one that is not there yet is not made; throws `FolderInUse`. */
export async function isThere({ databaseUrl, dataDir }: Settings): Promise<boolean> {
  if (databaseUrl !== undefined || isEmbeddedThere(dataDir)) return true;
  const release = await lockFolder(dataDir);
  await release();
  return false;
}

/** Why the database could not be opened, and what to do. */
export function whyNotOpened(error: unknown, settings: Settings): string {
  if (error instanceof FolderInUse) return error.message;
  const where = settings.databaseUrl === undefined ? `in ${settings.dataDir} (DATA_DIR)` : 'that DATABASE_URL names';
  return `The database ${where} cannot be opened: ${inOneSentence(error)}.`;
}
