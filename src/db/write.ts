import { eq, lt } from 'drizzle-orm';
import type { Settings } from '../config.ts';
import type { Actor } from '../core/access.ts';
import type { Clock } from '../core/clock.ts';
import { ok, type Result } from '../core/result.ts';
import type { Db } from './client.ts';
import { databaseError, deadlockDetected } from './errors.ts';
import { audit, submissions } from './schema.ts';

/** What rules of time and place a use case needs beside its input. */
export interface World {
  readonly db: Db;
  readonly clock: Clock;
  readonly settings: Settings;
}

/** What a use case is called with: the world, and who acts. */
export interface Context extends World {
  readonly actor: Actor;
  /** Which submission it is (form and `view.id`): carried out once, however often it is delivered. */
  readonly submissionId?: string;
  /** When whoever waits has been told that nothing was saved: then nothing may be. */
  readonly deadline?: Deadline;
}

/** A time limit that a transaction respects: past it, it rolls back instead of committing. */
export class Deadline {
  #state: 'open' | 'committing' | 'expired' = 'open';

  /** Before the commit, and for good; throws when the person has been given up on. */
  commit(): void {
    if (this.#state === 'expired') throw new Error('The deadline passed before the commit');
    this.#state = 'committing';
  }

  /** Answers whether it is certain that nothing will be saved. */
  expire(): 'nothing-saved' | 'unknown' {
    if (this.#state === 'committing') return 'unknown';
    this.#state = 'expired';
    return 'nothing-saved';
  }
}

/**
 * Carries out a use case's writes in one transaction. A refusal rolls everything back; a deadlock is tried once more; a
 * submission that was carried out before gets the value it got then, and changes nothing.
 */
export async function write<T>(
  context: Pick<Context, 'db' | 'clock' | 'submissionId' | 'deadline'>,
  work: (tx: Db, now: Date) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await attempt(context, work);
  } catch (error) {
    if (databaseError(error)?.code !== deadlockDetected) throw error;
    return await attempt(context, work);
  }
}

/** Notes who did what to whom, and when; never the text. */
export async function record(tx: Db, entry: { at: Date; actor: Actor | null; action: string; subject: string }) {
  const { at, actor, action, subject } = entry;
  await tx.insert(audit).values({ at, actorId: actor?.id ?? null, action, subject });
}

/** Forgets submissions carried out before then: none of them is delivered again. */
export async function forgetSubmissions(db: Db, before: Date): Promise<void> {
  await db.delete(submissions).where(lt(submissions.carriedOutAt, before));
}

class RolledBack extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('refused');
    this.result = result;
  }
}

async function attempt<T>(
  { db, clock, submissionId, deadline }: Pick<Context, 'db' | 'clock' | 'submissionId' | 'deadline'>,
  work: (tx: Db, now: Date) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await db.transaction(async (tx) => {
      const now = clock.now();
      if (submissionId !== undefined) {
        const first = await tx
          .insert(submissions)
          .values({ viewId: submissionId, carriedOutAt: now })
          .onConflictDoNothing()
          .returning({ viewId: submissions.viewId });
        if (first.length === 0) return ok((await remembered(tx, submissionId)) as T);
      }
      const result = await work(tx, now);
      if (!result.ok) throw new RolledBack(result);
      if (submissionId !== undefined) {
        await tx.update(submissions).set({ value: result.value }).where(eq(submissions.viewId, submissionId));
      }
      deadline?.commit();
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}

async function remembered(tx: Db, viewId: string): Promise<unknown> {
  const [row] = await tx.select({ value: submissions.value }).from(submissions).where(eq(submissions.viewId, viewId));
  return row?.value ?? null;
}
