import type { Locale } from '../locale.ts';
import { common } from './common.ts';

/**
 * Every word that people read, in both languages: one file a feature, English first; French has the type of English, so that
 * a missing translation does not compile. Words that hold a name or a text of people are functions that return `Mrkdwn`
 * where they go into markup, and plain strings where they go into `plain_text`.
 */
export const words = {
  en: { common: common.en },
  fr: { common: common.fr },
} satisfies Record<Locale, Record<string, unknown>>;

export type Words = (typeof words)['en'];

export function wordsFor(locale: Locale): Words {
  return words[locale];
}
