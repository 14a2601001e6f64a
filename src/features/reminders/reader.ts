import type { PersonId } from '../../core/ids.ts';
import { atDaytime } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { World } from '../../db/write.ts';
import { type Message, message, type RenderContext, type Rendering, waitUntil } from '../../outbox/render.ts';
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

/** Nobody is woken, however late a message gets its turn: at night it waits for 08:00. An edit tells nobody anything. */
export function byDay({ now, isEdit }: RenderContext, { zone }: Reader, ready: Message): Rendering {
  const daytime = atDaytime(now, zone);
  return isEdit || daytime <= now ? message(ready) : waitUntil(daytime);
}
