import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { PersonId, SessionId } from '../../core/ids.ts';
import { mrkdwn } from '../../core/mrkdwn.ts';
import { longestVideoLink } from '../../core/video-link.ts';
import type { Words } from '../../core/words/index.ts';
import { choice, context, dateInput, input, modal, option, section, textInput, timeInput } from '../../slack/blocks.ts';
import { actions, callbacks } from '../../slack/ids.ts';
import { isSeriesLength, lengths, mostWeeks, type SessionKind, sessionKinds } from './rules.ts';

interface StartFields {
  readonly zone: string;
  readonly timeLabel: string;
  readonly date: string | null;
  readonly time: string | null;
  readonly length: number | null;
  readonly place: string | null;
  /** What the start means for the two. */
  readonly hints: readonly string[];
}

export interface BookFields extends StartFields {
  readonly students: ReadonlyArray<{ id: PersonId; name: string }>;
  readonly chosen: PersonId | null;
  readonly kind: SessionKind | null;
  /** Weeks of a weekly series; null books once. */
  readonly times: number | null;
  /** What was booked since the form was opened. */
  readonly overtaken: string | null;
  /** What would stand there for this student if nobody had chosen otherwise, and the newest session that the form knows of. */
  readonly carried: {
    readonly kind: SessionKind | null;
    readonly length: number | null;
    readonly place: string | null;
    readonly last: SessionId | null;
  };
}

export interface MoveFields extends StartFields {
  readonly sessionId: SessionId;
  readonly revision: number;
  readonly student: string;
  /** When it is now, in words. */
  readonly current: string;
  readonly message: string | null;
}

/** `book`: an appointment, or a weekly series. Defaults that hang on a choice have an action_id that changes with it. */
export function bookView(words: Words, fields: BookFields): ModalView {
  const { sessions } = words;
  const { students, chosen, kind, times, overtaken } = fields;
  return modal({
    callbackId: callbacks.book,
    // Title and button are seen from wherever the form was scrolled to.
    title: overtaken === null ? sessions.bookTitle : sessions.overtakenTitle,
    submit: overtaken === null ? sessions.book : sessions.bookBoth,
    close: words.common.cancel,
    metadata: chosen === null ? {} : { student: chosen, ...fields.carried },
    blocks: [
      ...(overtaken === null ? [] : [section(mrkdwn`${overtaken}`)]),
      choice({
        id: 'student',
        actionId: `${actions.bookChanged}:student`,
        label: sessions.student,
        dispatch: true,
        options: students.map(({ id, name }) => option(String(id), name)),
        initial: chosen === null ? null : String(chosen),
      }),
      choice({
        id: 'kind',
        actionId: `${actions.bookChanged}:kind:${chosen ?? ''}:${fields.carried.kind ?? ''}`,
        label: sessions.kindLabel,
        dispatch: true,
        options: sessionKinds.map((each) => option(each, sessions.kind[each])),
        initial: kind,
      }),
      ...startInputs(words, fields),
      lengthInput(words, fields.length, `length:${chosen ?? ''}:${kind ?? ''}`),
      choice({
        id: 'repeat',
        actionId: `${actions.bookChanged}:repeat`,
        label: sessions.repeat,
        dispatch: true,
        options: [option('no', sessions.repeats.no), option('weekly', sessions.repeats.weekly)],
        initial: times === null ? 'no' : 'weekly',
      }),
      ...(times === null ? [] : [timesInput(words, times)]),
      placeInput(words, fields.place, `place:${chosen ?? ''}`),
      messageInput(words, null),
    ],
  });
}

/** `book` for a session that is moved: its student and kind stay. */
export function moveView(words: Words, fields: MoveFields): ModalView {
  const { sessions } = words;
  return modal({
    callbackId: callbacks.book,
    title: sessions.moveTitle,
    submit: sessions.move,
    close: words.common.cancel,
    metadata: { session: fields.sessionId, revision: fields.revision },
    blocks: [
      section(mrkdwn`${sessions.moving(fields.student, fields.current)}`),
      ...startInputs(words, fields),
      lengthInput(words, fields.length, 'length'),
      placeInput(words, fields.place, 'place'),
      messageInput(words, fields.message),
    ],
  });
}

export interface CancelFields {
  readonly sessionId: SessionId;
  readonly revision: number;
  /** The other one's name. */
  readonly with: string;
  readonly when: string;
  readonly isStudent: boolean;
  /** Whether a student's cancellation is late now (L1). */
  readonly isLate: boolean;
}

/** `cancel`: a student reads what late means before it is done; a mentor says who cancels. */
export function cancelView(words: Words, fields: CancelFields): ModalView {
  const { sessions } = words;
  const { sessionId: session, revision, isStudent, isLate } = fields;
  const by = choice({
    id: 'by',
    label: sessions.by,
    hint: isLate ? sessions.byHintLate : sessions.byHint,
    options: [option('mentor', sessions.bys.mentor), option('student', sessions.bys.student(fields.with))],
    initial: 'mentor',
  });
  const means = isLate ? sessions.lateMeans : sessions.inTimeMeans;
  return modal({
    callbackId: callbacks.cancel,
    title: sessions.cancelTitle,
    submit: sessions.cancelSubmit,
    close: words.common.cancel,
    metadata: { session, revision, late: isLate },
    blocks: [
      section(mrkdwn`${sessions.cancelling(fields.with, fields.when)}`),
      ...(isStudent ? [section(mrkdwn`${means}`)] : [by]),
      textInput({
        id: 'reason',
        label: sessions.reason,
        hint: sessions.reasonHint,
        optional: true,
        multiline: true,
        max: 1_500,
      }),
    ],
  });
}

function startInputs(words: Words, { zone, timeLabel, date, time, hints }: StartFields): KnownBlock[] {
  const { sessions } = words;
  const dateId = `${actions.bookChanged}:date`;
  const timeId = `${actions.bookChanged}:time`;
  return [
    dateInput({ id: 'date', actionId: dateId, label: sessions.date, dispatch: true, initial: date }),
    timeInput({ id: 'time', actionId: timeId, label: timeLabel, dispatch: true, zone, initial: time }),
    ...hints.map((hint) => context(mrkdwn`${hint}`)),
  ];
}

function lengthInput(words: Words, length: number | null, actionId: string): InputBlock {
  const { sessions } = words;
  return choice({
    id: 'length',
    actionId,
    label: sessions.length,
    options: lengths.map((each) => option(String(each), sessions.minutes(each))),
    initial: length === null ? null : String(length),
  });
}

function timesInput(words: Words, times: number): InputBlock {
  const limits = { is_decimal_allowed: false, min_value: '2', max_value: String(mostWeeks) };
  // A number beyond the limits may have been typed, and Slack would refuse it here.
  const initial = isSeriesLength(times) ? { initial_value: String(times) } : {};
  const element = { type: 'number_input', ...limits, ...initial };
  return input({ id: 'times', label: words.sessions.times }, element as InputBlock['element']);
}

function placeInput(words: Words, place: string | null, actionId: string): InputBlock {
  const { place: label, placeHint: hint } = words.sessions;
  return textInput({ id: 'place', actionId, label, hint, optional: true, max: longestVideoLink, initial: place });
}

function messageInput(words: Words, message: string | null): InputBlock {
  const { message: label, messageHint: hint } = words.sessions;
  return textInput({ id: 'message', label, hint, optional: true, multiline: true, max: 1_500, initial: message });
}
