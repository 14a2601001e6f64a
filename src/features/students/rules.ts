import type { Relation } from '../../core/access.ts';
import { may } from '../../core/access.ts';
import { digest } from '../../core/digest.ts';
import { formatPhone } from '../../core/phone.ts';

/** What students keep up to date themselves, and what staff verifies. */
const contactFields = ['first_name', 'last_name', 'phone', 'address', 'photo'] as const;

/** What a profile has (H17, and the weekly hours of H14); the words are the `block_id`s of the modal. */
export const profileFields = [
  ...contactFields,
  ...(['diploma', 'objective', 'situation', 'funding', 'hours'] as const),
];
export type ProfileField = (typeof profileFields)[number];

export const situations = [
  ...(['employed', 'self-employed', 'job-seeker', 'studying', 'other', 'undisclosed'] as const),
];
export type Situation = (typeof situations)[number];

/** What the student says of their funding; billing goes by the roster's. */
export const fundingMethods = [
  ...(['employer', 'public', 'training-account', 'apprenticeship', 'own', 'other', 'undisclosed'] as const),
];
export type FundingMethod = (typeof fundingMethods)[number];

/** How long the texts of a profile may be. */
export const limits = { line: 200, phone: 40, address: 500, objective: 1200 } as const;

/** The answers of a profile, read for what is missing. */
export interface ProfileAnswers {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly photo: object | null;
  readonly diploma: string | null;
  readonly objective: string | null;
  readonly situation: string | null;
  readonly fundingMethod: string | null;
}

/** What the inputs of the modal begin with; a choice that is none of ours (any more) stands in none of them. */
export function inputsOf(
  profile: ProfileAnswers & { readonly hours: number | null },
): Record<Exclude<ProfileField, 'photo'>, string | null> {
  return {
    first_name: profile.firstName,
    last_name: profile.lastName,
    phone: profile.phone === null ? null : formatPhone(profile.phone),
    address: profile.address,
    diploma: profile.diploma,
    objective: profile.objective,
    situation: situations.find((each) => each === profile.situation) ?? null,
    funding: fundingMethods.find((each) => each === profile.fundingMethod) ?? null,
    hours: profile.hours === null ? null : String(profile.hours),
  };
}

/**
 * By field, a mark of what a form began with: two fill in one profile, and what one left as it was must not undo the other's.
 * Of what is no input of the form there is none: by its mark a phone number could be guessed.
 */
export type Marks = Readonly<Record<string, string>>;

export function marksOf(inputs: Readonly<Record<string, string | null>>, editable: readonly string[]): Marks {
  const own = Object.entries(inputs).filter(([field]) => editable.includes(field));
  return Object.fromEntries(own.map(([field, answer]) => [field, markOf(answer)]));
}

/** What stands in a profile, to mark; of a photo when it was saved. */
export function answersOf(
  profile: ProfileAnswers & { readonly hours: number | null; readonly photo: { readonly savedAt: Date } | null },
): Record<ProfileField, string | null> {
  return { ...inputsOf(profile), photo: profile.photo?.savedAt.toISOString() ?? null };
}

/** Whether what staff verifies is still what a form began with. */
export function isAsShown(profile: Parameters<typeof answersOf>[0], began: Marks): boolean {
  const now = answersOf(profile);
  return contactFields.every((field) => markOf(now[field]) === began[field]);
}

export function markOf(answer: string | null): string {
  return digest(answer?.trim() ?? '');
}

/** What H17 asks for and is not there; *prefers not to say* is an answer. Weekly hours are not asked for by H17. */
export function missingFields(profile: ProfileAnswers): ProfileField[] {
  const answers: Array<[ProfileField, unknown]> = [
    ['first_name', profile.firstName],
    ['last_name', profile.lastName],
    ['phone', profile.phone],
    ['address', profile.address],
    ['photo', profile.photo],
    ['diploma', profile.diploma],
    ['objective', profile.objective],
    ['situation', profile.situation],
    ['funding', profile.fundingMethod],
  ];
  return answers.filter(([, answer]) => answer === null).map(([field]) => field);
}

/** Students keep their contact details up to date and read the rest; their mentor and staff edit all. */
export function editableFields(relation: Relation): readonly ProfileField[] {
  if (may(relation, 'edit-profile')) return profileFields;
  return may(relation, 'edit-contact') ? contactFields : [];
}

/** Weekly hours are whole and no more than a week has waking ones; null where the text is no such number. */
export function readHours(text: string): number | null {
  const hours = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return hours >= 0 && hours <= mostHours ? hours : null;
}
export const mostHours = 100;

/** What an image is by its first bytes, whatever its name says; null for what Slack does not show. */
export function imageType(content: Uint8Array): 'image/jpeg' | 'image/png' | 'image/gif' | null {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => content[at] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return starts(0x47, 0x49, 0x46, 0x38) ? 'image/gif' : null;
}
