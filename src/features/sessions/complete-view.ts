import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { PersonId, SessionId } from '../../core/ids.ts';
import { mrkdwn } from '../../core/mrkdwn.ts';
import type { Words } from '../../core/words/index.ts';
import { choice, context, dateInput, modal, option, section, textInput, timeInput } from '../../slack/blocks.ts';
import { actions, callbacks } from '../../slack/ids.ts';
import { discoveryQuestions, longestAnswer, longestNote, type NoteTexts } from '../notes/service.ts';
import { lengths, type SessionKind, type SessionStatus } from './rules.ts';

export interface CompleteFields {
  /** A session that has its status, with the line that names it. */
  readonly correcting: { readonly session: SessionId; readonly stand: string; readonly line: string } | null;
  readonly metadata: object;
  readonly sessions: ReadonlyArray<{ readonly value: string; readonly label: string }>;
  readonly chosen: SessionId | 'not-listed';
  readonly statuses: readonly SessionStatus[];
  readonly status: SessionStatus;
  readonly kind: SessionKind;
  /** What answers begin with, by block. */
  readonly answers: NoteTexts;
  /** What stands in the form already: an answer not asked for any more stays in it, or Slack would forget what was typed. */
  readonly typed: NoteTexts;
  readonly tasks: string;
  readonly followings: ReadonlyArray<{ readonly value: string; readonly label: string }>;
  readonly following: string | null;
  /** For a session that is not listed. */
  readonly unlisted: {
    readonly students: ReadonlyArray<{ id: PersonId; name: string }>;
    readonly student: PersonId | null;
    readonly date: string | null;
    readonly time: string | null;
    readonly length: number;
    readonly timeLabel: string;
  } | null;
  readonly zone: string;
  /** About the work that the tasks come to (H19). */
  readonly hint: string | null;
}

/** The texts that are asked for or not, by session and status. */
export const answerBlocks = ['reason', ...discoveryQuestions, 'note'] as const;
type Answer = (typeof answerBlocks)[number];

/** `complete`: which questions it asks hangs on the session and on the status. */
export function completeView(words: Words, fields: CompleteFields): ModalView {
  const { sessions, completing } = words;
  const { correcting, chosen, status } = fields;
  const isDiscovery = fields.kind === 'discovery' && status === 'completed';
  const asked: Answer[] = [
    ...(status === 'other' ? ['reason' as const] : []),
    ...(isDiscovery ? discoveryQuestions : ['note' as const]),
  ];
  const kept = answerBlocks.filter((each) => !asked.includes(each) && (fields.typed[each] ?? '') !== '');
  return modal({
    callbackId: callbacks.complete,
    title: correcting === null ? completing.completeTitle : completing.correctTitle,
    submit: words.common.save,
    close: words.common.cancel,
    metadata: correcting === null ? fields.metadata : { session: correcting.session, stand: correcting.stand },
    blocks: [
      ...(correcting === null ? [sessionInput(words, fields)] : [section(mrkdwn`${correcting.line}`)]),
      ...(fields.unlisted === null ? [] : unlistedInputs(words, fields.unlisted, fields.zone)),
      choice({
        id: 'status',
        actionId: `${actions.completeChanged}:status:${chosen}`,
        label: completing.statusLabel,
        dispatch: true,
        options: fields.statuses.map((each) => option(each, sessions.status[each])),
        initial: status,
      }),
      ...asked.map((each) => answerInput(words, fields, each)),
      tasksInput(words, fields.tasks),
      ...(fields.hint === null ? [] : [context(mrkdwn`${fields.hint}`)]),
      ...(fields.followings.length === 0
        ? []
        : [
            choice({
              id: 'following',
              actionId: `following:${chosen}`,
              label: completing.followingLabel,
              options: fields.followings.map(({ value, label }) => option(value, label)),
              initial: fields.following,
            }),
          ]),
      textInput({ id: 'private', label: words.notes.private, optional: true, multiline: true, max: longestNote }),
      ...(kept.length === 0 ? [] : [section(mrkdwn`${completing.notSaved}`)]),
      ...kept.map((each) => answerInput(words, fields, each)),
    ],
  });
}

function sessionInput(words: Words, { sessions, chosen }: CompleteFields): InputBlock {
  return choice({
    id: 'session',
    actionId: `${actions.completeChanged}:session`,
    label: words.completing.sessionLabel,
    dispatch: true,
    options: sessions.map(({ value, label }) => option(value, label)),
    initial: String(chosen),
  });
}

function unlistedInputs(words: Words, unlisted: NonNullable<CompleteFields['unlisted']>, zone: string): KnownBlock[] {
  const { sessions, completing } = words;
  return [
    choice({
      id: 'student',
      actionId: `${actions.completeChanged}:student`,
      label: sessions.student,
      dispatch: true,
      options: unlisted.students.map(({ id, name }) => option(String(id), name)),
      initial: unlisted.student === null ? null : String(unlisted.student),
    }),
    dateInput({ id: 'date', label: sessions.date, hint: completing.lastDays, initial: unlisted.date }),
    timeInput({ id: 'time', label: unlisted.timeLabel, zone, initial: unlisted.time }),
    choice({
      id: 'length',
      actionId: `length:${unlisted.student ?? ''}`,
      label: sessions.length,
      options: lengths.map((each) => option(String(each), sessions.minutes(each))),
      initial: String(unlisted.length),
    }),
  ];
}

function answerInput(words: Words, { answers, typed, status }: CompleteFields, id: Answer): InputBlock {
  const common = { id, optional: true, multiline: true, initial: typed[id] ?? answers[id] };
  const { sessions, completing, notes } = words;
  switch (id) {
    case 'reason':
      return textInput({ ...common, label: sessions.reason, hint: completing.reasonShared, max: 1_500 });
    case 'note': {
      const hint = status === 'completed' ? completing.noteHint : notes.noteHint;
      return textInput({ ...common, label: notes.note, hint, max: longestNote });
    }
    default:
      return textInput({ ...common, label: notes.questions[id], max: longestAnswer });
  }
}

/** Tells us what is typed as it is typed, so that the work it comes to can be said. */
function tasksInput(words: Words, tasks: string): InputBlock {
  const { tasksLabel: label, tasksHint: hint, tasksExample: placeholder } = words.completing;
  const actionId = `${actions.completeChanged}:tasks`;
  const field = { id: 'tasks', actionId, label, hint, optional: true, dispatch: true };
  return textInput({ ...field, multiline: true, max: 2_000, placeholder, initial: tasks, asTyped: true });
}
