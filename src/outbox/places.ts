import type { WebClient } from '@slack/web-api';
import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MentorshipId, PersonId } from '../core/ids.ts';
import { mentorshipId, personId } from '../core/ids.ts';
import type { Db } from '../db/client.ts';
import { prepared } from '../db/prepared.ts';
import { mentorships, people } from '../db/schema.ts';
import type { World } from '../db/write.ts';
import { type Outcome, outcomeOf, type Place } from './post.ts';
import type { Row } from './store.ts';

export type Found = { readonly kind: 'place'; readonly place: Place } | Exclude<Outcome, { kind: 'sent' }>;

/** Finds the channel and thread of a row's conversation, opening it in Slack where it is new. */
export async function findPlace(
  world: World,
  client: WebClient,
  row: Pick<Row, 'conversation' | 'kind'>,
): Promise<Found> {
  const [what, id] = row.conversation.split(':');
  switch (what) {
    case 'dm':
      return await directMessage(world.db, client, personId.parse(id ?? ''));
    case 'pair':
      return await pairThread(world.db, client, mentorshipId.parse(id ?? ''), row.kind === 'introduction');
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

async function directMessage(db: Db, client: WebClient, id: PersonId): Promise<Found> {
  const [person] = await personOf(db).execute({ id });
  if (person === undefined || person.deactivatedAt !== null) return { kind: 'gone', why: 'deactivated' };
  if (person.channel !== null) return { kind: 'place', place: { channel: person.channel, threadTs: null } };
  const opened = await open(client, [person.slackId]);
  if (opened.kind !== 'sent') return opened;
  await db.update(people).set({ dmChannel: opened.channel }).where(eq(people.id, id));
  return { kind: 'place', place: { channel: opened.channel, threadTs: null } };
}

async function pairThread(db: Db, client: WebClient, id: MentorshipId, isRoot: boolean): Promise<Found> {
  const [row] = await pairOf(db).execute({ id });
  if (row === undefined || row.mentorGone !== null || row.studentGone !== null)
    return { kind: 'gone', why: 'deactivated' };
  let channel = row.channel;
  if (channel === null) {
    const opened = await open(client, [row.mentor, row.student]);
    if (opened.kind !== 'sent') return opened;
    channel = opened.channel;
    await db.update(mentorships).set({ channel }).where(eq(mentorships.id, id));
  }
  if (isRoot) return { kind: 'place', place: { channel, threadTs: null } };
  if (row.rootTs === null) return { kind: 'unknown', why: 'thread_not_begun' };
  return { kind: 'place', place: { channel, threadTs: row.rootTs } };
}

const personOf = prepared((db) =>
  db
    .select({ slackId: people.slackId, channel: people.dmChannel, deactivatedAt: people.deactivatedAt })
    .from(people)
    .where(eq(people.id, sql.placeholder('id')))
    .prepare('place_of_person'),
);

const pairOf = prepared((db) => {
  const mentor = alias(people, 'mentor');
  const student = alias(people, 'student');
  return db
    .select({
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
    .where(eq(mentorships.id, sql.placeholder('id')))
    .prepare('place_of_pair');
});

async function open(client: WebClient, slackIds: readonly string[]): Promise<Outcome> {
  return await outcomeOf(async () => {
    const answer = await client.conversations.open({ users: slackIds.join(',') });
    return { channel: answer.channel?.id ?? '', ts: '' };
  });
}
