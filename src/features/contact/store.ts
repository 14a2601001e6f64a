import { and, asc, desc, eq, inArray, isNull, lt, max, ne, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Settings } from '../../config.ts';
import type { MentorshipId, OfferId, PersonId, SessionId, SlotId } from '../../core/ids.ts';
import type { Db } from '../../db/client.ts';
import { mentors, mentorships, offerSlots, offers, people, sessionMoves, sessions } from '../../db/schema.ts';
import type { ContactFacts, OfferFacts, SessionFacts } from './rules.ts';
import { findTaken, waitedFor } from './taken.ts';

/** Times put forward, as they are kept; slots in the order of their time. */
export interface Offer extends Omit<OfferFacts, 'slots'> {
  readonly mentorshipId: MentorshipId;
  readonly minutes: number;
  readonly place: string | null;
  readonly message: string | null;
  readonly slots: ReadonlyArray<{ readonly id: SlotId; readonly startsAt: Date }>;
}

/** What says whose turn it is, of many mentorships at once. */
export async function findFacts(
  db: Db,
  ids: readonly MentorshipId[],
  settings: Pick<Settings, 'zone' | 'reminderHours'>,
): Promise<Map<MentorshipId, ContactFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await findRows(db, ids);
  const offered = await findOffers(db, ids);
  const held = await findSessions(db, ids);
  return new Map(
    rows.map(({ id, mentorZone, studentZone, metOn, ...row }) => [
      id,
      {
        ...row,
        haveMet: metOn !== null,
        offers: (offered.get(id) ?? []).map((each) => ({ ...each, slots: each.slots.map(({ startsAt }) => startsAt) })),
        sessions: held.get(id) ?? [],
        calendar: { student: studentZone, mentor: mentorZone, staff: settings.zone, hours: settings.reminderHours },
      },
    ]),
  );
}

export async function findOffer(db: Db, id: OfferId): Promise<Offer | null> {
  const rows = await db.select(offerColumns).from(offers).where(eq(offers.id, id));
  const [offer] = await withSlots(db, rows, [id]);
  return offer ?? null;
}

/** All that was put forward in a mentorship, the oldest first. */
export async function findOffersOf(db: Db, id: MentorshipId): Promise<Offer[]> {
  return (await findOffers(db, [id])).get(id) ?? [];
}

/** The newest times that a mentor offered to anybody. */
export async function findLastSlots(db: Db, mentorId: PersonId): Promise<Date[]> {
  const newest = db
    .select({ id: offers.id })
    .from(offers)
    .innerJoin(mentorships, eq(mentorships.id, offers.mentorshipId))
    .where(and(eq(mentorships.mentorId, mentorId), eq(offers.madeBy, 'mentor')))
    .orderBy(desc(offers.id))
    .limit(1);
  const slots = await db
    .select({ startsAt: offerSlots.startsAt })
    .from(offerSlots)
    .where(inArray(offerSlots.offerId, newest))
    .orderBy(asc(offerSlots.startsAt));
  return slots.map(({ startsAt }) => startsAt);
}

export async function findOfferOfSlot(db: Db, slotId: SlotId): Promise<Offer | null> {
  const [row] = await db.select({ offerId: offerSlots.offerId }).from(offerSlots).where(eq(offerSlots.id, slotId));
  return row === undefined ? null : await findOffer(db, row.offerId);
}

export async function insertOffer(tx: Db, row: typeof offers.$inferInsert, slots: readonly Date[]): Promise<OfferId> {
  const [made] = await tx.insert(offers).values(row).returning({ id: offers.id });
  if (made === undefined) throw new Error('An insert answered with no row');
  if (slots.length > 0) {
    await tx.insert(offerSlots).values(slots.map((startsAt) => ({ offerId: made.id, startsAt })));
  }
  return made.id;
}

export async function setPicked(tx: Db, id: OfferId, sessionId: SessionId): Promise<void> {
  await tx.update(offers).set({ sessionId }).where(eq(offers.id, id));
}

/** Only the first time counts. */
export async function setDeclined(tx: Db, id: OfferId, declinedAt: Date): Promise<void> {
  await tx
    .update(offers)
    .set({ declinedAt })
    .where(and(eq(offers.id, id), isNull(offers.declinedAt)));
}

export async function setLater(tx: Db, id: MentorshipId, laterUntil: Date): Promise<void> {
  await tx.update(mentorships).set({ laterUntil }).where(eq(mentorships.id, id));
}

/** Never back in time: events may come twice, and late. */
export async function setWrote(tx: Db, id: MentorshipId, who: 'mentor' | 'student', at: Date): Promise<void> {
  const column = who === 'mentor' ? mentorships.mentorWroteAt : mentorships.studentWroteAt;
  await tx
    .update(mentorships)
    .set(who === 'mentor' ? { mentorWroteAt: at } : { studentWroteAt: at })
    .where(and(eq(mentorships.id, id), or(isNull(column), lt(column, at))));
}

/** Where a mentor meets, and how they write to a new student. */
export async function findHabits(
  db: Db,
  mentorId: PersonId,
): Promise<{ place: string | null; template: string | null }> {
  const [row] = await db
    .select({ place: mentors.place, template: mentors.template })
    .from(mentors)
    .where(eq(mentors.personId, mentorId));
  return row ?? { place: null, template: null };
}

export async function setTemplate(tx: Db, mentorId: PersonId, template: string): Promise<void> {
  await tx.update(mentors).set({ template }).where(eq(mentors.personId, mentorId));
}

/** The person's own conversation with the app. */
export async function findDmChannel(db: Db, id: PersonId): Promise<string | null> {
  const [row] = await db.select({ channel: people.dmChannel }).from(people).where(eq(people.id, id));
  return row?.channel ?? null;
}

const offerColumns = {
  id: offers.id,
  mentorshipId: offers.mentorshipId,
  madeBy: offers.madeBy,
  madeAt: offers.madeAt,
  minutes: offers.minutes,
  place: offers.place,
  message: offers.message,
  movesSessionId: offers.movesSessionId,
  sessionId: offers.sessionId,
  declinedAt: offers.declinedAt,
};

async function findRows(db: Db, ids: readonly MentorshipId[]) {
  const mentor = alias(people, 'mentor');
  const student = alias(people, 'student');
  return await db
    .select({
      id: mentorships.id,
      startedAt: mentorships.startedAt,
      endedAt: mentorships.endedAt,
      metOn: mentorships.metOn,
      laterUntil: mentorships.laterUntil,
      studentWroteAt: mentorships.studentWroteAt,
      mentorWroteAt: mentorships.mentorWroteAt,
      mentorZone: mentor.zone,
      studentZone: student.zone,
    })
    .from(mentorships)
    .innerJoin(mentor, eq(mentor.id, mentorships.mentorId))
    .innerJoin(student, eq(student.id, mentorships.studentId))
    .where(inArray(mentorships.id, [...ids]));
}

async function findOffers(db: Db, ids: readonly MentorshipId[]): Promise<Map<MentorshipId, Offer[]>> {
  const rows = await db
    .select(offerColumns)
    .from(offers)
    .where(inArray(offers.mentorshipId, [...ids]))
    .orderBy(asc(offers.id));
  return groupBy(await withSlots(db, rows, waitedFor(rows)), ({ mentorshipId }) => mentorshipId);
}

type OfferRow = Omit<Offer, 'slots' | 'taken'>;

/** With their slots, in the order of their time; of some it is looked up which are taken. */
async function withSlots(db: Db, rows: readonly OfferRow[], some: readonly OfferId[]): Promise<Offer[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const slots = await db
    .select()
    .from(offerSlots)
    .where(inArray(offerSlots.offerId, ids))
    .orderBy(asc(offerSlots.startsAt), asc(offerSlots.id));
  const byOffer = groupBy(slots, ({ offerId }) => offerId);
  const taken = groupBy(await findTaken(db, some), ({ offerId }) => offerId);
  return rows.map((row) => ({
    ...row,
    slots: (byOffer.get(row.id) ?? []).map(({ id, startsAt }) => ({ id, startsAt })),
    taken: (taken.get(row.id) ?? []).map(({ startsAt, takenAt }) => ({ startsAt, takenAt })),
  }));
}

async function findSessions(db: Db, ids: readonly MentorshipId[]): Promise<Map<MentorshipId, SessionFacts[]>> {
  const rows = await db
    .select({
      mentorshipId: sessions.mentorshipId,
      id: sessions.id,
      status: sessions.status,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      bookedAt: sessions.bookedAt,
      statusAt: sessions.statusAt,
      movedAt: max(sessionMoves.movedAt),
    })
    .from(sessions)
    .leftJoin(
      sessionMoves,
      // What left the time as it was is no move to who waits for another.
      and(eq(sessionMoves.sessionId, sessions.id), ne(sessionMoves.fromStartsAt, sessions.startsAt)),
    )
    .where(inArray(sessions.mentorshipId, [...ids]))
    .groupBy(sessions.id);
  return groupBy(rows, ({ mentorshipId }) => mentorshipId);
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
