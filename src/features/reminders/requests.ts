import type { RequestId } from '../../core/ids.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { addDays, localDay } from '../../core/time.ts';
import type { Db } from '../../db/client.ts';
import { type Context, record, write } from '../../db/write.ts';
import { refresh, refreshAll } from '../../outbox/enqueue.ts';
import { isSettledByStaff } from './digest-views.ts';
import { stillOpen } from './digests.ts';
import { digestKey, digestSubject } from './entries.ts';
import * as store from './store.ts';

/** Somebody of staff takes care of a request; the digest that lists it says so. Only the first one does. */
export async function takeRequest(context: Context, id: RequestId): Promise<Result<null>> {
  const { actor, settings } = context;
  if (!actor.isStaff) return refuse('not-staff', (words) => words.reminders.staff.notStaff);
  return await write(context, async (tx, now) => {
    const found = await store.findRequests(tx, { ids: [id] });
    if (found.length > 0 && (await stillOpen({ db: tx, settings }, found, now)).length === 0) {
      return refuse('settled', (words) => words.reminders.staff.settledAlready);
    }
    const isMine = await store.takeRequest(tx, id, actor.id, now);
    const [request] = await store.findRequests(tx, { ids: [id] });
    if (request === undefined) return refuse('no-request', (words) => words.common.notYours);
    // A second click, or the first one delivered again.
    if (request.takenBySlackId === actor.slackId && !isMine) return ok(null);
    if (!isMine) return refuse('taken', (words) => words.reminders.staff.takenAlready(request.takenByName ?? ''));
    await editDigests(tx, now, [request], settings.zone, 'taken');
    await record(tx, { at: now, actor, action: 'take-request', subject: `request:${id}` });
    return ok(null);
  });
}

/** Staff has done what was asked, where nothing else can tell; done twice it is still done. */
export async function settleRequest(context: Context, id: RequestId): Promise<Result<null>> {
  const { actor, settings } = context;
  if (!actor.isStaff) return refuse('not-staff', (words) => words.reminders.staff.notStaff);
  return await write(context, async (tx, now) => {
    const [request] = await store.findRequests(tx, { ids: [id] });
    if (request === undefined) return refuse('no-request', (words) => words.common.notYours);
    if (!isSettledByStaff(request.kind)) {
      return refuse('settles-itself', (words) => words.reminders.staff.settlesItself);
    }
    if (!(await store.settleRequest(tx, id, now))) return ok(null);
    await editDigests(tx, now, [request], settings.zone, 'settled');
    // What is contested stands in the student's message, and can be contested again once that is over.
    if (request.sessionId !== null) {
      await refresh(tx, now, `session:${request.sessionId}`, `settled${now.getTime()}`);
    }
    await record(tx, { at: now, actor, action: 'settle-request', subject: `request:${id}` });
    return ok(null);
  });
}

/** What the pedagogical team is asked and is still so, the newest first. */
export async function openRequests(
  context: Pick<Context, 'db' | 'settings'>,
  now: Date,
): Promise<store.StaffRequest[]> {
  return await stillOpen(context, await store.findRequests(context.db, { open: true }), now);
}

/** The digests that list these requests are to say what became of them. */
export async function editDigests(
  tx: Db,
  now: Date,
  requests: ReadonlyArray<Pick<store.StaffRequest, 'id' | 'askedAt'>>,
  zone: string,
  change: string,
): Promise<void> {
  const [first] = requests;
  if (first === undefined) return;
  const days = new Set<string>();
  for (const { askedAt } of requests) for (const day of await digestDays(tx, askedAt, zone)) days.add(day);
  const subjects = [...days].map((day) => digestSubject('staff', day));
  await refreshAll(tx, now, subjects, `${change}${first.id}`);
}

/** The digests that may list what was asked then: the next one, which is of the day after when the day's was over. */
async function digestDays(db: Db, askedAt: Date, zone: string): Promise<string[]> {
  const days = Array.from({ length: 10 }, (_, index) => localDay(addDays(askedAt, index), zone));
  const known = await store.findKnownKeys(
    db,
    days.map((day) => digestKey('staff', day)),
  );
  return days.filter((day) => known.has(digestKey('staff', day))).slice(0, 2);
}
