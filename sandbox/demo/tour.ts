import { eq, isNotNull } from 'drizzle-orm';
import { people, privateComments, sessions, staffRequests } from '../../src/db/schema.ts';
import { interactive } from '../kit.ts';
import type { TourStep } from '../web/face.ts';
import { openConversation } from '../world/conversations.ts';
import type { Conversation } from '../world/model.ts';
import { stackOf } from '../world/views.ts';
import { idOf, type Who } from './school.ts';
import type { Stage } from './stage.ts';

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
        title: 'An introduction',
        text: 'Half an hour ago the team handed in a roster with a new student, Ana, and the app introduced her to her mentor. Be Ana, read it in the conversation with Marc, and write a hello there.',
        as: be('ana'),
        where: together,
        done: () => between('ana', 'marc').messages.some(({ user }) => user === be('ana')()),
      },
      {
        title: 'The mentor offers times',
        text: 'Be Marc. Under the introduction click “Offer times”, choose Friday 23 October at 18:00 and Saturday 24 October at 11:00, and send. What Ana’s clock says then stands beside.',
        as: be('marc'),
        where: together,
        done: () => offers('pick_slot', between('ana', 'marc')),
      },
      {
        title: 'The silent student',
        text: 'Be Ana, and do nothing. Move the clock with “tomorrow 9:00”: a day after the offer she is reminded in a direct message, once it is morning in New York.',
        as: be('ana'),
        where: direct('ana'),
        done: () => offers('pick_slot', between('ana')),
      },
      {
        title: 'One click books',
        text: 'Still Ana: click one of the times, here or in the conversation with Marc. The session stands in their thread, in her time and in Paris time, and the reminder is settled.',
        as: be('ana'),
        where: direct('ana'),
        done: async () => (await sessionsOfAna()).length > 0,
      },
      {
        title: 'Another time, across the clock change',
        text: 'Be Marc. Open the thread under the introduction, click “Another time” on the summary, and move the session to Monday 26 October at 18:00. Paris changes its clocks on Sunday, New York a week later: see what becomes of Ana’s hour.',
        as: be('marc'),
        where: together,
        done: async () =>
          (await sessionsOfAna()).some(({ startsAt, revision }) => revision > 0 && startsAt > clockChange),
      },
      {
        title: 'Complete it, with a private comment',
        text: 'Be Marc, and move the clock to 26 October, 19:00, when the session is over. Type /complete, answer the questions (a word each will do), give Ana a task, write a private comment, and save.',
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
        title: 'As the student sees it',
        text: 'Be Ana. The note, her task and the next date are one reply in the thread. In the app’s home click “Notes and sessions”: all that was said is there. The private comment is nowhere.',
        as: be('ana'),
        where: () => 'home',
        done: () => stackOf(world(), be('ana')() ?? '').some(({ payload }) => payload.callback_id === 'dossier'),
      },
      {
        title: 'The home of the team',
        text: 'Be Zoé of the pedagogical team. Her home shows who is silent and who waits, without anybody chasing anybody. Click “I’ll take it” on one of them.',
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
