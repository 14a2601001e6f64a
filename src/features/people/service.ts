import type { WebClient } from '@slack/web-api';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Actor } from '../../core/access.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Locale, readLocale } from '../../core/locale.ts';
import type { Db } from '../../db/client.ts';
import type { World } from '../../db/write.ts';
import { findById, findBySlackId, type PersonRow, type SlackPerson, saveFromSlack, setDeactivated } from './store.ts';

export type { SlackPerson } from './store.ts';

export type Person = Actor & {
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly slackLocale: string | null;
  readonly isDeactivated: boolean;
};

/**
 * Who a Slack id is, if anybody to us: known people by what is kept, others by asking Slack, since workspace admins and owners
 * are staff from the start. Null is a nobody, or a person who was deactivated.
 */
export async function findActor(world: World, slack: WebClient, slackId: string): Promise<Actor | null> {
  const known = await findBySlackId(world.db, slackId);
  if (known !== null)
    return known.deactivatedAt === null && hasRole(known) ? toPerson(known, world.settings.locale) : null;
  const answer = await slack.users.info({ user: slackId, include_locale: true });
  const person = readSlackUser(answer.user);
  if (person === null || !person.isWorkspaceAdmin || person.isDeactivated) return null;
  const [saved] = await saveFromSlack(world.db, [person], world.clock.now());
  return saved === undefined ? null : toPerson(saved, world.settings.locale);
}

export async function findPerson(db: Db, id: PersonId, fallback: Locale): Promise<Person | null> {
  const row = await findById(db, id);
  return row === null ? null : toPerson(row, fallback);
}

export async function findPersonBySlackId(db: Db, slackId: string, fallback: Locale): Promise<Person | null> {
  const row = await findBySlackId(db, slackId);
  return row === null ? null : toPerson(row, fallback);
}

/** Somebody's account was switched off, or on again. */
export type Departure = { readonly kind: 'left' | 'returned'; readonly personId: PersonId };

/**
 * Follows `user_change`: name, locale, zone and e-mail, and whether the person is still there; answers when that changed.
 * Strangers are not kept.
 */
export async function followSlack(tx: Db, now: Date, user: unknown): Promise<Departure | null> {
  const person = readSlackUser(user);
  if (person === null) return null;
  const known = await findBySlackId(tx, person.slackId);
  if (known === null) return null;
  await saveFromSlack(tx, [person], now);
  const wasGone = known.deactivatedAt !== null;
  if (person.isDeactivated === wasGone) return null;
  await setDeactivated(tx, known.id, person.isDeactivated ? now : null);
  return { kind: person.isDeactivated ? 'left' : 'returned', personId: known.id };
}

/** Everybody who is active in Slack, asked a page at a time: a look-up for each e-mail would take a large school minutes. */
export async function listSlackPeople(slack: WebClient): Promise<SlackPerson[]> {
  const found: SlackPerson[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await slack.users.list({
      include_locale: true,
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...(page.members ?? []).flatMap((member) => readSlackUser(member) ?? []));
    cursor = page.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return found.filter((person) => !person.isDeactivated);
  }
}

/** Keeps people whom Slack lists, new ones included; answers with their ids by Slack id. */
export async function keepSlackPeople(
  tx: Db,
  now: Date,
  persons: readonly SlackPerson[],
): Promise<Map<string, PersonId>> {
  const rows = await saveFromSlack(tx, persons, now);
  return new Map(rows.map(({ slackId, id }) => [slackId, id]));
}

const slackUser = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  tz: z.string().nullish(),
  locale: z.string().nullish(),
  deleted: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  profile: z
    .object({ email: z.string().nullish(), real_name: z.string().nullish(), display_name: z.string().nullish() })
    .optional(),
});

/** Reads a user as `users.info`, `users.list` and `user_change` give them; null for bots and what is no user. */
export function readSlackUser(user: unknown): SlackPerson | null {
  const parsed = slackUser.safeParse(user);
  if (!parsed.success || parsed.data.is_bot === true) return null;
  const { id, name, real_name: realName, tz, locale, deleted, is_admin: admin, is_owner: owner, profile } = parsed.data;
  return {
    slackId: id,
    email: profile?.email?.toLowerCase() ?? null,
    name: profile?.display_name || profile?.real_name || realName || name || id,
    slackLocale: locale ?? null,
    zone: tz != null && isZone(tz) ? tz : null,
    isWorkspaceAdmin: admin === true || owner === true,
    isDeactivated: deleted === true,
  };
}

/** Luxon asks the platform anew each time, half a millisecond; a school has a handful of zones. */
const zonesSeen = new Map<string, boolean>();

function isZone(tz: string): boolean {
  const known = zonesSeen.get(tz) ?? IANAZone.isValidZone(tz);
  zonesSeen.set(tz, known);
  return known;
}

function hasRole(row: PersonRow): boolean {
  return row.isStaff || row.isWorkspaceAdmin || row.isMentor || row.isStudent;
}

function toPerson(row: PersonRow, fallback: Locale): Person {
  return {
    id: row.id,
    slackId: row.slackId,
    name: row.name,
    locale: readLocale(row.slackLocale, fallback),
    zone: row.zone,
    isStaff: row.isStaff || row.isWorkspaceAdmin,
    isMentor: row.isMentor,
    isStudent: row.isStudent,
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    phone: row.phone,
    slackLocale: row.slackLocale,
    isDeactivated: row.deactivatedAt !== null,
  };
}
