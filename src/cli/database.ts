import { readSettings, type Settings, toSentence } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { Database } from '../db/client.ts';
import { FolderInUse } from '../db/folder.ts';
import type { World } from '../db/write.ts';
import { inOneSentence } from '../log.ts';
import { openDatabase } from '../start.ts';
import type { Terminal } from './command.ts';

/** Reads the settings, opens the database, works, and closes it; what is in the way is said, with exit code 1. */
export async function withDatabase(
  { env, err }: Terminal,
  work: (world: World, database: Database) => Promise<number>,
  /** What else can be done where a running app has the embedded database. */
  otherWay = '',
): Promise<number> {
  const read = readSettings(env);
  if (read.kind === 'problems') {
    err(toSentence(read.problems));
    return 1;
  }
  const { settings } = read;
  let database: Database;
  try {
    database = await openDatabase(settings);
  } catch (error) {
    err(`${whyNotOpened(error, settings)} ${error instanceof FolderInUse ? otherWay : ''}\n`);
    return 1;
  }
  try {
    return await work({ db: database.db, clock: systemClock, settings }, database);
  } finally {
    await database.close();
  }
}

/** Why the database could not be opened, and what to do. */
export function whyNotOpened(error: unknown, settings: Settings): string {
  if (error instanceof FolderInUse) return error.message;
  const where = settings.databaseUrl === undefined ? `in ${settings.dataDir} (DATA_DIR)` : 'that DATABASE_URL names';
  return `The database ${where} cannot be opened: ${inOneSentence(error)}.`;
}
