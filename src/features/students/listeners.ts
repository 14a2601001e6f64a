import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type Actor, may } from '../../core/access.ts';
import { mentorshipId, type PersonId, personId } from '../../core/ids.ts';
import { parseForm } from '../../slack/forms.ts';
import { actions, callbacks, commands } from '../../slack/ids.ts';
import type { Listeners, Turn } from '../../slack/listeners.ts';
import { takeMention } from '../../slack/mentions.ts';
import { updateModal } from '../../slack/modals.ts';
import { findPersonBySlackId } from '../people/service.ts';
import {
  profileFor,
  profileForm,
  readStudentPhone,
  saveProfile,
  uploadPhoto,
  verifyProfile,
  whoseProfile,
} from './service.ts';
import { choiceModal, profileModal } from './views.ts';

export const studentsListeners: Listeners = {
  commands: {
    [commands.profile]: (turn) => {
      const { slackId } = takeMention(turn.text);
      return turn.open(() => (slackId === null ? anyProfile(turn) : profileOfSlackPerson(turn, slackId)));
    },
  },
  actions: {
    [actions.openProfile]: (turn) =>
      turn.open(() => (turn.value === '' ? anyProfile(turn) : openProfile(turn, personId.parse(turn.value)))),
    [actions.verifyProfile]: async (turn) => {
      const studentId = personId.parse(turn.value);
      const verified = await verifyProfile(turn.context, studentId);
      if (!verified.ok) return await turn.refuse(verified.refusals);
      const view = await openProfile(turn, studentId);
      if (turn.view !== null && typeof view !== 'string') await updateModal(turn.slack, turn.view, view);
    },
    [actions.showPhone]: async (turn) => {
      const read = await readStudentPhone(turn.context, mentorshipId.parse(turn.value));
      if (!read.ok) return await turn.refuse(read.refusals);
      const { name, phone } = read.value;
      await turn.answer(phone === null ? turn.words.students.noPhone(name) : turn.words.students.phoneIs(name, phone));
    },
  },
  submissions: {
    [callbacks.profileChoice]: async (turn) => {
      const chosen = parseForm(choiceForm, turn.values);
      if (!chosen.ok) return { kind: 'refused', refusals: chosen.refusals };
      const { student } = chosen.value;
      const view = await (typeof student === 'number'
        ? openProfile(turn, student)
        : profileOfSlackPerson(turn, student));
      if (typeof view !== 'string') return { kind: 'update', view };
      return { kind: 'refused', refusals: [{ code: 'no-profile', field: 'student', say: () => view }] };
    },
    [callbacks.profile]: async (turn) => {
      const form = parseForm(profileForm, turn.values);
      if (!form.ok) return { kind: 'refused', refusals: form.refusals };
      const { studentId } = profileMetadata.parse(JSON.parse(turn.metadata));
      const saved = await saveProfile(turn.context, studentId, form.value);
      if (!saved.ok) return { kind: 'refused', refusals: saved.refusals };
      return { kind: 'close', afterwards: () => uploadPhoto(turn.context, turn.slack, studentId) };
    },
  },
};

/** An own student's id, or the Slack id of whoever staff chose. */
const choiceForm = z.object({
  student: z.union([z.string().regex(/^[UW][A-Z0-9]+$/), personId]),
});

const profileMetadata = z.object({ studentId: personId });

async function anyProfile(turn: Turn): Promise<ModalView | string> {
  const whose = await whoseProfile(turn.context);
  switch (whose.kind) {
    case 'student':
      return await openProfile(turn, whose.studentId);
    case 'anybody':
      return choiceModal('anybody', turn.words);
    case 'choice':
      return whose.students.length === 0 ? turn.words.students.noStudents : choiceModal(whose.students, turn.words);
  }
}

async function profileOfSlackPerson(turn: Turn, slackId: string): Promise<ModalView | string> {
  const person = await findPersonBySlackId(turn.context.db, slackId, turn.context.settings.locale);
  return person === null ? turn.words.common.notYours : await openProfile(turn, person.id);
}

async function openProfile(turn: Turn, studentId: PersonId): Promise<ModalView | string> {
  const { context, words, actor } = turn;
  const read = await profileFor(context, studentId);
  if (!read.ok) return read.refusals.map((refusal) => refusal.say(words)).join('\n');
  const { profile, relation, editable } = read.value;
  // The upload after saving may have been cut short: whoever looks next brings it about, and sees the photo the time after.
  if (profile.photo?.slackFileId === null) await uploadPhoto(context, turn.slack, studentId).catch(() => {});
  const { at, by } = profile.verified;
  const reading = {
    isOwn: relation.kind === 'self',
    editable,
    mayReadContact: may(relation, 'read-contact'),
    mayVerify: may(relation, 'verify-profile'),
    verifiedBy: at === null ? null : { name: by ?? '', day: longDay(at, actor) },
  };
  return profileModal(profile, reading, words);
}

function longDay(at: Date, { locale, zone }: Actor): string {
  return at.toLocaleDateString(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: zone });
}
