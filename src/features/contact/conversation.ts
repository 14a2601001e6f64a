import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { checkAccess } from '../../core/access.ts';
import { type MentorshipId, mentorshipId } from '../../core/ids.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { addDays, localDay } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Db } from '../../db/client.ts';
import { askStaff } from '../../db/requests.ts';
import { wake } from '../../db/timers.ts';
import { type Context, record, type World, write } from '../../db/write.ts';
import { dm, enqueue, pair, refresh } from '../../outbox/enqueue.ts';
import {
  findMentorship,
  type Mentorship,
  mentorshipOfChannel,
  mentorshipOfStudent,
  relationTo,
} from '../assignment/service.ts';
import { findPersonBySlackId } from '../people/service.ts';
import * as store from './store.ts';
import { laterDays, messageWaits, onlyPutsOff, whoseTurn } from './turn.ts';

/** A message's place in Slack, as a button's value `channel:ts`. */
export const messagePlace = z
  .string()
  .regex(/^[CDG][A-Z0-9]+:\d+\.\d+$/)
  .transform((value) => {
    const [channel = '', ts = ''] = value.split(':');
    return { channel, ts };
  });

/**
 * Takes what people write: in the conversation of a pair it is an answer, and only *that* they wrote is kept; to the app itself it
 * is answered, as it reaches nobody. Bots, edits and deletions are no messages of people. Told twice, it changes nothing.
 */
export async function hearMessage(world: World, slack: WebClient, event: unknown): Promise<void> {
  const heard = spoken.safeParse(event);
  if (!heard.success || heard.data.bot_id !== undefined) return;
  const { channel, channel_type: kind, user, ts, text = '' } = heard.data;
  if (kind === 'mpim') await hearAnswer(world, channel, user, ts);
  if (kind === 'im') await answerMessageToApp(world, slack, { channel, user, ts, hasWords: text.trim() !== '' });
}

/** Passes on what a student wrote to the app: their mentor reads it in the thread of the two. */
export async function forwardMessage(
  context: Context,
  place: { readonly channel: string; readonly ts: string },
): Promise<Result<Mentorship>> {
  return await write(context, async (tx, now) => {
    const mentorship = await mentorshipOfStudent(tx, context.actor.id);
    if (mentorship === null) return refuse('no-mentor', ({ contact }) => contact.noMentor);
    if (!(await wroteThere(tx, context, place.channel))) return refuse('not-yours', (words) => words.common.notYours);
    await enqueue(tx, now, [
      {
        kind: 'forwarded-message',
        payload: { mentorshipId: mentorship.id, ...place },
        conversation: pair(mentorship.id),
        dedupeKey: `forwarded:${mentorship.id}:${place.channel}:${place.ts}`,
        dueAt: now,
      },
    ]);
    return ok(mentorship);
  });
}

/** Once it is sent, what was passed on is the student's answer like any other message. */
export async function countForwarded(world: World, id: MentorshipId): Promise<void> {
  await write(world, async (tx, now) => {
    await noteWrote(tx, world, id, 'student', now, now);
    return ok(null);
  });
}

/** Tells the pedagogical team that somebody has a question (H8); their words stay where they wrote them. */
export async function askTeam(
  context: Context,
  place: { readonly channel: string; readonly ts: string } | null,
): Promise<Result<null>> {
  const { actor, settings } = context;
  return await write(context, async (tx, now) => {
    const mentorship = await mentorshipOfStudent(tx, actor.id);
    const of = place === null ? localDay(now, settings.zone) : `${place.channel}:${place.ts}`;
    const isNew = await askStaff(tx, {
      personId: actor.id,
      kind: 'question',
      mentorshipId: mentorship?.id ?? null,
      askedAt: now,
      messageChannel: place?.channel ?? null,
      messageTs: place?.ts ?? null,
      matter: `question:${actor.id}:${of}`,
    });
    if (isNew) await record(tx, { at: now, actor, action: 'ask-team', subject: `person:${actor.id}` });
    return ok(null);
  });
}

/** *Later*: it is nobody's turn for a week, unless the student gets in touch, or one of the two puts times forward or books. */
export async function chooseLater(context: Context, of: unknown): Promise<Result<{ until: string }>> {
  const id = mentorshipId.safeParse(of);
  return await write(context, async (tx, now) => {
    const mentorship = id.success ? await findMentorship(tx, id.data) : null;
    if (mentorship === null) return refuse('not-yours', (words) => words.common.notYours);
    const access = checkAccess(await relationTo(tx, context.actor, mentorship.studentId), 'offer');
    if (!access.ok) return access;
    if (mentorship.endedAt !== null) return refuse('ended', ({ contact }) => contact.ended);
    const until = addDays(now, laterDays);
    await store.setLater(tx, mentorship.id, until);
    await refresh(tx, now, `offers:${mentorship.id}`, `later${now.getTime()}`);
    await wake(tx, 'mentorship', mentorship.id, now);
    await record(tx, { at: now, actor: context.actor, action: 'later', subject: `mentorship:${mentorship.id}` });
    return ok({ until: until.toISOString() });
  });
}

const spoken = z.object({
  type: z.literal('message'),
  channel: z.string(),
  channel_type: z.string(),
  user: z.string(),
  ts: z.string(),
  text: z.string().optional(),
  bot_id: z.string().optional(),
  /** Others are edits, deletions and notes of Slack itself. */
  subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']).optional(),
});

async function hearAnswer(world: World, channel: string, slackId: string, ts: string): Promise<void> {
  const mentorship = await mentorshipOfChannel(world.db, channel);
  if (mentorship === null) return;
  const { id, mentorSlackId, studentSlackId } = mentorship;
  if (slackId !== mentorSlackId && slackId !== studentSlackId) return;
  await write(world, async (tx, now) => {
    const at = new Date(Math.min(Number(ts) * 1_000, now.getTime()));
    await noteWrote(tx, world, id, slackId === studentSlackId ? 'student' : 'mentor', at, now);
    return ok(null);
  });
}

/**
 * Keeps that one of the two wrote. The silence of the mentor began with the first message that waits, and a further one does not
 * begin it anew; nor does a message of the mentor begin anew what it does not answer. Where it ends a silence, what was said of that is edited: its buttons go.
 */
async function noteWrote(
  tx: Db,
  { settings }: World,
  id: MentorshipId,
  who: 'student' | 'mentor',
  at: Date,
  now: Date,
): Promise<void> {
  const factsNow = async () => (await store.findFacts(tx, [id], settings)).get(id);
  const before = await factsNow();
  if (before === undefined) return;
  if (who === 'student' ? messageWaits(before, now) : onlyPutsOff(before, at, now)) return;
  await store.setWrote(tx, id, who, at);
  const after = (await factsNow()) ?? before;
  const [turnBefore, turnAfter] = [whoseTurn(before, now), whoseTurn(after, now)];
  const isSameSilence =
    turnBefore.reason === turnAfter.reason && turnBefore.since.getTime() === turnAfter.since.getTime();
  if (!isSameSilence) await refresh(tx, now, `offers:${id}`, `${who}-wrote${at.getTime()}`);
  await wake(tx, 'mentorship', id, now);
}

/** Students are asked what shall happen with each message; others get one friendly line a day. */
async function answerMessageToApp(
  world: World,
  slack: WebClient,
  said: { channel: string; user: string; ts: string; hasWords: boolean },
): Promise<void> {
  const { db, settings } = world;
  const person = await findPersonBySlackId(db, said.user, settings.locale);
  if (person === null || !(person.isStaff || person.isMentor || person.isStudent)) {
    return await answerStranger(world, slack, said.channel);
  }
  const { channel, ts, hasWords } = said;
  await write(world, async (tx, now) => {
    const once = person.isStudent ? `${channel}:${ts}` : `${person.id}:${localDay(now, person.zone)}`;
    await enqueue(tx, now, [
      {
        kind: 'message-to-app',
        payload: { personId: person.id, channel, ts, hasWords },
        conversation: dm(person.id),
        dedupeKey: `message-to-app:${once}`,
        dueAt: now,
      },
    ]);
    return ok(null);
  });
}

/** Strangers are not kept, so that what was said to them is read in Slack: one friendly line a day. */
async function answerStranger({ clock, settings }: World, slack: WebClient, channel: string): Promise<void> {
  const oldest = String(Math.floor(addDays(clock.now(), -1).getTime() / 1_000));
  const { messages = [] } = await slack.conversations.history({ channel, oldest, limit: 50 });
  if (messages.some((each) => each.bot_id !== undefined)) return;
  await slack.chat.postMessage({ channel, text: wordsFor(settings.locale).common.nobody });
}

/** Only what stands in the person's own conversation with the app can be passed on. */
async function wroteThere(tx: Db, { actor }: Context, channel: string): Promise<boolean> {
  const own = await store.findDmChannel(tx, actor.id);
  return own === channel;
}
