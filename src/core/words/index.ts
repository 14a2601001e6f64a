import type { Locale } from '../locale.ts';
import { assignment } from './assignment.ts';
import { common } from './common.ts';
import { completing } from './completing.ts';
import { contact } from './contact.ts';
import { home } from './home.ts';
import { notes } from './notes.ts';
import { people } from './people.ts';
import { reminders } from './reminders.ts';
import { roster } from './roster.ts';
import { sessions } from './sessions.ts';
import { students } from './students.ts';

/**
 * Every word that people read, in both languages: one file a feature (sessions have two), English first; French has the type of
 * English, so that a missing translation does not compile. Words that hold a name or a text of people are functions that return
 * `Mrkdwn` where they go into markup, and plain strings where they go into `plain_text`.
 */
export const words = {
  en: {
    assignment: assignment.en,
    common: common.en,
    completing: completing.en,
    contact: contact.en,
    home: home.en,
    notes: notes.en,
    people: people.en,
    reminders: reminders.en,
    roster: roster.en,
    sessions: sessions.en,
    students: students.en,
  },
  fr: {
    assignment: assignment.fr,
    common: common.fr,
    completing: completing.fr,
    contact: contact.fr,
    home: home.fr,
    notes: notes.fr,
    people: people.fr,
    reminders: reminders.fr,
    roster: roster.fr,
    sessions: sessions.fr,
    students: students.fr,
  },
};

export type Words = (typeof words)['en'];

export function wordsFor(locale: Locale): Words {
  return words[locale];
}
