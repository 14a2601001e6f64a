import type { MentorshipId, PersonId } from '../../core/ids.ts';
import { mention } from '../../core/mrkdwn.ts';
import type { Words } from '../../core/words/index.ts';
import type { Message } from '../../outbox/render.ts';
import { actionsRow, button, context, header, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';

/** What the introduction says of a pair. */
export interface Pair {
  readonly id: MentorshipId;
  readonly mentorName: string;
  readonly mentorSlackId: string;
  readonly studentId: PersonId;
  readonly studentName: string;
  readonly studentSlackId: string;
  readonly project: { readonly path: string; readonly name: string; readonly level: number } | null;
  readonly endedAt: Date | null;
  readonly metOn: string | null;
}

/** The root of the student's thread (H4): who is who, the project, what happens next; short for a pair that has met. */
export function introductionMessage(mentorship: Pair, words: Words): Message {
  const { assignment } = words;
  const { mentorName, studentName, project, endedAt } = mentorship;
  const isNewPair = mentorship.metOn === null;
  const isOver = endedAt !== null;
  const pair = { mentor: mention(mentorship.mentorSlackId), student: mention(mentorship.studentSlackId) };
  return {
    text: (isNewPair ? assignment.introductionText : assignment.knownText)(mentorName, studentName),
    blocks: [
      ...(isNewPair ? [header(assignment.introductionTitle)] : []),
      section(isNewPair ? assignment.introduction(pair) : assignment.known(pair)),
      section(project === null ? assignment.noProject : assignment.project(project)),
      ...(isNewPair && !isOver ? [section(assignment.next(pair))] : []),
      ...(isOver ? [] : [buttons(mentorship, words)]),
      context(isOver ? assignment.ended : assignment.privacy),
    ],
  };
}

function buttons({ id, studentId }: Pair, { assignment }: Words) {
  return actionsRow([
    button(actions.openOffer, assignment.offerTimes, {
      value: String(id),
      style: 'primary',
      label: assignment.offerTimesLabel,
    }),
    button(actions.openProfile, assignment.profile, { value: String(studentId) }),
  ]);
}
