import { createRequire } from 'node:module';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js';

/** What a phone field holds; e164 is `+` and digits, the form that is stored. */
export type Phone =
  | { kind: 'phone'; e164: string }
  | { kind: 'empty' }
  | { kind: 'invalid'; why: 'needs-country' | 'not-a-number' };

/**
 * Reads a phone number as people write it: with `+` or `00`, else as one of the default country (`FR`), else as one of
 * the country of the locale (`en-GB`). A number that fits neither `needs-country`: the person is asked for `+…`.
 */
export function readPhone(text: string, defaultCountry: string, locale: string): Phone {
  const written = text.trim();
  if (written === '') return { kind: 'empty' };
  const { isSupportedCountry } = library();
  const countries = [defaultCountry, regionOf(locale)].filter((country) => isSupportedCountry(country));
  const number = [undefined, ...countries]
    .map((country) => parse(written, country))
    .find((parsed) => parsed?.isValid());
  if (number) return { kind: 'phone', e164: number.number };
  return { kind: 'invalid', why: NATIONAL_NUMBER.test(written) ? 'needs-country' : 'not-a-number' };
}

/** As it is read in every country: `+33 6 12 34 56 78`. */
export function formatPhone(e164: string): string {
  return parse(e164, undefined)?.formatInternational() ?? e164;
}

// Six digits at least and fifteen at most (E.164), with what people put between them.
const NATIONAL_NUMBER = /^(?!\+)(?:[\s()./-]*\d){6,15}[\s()./-]*$/;

function parse(text: string, defaultCountry: CountryCode | undefined): PhoneNumber | undefined {
  const { parsePhoneNumberFromString } = library();
  return parsePhoneNumberFromString(text, defaultCountry ? { defaultCountry, extract: false } : { extract: false });
}

function regionOf(locale: string): string {
  return /[-_]([A-Z]{2})$/i.exec(locale)?.[1]?.toUpperCase() ?? '';
}

const require = createRequire(import.meta.url);

/** Large, and rarely asked: loaded when it is, or it would take a tenth of the process’s memory all the time. */
function library(): typeof import('libphonenumber-js') {
  return require('libphonenumber-js');
}
