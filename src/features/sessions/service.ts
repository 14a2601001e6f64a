import type { PersonId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import type { Mentorship } from '../assignment/service.ts';
import * as store from './store.ts';

export { type Booking, bookIn, type MoveTo, moveIn } from './booking.ts';
export type { Session } from './store.ts';
export {
  findOne as findSession,
  findUpcoming as upcomingOf,
  findWithoutStatus as withoutStatus,
} from './store.ts';

/** When any of these people is taken between two instants, in order. */
export async function busyTimes(
  db: Db,
  personIds: readonly PersonId[],
  from: Date,
  to: Date,
): Promise<Array<{ startsAt: Date; endsAt: Date }>> {
  return await store.findTaken(db, personIds, from, to);
}

/** Whether the first session is behind them, or booked (H12); a pair that knew each other before has had it. */
export async function hasHadDiscovery(db: Db, mentorship: Pick<Mentorship, 'id' | 'metOn'>): Promise<boolean> {
  return mentorship.metOn !== null || (await store.hasDiscovery(db, mentorship.id));
}
