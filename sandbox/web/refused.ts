import { type Words, wordsFor } from './words.ts';

/** Something that Slack does not let a person do, in the words in which they are told. */
export class Refused extends Error {
  constructor(person: { locale: string }, why: (say: Words['refused']) => string) {
    super(why(wordsFor(person).refused));
  }
}
