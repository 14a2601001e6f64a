import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import { checkAccess, may, type Relation } from '../../core/access.ts';
import type { MentorshipId, PersonId } from '../../core/ids.ts';
import { formatPhone, readPhone } from '../../core/phone.ts';
import { ok, type Refusal, type Result, refuse, refuseAll } from '../../core/result.ts';
import { wake } from '../../db/timers.ts';
import { type Context, record, type World, write } from '../../db/write.ts';
import { downloadFile, uploadFile } from '../../slack/files.ts';
import { optionalText, type UploadedFile, uploads } from '../../slack/forms.ts';
import { findMentorship, mentorshipsOfMentor, relationTo } from '../assignment/service.ts';
import {
  answersOf,
  editableFields,
  fundingMethods,
  imageType,
  isAsShown,
  limits,
  type Marks,
  markOf,
  marksOf,
  mostHours,
  type ProfileField,
  profileFields,
  readHours,
  situations,
} from './rules.ts';
import * as store from './store.ts';

export { editableFields, missingFields } from './rules.ts';
export type { Profile } from './store.ts';
export { findProfile as profileOf, findProfiles as profilesOf } from './store.ts';

const maxPhotoBytes = 5_000_000;
/** What is left of the 2 s in which a submission is answered. */
const photoWithinMs = 1_200;

/** A profile as whoever asks may read it: phone and address only by `read-contact`. */
export async function profileFor(
  context: Context,
  studentId: PersonId,
): Promise<Result<{ profile: store.Profile; relation: Relation; editable: readonly ProfileField[] }>> {
  const relation = await relationTo(context.db, context.actor, studentId);
  const allowed = checkAccess(relation, 'read-profile');
  if (!allowed.ok) return allowed;
  const profile = await store.findProfile(context.db, studentId);
  if (profile === null) return refuse('no-student', (words) => words.students.noStudent);
  const hidden = may(relation, 'read-contact') ? {} : { phone: null, address: null };
  return ok({ profile: { ...profile, ...hidden }, relation, editable: editableFields(relation) });
}

/** Who is meant where nobody is named: a student themselves, a mentor's only student; else there is a choice. */
export async function whoIsMeant(
  context: Context,
): Promise<
  | { kind: 'student'; studentId: PersonId }
  | { kind: 'choice'; students: Array<{ id: PersonId; name: string }> }
  | { kind: 'anybody' }
> {
  const { db, actor } = context;
  if (actor.isStudent) return { kind: 'student', studentId: actor.id };
  const own = await mentorshipsOfMentor(db, actor.id);
  const [only, another] = own;
  if (only !== undefined && another === undefined) return { kind: 'student', studentId: only.studentId };
  if (only === undefined && actor.isStaff) return { kind: 'anybody' };
  return { kind: 'choice', students: own.map(({ studentId: id, studentName: name }) => ({ id, name })) };
}

/** A text no longer than its input takes. */
const text = (limit: number) => optionalText.pipe(z.string().max(limit).nullable()).optional();

/** The modal `profile`, read; what it did not show is absent. */
export const profileForm = z.object({
  first_name: text(limits.line),
  last_name: text(limits.line),
  phone: text(limits.phone),
  address: text(limits.address),
  diploma: text(limits.line),
  objective: text(limits.objective),
  situation: z.enum(situations).nullish(),
  funding: z.enum(fundingMethods).nullish(),
  hours: text(limits.line),
  photo: uploads,
});

/**
 * Saves what was changed since the form `began` in fields that the actor may edit; others are left alone, as somebody else may
 * have filled them in meanwhile. Of the same field the later answer counts. An empty photo keeps the old one.
 */
export async function saveProfile(
  context: Context,
  studentId: PersonId,
  form: z.output<typeof profileForm>,
  began: Marks,
): Promise<Result<null>> {
  const { profile, relation, editable } = await standing(context, studentId);
  const allowed = checkAccess(relation, 'edit-contact');
  if (!allowed.ok) return allowed;
  if (profile === null) return refuse('no-student', (words) => words.students.noStudent);
  const [file] = editable.includes('photo') ? form.photo : [];
  const read = readAnswers(context, form, { editable, began }, profile.slackLocale);
  const photo = file === undefined ? ok(null) : await readPhoto(context, file);
  const problems = [...read.refusals, ...(photo.ok ? [] : photo.refusals)];
  const checked = refuseAll(problems);
  if (!checked.ok || !photo.ok) return checked;
  return await write(context, async (tx, now) => {
    const stillAllowed = checkAccess(await relationTo(tx, context.actor, studentId), 'edit-contact');
    if (!stillAllowed.ok) return stillAllowed;
    const before = await store.findProfile(tx, studentId);
    await store.save(tx, studentId, read.person, read.student);
    if (photo.value !== null) await store.savePhoto(tx, studentId, photo.value, now);
    const after = await store.findProfile(tx, studentId);
    const isTheSame = before !== null && after !== null && isAsShown(after, marksOf(answersOf(before), profileFields));
    if (!isTheSame || photo.value !== null) await store.forgetVerified(tx, studentId);
    await wake(tx, 'profile', studentId, now);
    await record(tx, { at: now, actor: context.actor, action: 'edit-profile', subject: `person:${studentId}` });
    return ok(null);
  });
}

/** At the first defense, staff says that what they were shown (`began`) is right; kept with who and when, until it changes. */
export async function verifyProfile(context: Context, studentId: PersonId, began: Marks): Promise<Result<null>> {
  return await write(context, async (tx, now) => {
    const allowed = checkAccess(await relationTo(tx, context.actor, studentId), 'verify-profile');
    if (!allowed.ok) return allowed;
    await store.lockStudent(tx, studentId);
    const profile = await store.findProfile(tx, studentId);
    if (profile === null) return refuse('no-student', (words) => words.students.noStudent);
    if (!isAsShown(profile, began)) return refuse('changed', (words) => words.students.notVerifiedChanged);
    await store.verify(tx, studentId, context.actor.id, now);
    await record(tx, { at: now, actor: context.actor, action: 'verify-profile', subject: `person:${studentId}` });
    return ok(null);
  });
}

/** The phone number of a mentorship's student, for whoever may read contact details; that it was read is kept. */
export async function readStudentPhone(
  context: Context,
  mentorshipId: MentorshipId,
): Promise<Result<{ name: string; phone: string | null }>> {
  return await write(context, async (tx, now) => {
    const mentorship = await findMentorship(tx, mentorshipId);
    const relation: Relation =
      mentorship === null ? { kind: 'stranger' } : await relationTo(tx, context.actor, mentorship.studentId);
    const allowed = checkAccess(relation, 'read-contact');
    if (!allowed.ok || mentorship === null)
      return allowed.ok ? refuse('gone', (words) => words.common.notYours) : allowed;
    const profile = await store.findProfile(tx, mentorship.studentId);
    const subject = `person:${mentorship.studentId}`;
    await record(tx, { at: now, actor: context.actor, action: 'read-phone', subject });
    const phone = profile?.phone == null ? null : formatPhone(profile.phone);
    return ok({ name: mentorship.studentName, phone });
  });
}

/** Makes sure that the app has its own upload of a student's photo, as the person's may be deleted or unseen. */
export async function uploadPhoto({ db }: Pick<World, 'db'>, slack: WebClient, studentId: PersonId): Promise<void> {
  const photo = await store.findPhotoToUpload(db, studentId);
  if (photo === null) return;
  const name = `photo.${photo.mediaType.slice('image/'.length)}`;
  const id = await uploadFile(slack, { name, title: 'Photo', content: photo.content });
  await store.keepUpload(db, studentId, photo.savedAt, id);
}

/** Whether Slack still has the app's upload of a photo; one that somebody deleted there is forgotten, and made anew later. */
export async function hasUpload(
  { db }: Pick<World, 'db'>,
  slack: WebClient,
  studentId: PersonId,
  slackFileId: string,
): Promise<boolean> {
  try {
    await slack.files.info({ file: slackFileId });
    return true;
  } catch (error) {
    const isGone =
      error instanceof WebAPIPlatformError && ['file_deleted', 'file_not_found'].includes(error.data.error);
    if (isGone) await store.forgetUpload(db, studentId, slackFileId);
    return false;
  }
}

async function standing({ db, actor }: Context, studentId: PersonId) {
  const relation = await relationTo(db, actor, studentId);
  return { relation, editable: editableFields(relation), profile: await store.findProfile(db, studentId) };
}

type Answers = { refusals: Refusal[]; person: store.PersonAnswers; student: store.StudentAnswers };

function readAnswers(
  { settings }: Context,
  form: z.output<typeof profileForm>,
  { editable, began }: { editable: readonly ProfileField[]; began: Marks },
  slackLocale: string | null,
): Answers {
  const given = <T extends string | null>(field: ProfileField, value: T | undefined) =>
    editable.includes(field) && value !== undefined && markOf(value) !== began[field] ? { value } : null;
  const phone = given('phone', form.phone);
  const number = readPhone(phone?.value ?? '', settings.country, slackLocale ?? '');
  const hours = given('hours', form.hours);
  const hoursRead = hours?.value == null ? null : readHours(hours.value);
  const refusals: Refusal[] = [];
  if (number.kind === 'invalid') {
    const { why } = number;
    refusals.push({ code: `phone-${why}`, field: 'phone', say: (words) => words.students.phoneRefused[why] });
  }
  if (hours?.value != null && hoursRead === null) {
    refusals.push({ code: 'hours', field: 'hours', say: (words) => words.students.hoursRefused(mostHours) });
  }
  const set = <Key extends string, T>(key: Key, answer: { value: T } | null) =>
    answer === null ? {} : ({ [key]: answer.value } as Record<Key, T>);
  return {
    refusals,
    person: {
      ...set('firstName', given('first_name', form.first_name)),
      ...set('lastName', given('last_name', form.last_name)),
      ...set('phone', phone && { value: number.kind === 'phone' ? number.e164 : null }),
    },
    student: {
      ...set('address', given('address', form.address)),
      ...set('diploma', given('diploma', form.diploma)),
      ...set('objective', given('objective', form.objective)),
      ...set('situation', given('situation', form.situation)),
      ...set('fundingMethod', given('funding', form.funding)),
      ...set('hours', hours && { value: hoursRead }),
    },
  };
}

async function readPhoto({ settings }: Context, file: UploadedFile): Promise<Result<store.Photo | null>> {
  let content: Uint8Array | null;
  try {
    content = await downloadFile(settings, file, maxPhotoBytes, photoWithinMs);
  } catch {
    return refuse('photo-late', (words) => words.students.photoRefused.late, 'photo');
  }
  if (content === null) return refuse('photo-large', (words) => words.students.photoRefused.large, 'photo');
  const mediaType = imageType(content);
  if (mediaType === null) return refuse('photo-type', (words) => words.students.photoRefused.type, 'photo');
  return ok({ mediaType, content });
}
