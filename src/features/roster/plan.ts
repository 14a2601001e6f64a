import type { Csv } from '../../core/csv.ts';
import type { PersonId } from '../../core/ids.ts';
import type { RosterLine, RosterProblem } from './rules.ts';

/** What a line changes of somebody; the report names them. */
export const aspects = [
  ...(['role', 'back', 'name', 'phone', 'capacity', 'projects', 'place'] as const),
  ...(['project', 'level', 'funding', 'mentor', 'since'] as const),
];
export type Aspect = (typeof aspects)[number];

/** Somebody as they stand, before the file or after some of its lines; `mentor` is the one of their active mentorship. */
export interface Member {
  /** Null for who is not kept yet. */
  readonly id: PersonId | null;
  readonly slackId: string;
  readonly email: string;
  readonly isGone: boolean;
  readonly isStaff: boolean;
  readonly isMentor: boolean;
  readonly isStudent: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly mentoring: {
    readonly capacity: number;
    readonly projects: string[];
    readonly place: string | null;
  } | null;
  readonly studies: {
    readonly path: string | null;
    readonly project: string | null;
    readonly level: number | null;
    readonly funding: 'funded' | 'self-funded';
  } | null;
  /** The e-mail of the mentor they have. */
  readonly mentor: string | null;
  readonly metOn: string | null;
}

/** Somebody as they will stand, and what of it the file changes. */
export type ChangedMember = Member & { readonly changed: readonly Aspect[] };

export interface LineReport {
  readonly line: number;
  readonly email: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly changed: readonly Aspect[];
}

/** What became of a file. `lines` has every good line; `bad` is empty unless the good lines were to be imported alone. */
export type ImportResult =
  | { readonly kind: 'imported'; readonly lines: readonly LineReport[]; readonly bad: readonly RosterProblem[] }
  | { readonly kind: 'bad-lines'; readonly bad: readonly RosterProblem[] }
  | Extract<Csv, { kind: 'unreadable' }>
  | { readonly kind: 'not-staff' };

/**
 * What good lines make of people: the members that change, as they will stand, and what each line did. An empty cell that
 * may be empty leaves what is there.
 */
export function planRoster(
  lines: readonly RosterLine[],
  before: ReadonlyMap<string, Member>,
): { members: ChangedMember[]; report: LineReport[] } {
  const members = new Map<string, ChangedMember>();
  const report = lines.map((line): LineReport => {
    const { line: number, email } = line;
    const changedBefore = members.get(email);
    const known = changedBefore ?? before.get(email);
    if (known === undefined) throw new Error(`Line ${number} is of nobody in Slack`);
    const next = applied(line, known);
    const changed = differences(known, next);
    if (changed.length > 0) members.set(email, { ...next, changed: [...(changedBefore?.changed ?? []), ...changed] });
    const outcome = changed.length === 0 ? 'unchanged' : changed.includes('role') ? 'created' : 'updated';
    return { line: number, email, outcome, changed: outcome === 'created' ? [] : changed };
  });
  return { members: [...members.values()], report };
}

function applied(line: RosterLine, known: Member): Member {
  const { firstName, lastName, phone } = line;
  const person: Member = {
    ...known,
    isGone: false,
    firstName: firstName ?? known.firstName,
    lastName: lastName ?? known.lastName,
    phone: phone ?? known.phone,
  };
  switch (line.kind) {
    case 'staff':
      return { ...person, isStaff: true };
    case 'mentor': {
      const { capacity, projects } = line;
      return {
        ...person,
        isMentor: true,
        mentoring: { capacity, projects, place: line.place ?? known.mentoring?.place ?? null },
      };
    }
    case 'student': {
      const { path, project, level, funding, since } = line;
      const mentor = line.mentor ?? known.mentor;
      const metOn = since ?? (mentor === known.mentor ? known.metOn : null);
      return { ...person, isStudent: true, studies: { path, project, level, funding }, mentor, metOn };
    }
  }
}

function differences(before: Member, after: Member): Aspect[] {
  const role = (member: Member) => [member.isStaff, member.isMentor, member.isStudent].join();
  const is = (aspect: Aspect, value: (member: Member) => unknown): Aspect[] =>
    JSON.stringify(value(before) ?? null) === JSON.stringify(value(after) ?? null) ? [] : [aspect];
  return [
    ...is('role', role),
    ...is('back', (member) => member.isGone),
    ...is('name', (member) => [member.firstName, member.lastName]),
    ...is('phone', (member) => member.phone),
    ...is('capacity', (member) => member.mentoring?.capacity),
    ...is('projects', (member) => member.mentoring?.projects),
    ...is('place', (member) => member.mentoring?.place),
    ...is('project', (member) => [member.studies?.path, member.studies?.project]),
    ...is('level', (member) => member.studies?.level),
    ...is('funding', (member) => member.studies?.funding),
    ...is('mentor', (member) => member.mentor),
    ...is('since', (member) => member.metOn),
  ];
}
