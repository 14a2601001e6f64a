import type { PersonId } from '../../core/ids.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { World } from '../../db/write.ts';
import { findPerson } from '../people/service.ts';
import type { Reader } from './views.ts';

/** A reader's language and clock. */
export async function readerOf({ db, settings }: Pick<World, 'db' | 'settings'>, id: PersonId): Promise<Reader> {
  const person = await findPerson(db, id, settings.locale);
  const locale = person?.locale ?? settings.locale;
  return { locale, words: wordsFor(locale), zone: person?.zone ?? settings.zone, schoolZone: settings.zone };
}

/** The pedagogical team's channel: the school's own language and clock. */
export function staffReader({ settings }: Pick<World, 'settings'>): Reader {
  const { locale, zone } = settings;
  return { locale, words: wordsFor(locale), zone, schoolZone: zone };
}
