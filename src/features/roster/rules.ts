import { z } from 'zod';
import type { CsvRow } from '../../core/csv.ts';
import { readPhone } from '../../core/phone.ts';
import { localToInstant } from '../../core/time.ts';
import { isVideoLink } from '../../core/video-link.ts';

/** The columns that a roster has; `since` and `phone` may be there too, and others are not read. */
export const rosterColumns = [
  ...(['role', 'email', 'first_name', 'last_name', 'path', 'project'] as const),
  ...(['level', 'capacity', 'projects', 'mentor', 'funding', 'place'] as const),
];

const codes = [
  ...(['missing-column', 'missing-value', 'extra-value', 'role', 'unknown-email', 'duplicate'] as const),
  ...(['level', 'funding', 'number', 'date', 'place', 'phone'] as const),
  ...(['level-differs', 'mentor-unknown', 'own-mentor', 'project-undeclared', 'capacity-passed'] as const),
];

type Code = (typeof codes)[number];
export type RosterProblem = { line: number; code: Code; field?: string; value?: string };

export type RosterLine = z.infer<ReturnType<typeof rosterLine>>;

/** Who is there already, by e-mail (in any case): `students` is how many a mentor has now, and who mentors a student. */
export interface KnownPeople {
  mentors: ReadonlyMap<string, { capacity: number; students: number; projects: readonly string[] }>;
  students: ReadonlyMap<string, { mentor: string | null }>;
  slackEmails: ReadonlySet<string>;
}

/**
 * Checks the rows of `people.csv`: which lines can be imported, and every problem of the others by its line in the file.
 * Neither depends on the order of the lines. A line that needs a bad one (a student whose new mentor is refused) is bad
 * too, so that the good ones can be imported alone. Where a mentor would get more new students than there are places
 * (H2), none of them is chosen over the others. `today` is a local date, `defaultCountry` that of phones without `+`.
 */
export function checkRoster(
  table: { header: readonly string[]; rows: readonly CsvRow[] },
  known: KnownPeople,
  { today, defaultCountry }: { today: string; defaultCountry: string },
): { good: RosterLine[]; bad: RosterProblem[] } {
  const missing = rosterColumns.filter((column) => !table.header.includes(column));
  if (missing.length > 0) {
    return { good: [], bad: missing.map((field) => ({ line: 1, code: 'missing-column', field })) };
  }
  const schema = rosterLine(today, defaultCountry);
  const { mentors, students, slackEmails } = inLowerCase(known);
  const read = table.rows.map((row) => readLine(row, schema, slackEmails));
  const repeated = repeatedRows(table.rows);
  const unsure = [
    ...repeated.map(({ line, cells }) => problem(line, 'duplicate', 'email', cells['email'])),
    ...differingLevels(read.flatMap(({ line }) => line ?? [])),
  ];
  const unsureLines = new Set(unsure.map(({ line }) => line));
  const sound = read.flatMap(({ line }) => (line && !unsureLines.has(line.line) ? [line] : []));
  const refused = refusedStudents(sound, mentors, students);
  const refusedLines = new Set(refused.map(({ line }) => line));
  const bad = [...read.flatMap(({ problems }) => problems), ...unsure, ...refused];
  return {
    good: sound.filter(({ line }) => !refusedLines.has(line)),
    bad: bad.sort((a, b) => a.line - b.line),
  };
}

function rosterLine(today: string, defaultCountry: string) {
  const required = z.string().min(1, 'missing-value' satisfies Code);
  const optional = z.string().transform((text) => (text === '' ? null : text));
  const person = {
    line: z.number(),
    email: required.toLowerCase(),
    firstName: optional,
    lastName: optional,
    phone: orNothing('phone', (text) => {
      const phone = readPhone(text, defaultCountry, '');
      return phone.kind === 'phone' ? phone.e164 : undefined;
    }),
  };
  return z.discriminatedUnion(
    'kind',
    [
      z.object({ kind: z.literal('staff'), ...person }),
      z.object({
        kind: z.literal('mentor'),
        ...person,
        capacity: required.pipe(z.string().regex(/^\d{1,3}$/, 'number' satisfies Code)).transform(Number),
        projects: z.string().transform(listed),
        place: orNothing('place', (text) => (isVideoLink(text) ? text : undefined)),
      }),
      z.object({
        kind: z.literal('student'),
        ...person,
        path: required,
        project: required,
        level: required.pipe(z.string().regex(/^[123]$/, 'level' satisfies Code)).transform(Number),
        mentor: optional.transform((email) => email?.toLowerCase() ?? null),
        funding: required.toLowerCase().pipe(z.enum(['funded', 'self-funded'], 'funding' satisfies Code)),
        since: orNothing('date', (date) => (date <= today && localToInstant(date, '12:00', 'UTC') ? date : undefined)),
      }),
    ],
    { error: 'role' satisfies Code },
  );
}

function orNothing<T>(code: Code, read: (text: string) => T | undefined) {
  return z.string().transform((text, context): T | null => {
    const value = text === '' ? null : read(text);
    if (value === undefined) context.addIssue(code);
    return value ?? null;
  });
}

function readLine(row: CsvRow, schema: ReturnType<typeof rosterLine>, slackEmails: ReadonlySet<string>) {
  const { line, cells, extra } = row;
  const cell = (field: string) => cells[field] ?? '';
  const { role = '', first_name: firstName, last_name: lastName, phone = '', since = '', ...rest } = cells;
  const parsed = schema.safeParse({ ...rest, phone, since, firstName, lastName, kind: role.toLowerCase(), line });
  const problems = (parsed.error?.issues ?? []).map(({ message, path }) => {
    const field = path[0] === 'kind' ? 'role' : String(path[0]);
    return problem(line, z.enum(codes).parse(message), field, cell(field));
  });
  const email = cell('email').toLowerCase();
  if (email !== '' && !slackEmails.has(email)) problems.push(problem(line, 'unknown-email', 'email', cell('email')));
  if (extra.length > 0) problems.push({ line, code: 'extra-value', value: extra.join(', ') });
  return { line: problems.length === 0 ? parsed.data : undefined, problems };
}

/** All of those that say the same role of the same person; one person may be staff and mentor, on two lines. */
function repeatedRows(rows: readonly CsvRow[]): CsvRow[] {
  const key = ({ cells }: CsvRow) => `${cells['role']} ${cells['email']}`.toLowerCase();
  const times = new Map<string, number>();
  for (const row of rows) times.set(key(row), (times.get(key(row)) ?? 0) + 1);
  return rows.filter((row) => row.cells['email'] !== '' && (times.get(key(row)) ?? 0) > 1);
}

/** A level is that of the project (L6), so a project has one. */
function differingLevels(lines: RosterLine[]): RosterProblem[] {
  const levels = new Map<string, Set<number>>();
  const key = ({ path, project }: { path: string; project: string }) => JSON.stringify([path, project]).toLowerCase();
  const students = lines.filter((line) => line.kind === 'student');
  for (const student of students) levels.set(key(student), (levels.get(key(student)) ?? new Set()).add(student.level));
  return students
    .filter((student) => (levels.get(key(student))?.size ?? 0) > 1)
    .map(({ line, level }) => problem(line, 'level-differs', 'level', String(level)));
}

function refusedStudents(
  lines: RosterLine[],
  knownMentors: KnownPeople['mentors'],
  knownStudents: KnownPeople['students'],
): RosterProblem[] {
  const mentors = new Map(knownMentors);
  for (const line of lines) {
    if (line.kind === 'mentor') {
      mentors.set(line.email, { ...line, students: knownMentors.get(line.email)?.students ?? 0 });
    }
  }
  const students = lines
    .filter((line) => line.kind === 'student')
    .map((line) => ({ ...line, before: knownStudents.get(line.email)?.mentor ?? null }));
  const refused = students.flatMap((student) => mentorProblem(student, mentors) ?? []);
  const refusedLines = new Set(refused.map(({ line }) => line));
  const placeable = students.filter(({ line }) => !refusedLines.has(line));
  return [...refused, ...withoutPlace(placeable, mentors)];
}

type StudentLine = Extract<RosterLine, { kind: 'student' }> & { before: string | null };

function mentorProblem(student: StudentLine, mentors: KnownPeople['mentors']): RosterProblem | null {
  const { line, email, mentor: mentorEmail, before, path, project, since } = student;
  if (mentorEmail === null) {
    return since && before === null ? problem(line, 'missing-value', 'mentor', '') : null;
  }
  if (!isNewPair(student)) return null;
  if (mentorEmail === email) return problem(line, 'own-mentor', 'mentor', mentorEmail);
  const mentor = mentors.get(mentorEmail);
  if (!mentor) return problem(line, 'mentor-unknown', 'mentor', mentorEmail);
  const declared = mentor.projects.map((one) => one.toLowerCase());
  const suits = declared.includes(project.toLowerCase()) || declared.includes(path.toLowerCase()); // H2: theme or project
  return suits ? null : problem(line, 'project-undeclared', 'project', project);
}

/** Whoever is refused stays with the mentor they had, and takes a place there: so again, until nobody is refused. */
function withoutPlace(students: StudentLine[], mentors: KnownPeople['mentors']): RosterProblem[] {
  const arriving = students.filter(isNewPair);
  const load = new Map([...mentors].map(([email, mentor]) => [email, mentor.students]));
  const count = (email: string | null, n: number) => email !== null && load.set(email, (load.get(email) ?? 0) + n);
  for (const { mentor, before } of arriving) {
    count(mentor, 1);
    count(before, -1);
  }
  const isFull = (email: string | null) =>
    email !== null && (load.get(email) ?? 0) > (mentors.get(email)?.capacity ?? 0);
  const refused = arriving.filter(({ mentor }) => isFull(mentor));
  if (refused.length === 0) return [];
  const others = arriving.filter((student) => !refused.includes(student));
  return [
    ...refused.map(({ line, mentor }) => problem(line, 'capacity-passed', 'mentor', mentor ?? '')),
    ...withoutPlace(others, mentors),
  ];
}

function isNewPair({ mentor, before }: StudentLine): boolean {
  return mentor !== null && mentor !== before;
}

function problem(line: number, code: Code, field: string, value = ''): RosterProblem {
  return { line, code, field, value };
}

function listed(projects: string): string[] {
  const names = projects.split(';').map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '');
}

function inLowerCase({ mentors, students, slackEmails }: KnownPeople): KnownPeople {
  const lower = (email: string) => email.toLowerCase();
  return {
    mentors: new Map([...mentors].map(([email, mentor]) => [lower(email), mentor])),
    students: new Map([...students].map(([email, { mentor }]) => [lower(email), { mentor: mentor && lower(mentor) }])),
    slackEmails: new Set([...slackEmails].map(lower)),
  };
}
