/** What Slack's client refuses before it sends a form: an app never hears of it. */
import type { Language } from '../language.ts';
import { isDate, isEmail, isNumber, isTime, isWebAddress } from './formats.ts';
import { isRecord } from './problem.ts';
import { STATEFUL, type StateValue } from './state.ts';

type Element = Record<string, unknown>;
type Refusal = { en: string; fr: string };

/**
 * What a person reads under an input that Slack's client does not send, or nothing if it does. `value` is what they
 * entered, in the shape of the view's state; `optional` is that of the input block.
 */
export function checkValue(
  element: Element,
  value: StateValue | undefined,
  { optional = false, language = 'en' }: { optional?: boolean | undefined; language?: Language | undefined } = {},
): string | undefined {
  const type = String(element['type']);
  const kept = STATEFUL[type];
  const entered = kept ? value?.[kept.field] : undefined;
  if (isEmpty(entered)) return optional ? undefined : REQUIRED[language];
  return CHECKS[type]?.(entered, element)?.[language];
}

const REQUIRED: Refusal = {
  en: 'Please complete this required field.',
  fr: 'Veuillez remplir ce champ obligatoire.',
};

const CHECKS: Record<string, (entered: unknown, element: Element) => Refusal | undefined> = {
  plain_text_input: (text, element) => lengthOf(text, element),
  number_input: (text, element) => numberIn(text, element),
  email_text_input: (text) =>
    is(text, isEmail, { en: 'Please enter a valid email address.', fr: 'Veuillez saisir une adresse e-mail valide.' }),
  url_text_input: (text) =>
    is(text, isWebAddress, { en: 'Please enter a valid URL.', fr: 'Veuillez saisir une URL valide.' }),
  rich_text_input: (text) => (isRecord(text) ? undefined : INVALID),
  datepicker: (date) => is(date, isDate, { en: 'Please enter a valid date.', fr: 'Veuillez saisir une date valide.' }),
  timepicker: (time) => is(time, isTime, { en: 'Please enter a valid time.', fr: 'Veuillez saisir une heure valide.' }),
  datetimepicker: (seconds) =>
    Number.isInteger(seconds)
      ? undefined
      : { en: 'Please enter a valid date and time.', fr: 'Veuillez saisir une date et une heure valides.' },
  static_select: (option, element) => offered([option], element),
  radio_buttons: (option, element) => offered([option], element),
  external_select: (option) => (isRecord(option) ? undefined : INVALID),
  users_select: isId,
  conversations_select: isId,
  channels_select: isId,
  checkboxes: offered,
  multi_static_select: (options, element) => offered(options, element) ?? notTooMany(options, element),
  multi_external_select: notTooMany,
  multi_users_select: notTooMany,
  multi_conversations_select: notTooMany,
  multi_channels_select: notTooMany,
  file_input: filesIn,
};

const INVALID: Refusal = { en: 'Please choose from the list.', fr: 'Veuillez choisir dans la liste.' };

function is(text: unknown, valid: (text: string) => boolean, refusal: Refusal): Refusal | undefined {
  return typeof text === 'string' && valid(text) ? undefined : refusal;
}

function isId(id: unknown): Refusal | undefined {
  return is(id, (text) => text !== '', INVALID);
}

function lengthOf(text: unknown, element: Element): Refusal | undefined {
  const length = [...String(text)].length;
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  if (length < least)
    return {
      en: `Please enter at least ${least} characters.`,
      fr: `Veuillez saisir au moins ${least} caractères.`,
    };
  if (length > most)
    return {
      en: `Please enter no more than ${most} characters.`,
      fr: `Veuillez saisir au plus ${most} caractères.`,
    };
  return undefined;
}

function numberIn(text: unknown, element: Element): Refusal | undefined {
  const { min_value: least, max_value: most } = element;
  if (typeof text !== 'string' || !isNumber(text))
    return { en: 'Please enter a number.', fr: 'Veuillez saisir un nombre.' };
  if (text.includes('.') && element['is_decimal_allowed'] !== true)
    return { en: 'Please enter a whole number.', fr: 'Veuillez saisir un nombre entier.' };
  if (least !== undefined && Number(text) < Number(least))
    return { en: `Please enter a number of at least ${least}.`, fr: `Veuillez saisir un nombre d’au moins ${least}.` };
  if (most !== undefined && Number(text) > Number(most))
    return { en: `Please enter a number of at most ${most}.`, fr: `Veuillez saisir un nombre d’au plus ${most}.` };
  return undefined;
}

function offered(chosen: unknown, element: Element): Refusal | undefined {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const options = [element, ...groups].flatMap((list) => (isRecord(list) && list['options']) || []);
  const values = options.filter(isRecord).map((option) => option['value']);
  const known = Array.isArray(chosen) && chosen.every((option) => isRecord(option) && values.includes(option['value']));
  return known ? undefined : INVALID;
}

function notTooMany(chosen: unknown, element: Element): Refusal | undefined {
  const most = Number(element['max_selected_items'] ?? Number.POSITIVE_INFINITY);
  if (!Array.isArray(chosen)) return INVALID;
  if (chosen.length <= most) return undefined;
  return { en: `Please choose no more than ${most}.`, fr: `Veuillez en choisir au plus ${most}.` };
}

function filesIn(files: unknown, element: Element): Refusal | undefined {
  const most = Number(element['max_files'] ?? 10);
  if (!Array.isArray(files)) return { en: 'Please choose a file.', fr: 'Veuillez choisir un fichier.' };
  if (files.length > most)
    return { en: `Please choose no more than ${most} files.`, fr: `Veuillez choisir au plus ${most} fichiers.` };
  const { filetypes } = element;
  if (!Array.isArray(filetypes)) return undefined;
  const known = filetypes.map((type) => String(type).toLowerCase());
  return files.filter(isRecord).every((file) => endings(file).some((ending) => known.includes(ending)))
    ? undefined
    : {
        en: `Please choose files of these types: ${known.join(', ')}.`,
        fr: `Veuillez choisir des fichiers de ces types : ${known.join(', ')}.`,
      };
}

function endings(file: Record<string, unknown>): string[] {
  return [file['filetype'], String(file['name']).split('.').at(-1)].map((ending) => String(ending).toLowerCase());
}

/** Text of spaces alone counts as empty, as does rich text in which nothing is written. */
function isEmpty(entered: unknown): boolean {
  if (entered === undefined || entered === null) return true;
  if (typeof entered === 'string') return entered.trim() === '';
  if (Array.isArray(entered)) return entered.length === 0;
  return isRecord(entered) && entered['type'] === 'rich_text' && !saysSomething(entered['elements']);
}

/** Anything in a line counts, except text without a visible character. */
function saysSomething(parts: unknown): boolean {
  if (!Array.isArray(parts)) return false;
  return parts.filter(isRecord).some((part) => {
    if (Array.isArray(part['elements'])) return saysSomething(part['elements']);
    return part['type'] !== 'text' || String(part['text']).trim() !== '';
  });
}
