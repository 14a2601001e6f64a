import type { WebClient } from '@slack/web-api';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Actor } from '../../core/access.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Locale, readLocale } from '../../core/locale.ts';
import type { Db } from '../../db/client.ts';
import type { World } from '../../db/write.ts';
import {
  findById,
  findBySlackId,
  findBySlackIds,
  type PersonRow,
  type SlackPerson,
  saveFromSlack,
  setDeactivated,
} from './store.ts';

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
 * Keeps what Slack says of somebody now: name, locale, zone and e-mail, and whether the person is still there; answers when
 * that changed. Strangers are not kept.
 */
export async function followSlack(tx: Db, now: Date, person: SlackPerson): Promise<Departure | null> {
  if ((await findBySlackId(tx, person.slackId)) === null) return null;
  // The row as it is once it is ours alone: of several who follow the same departure, one tells of it.
  const [kept] = await saveFromSlack(tx, [person], now);
  if (kept === undefined || person.isDeactivated === (kept.deactivatedAt !== null)) return null;
  await setDeactivated(tx, kept.id, person.isDeactivated ? now : null);
  return { kind: person.isDeactivated ? 'left' : 'returned', personId: kept.id };
}

/** Of these, the people we keep of whom Slack says something else by now. */
export async function changedInSlack(db: Db, persons: readonly SlackPerson[]): Promise<SlackPerson[]> {
  const slackIds = persons.map(({ slackId }) => slackId);
  const kept = new Map((await findBySlackIds(db, slackIds)).map((row) => [row.slackId, row]));
  return persons.filter((person) => {
    const row = kept.get(person.slackId);
    return row !== undefined && differs(row, person);
  });
}

/** Everybody who is active in Slack. A look-up for each e-mail would take a large school minutes. */
export async function listSlackPeople(slack: WebClient): Promise<SlackPerson[]> {
  const found: SlackPerson[] = [];
  for await (const page of pagesOfSlackPeople(slack)) found.push(...page.filter((person) => !person.isDeactivated));
  return found;
}

/** Everybody in Slack, a page at a time, with those whose account was switched off. */
export async function* pagesOfSlackPeople(slack: WebClient): AsyncGenerator<SlackPerson[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await slack.users.list({
      include_locale: true,
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield (page.members ?? []).flatMap((member) => readSlackUser(member) ?? []);
    cursor = page.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
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

/** Whether following would change anything: what Slack does not say stays. */
function differs(row: PersonRow, person: SlackPerson): boolean {
  return (
    person.isDeactivated !== (row.deactivatedAt !== null) ||
    person.isWorkspaceAdmin !== row.isWorkspaceAdmin ||
    person.name !== row.name ||
    (person.email ?? row.email) !== row.email ||
    (person.slackLocale ?? row.slackLocale) !== row.slackLocale ||
    (person.zone ?? row.zone) !== row.zone
  );
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
