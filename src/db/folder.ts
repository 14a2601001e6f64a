import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A living holder touches its lock every second; a machine under load may keep it from that for a while. */
const touchMs = 1_000;
const staleMs = 10_000;

export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `Another process uses ${folder}. The embedded database takes one process at a time: stop the other one, or set DATABASE_URL to use PostgreSQL with as many as you like.`,
    );
  }
}

/**
 * Locks the folder of the embedded database, which two processes would destroy, and answers with how to let it go. Throws
 * `FolderInUse` as soon as a holder shows that it lives; a lock that nobody touches for 10 s was left behind by a killed process,
 * and is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const { lock } = await import('proper-lockfile');
  await mkdir(folder, { recursive: true });
  const lockfilePath = join(folder, 'lock');
  for (let before: number | null = null; ; await sleep(touchMs * 1.5)) {
    try {
      return await lock(folder, { lockfilePath, stale: staleMs, update: touchMs, onCompromised });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
    }
    const touched = await touchedAt(lockfilePath);
    if (before !== null && touched !== null && touched !== before) throw new FolderInUse(folder);
    before = touched;
  }
}

async function touchedAt(path: string): Promise<number | null> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/** Thrown where nothing catches it: going on could mean two processes in one folder. */
function onCompromised(cause: Error): never {
  throw new Error('The lock on the data folder was taken away; the process ends before two of them use the folder', {
    cause,
  });
}
