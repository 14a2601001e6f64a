import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type Actor, may, notYours } from '../../core/access.ts';
import { mentorshipId, type PersonId, personId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import { parseForm, parseMetadata } from '../../slack/forms.ts';
import { actions, callbacks, commands } from '../../slack/ids.ts';
import type { ActionTurn, Listeners, SubmissionAnswer, Turn } from '../../slack/listeners.ts';
import { takeMention } from '../../slack/mentions.ts';
import { updateModal } from '../../slack/modals.ts';
import { findPersonBySlackId } from '../people/service.ts';
import { readDossier, readPrivateComments } from './dossier.ts';
import { dossierModal, privateModal } from './dossier-views.ts';
import { answersOf, marksOf } from './rules.ts';
import {
  hasUpload,
  type Profile,
  profileFor,
  profileForm,
  readStudentPhone,
  saveProfile,
  uploadPhoto,
  verifyProfile,
  whoIsMeant,
} from './service.ts';
import { choiceModal, profileModal, type Wanted } from './views.ts';

export const studentsListeners: Listeners = {
  commands: {
    [commands.profile]: (turn) => {
      const { slackId } = takeMention(turn.text);
      return turn.open(() => (slackId === null ? ofAnybody(turn, 'profile') : ofSlackPerson(turn, 'profile', slackId)));
    },
  },
  actions: {
    [actions.openProfile]: (turn) => turn.open(() => ofValue(turn, 'profile')),
    [actions.openDossier]: (turn) => turn.open(() => ofValue(turn, 'dossier')),
    [actions.dossierPage]: (turn) => showAgain(turn, dossierOf),
    [actions.showPrivate]: (turn) =>
      turn.view?.callbackId === callbacks.privateComments
        ? showAgain(turn, privateCommentsOf)
        : turn.open(() => ofPage(turn, privateCommentsOf)),
    [actions.verifyProfile]: async (turn) => {
      const studentId = personId.safeParse(turn.value);
      if (!studentId.success) return await turn.refuse([notYours]);
      const shown = parseMetadata(profileMetadata, turn.view?.metadata ?? '');
      const verified = await verifyProfile(turn.context, studentId.data, shown?.began ?? {});
      if (!verified.ok) return await turn.refuse(verified.refusals);
      // What was typed stays in the form, and so does what it began with.
      await show(turn, await profileOf(turn, studentId.data, shown ?? undefined));
    },
    // In a modal: a phone number stands in no message, not even in one that only its reader sees.
    [actions.showPhone]: (turn) => turn.open(() => phoneOf(turn)),
  },
  submissions: {
    [callbacks.studentChoice]: async (turn) => {
      const chosen = parseForm(choiceForm, turn.values);
      if (!chosen.ok) return { kind: 'refused', refusals: chosen.refusals };
      const { student } = chosen.value;
      const carried = parseMetadata(choiceMetadata, turn.metadata);
      if (carried === null) return outOfDate;
      const { wanted } = carried;
      const view = await (typeof student === 'number'
        ? ofStudent(turn, wanted, student)
        : ofSlackPerson(turn, wanted, student));
      if (typeof view !== 'string') return { kind: 'update', view };
      return { kind: 'refused', refusals: [{ code: 'not-opened', field: 'student', say: () => view }] };
    },
    [callbacks.profile]: async (turn) => {
      const form = parseForm(profileForm, turn.values);
      if (!form.ok) return { kind: 'refused', refusals: form.refusals };
      const carried = parseMetadata(profileMetadata, turn.metadata);
      if (carried === null) return outOfDate;
      const { studentId, began } = carried;
      const saved = await saveProfile(turn.context, studentId, form.value, began ?? {});
      if (!saved.ok) return { kind: 'refused', refusals: saved.refusals };
      return { kind: 'close', afterwards: () => uploadPhoto(turn.context, turn.slack, studentId) };
    },
  },
};

/** An own student's id, or the Slack id of whoever staff chose. */
const choiceForm = z.object({ student: z.union([z.string().regex(/^[UW][A-Z0-9]+$/), personId]) });
const choiceMetadata = z.object({ wanted: z.enum(['profile', 'dossier']) });
const profileMetadata = z.object({
  studentId: personId,
  withDossier: z.boolean().default(true),
  began: z.record(z.string(), z.string()).optional(),
});

const outOfDate: SubmissionAnswer = {
  kind: 'refused',
  refusals: [{ code: 'stale', say: (words) => words.common.openAgain }],
};

/** The value of a button from which staff chooses. */
const anybody = 'anybody';

const pageOf = z.object({ studentId: personId, page: z.coerce.number().int() });
type Page = z.output<typeof pageOf>;

/** A modal, or in a sentence why there is none. */
type Opened = Promise<ModalView | string>;

async function ofValue(turn: ActionTurn, wanted: Wanted): Opened {
  if (turn.value === '') return await ofAnybody(turn, wanted);
  if (turn.value === anybody)
    return turn.actor.isStaff ? choiceModal('anybody', wanted, turn.words) : turn.words.common.notYours;
  const studentId = personId.safeParse(turn.value);
  if (studentId.success && wanted === 'profile') {
    return await profileOf(turn, studentId.data, { withDossier: turn.view?.callbackId !== callbacks.dossier });
  }
  return studentId.success ? await ofStudent(turn, wanted, studentId.data) : turn.words.common.notYours;
}

async function ofAnybody(turn: Turn, wanted: Wanted): Opened {
  const who = await whoIsMeant(turn.context);
  switch (who.kind) {
    case 'student':
      return await ofStudent(turn, wanted, who.studentId);
    case 'anybody':
      return choiceModal('anybody', wanted, turn.words);
    case 'choice':
      return who.students.length === 0 ? turn.words.students.noStudents : choiceModal(who.students, wanted, turn.words);
  }
}

async function ofSlackPerson(turn: Turn, wanted: Wanted, slackId: string): Opened {
  const person = await findPersonBySlackId(turn.context.db, slackId, turn.context.settings.locale);
  return person === null ? turn.words.common.notYours : await ofStudent(turn, wanted, person.id);
}

async function ofStudent(turn: Turn, wanted: Wanted, studentId: PersonId): Opened {
  return await (wanted === 'profile' ? profileOf(turn, studentId) : dossierOf(turn, { studentId, page: 0 }));
}

/** Upon a dossier it opens no other one: Slack shows three modals upon each other, and no more. */
async function profileOf(
  turn: Turn,
  studentId: PersonId,
  { withDossier, began }: Pick<z.output<typeof profileMetadata>, 'withDossier' | 'began'> = { withDossier: true },
): Opened {
  const { context, words, actor } = turn;
  const read = await profileFor(context, studentId);
  if (!read.ok) return said(turn, read);
  const { relation, editable } = read.value;
  const profile = await withSoundPhoto(turn, read.value.profile);
  const { at, by } = profile.verified;
  const reading = {
    isOwn: relation.kind === 'self',
    editable,
    mayReadContact: may(relation, 'read-contact'),
    mayVerify: may(relation, 'verify-profile'),
    began: began ?? marksOf(answersOf(profile), editable),
    withDossier: withDossier && may(relation, 'read-shared-notes'),
    verifiedBy: at === null ? null : { name: by ?? '', day: longDay(at, actor) },
  };
  return profileModal(profile, reading, words);
}

/** An image that Slack lacks would close the modal to everybody: the profile is shown without, and the photo uploaded anew. */
async function withSoundPhoto({ context, slack, inBackground }: Turn, profile: Profile): Promise<Profile> {
  const { photo, studentId } = profile;
  if (photo === null) return profile;
  const { slackFileId } = photo;
  if (slackFileId !== null && (await hasUpload(context, slack, studentId, slackFileId))) return profile;
  inBackground(() => uploadPhoto(context, slack, studentId));
  return { ...profile, photo: { ...photo, slackFileId: null } };
}

async function phoneOf(turn: ActionTurn): Promise<string> {
  const id = mentorshipId.safeParse(turn.value);
  if (!id.success) return turn.words.common.notYours;
  const read = await readStudentPhone(turn.context, id.data);
  if (!read.ok) return said(turn, read);
  const { name, phone } = read.value;
  return phone === null ? turn.words.students.noPhone(name) : turn.words.students.phoneIs(name, phone);
}

async function dossierOf(turn: Turn, { studentId, page }: Page): Opened {
  const read = await readDossier(turn.context, studentId, page);
  return read.ok ? dossierModal(read.value, readerOf(turn), turn.words) : said(turn, read);
}

async function privateCommentsOf(turn: Turn, { studentId, page }: Page): Opened {
  const read = await readPrivateComments(turn.context, studentId, page);
  return read.ok ? privateModal(read.value, readerOf(turn), turn.words) : said(turn, read);
}

/** The value is `student id:page`, or a student's id for the first page. */
async function ofPage(turn: ActionTurn, make: (turn: Turn, page: Page) => Opened): Opened {
  const [studentId, number = '0'] = turn.value.split(':');
  const page = pageOf.safeParse({ studentId, page: number });
  return page.success ? await make(turn, page.data) : turn.words.common.notYours;
}

/** Turns a page in the modal that the click came from. */
async function showAgain(turn: ActionTurn, make: (turn: Turn, page: Page) => Opened): Promise<void> {
  await show(turn, await ofPage(turn, make));
}

async function show(turn: ActionTurn, view: ModalView | string): Promise<void> {
  if (typeof view === 'string') return await turn.answer(view);
  if (turn.view !== null) await updateModal(turn.slack, turn.view, view);
}

function said({ words }: Turn, result: Result<unknown>): string {
  return result.ok ? '' : result.refusals.map((refusal) => refusal.say(words)).join('\n');
}

function readerOf({ actor, context }: Turn) {
  return { locale: actor.locale, zone: actor.zone, mentoringZone: context.settings.zone };
}

function longDay(at: Date, { locale, zone }: Actor): string {
  return at.toLocaleDateString(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: zone });
}
