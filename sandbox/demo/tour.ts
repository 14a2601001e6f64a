import { eq, isNotNull } from 'drizzle-orm';
import { people, privateComments, sessions, staffRequests } from '../../src/db/schema.ts';
import { interactive } from '../kit.ts';
import type { TourStep } from '../web/face.ts';
import { openConversation } from '../world/conversations.ts';
import type { Conversation } from '../world/model.ts';
import { stackOf } from '../world/views.ts';
import { idOf, type Who } from './school.ts';
import type { Stage } from './stage.ts';
import { stepWords } from './tour-words.ts';

/** When Paris puts its clocks back. */
const clockChange = new Date('2026-10-25T01:00:00Z');

/** Eight steps through the main job, each with whom to be, what to click, and how it is noticed. */
export function tourOf(stage: () => Stage): { steps: readonly TourStep[] } {
  const world = () => stage().slack.desk.context.world;
  const db = () => stage().mentorat.world.db;
  const be = (who: Who) => () => idOf(world(), who);
  const between = (...members: Who[]): Conversation => {
    const ids = [world().app.userId, ...members.flatMap((each) => idOf(world(), each) ?? [])];
    return openConversation(world(), ids).conversation;
  };
  const direct = (who: Who) => () => between(who).id;
  const together = () => between('ana', 'marc').id;

  /** Whether a message there offers this. */
  const offers = (action: string, { messages }: Conversation) =>
    messages.some(({ blocks }) =>
      interactive(blocks).some(({ element }) => element.action_id?.split(':')[0] === action),
    );
  const sessionsOfAna = async () =>
    await db()
      .select({ status: sessions.status, startsAt: sessions.startsAt, revision: sessions.revision })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.studentId))
      .where(eq(people.slackId, be('ana')() ?? ''));

  return {
    steps: [
      {
        ...stepWords.introduction,
        as: be('ana'),
        where: together,
        done: () => between('ana', 'marc').messages.some(({ user }) => user === be('ana')()),
      },
      {
        ...stepWords.offer,
        as: be('marc'),
        where: together,
        done: () => offers('pick_slot', between('ana', 'marc')),
      },
      {
        ...stepWords.silence,
        as: be('ana'),
        where: direct('ana'),
        done: () => offers('pick_slot', between('ana')),
      },
      {
        ...stepWords.booking,
        as: be('ana'),
        where: direct('ana'),
        done: async () => (await sessionsOfAna()).length > 0,
      },
      {
        ...stepWords.move,
        as: be('marc'),
        where: together,
        done: async () =>
          (await sessionsOfAna()).some(({ startsAt, revision }) => revision > 0 && startsAt > clockChange),
      },
      {
        ...stepWords.complete,
        as: be('marc'),
        where: together,
        done: async () => {
          const comments = await db()
            .select({ id: privateComments.id })
            .from(privateComments)
            .innerJoin(people, eq(people.id, privateComments.studentId))
            .where(eq(people.slackId, be('ana')() ?? ''));
          return comments.length > 0 && (await sessionsOfAna()).some(({ status }) => status === 'completed');
        },
      },
      {
        ...stepWords.reading,
        as: be('ana'),
        where: () => 'home',
        done: () => stackOf(world(), be('ana')() ?? '').some(({ payload }) => payload.callback_id === 'dossier'),
      },
      {
        ...stepWords.team,
        as: be('zoe'),
        where: () => 'home',
        done: async () => {
          const taken = await db()
            .select({ id: staffRequests.id })
            .from(staffRequests)
            .where(isNotNull(staffRequests.takenBy));
          return taken.length > 0;
        },
      },
    ],
  };
}
