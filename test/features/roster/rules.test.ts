import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/core/csv.ts';
import { checkRoster, type KnownPeople, rosterColumns } from '../../../src/features/roster/rules.ts';

const header = [...rosterColumns, 'since', 'phone'].join(',');
const when = { today: '2026-12-01', defaultCountry: 'FR' };

// Marc has two places, one of them taken by Sam; Lea is another mentor, with Zoe and one place left.
const known: KnownPeople = {
  mentors: new Map([
    ['marc@example.org', { capacity: 2, students: 1, projects: ['P5', 'Web'] }],
    ['lea@example.org', { capacity: 2, students: 1, projects: ['P5'] }],
  ]),
  students: new Map([
    ['sam@example.org', { mentor: 'marc@example.org' }],
    ['zoe@example.org', { mentor: 'lea@example.org' }],
  ]),
  slackEmails: new Set(
    ['eve', 'marc', 'lea', 'nina', 'sam', 'zoe', 'ana', 'bob', 'cleo'].map((name) => `${name}@example.org`),
  ),
};

const eve = 'staff,eve@example.org,Eve,Stone,,,,,,,,';
const marc = 'mentor,marc@example.org,Marc,Roy,,,,2,P5;Web,,,https://meet.example.org/marc';
const nina = 'mentor,nina@example.org,Nina,Lund,,,,1,P5;P6,,,';
const student = (name: string, mentor: string, more = '') =>
  `student,${name}@example.org,${name},Doe,Web,P5,2,,,${mentor && `${mentor}@example.org`},funded,${more}`;

function check(lines: string[], people = known) {
  const table = readCsv(new TextEncoder().encode([header, ...lines].join('\n')));
  if (table.kind !== 'rows') throw new Error(`unreadable: ${table.why}`);
  return checkRoster(table, people, when);
}
const problems = (lines: string[]) => check(lines).bad.map(({ line, code, field }) => [line, code, field]);

describe('a roster without problems', () => {
  it('becomes staff, mentors and students', () => {
    const ana = student('ana', 'Nina', ',2026-09-01,06 12 34 56 78');
    expect(check([eve, ana, nina])).toEqual({
      bad: [],
      good: [
        { kind: 'staff', line: 2, email: 'eve@example.org', firstName: 'Eve', lastName: 'Stone', phone: null },
        {
          ...{ kind: 'student', line: 3, email: 'ana@example.org', firstName: 'ana', lastName: 'Doe' },
          ...{ phone: '+33612345678', path: 'Web', project: 'P5', level: 2, mentor: 'nina@example.org' },
          ...{ funding: 'funded', since: '2026-09-01' },
        },
        {
          ...{ kind: 'mentor', line: 4, email: 'nina@example.org', firstName: 'Nina', lastName: 'Lund', phone: null },
          ...{ capacity: 1, projects: ['P5', 'P6'], place: null },
        },
      ],
    });
  });

  it.each([
    ['no lines at all', []],
    ['e-mails, role and funding in any case', [marc, student('ANA', 'MARC').replace('funded', 'Self-Funded')]],
    ['a formula, which is only text', ['staff,eve@example.org,=1+1,@SUM(A1),,,,,,,,']],
    ['no names and no mentor yet', ['student,ana@example.org,,,Web,P5,1,,,,funded,']],
    ['one person as staff and mentor', [marc, 'staff,marc@example.org,Marc,Roy,,,,,,,,']],
    ['a mentor who is not in the file', [student('ana', 'marc')]],
    ['a mentor who declared the path', [marc, student('ana', 'marc').replace(',P5,', ',P9,')]],
    ['the last place', [nina, student('ana', 'nina')]],
    ['a student who stays, with a mentor who wants fewer', [marc.replace(',2,', ',0,'), student('sam', 'marc')]],
    ['a student who stays, on a project the mentor never declared', [student('sam', 'marc').replace('P5', 'P9')]],
    ['places that are swapped', [student('sam', 'lea'), student('zoe', 'marc')]],
    ['a place that another leaves', [marc, student('sam', 'lea'), student('ana', 'marc'), student('bob', 'marc')]],
    ['a pair since before, of a student whose mentor is known', [student('sam', '', ',2026-01-01')]],
    ['a column nobody asked for', [`${eve},,,x`.slice(0, -2)]],
  ])('%s', (_what, lines) => {
    const { good, bad } = check(lines);
    expect(bad).toEqual([]);
    expect(good).toHaveLength(lines.length);
  });
});

describe('a bad line is told by its number', () => {
  it.each<[string, string[], Array<[number, string, string | undefined]>]>([
    ['no such role', [eve.replace('staff', 'boss')], [[2, 'role', 'role']]],
    ['no role', [eve, eve.replace('staff', '')], [[3, 'role', 'role']]],
    ['nobody in Slack', [eve.replace('eve@', 'eva@')], [[2, 'unknown-email', 'email']]],
    ['no e-mail', [eve.replace('eve@example.org', '')], [[2, 'missing-value', 'email']]],
    ['more cells than columns', [`${eve},,,what`], [[2, 'extra-value', undefined]]],
    ['a mentor without capacity', [marc.replace(',2,', ',,')], [[2, 'missing-value', 'capacity']]],
    ['a capacity that is no number', [marc.replace(',2,', ',two,')], [[2, 'number', 'capacity']]],
    ['a capacity that is a formula', [marc.replace(',2,', ',=1+1,')], [[2, 'number', 'capacity']]],
    ['a negative capacity', [marc.replace(',2,', ',-2,')], [[2, 'number', 'capacity']]],
    ['a place that is no address', [marc.replace('https://', '')], [[2, 'place', 'place']]],
    ['a place that is no web address', [marc.replace('https:', 'javascript:')], [[2, 'place', 'place']]],
    ['a place that no form takes', [marc.replace('https:', 'http:')], [[2, 'place', 'place']]],
    ['a place that is too long', [`${marc}/${'x'.repeat(480)}`], [[2, 'place', 'place']]],
    ['a student without level', [student('ana', '').replace(',2,', ',,')], [[2, 'missing-value', 'level']]],
    ['a level above 3', [student('ana', '').replace(',2,', ',4,')], [[2, 'level', 'level']]],
    ['a student without project', [student('ana', '').replace('P5', '')], [[2, 'missing-value', 'project']]],
    ['a student without path', [student('ana', '').replace('Web', '')], [[2, 'missing-value', 'path']]],
    ['a student without funding', [student('ana', '').replace('funded', '')], [[2, 'missing-value', 'funding']]],
    ['another funding', [student('ana', '').replace('funded', 'rich')], [[2, 'funding', 'funding']]],
    ['a date as no calendar has it', [student('ana', 'marc', ',2026-02-30')], [[2, 'date', 'since']]],
    ['a date written otherwise', [student('ana', 'marc', ',01/09/2026')], [[2, 'date', 'since']]],
    ['a date to come', [student('ana', 'marc', ',2026-12-02')], [[2, 'date', 'since']]],
    ['a pair since a date, without mentor', [student('ana', '', ',2026-09-01')], [[2, 'missing-value', 'mentor']]],
    ['a phone number that is none', [`${eve},,nine`], [[2, 'phone', 'phone']]],
    ['a mentor whom nobody knows', [student('ana', 'eve')], [[2, 'mentor-unknown', 'mentor']]],
    ['oneself as mentor', [student('marc', 'marc')], [[2, 'own-mentor', 'mentor']]],
    [
      'a project the mentor did not declare',
      [nina, student('ana', 'nina').replace('P5', 'P9')],
      [[3, 'project-undeclared', 'project']],
    ],
    [
      'a mentor whose own line is bad',
      [student('ana', 'nina'), nina.replace(',1,', ',one,')],
      [
        [2, 'mentor-unknown', 'mentor'],
        [3, 'number', 'capacity'],
      ],
    ],
    [
      'the same person twice in a role',
      [eve, marc, eve.replace('eve@', 'EVE@')],
      [
        [2, 'duplicate', 'email'],
        [4, 'duplicate', 'email'],
      ],
    ],
    [
      'more new students than places: none is chosen',
      [student('ana', 'marc'), student('sam', 'marc'), student('bob', 'marc')],
      [
        [2, 'capacity-passed', 'mentor'],
        [4, 'capacity-passed', 'mentor'],
      ],
    ],
    [
      'a place that is not left after all',
      [nina, student('zoe', 'nina'), student('bob', 'nina'), student('ana', 'lea'), student('cleo', 'lea')],
      [
        [3, 'capacity-passed', 'mentor'],
        [4, 'capacity-passed', 'mentor'],
        [5, 'capacity-passed', 'mentor'],
        [6, 'capacity-passed', 'mentor'],
      ],
    ],
    [
      'one project at two levels (L6)',
      [student('ana', ''), student('bob', '').replace(',2,', ',3,'), student('cleo', '').replace('P5,2', 'P6,3')],
      [
        [2, 'level-differs', 'level'],
        [3, 'level-differs', 'level'],
      ],
    ],
    [
      'several problems at once',
      ['mentor,eva@example.org,Eva,"Stone\nthe younger",,,,two,P5,,,here', eve.replace('staff', 'boss')],
      [
        [2, 'number', 'capacity'],
        [2, 'place', 'place'],
        [2, 'unknown-email', 'email'],
        [4, 'role', 'role'],
      ],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(problems(lines)).toEqual(expected);
  });

  it('with what stands there', () => {
    expect(check([student('ana', '').replace(',2,', ',expert,')]).bad).toEqual([
      { line: 2, code: 'level', field: 'level', value: 'expert' },
    ]);
  });

  it('and the good ones can be imported alone', () => {
    const { good } = check([eve, student('ana', 'eve'), nina, student('bob', 'nina')]);
    expect(good.map(({ line }) => line)).toEqual([2, 4, 5]);
  });
});

it('missing columns are told before anything else', () => {
  const table = { header: rosterColumns.filter((name) => name !== 'level' && name !== 'place'), rows: [] };
  expect(checkRoster(table, known, when)).toEqual({
    good: [],
    bad: [
      { line: 1, code: 'missing-column', field: 'level' },
      { line: 1, code: 'missing-column', field: 'place' },
    ],
  });
});

it('e-mails are the same in any case on our side too', () => {
  const shouted: KnownPeople = {
    mentors: new Map([['Marc@Example.org', { capacity: 1, students: 1, projects: ['p5'] }]]),
    students: new Map([['Sam@Example.org', { mentor: 'MARC@example.org' }]]),
    slackEmails: new Set(['Sam@Example.org']),
  };
  expect(check([student('sam', 'marc')], shouted).bad).toEqual([]);
});

it('a roster of two thousand is checked at once', () => {
  const names = Array.from({ length: 2000 }, (_, n) => `n${n}`);
  const slackEmails = new Set(names.map((name) => `${name}@example.org`));
  expect(
    check(
      names.map((name) => student(name, '')),
      { ...known, slackEmails },
    ).good,
  ).toHaveLength(2000);
});

const someLines = fc.array(
  fc.oneof(
    fc.constantFrom(eve, marc, nina, nina.replace(',1,', ',2,'), marc.replace(',2,', ',one,')),
    fc
      .tuple(fc.constantFrom('sam', 'zoe', 'ana', 'bob', 'cleo'), fc.constantFrom('', 'marc', 'lea', 'nina', 'eve'))
      .map(([name, mentor]) => student(name, mentor)),
  ),
  { maxLength: 10 },
);

it('shuffled lines change nothing but the order, and no mentor gets more than wanted', () => {
  fc.assert(
    fc.property(
      someLines.chain((lines) =>
        fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines.keys()], { minLength: lines.length })),
      ),
      ([lines, order]) => {
        const table = readCsv(new TextEncoder().encode([header, ...lines].join('\n')));
        if (table.kind !== 'rows') return;
        const straight = checkRoster(table, known, when);
        const shuffled = checkRoster({ ...table, rows: order.flatMap((n) => table.rows[n] ?? []) }, known, when);
        expect(shuffled.bad).toEqual(straight.bad);
        expect(shuffled.good.toSorted((a, b) => a.line - b.line)).toEqual(straight.good);

        const badLines = new Set(straight.bad.map(({ line }) => line));
        expect(straight.good.length + badLines.size).toBe(lines.length);
        for (const [email, { capacity }] of known.mentors) {
          const pairs = new Map([...known.students].map(([name, { mentor }]) => [name, mentor]));
          for (const line of straight.good)
            if (line.kind === 'student' && line.mentor) pairs.set(line.email, line.mentor);
          const load = [...pairs.values()].filter((mentor) => mentor === email).length;
          expect(load).toBeLessThanOrEqual(capacity);
        }
      },
    ),
    { numRuns: 300 },
  );
});
