import type { WebClient } from '@slack/web-api';
import { eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, PersonId } from '../core/ids.ts';
import { mentorshipId, personId } from '../core/ids.ts';
import type { Db } from '../db/client.ts';
import { mentorships, people } from '../db/schema.ts';
import type { World } from '../db/write.ts';
import { type Outcome, outcomeOf, type Place } from './post.ts';
import type { Row } from './store.ts';

export type Found = { readonly kind: 'place'; readonly place: Place } | Exclude<Outcome, { kind: 'sent' }>;

/** What we know of the conversations of a batch: asked for all at once, as a send waits for little else. */
export interface Known {
  readonly persons: ReadonlyMap<PersonId, Person>;
  readonly pairs: ReadonlyMap<MentorshipId, Pair>;
}

export async function findKnown(db: Db, rows: ReadonlyArray<Pick<Row, 'conversation'>>): Promise<Known> {
  const ids = (what: string) =>
    rows.flatMap(({ conversation }) => (conversation.startsWith(what) ? [conversation.slice(what.length)] : []));
  const [persons, pairs] = await Promise.all([
    findPersons(
      db,
      ids('dm:').map((id) => personId.parse(id)),
    ),
    findPairs(
      db,
      ids('pair:').map((id) => mentorshipId.parse(id)),
    ),
  ]);
  return {
    persons: new Map(persons.map((person) => [person.id, person])),
    pairs: new Map(pairs.map((pair) => [pair.id, pair])),
  };
}

/** Finds the channel and thread of a row's conversation, opening it in Slack where it is new. */
export async function findPlace(
  world: World,
  client: WebClient,
  known: Known,
  row: Pick<Row, 'conversation' | 'kind'>,
): Promise<Found> {
  const [what, id] = row.conversation.split(':');
  switch (what) {
    case 'dm':
      return await directMessage(world.db, client, known.persons.get(personId.parse(id ?? '')));
    case 'pair':
      return await pairThread(
        world.db,
        client,
        known.pairs.get(mentorshipId.parse(id ?? '')),
        row.kind === 'introduction',
      );
    default: {
      const channel = world.settings.staffChannel;
      if (channel === undefined) return { kind: 'gone', why: 'no_staff_channel' };
      return { kind: 'place', place: { channel, threadTs: null } };
    }
  }
}

/** The introduction is the root of the student's thread: remembers where it stands. */
export async function rememberRoot(db: Db, conversation: string, ts: string): Promise<void> {
  const id = mentorshipId.parse(conversation.slice('pair:'.length));
  await db.update(mentorships).set({ rootTs: ts }).where(eq(mentorships.id, id));
}

type Person = Awaited<ReturnType<typeof findPersons>>[number];

async function findPersons(db: Db, ids: readonly PersonId[]) {
  if (ids.length === 0) return [];
  return await db
    .select({ id: people.id, slackId: people.slackId, channel: people.dmChannel, deactivatedAt: people.deactivatedAt })
    .from(people)
    .where(inArray(people.id, [...ids]));
}

async function directMessage(db: Db, client: WebClient, person: Person | undefined): Promise<Found> {
  if (person === undefined || person.deactivatedAt !== null) return { kind: 'gone', why: 'deactivated' };
  if (person.channel !== null) return { kind: 'place', place: { channel: person.channel, threadTs: null } };
  const opened = await open(client, [person.slackId]);
  if (opened.kind !== 'sent') return opened;
  await db.update(people).set({ dmChannel: opened.channel }).where(eq(people.id, person.id));
  return { kind: 'place', place: { channel: opened.channel, threadTs: null } };
}

type Pair = Awaited<ReturnType<typeof findPairs>>[number];

async function findPairs(db: Db, ids: readonly MentorshipId[]) {
  if (ids.length === 0) return [];
  const mentor = alias(people, 'mentor');
  const student = alias(people, 'student');
  return await db
    .select({
      id: mentorships.id,
      channel: mentorships.channel,
      rootTs: mentorships.rootTs,
      mentor: mentor.slackId,
      student: student.slackId,
      mentorGone: mentor.deactivatedAt,
      studentGone: student.deactivatedAt,
    })
    .from(mentorships)
    .innerJoin(mentor, eq(mentor.id, mentorships.mentorId))
    .innerJoin(student, eq(student.id, mentorships.studentId))
    .where(inArray(mentorships.id, [...ids]));
}

async function pairThread(db: Db, client: WebClient, pair: Pair | undefined, isRoot: boolean): Promise<Found> {
  if (pair === undefined || !isReached(pair)) return { kind: 'gone', why: 'deactivated' };
  let channel = pair.channel;
  if (channel === null) {
    const opened = await open(client, [pair.mentor, pair.student]);
    if (opened.kind !== 'sent') return opened;
    channel = opened.channel;
    await db.update(mentorships).set({ channel }).where(eq(mentorships.id, pair.id));
  }
  if (isRoot) return { kind: 'place', place: { channel, threadTs: null } };
  if (pair.rootTs === null) return { kind: 'unknown', why: 'thread_not_begun' };
  return { kind: 'place', place: { channel, threadTs: pair.rootTs } };
}

/** Whoever stayed reads on in the thread, and finds it complete if the other is back; Slack opens none with somebody gone. */
function isReached({ channel, mentorGone, studentGone }: Pair): boolean {
  const gone = [mentorGone, studentGone].filter((at) => at !== null).length;
  return gone === 0 || (gone === 1 && channel !== null);
}

async function open(client: WebClient, slackIds: readonly string[]): Promise<Outcome> {
  return await outcomeOf(async () => {
    const answer = await client.conversations.open({ users: slackIds.join(',') });
    return { channel: answer.channel?.id, ts: '' };
  });
}
