import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../core/access.ts';
import { readCsv } from '../../core/csv.ts';
import type { PersonId } from '../../core/ids.ts';
import { ok, refuse } from '../../core/result.ts';
import { localDay } from '../../core/time.ts';
import type { Words } from '../../core/words/index.ts';
import type { Db } from '../../db/client.ts';
import { type Deadline, type World, write } from '../../db/write.ts';
import { type Pairing, startMentorships, takeUpAgain } from '../assignment/service.ts';
import { keepSlackPeople, listSlackPeople, type SlackPerson } from '../people/service.ts';
import { cancelForNewMentor } from '../sessions/service.ts';
import { type ChangedMember, type ImportResult, type Member, planRoster } from './plan.ts';
import { checkRoster, type KnownPeople, type RosterProblem } from './rules.ts';
import * as store from './store.ts';
import { importModal } from './views.ts';

export type { ImportResult } from './plan.ts';
export { sayImport } from './views.ts';

/** `actor` is null for the operator at the command line. */
export type ImportContext = World & { readonly actor: Actor | null; readonly deadline?: Deadline };

/**
 * Imports `people.csv`: all of it, or nothing while a line is bad; with `partial` the good lines. The same file again
 * changes nothing. Throws where Slack does not list its people.
 */
export async function importRoster(
  context: ImportContext,
  slack: WebClient,
  file: Uint8Array,
  { partial }: { partial: boolean },
): Promise<ImportResult> {
  if (context.actor?.isStaff === false) return { kind: 'not-staff' };
  const table = readCsv(file);
  if (table.kind === 'unreadable') return table;
  const slackPeople = await listSlackPeople(slack);
  const { settings } = context;
  let bad: RosterProblem[] = [];
  const { db, clock, deadline } = context;
  const written = await write({ db, clock, ...(deadline && { deadline }) }, async (tx, now) => {
    await store.takeTurn(tx);
    const standing = whoIsThere(await store.findMembers(tx), slackPeople);
    const rules = { today: localDay(now, settings.zone), defaultCountry: settings.country };
    const checked = checkRoster(table, standing.known, rules);
    bad = checked.bad;
    if (bad.length > 0 && (!partial || checked.good.length === 0)) return refuse('bad-lines', () => '');
    const plan = planRoster(checked.good, standing.members);
    await carryOut(tx, now, plan.members, { ...standing, context });
    return ok(plan.report);
  });
  return written.ok ? { kind: 'imported', lines: written.value, bad } : { kind: 'bad-lines', bad };
}

/** The form of an import, or why there is none for this person. */
export function importForm(actor: Actor, words: Words): ReturnType<typeof importModal> | string {
  return actor.isStaff ? importModal(words) : words.roster.onlyStaff;
}

interface Standing {
  readonly slackPeople: readonly SlackPerson[];
  /** Everybody who is active in Slack, by e-mail. */
  readonly members: ReadonlyMap<string, Member>;
  readonly known: KnownPeople;
}

/** Who is there, by the e-mail that Slack knows them by now. */
function whoIsThere(rows: readonly store.KnownMember[], slackPeople: readonly SlackPerson[]): Standing {
  const emails = new Map(rows.map(({ slackId, email }) => [slackId, email]));
  for (const { slackId, email } of slackPeople) if (email !== null) emails.set(slackId, email);
  const kept = new Map(rows.map((row) => [row.slackId, row]));
  const members = new Map(
    slackPeople.flatMap((person) => {
      const row = kept.get(person.slackId);
      const mentor = row?.mentorSlackId == null ? null : (emails.get(row.mentorSlackId) ?? null);
      return person.email === null ? [] : [[person.email, toMember(person, person.email, mentor, row)]];
    }),
  );
  const all = [...members.values()];
  const load = new Map<string, number>();
  for (const { mentorSlackId } of rows) {
    if (mentorSlackId !== null) load.set(mentorSlackId, (load.get(mentorSlackId) ?? 0) + 1);
  }
  const mentors = all.flatMap(({ email, slackId, isMentor, mentoring }) =>
    isMentor && mentoring ? [[email, { ...mentoring, students: load.get(slackId) ?? 0 }] as const] : [],
  );
  const students = all.filter(({ isStudent }) => isStudent).map(({ email, mentor }) => [email, { mentor }] as const);
  return {
    slackPeople,
    members,
    known: { slackEmails: new Set(members.keys()), mentors: new Map(mentors), students: new Map(students) },
  };
}

function toMember(
  { slackId }: SlackPerson,
  email: string,
  mentor: string | null,
  row: store.KnownMember | undefined,
): Member {
  const { path = null, name: project = null, level = null } = row?.project ?? {};
  return {
    id: row?.id ?? null,
    slackId,
    email,
    isGone: row?.isGone ?? false,
    isStaff: row?.isStaff ?? false,
    isMentor: row?.isMentor ?? false,
    isStudent: row?.isStudent ?? false,
    firstName: row?.firstName ?? null,
    lastName: row?.lastName ?? null,
    phone: row?.phone ?? null,
    mentoring: row?.mentoring ?? null,
    studies: row?.funding == null ? null : { path, project, level, funding: row.funding },
    mentor,
    metOn: row?.metOn ?? null,
  };
}

/** PostgreSQL takes 65,535 parameters a statement, and each has a second and a half. */
const rowsAtOnce = 500;

/** Writes what changes, a table at a time, takes up again with whoever is back, and begins the mentorships. */
async function carryOut(
  tx: Db,
  now: Date,
  changed: readonly ChangedMember[],
  { context, members, slackPeople }: Standing & { context: ImportContext },
): Promise<void> {
  const listed = new Map(slackPeople.map((person) => [person.slackId, person]));
  const ids = new Map([...members.values()].flatMap(({ slackId, id }) => (id === null ? [] : [[slackId, id]])));
  const idOf = (slackId: string): PersonId => {
    const id = ids.get(slackId);
    if (id === undefined) throw new Error(`${slackId} is not kept`);
    return id;
  };
  for (const some of chunks(changed)) {
    const persons = some.flatMap(({ slackId }) => listed.get(slackId) ?? []);
    for (const [slackId, id] of await keepSlackPeople(tx, now, persons)) ids.set(slackId, id);
    await store.savePeople(
      tx,
      some.map((member) => ({ ...member, name: listed.get(member.slackId)?.name ?? member.slackId })),
    );
    await store.saveMentors(
      tx,
      some.flatMap(({ slackId, mentoring }) => (mentoring ? [{ ...mentoring, personId: idOf(slackId) }] : [])),
    );
    await saveStudies(tx, some, idOf);
    await store.recordImport(
      tx,
      now,
      context.actor?.id ?? null,
      some.map(({ slackId }) => idOf(slackId)),
    );
  }
  const isBack = changed.filter((member) => member.changed.includes('back'));
  for (const { slackId } of isBack) await takeUpAgain(tx, now, idOf(slackId));
  await pairUp(tx, now, context, changed, members, idOf);
}

async function saveStudies(tx: Db, some: readonly Member[], idOf: (slackId: string) => PersonId): Promise<void> {
  const studying = some.flatMap(({ slackId, studies }) => (studies ? [{ ...studies, personId: idOf(slackId) }] : []));
  const key = (path: string | null, name: string | null) => JSON.stringify([path, name]);
  const wanted = new Map(
    studying.flatMap(({ path, project, level }) =>
      path !== null && project !== null && level !== null ? [[key(path, project), { path, name: project, level }]] : [],
    ),
  );
  const saved = await store.saveProjects(tx, [...wanted.values()]);
  const projectIds = new Map(saved.map(({ id, path, name }) => [key(path, name), id]));
  await store.saveStudents(
    tx,
    studying.map(({ personId, funding, path, project }) => ({
      personId,
      funding,
      projectId: projectIds.get(key(path, project)) ?? null,
    })),
  );
}

/** Another mentor is a new mentorship, and what is booked with the one before is cancelled; another `since` of the same pair is kept. */
async function pairUp(
  tx: Db,
  now: Date,
  context: ImportContext,
  changed: readonly Member[],
  before: ReadonlyMap<string, Member>,
  idOf: (slackId: string) => PersonId,
): Promise<void> {
  const pairings: Pairing[] = [];
  for (const { email, slackId, mentor, metOn } of changed) {
    const was = before.get(email);
    const mentorSlackId = mentor === null ? undefined : before.get(mentor)?.slackId;
    if (mentorSlackId === undefined) continue;
    const studentId = idOf(slackId);
    if (mentor !== was?.mentor) {
      if (was?.mentor != null) await cancelForNewMentor(tx, now, context.actor, studentId, context.settings.locale);
      pairings.push({ mentorId: idOf(mentorSlackId), studentId, metOn });
    } else if (metOn !== was?.metOn) await store.saveMetOn(tx, now, studentId, metOn);
  }
  for (const some of chunks(pairings)) await startMentorships(tx, now, some);
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, chunk) =>
    rows.slice(chunk * rowsAtOnce, (chunk + 1) * rowsAtOnce),
  );
}
