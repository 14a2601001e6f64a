import type { MentorshipId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import { addHours, atDaytime, instantToLocal, localDay, localToInstant } from '../../core/time.ts';
import type { Db } from '../../db/client.ts';
import { type TimerKind, wake } from '../../db/timers.ts';
import { type World, write } from '../../db/write.ts';
import { deadLetters, type Entry, enqueue, refreshAll, refreshAt, staff } from '../../outbox/enqueue.ts';
import { awaitedOffer, lapsesAt } from '../contact/service.ts';
import { lastDigest } from './digests.ts';
import { digestKey, digestSubject, entryOf, keysOf, requestOf } from './entries.ts';
import { editDigests } from './requests.ts';
import { due, lookAgainAt, type Reminder } from './rules.ts';
import * as store from './store.ts';
import { type Subject, subjectsOf } from './timelines.ts';

/** In this order: the end of a discovery session wakes the profile. */
const timerKinds = ['mentorship', 'session', 'profile'] as const satisfies readonly TimerKind[];
/** Small enough that whoever wants to wake one of them waits for no more than an instant. */
const batchSize = 250;

/** Who is told what, and why: one line of what a sweep does, or would do. */
export interface Told {
  readonly to: Reminder['to'];
  readonly name: string;
  readonly kind: Reminder['kind'] | 'staff-digest';
  readonly form: Reminder['form'];
  readonly about: string;
  readonly why: string;
  /** When it fell due, and when it leaves. */
  readonly dueAt: Date;
  readonly leavesAt: Date;
}

/** Called with what could not be looked at: `session 7`, or all of `session`. */
export type OnFailure = (error: unknown, what: string) => void;

/**
 * One pass over all that is due: what is to be told goes into the outbox once, whoever sweeps, however often and late; each subject
 * gets the next time to be looked at. Answers with what is new. `dryRun` reads only; `now` is another time than the clock's. A subject
 * that cannot be looked at is tried again in an hour, and holds up no other.
 */
export async function sweep(
  world: World,
  options: { now?: Date; dryRun?: boolean; onFailure?: OnFailure } = {},
): Promise<Told[]> {
  const { now = world.clock.now(), dryRun = false, onFailure = () => {} } = options;
  if (dryRun) return await preview(world, now);
  const told: Told[] = [];
  const failed: TimerKind[] = [];
  for (const kind of timerKinds) {
    try {
      for (let taken = batchSize; taken === batchSize; ) {
        const batch = await sweepMany(world, kind, now, onFailure);
        told.push(...batch.told);
        taken = batch.taken;
      }
    } catch (error) {
      failed.push(kind);
      onFailure(error, kind);
    }
  }
  const swept = timerKinds.filter((kind) => !failed.includes(kind));
  return [...told, ...(await tellStaff(world, swept, now))];
}

interface Plan {
  readonly entries: readonly Entry[];
  readonly requests: readonly store.NewRequest[];
  /** Students who are shown again the times that they have not answered. */
  readonly reminded: ReadonlyArray<{ readonly mentorshipId: MentorshipId; readonly dedupeKey: string }>;
  readonly told: readonly Told[];
  /** All that staff is to know of these subjects, told before or not. */
  readonly matters: readonly string[];
  readonly next: ReadonlyMap<number, Date | null>;
  readonly profiles: ReadonlyArray<{ studentId: number; at: Date }>;
  /** Today’s of their mentors: what they say of these subjects may be settled. */
  readonly digests: readonly string[];
}

interface Swept {
  readonly taken: number;
  readonly told: readonly Told[];
}

/** All of a batch at once (mostly nothing is due, and no transaction is begun for it); when that fails, one by one, to find the one that is to blame. */
async function sweepMany(world: World, kind: TimerKind, now: Date, onFailure: OnFailure): Promise<Swept> {
  try {
    return await sweepBatch(world, kind, now);
  } catch {
    const told: Told[] = [];
    const ids = await store.peekDue(world.db, kind, now, 0, batchSize);
    for (const id of ids) {
      try {
        told.push(...(await sweepBatch(world, kind, now, id)).told);
      } catch (error) {
        await store.setTimers(world.db, kind, new Map([[id, addHours(now, 1)]]));
        onFailure(error, `${kind} ${id}`);
      }
    }
    return { taken: ids.length, told };
  }
}

async function sweepBatch(world: World, kind: TimerKind, now: Date, only?: number): Promise<Swept> {
  if (!(await store.isAnythingDue(world.db, [kind], now))) return { taken: 0, told: [] };
  const swept = await write(world, async (tx) => {
    const ids = await store.takeDue(tx, kind, now, batchSize, only);
    if (ids.length === 0) return ok({ taken: 0, told: [] });
    const plan = await planOf({ ...world, db: tx }, kind, ids, now);
    await enqueue(tx, now, plan.entries);
    await refreshAsTimesLapse({ ...world, db: tx }, plan.reminded, now);
    await refreshAll(tx, now, plan.digests, `swept:${now.toISOString()}`);
    await store.insertRequests(tx, await afterLastDigest(tx, plan.requests, now, world.settings.zone));
    const settled = await store.settleOthers(tx, kind, ids, plan.matters, now);
    await editDigests(tx, now, settled, world.settings.zone, 'settled');
    await store.setTimers(tx, kind, plan.next);
    for (const { studentId, at } of plan.profiles) await wake(tx, 'profile', studentId, at);
    return ok({ taken: ids.length, told: plan.told });
  });
  return swept.ok ? swept.value : { taken: 0, told: [] };
}

/** A reminder of times loses each of them when it lapses, as the offer itself does. */
async function refreshAsTimesLapse(
  where: Pick<World, 'db' | 'settings'>,
  reminded: Plan['reminded'],
  now: Date,
): Promise<void> {
  for (const { mentorshipId, dedupeKey } of reminded) {
    const offer = await awaitedOffer(where, mentorshipId, now);
    const ends = (offer?.slots ?? []).map(({ startsAt }) => lapsesAt('mentor', startsAt));
    await refreshAt(where.db, now, dedupeKey, ends);
  }
}

/** A digest tells what was asked since the one before it: what is found out late counts from now on, or none would tell it. */
async function afterLastDigest(
  tx: Db,
  requests: readonly store.NewRequest[],
  now: Date,
  zone: string,
): Promise<store.NewRequest[]> {
  const last = requests.length === 0 ? null : await lastDigest(tx, 'staff', zone, now);
  return requests.map((each) => (last === null || each.askedAt > last ? each : { ...each, askedAt: now }));
}

async function preview(world: World, now: Date): Promise<Told[]> {
  const told: Told[] = [];
  const woken: number[] = [];
  for (const kind of timerKinds) {
    const seen = new Set<number>();
    const look = async (ids: readonly number[]) => {
      const plan = await planOf(
        world,
        kind,
        ids.filter((id) => !seen.has(id)),
        now,
      );
      for (const id of ids) seen.add(id);
      told.push(...plan.told);
      woken.push(...plan.profiles.flatMap(({ studentId, at }) => (at <= now ? [studentId] : [])));
    };
    for (let after = 0, taken = batchSize; taken === batchSize; ) {
      const ids = await store.peekDue(world.db, kind, now, after, batchSize);
      await look(ids);
      taken = ids.length;
      after = ids.at(-1) ?? after;
    }
    if (kind === 'profile') await look(woken);
  }
  return told;
}

/** What these subjects make of this moment; reads only. */
async function planOf(world: World, kind: TimerKind, ids: readonly number[], now: Date): Promise<Plan> {
  // In an order of our own: a database gives them in any, and so would stand what is asked of the team at once.
  const subjects = (await subjectsOf(world, kind, ids, now)).toSorted((a, b) => a.id - b.id);
  const all = subjects.flatMap((subject) =>
    due(subject.timeline, now).map((reminder) => ({
      subject,
      reminder,
      entry: entryOf(subject, reminder, now),
      request: requestOf(subject, reminder),
      keys: keysOf(subject, reminder, now),
    })),
  );
  const matters = all.flatMap(({ request }) => request?.matter ?? []);
  const known = new Set([
    ...(await store.findKnownKeys(
      world.db,
      all.flatMap(({ keys }) => keys),
    )),
    ...(await store.findKnownMatters(world.db, matters)),
  ]);
  const news = all.filter(
    ({ subject, keys, request }) =>
      !subject.isOnHold && ![...keys, ...(request === null ? [] : [request.matter])].some((key) => known.has(key)),
  );
  const looks = new Map(subjects.map(({ id, timeline }) => [id, lookAgainAt(timeline, now)]));
  return {
    entries: news.flatMap(({ entry }) => entry ?? []),
    requests: news.flatMap(({ request }) => request ?? []),
    reminded: news.flatMap(({ subject: { mentorshipId }, reminder, entry }) =>
      entry !== null && reminder.kind === 'reply-missing' && reminder.to === 'student'
        ? [{ mentorshipId, dedupeKey: entry.dedupeKey }]
        : [],
    ),
    told: news.map(({ subject, reminder, entry }) => toldOf(subject, reminder, entry?.dueAt ?? reminder.at)),
    matters,
    next: new Map(ids.map((id) => [id, looks.get(id) ?? null])),
    profiles: subjects.flatMap(({ profileAt, student }) =>
      profileAt === null ? [] : [{ studentId: student.id, at: profileAt }],
    ),
    digests: [
      ...new Set(subjects.map(({ mentor, calendar }) => digestSubject(mentor.id, localDay(now, calendar.mentor)))),
    ],
  };
}

function toldOf(subject: Subject, reminder: Reminder, leaves: Date): Told {
  const since = subject.since ?? subject.session?.startsAt;
  return {
    to: reminder.to,
    name: reminder.to === 'staff' ? 'staff' : subject[reminder.to].name,
    kind: reminder.kind,
    form: reminder.form,
    about: `${subject.mentor.name} – ${subject.student.name} (${subject.timer} ${subject.id})`,
    why: `step ${reminder.step}${since === undefined ? '' : `, since ${since.toISOString()}`}`,
    dueAt: reminder.at,
    leavesAt: leaves,
  };
}

/**
 * Staff's digest of a working day on which something waits for staff: from 09:00 on, once everything due has been looked at, so that
 * it misses nothing. It is dropped when it would say nothing new.
 */
async function tellStaff(world: World, swept: readonly TimerKind[], now: Date): Promise<Told[]> {
  const { zone, staffChannel } = world.settings;
  const { date: day, weekday } = instantToLocal(now, zone);
  const at = localToInstant(day, '09:00', zone);
  if (staffChannel === undefined || weekday > 5 || at === null || now < at || atDaytime(now, zone) > now) return [];
  const dedupeKey = digestKey('staff', day);
  if ((await store.findKnownKeys(world.db, [dedupeKey])).size > 0) return [];
  if (await store.isAnythingDue(world.db, swept, now)) return [];
  if (!(await store.isStaffAsked(world.db, at)) && (await deadLetters(world.db)).length === 0) return [];
  const payload = { day, at: at.toISOString() };
  const subject = digestSubject('staff', day);
  await enqueue(world.db, now, [
    { kind: 'staff-digest', payload, conversation: staff, dedupeKey, dueAt: now, subject },
  ]);
  const digest = { kind: 'staff-digest', form: 'staff-digest', about: 'the team’s channel', why: day } as const;
  return [{ ...digest, to: 'staff', name: 'staff', dueAt: at, leavesAt: now }];
}
