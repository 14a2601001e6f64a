import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { mrkdwn } from '../../core/mrkdwn.ts';
import type { Zone } from '../../core/time.ts';
import { longestVideoLink } from '../../core/video-link.ts';
import type { Words } from '../../core/words/index.ts';
import {
  actionsRow,
  button,
  choice,
  context,
  dateInput,
  input,
  modal,
  option,
  section,
  textInput,
  timeInput,
} from '../../slack/blocks.ts';
import { actions, callbacks } from '../../slack/ids.ts';

/** One row of a form: a date and a time, and what they mean for the two. */
export interface TimeRow {
  readonly date: string | null;
  readonly time: string | null;
  readonly hints: readonly string[];
}

interface TimesFields {
  readonly intro: string;
  readonly rows: readonly TimeRow[];
  readonly zone: Zone;
  readonly zoneLabel: string;
  readonly message: string | null;
  /** Comes back with the form. */
  readonly metadata: object;
}

export interface OfferFields extends TimesFields {
  readonly student: string;
  readonly canAdd: boolean;
  /** How long and where; null where that stays. */
  readonly arrange: {
    readonly lengths: readonly number[];
    readonly length: number;
    readonly place: string | null;
  } | null;
  readonly canKeep: boolean;
}

export interface ProposeFields extends TimesFields {
  readonly mentor: string;
}

/** `offer`: times in the mentoring zone (H10), and the text that goes with them (H6). */
export function offerView(words: Words, fields: OfferFields): ModalView {
  const { contact, common } = words;
  const { arrange, message, student } = fields;
  return modal({
    callbackId: callbacks.offer,
    title: contact.offerTitle,
    submit: common.send,
    close: common.cancel,
    metadata: fields.metadata,
    blocks: [
      section(mrkdwn`${fields.intro}`),
      ...timeRows(words, fields),
      ...(fields.canAdd ? [actionsRow([button(actions.addTime, contact.addTime)])] : []),
      ...(arrange === null ? [] : arrangeInputs(words, arrange)),
      messageInput(contact.message(student), message),
      ...(fields.canKeep ? [keepInput(words)] : []),
    ],
  });
}

/** `propose`: up to three times in the student's own zone. */
export function proposeView(words: Words, fields: ProposeFields): ModalView {
  const { contact, common } = words;
  return modal({
    callbackId: callbacks.propose,
    title: contact.proposeTitle,
    submit: common.send,
    close: common.cancel,
    metadata: fields.metadata,
    blocks: [
      section(mrkdwn`${fields.intro}`),
      ...timeRows(words, fields),
      messageInput(contact.message(fields.mentor), fields.message),
    ],
  });
}

function arrangeInputs(
  { contact, sessions }: Words,
  { lengths, length, place }: NonNullable<OfferFields['arrange']>,
): InputBlock[] {
  return [
    choice({
      id: 'length',
      label: contact.length,
      options: lengths.map((minutes) => option(String(minutes), sessions.minutes(minutes))),
      initial: String(length),
    }),
    textInput({
      id: 'place',
      label: sessions.place,
      hint: sessions.placeHint,
      optional: true,
      max: longestVideoLink,
      initial: place,
    }),
  ];
}

function timeRows({ contact }: Words, { rows, zone, zoneLabel }: TimesFields): KnownBlock[] {
  return rows.flatMap(({ date, time, hints }, index) => {
    const n = index + 1;
    const common = { optional: true, dispatch: true };
    const dateId = `${actions.timeChanged}:date_${n}`;
    const timeId = `${actions.timeChanged}:time_${n}`;
    return [
      dateInput({ ...common, id: `date_${n}`, actionId: dateId, label: contact.date(n), initial: date }),
      timeInput({
        ...common,
        id: `time_${n}`,
        actionId: timeId,
        label: contact.time(n, zoneLabel),
        zone,
        initial: time,
      }),
      ...hints.map((hint) => context(mrkdwn`${hint}`)),
    ];
  });
}

function messageInput(label: string, initial: string | null): InputBlock {
  return textInput({ id: 'message', label, optional: true, multiline: true, max: 2_500, initial });
}

function keepInput({ contact }: Words): InputBlock {
  const options = [option('keep', contact.keepOption)];
  const element = { type: 'checkboxes', options } as InputBlock['element'];
  return input({ id: 'keep', label: contact.keep, hint: contact.keepHint, optional: true }, element);
}
