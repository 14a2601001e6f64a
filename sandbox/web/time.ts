import { DateTime } from 'luxon';
import { z } from 'zod';
import type { PersonRecord } from '../world/model.ts';
import { lastInstant } from '../world/world.ts';
import type { Face } from './face.ts';
import { wordsFor } from './words.ts';

/** How far the clock is to move. */
export const jump = z.discriminatedUnion('to', [
  z.object({ to: z.literal('hour') }),
  z.object({ to: z.literal('tomorrow') }),
  z.object({ to: z.literal('due') }),
  z.object({ to: z.literal('at'), at: z.string() }),
]);

/** The instant of a jump, in the zone of whoever asks; a sentence when there is none. */
export async function instantOf(
  face: Face,
  wanted: z.infer<typeof jump>,
  person: Pick<PersonRecord, 'tz' | 'locale'>,
): Promise<Date | string> {
  const zone = person.tz;
  const say = wordsFor(person).bar;
  const now = DateTime.fromJSDate(face.world.now()).setZone(zone);
  switch (wanted.to) {
    case 'hour':
      return now.plus({ hours: 1 }).toJSDate();
    case 'tomorrow':
      return now.plus({ days: 1 }).set({ hour: 9, minute: 0, second: 0, millisecond: 0 }).toJSDate();
    case 'due':
      return (await face.options.clock?.nextDue()) ?? say.nothingDue;
    case 'at': {
      const at = DateTime.fromISO(wanted.at, { zone });
      if (!at.isValid || at.toJSDate() > lastInstant) return say.noTime;
      // Slack signs by the wall clock, but the app keeps its promises in order: time goes forwards only.
      return at < now ? say.forwardsOnly : at.toJSDate();
    }
  }
}
