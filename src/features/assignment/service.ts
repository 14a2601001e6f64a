import type { WebClient } from '@slack/web-api';
import { type Action, type Actor, may, type Relation } from '../../core/access.ts';
import { type MentorshipId, mentorshipId, type PersonId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Db } from '../../db/client.ts';
import { wakeAll } from '../../db/timers.ts';
import { type Context, type World, write } from '../../db/write.ts';
import { enqueue, entry, pair, refresh } from '../../outbox/enqueue.ts';
import {
  changedInSlack,
  findPerson,
  findPersonBySlackId,
  followSlack,
  type Person,
  pagesOfSlackPeople,
  readSlackUser,
  type SlackPerson,
} from '../people/service.ts';
import * as store from './store.ts';

export type { Mentorship } from './store.ts';
export {
  findActiveByChannel as mentorshipOfChannel,
  findActiveOfMentor as mentorshipsOfMentor,
  findActiveOfStudent as mentorshipOfStudent,
  findOne as findMentorship,
} from './store.ts';

/** How the actor stands to a student; what that allows is `core/access`'s to say. */
export async function relationTo(db: Db, actor: Actor, studentId: PersonId): Promise<Relation> {
  if (actor.id === studentId) return { kind: 'self' };
  if (actor.isStaff) return { kind: 'staff' };
  if (!actor.isMentor) return { kind: 'stranger' };
  const [newest] = await store.findOfPair(db, actor.id, studentId);
  if (newest === undefined) return { kind: 'stranger' };
  return newest.endedAt === null ? { kind: 'current-mentor' } : { kind: 'past-mentor', until: newest.endedAt };
}

/** A student as they are named: by Slack, by their id, or by their mentorship's (not to be trusted). */
export type Named = { readonly slackId: string } | { readonly id: PersonId } | { readonly mentorship: string };

/** The mentorship of the student who is named, if one goes on. */
export async function mentorshipMeant(db: Db, named: Named): Promise<store.Mentorship | null> {
  if ('id' in named) return await store.findActiveOfStudent(db, named.id);
  if ('slackId' in named) return await store.findActiveOfSlackId(db, named.slackId);
  const found = await mentorshipNamed(db, named.mentorship);
  return found?.endedAt == null ? found : null;
}

/** Why nothing can be done with the student who is named, where there is no mentorship to do it in or it is not the actor's. */
export async function whyNotWith(context: Context, named: Named): Promise<string> {
  const { db, actor } = context;
  const { assignment, common, contact } = wordsFor(actor.locale);
  const student = await studentMeant(context, named);
  if (student?.isStudent !== true) return common.notYours;
  const relation = await relationTo(db, actor, student.id);
  if (relation.kind === 'past-mentor') return contact.ended;
  if (relation.kind !== 'staff') return common.notYours;
  const current = await store.findActiveOfStudent(db, student.id);
  return current === null ? assignment.studentHasNoMentor(student.name) : contact.ended;
}

/**
 * The student whom a message is about: of the pair whose conversation it stands in, even if they have parted; elsewhere whoever
 * wrote it, if that is a student with whom the actor may do this.
 */
export async function studentOfMessage(
  { db, actor, settings }: Context,
  message: { readonly channel: string; readonly authorSlackId: string | null } | null,
  action: Action,
): Promise<PersonId | null> {
  const pairOfIt = message === null ? null : await store.findByChannel(db, message.channel);
  if (pairOfIt !== null) return pairOfIt.studentId;
  const slackId = message?.authorSlackId ?? null;
  const author = slackId === null ? null : await findPersonBySlackId(db, slackId, settings.locale);
  if (author?.isStudent !== true) return null;
  return may(await relationTo(db, actor, author.id), action) ? author.id : null;
}

export interface Pairing {
  readonly mentorId: PersonId;
  readonly studentId: PersonId;
  /** They know each other already, since this local date: the introduction is short. */
  readonly metOn: string | null;
}

/** Begins a mentorship and introduces the two (H4); an earlier one of the student ends. */
export async function startMentorship(tx: Db, now: Date, pairing: Pairing): Promise<MentorshipId> {
  const [id] = await startMentorships(tx, now, [pairing]);
  if (id === undefined) throw new Error('A mentorship was not made');
  return id;
}

/** Begins many at once, as an import does. */
export async function startMentorships(tx: Db, now: Date, pairings: readonly Pairing[]): Promise<MentorshipId[]> {
  if (pairings.length === 0) return [];
  const ended = await store.endActiveOfStudents(
    tx,
    pairings.map(({ studentId }) => studentId),
    now,
  );
  await store.settleRequestsAbout(tx, ended, now);
  for (const id of ended) {
    await refresh(tx, now, `mentorship:${id}`, 'ended');
    await refresh(tx, now, `offers:${id}`, 'ended');
  }
  const begun = await store.insert(
    tx,
    pairings.map((pairing) => ({ ...pairing, startedAt: now })),
  );
  await enqueue(
    tx,
    now,
    begun.map((id) => introduction(id, now, `introduction:${id}`)),
  );
  await wakeAll(tx, 'mentorship', [...ended, ...begun], now);
  return begun;
}

/** Follows `user_change`. */
export async function followUser(world: World, user: unknown): Promise<void> {
  const person = readSlackUser(user);
  if (person !== null) await follow(world, person);
}

/**
 * Follows everybody we keep of whom Slack says something else by now, as an event can be lost; answers how many they were.
 * Any number of processes may do it at once. Throws where Slack does not list its people.
 */
export async function followEverybody(world: World, slack: WebClient, signal: AbortSignal): Promise<number> {
  let followed = 0;
  for await (const page of pagesOfSlackPeople(slack)) {
    signal.throwIfAborted();
    for (const person of await changedInSlack(world.db, page)) {
      signal.throwIfAborted();
      await follow(world, person);
      followed += 1;
    }
  }
  return followed;
}

/** Whoever is back in Slack takes up where they were: staff need not look after them, and an introduction that waited is made. */
export async function takeUpAgain(tx: Db, now: Date, personId: PersonId): Promise<void> {
  const open = await store.findActiveWith(tx, personId);
  await store.settleRequestsOfLeaver(tx, personId, now);
  const unintroduced = open.filter(({ rootTs }) => rootTs === null);
  await enqueue(
    tx,
    now,
    unintroduced.map(({ id }) => introduction(id, now, `introduction:${id}:${now.toISOString()}`)),
  );
  await wakeEach(tx, now, open);
}

/** Whoever left receives nothing more, and staff is told which mentorships are left open with them. */
async function leaveOff(tx: Db, now: Date, personId: PersonId): Promise<void> {
  const open = await store.findActiveWith(tx, personId);
  await store.askStaffAboutLeaver(tx, personId, open, now);
  await wakeEach(tx, now, open);
}

async function follow(world: World, person: SlackPerson): Promise<void> {
  await write(world, async (tx, now) => {
    const change = await followSlack(tx, now, person);
    if (change?.kind === 'left') await leaveOff(tx, now, change.personId);
    if (change?.kind === 'returned') await takeUpAgain(tx, now, change.personId);
    return ok(null);
  });
}

async function mentorshipNamed(db: Db, mentorship: string): Promise<store.Mentorship | null> {
  const id = mentorshipId.safeParse(mentorship);
  return id.success ? await store.findOne(db, id.data) : null;
}

async function studentMeant({ db, settings }: Context, named: Named): Promise<Person | null> {
  if ('slackId' in named) return await findPersonBySlackId(db, named.slackId, settings.locale);
  const id = 'id' in named ? named.id : (await mentorshipNamed(db, named.mentorship))?.studentId;
  return id === undefined ? null : await findPerson(db, id, settings.locale);
}

async function wakeEach(tx: Db, now: Date, open: readonly store.Mentorship[]): Promise<void> {
  await wakeAll(
    tx,
    'mentorship',
    open.map(({ id }) => id),
    now,
  );
}

function introduction(id: MentorshipId, now: Date, dedupeKey: string) {
  return entry({
    kind: 'introduction',
    payload: { mentorshipId: id },
    conversation: pair(id),
    dedupeKey,
    dueAt: now,
    subject: `mentorship:${id}`,
  });
}
