import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Words } from '../../core/words/index.ts';
import {
  actionsRow,
  button,
  choice,
  confirmed,
  divider,
  input,
  modal,
  option,
  paragraph,
  textInput,
} from '../../slack/blocks.ts';
import { actions, callbacks } from '../../slack/ids.ts';
import {
  fundingMethods,
  inputsOf,
  limits,
  type Marks,
  missingFields,
  mostHours,
  type ProfileAnswers,
  type ProfileField,
  profileFields,
  situations,
} from './rules.ts';

/** What the modal shows of a student; phone and address are null for whoever may not read them. */
export interface ShownProfile extends ProfileAnswers {
  readonly studentId: number;
  readonly name: string;
  readonly hours: number | null;
  readonly project: { readonly path: string; readonly name: string; readonly level: number } | null;
  readonly photo: { readonly slackFileId: string | null } | null;
}

/** How the reader stands to it. */
export interface Reading {
  readonly isOwn: boolean;
  readonly editable: readonly ProfileField[];
  readonly mayReadContact: boolean;
  readonly mayVerify: boolean;
  /** What the form began with, when it was opened. */
  readonly began: Marks;
  /** Whether the dossier can be opened from here; it is shown upon the profile. */
  readonly withDossier: boolean;
  /** "Verified by Zoe, 3 March", in the reader's language; null while it is not. */
  readonly verifiedBy: { readonly name: string; readonly day: string } | null;
}

/** The modal `profile` (H17): what may be edited as inputs, the rest to read. */
export function profileModal(profile: ShownProfile, reading: Reading, words: Words): ModalView {
  const { students, common } = words;
  const canEdit = reading.editable.length > 0;
  const shown = profileFields.filter((field) => reading.mayReadContact || (field !== 'phone' && field !== 'address'));
  const toRead = shown.filter((field) => !reading.editable.includes(field) && field !== 'photo');
  return modal({
    callbackId: callbacks.profile,
    title: reading.isOwn ? students.ownProfile : students.profile,
    close: canEdit ? common.cancel : common.close,
    ...(canEdit ? { submit: common.save } : {}),
    metadata: { studentId: profile.studentId, withDossier: reading.withDossier, began: reading.began },
    blocks: [
      paragraph(summary(profile, reading, words)),
      ...photoBlocks(profile, words),
      ...(reading.withDossier
        ? [actionsRow([button(actions.openDossier, students.openDossier, { value: String(profile.studentId) })])]
        : []),
      ...(toRead.length === 0 ? [] : [facts(profile, toRead, words)]),
      ...(reading.isOwn ? [paragraph(students.mentorEdits)] : []),
      ...(canEdit ? [divider()] : []),
      ...reading.editable.map((field) => inputs[field](profile, words)),
      ...verification(profile, reading, words),
    ],
  });
}

/** What stands in a profile, line by line, for the dossier too. */
export function facts(profile: ShownProfile, wanted: readonly ProfileField[], { students }: Words): KnownBlock {
  const lines = wanted.map((field) =>
    students.fact(students.fields[field], answer(profile, field, students) ?? students.notSaid),
  );
  return paragraph(lines.join('\n'));
}

/** What is opened of the chosen student. */
export type Wanted = 'profile' | 'dossier';

/** The choice of a student, from own ones (`students`) or, for staff, of anybody. */
export function choiceModal(
  students: ReadonlyArray<{ id: number; name: string }> | 'anybody',
  wanted: Wanted,
  words: Words,
): ModalView {
  const label = { id: 'student', label: words.students.student };
  return modal({
    callbackId: callbacks.studentChoice,
    title: wanted === 'profile' ? words.students.choose : words.students.whoseDossier,
    metadata: { wanted },
    close: words.common.cancel,
    submit: words.students.open,
    blocks: [
      students === 'anybody'
        ? input(label, { type: 'users_select' })
        : choice({ ...label, options: students.map(({ id, name }) => option(String(id), name)) }),
    ],
  });
}

function summary(profile: ShownProfile, reading: Reading, { students }: Words): string {
  const missing = missingFields(profile).filter(
    (field) => reading.mayReadContact || (field !== 'phone' && field !== 'address'),
  );
  const { project } = profile;
  return [
    profile.name,
    students.fact(
      students.project,
      project === null ? students.notSaid : students.projectLine(project.name, project.path, project.level),
    ),
    missing.length === 0
      ? students.complete
      : students.missing(missing.map((field) => students.fields[field].toLowerCase()).join(', ')),
  ].join('\n');
}

function photoBlocks({ name, photo }: ShownProfile, { students }: Words): KnownBlock[] {
  if (photo === null) return [];
  if (photo.slackFileId === null) return [paragraph(students.photoLater)];
  return [{ type: 'image', slack_file: { id: photo.slackFileId }, alt_text: students.photoAlt(name) }];
}

function verification(profile: ShownProfile, reading: Reading, { students, common }: Words): KnownBlock[] {
  const { verifiedBy, mayVerify } = reading;
  if (verifiedBy !== null) return [paragraph(students.verified(verifiedBy.name, verifiedBy.day))];
  if (!mayVerify) return [paragraph(students.notVerified)];
  const verify = button(actions.verifyProfile, students.verify, { value: String(profile.studentId) });
  const ask = { title: students.verifyTitle, text: students.verifyAsk, yes: students.verify, no: common.cancel };
  return [paragraph(students.notVerified), actionsRow([confirmed(verify, ask)])];
}

function answer(profile: ShownProfile, field: ProfileField, students: Words['students']): string | null {
  switch (field) {
    case 'photo':
      return null;
    case 'situation':
      return worded(situations, students.situations, profile.situation);
    case 'funding':
      return worded(fundingMethods, students.fundingMethods, profile.fundingMethod);
    default:
      return inputsOf(profile)[field];
  }
}

/** What is chosen, in words; what is no choice of ours (any more) as it stands. */
function worded<T extends string>(
  choices: readonly T[],
  words: Readonly<Record<T, string>>,
  kept: string | null,
): string | null {
  const known = choices.find((each) => each === kept);
  return known === undefined ? kept : words[known];
}

type MakeInput = (profile: ShownProfile, words: Words) => InputBlock;

const inputs: Record<ProfileField, MakeInput> = {
  first_name: text('first_name', { hint: 'name' }),
  last_name: text('last_name', { hint: 'name' }),
  phone: text('phone', { hint: 'phone', max: limits.phone }),
  address: text('address', { multiline: true, max: limits.address }),
  diploma: text('diploma', {}),
  objective: text('objective', { multiline: true, max: limits.objective }),
  situation: (profile, { students }) =>
    choice({
      ...{ id: 'situation', label: students.fields.situation, optional: true, initial: profile.situation },
      options: situations.map((each) => option(each, students.situations[each])),
    }),
  funding: (profile, { students }) =>
    choice({
      ...{ id: 'funding', label: students.fields.funding, optional: true, initial: profile.fundingMethod },
      options: fundingMethods.map((each) => option(each, students.fundingMethods[each])),
    }),
  hours: ({ hours }, { students }) => {
    const initial = hours === null ? {} : { initial_value: String(hours) };
    const element = {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: '0',
      max_value: String(mostHours),
    } as const;
    return input({ id: 'hours', label: students.fields.hours, optional: true }, { ...element, ...initial });
  },
  photo: ({ photo }, { students }) => {
    const hint = photo === null ? students.hints.photo : students.hints.photoKeep;
    const element = { type: 'file_input', filetypes: ['jpg', 'jpeg', 'png', 'gif'], max_files: 1 } as const;
    return input({ id: 'photo', label: students.fields.photo, hint, optional: true }, element);
  },
};

function text(
  field: 'first_name' | 'last_name' | 'phone' | 'address' | 'diploma' | 'objective',
  { hint, ...options }: { hint?: 'name' | 'phone'; multiline?: boolean; max?: number },
): MakeInput {
  return (profile, { students }) =>
    textInput({
      ...{ id: field, label: students.fields[field], optional: true, initial: answer(profile, field, students) },
      ...(hint === undefined ? {} : { hint: students.hints[hint] }),
      ...options,
    });
}
