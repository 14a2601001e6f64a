import { describe, expect, it } from 'vitest';
import { type Member, planRoster } from '../../../src/features/roster/plan.ts';
import type { RosterLine } from '../../../src/features/roster/rules.ts';

const nobody: Member = {
  ...{ id: null, slackId: 'U0ANA', email: 'ana@example.org', isGone: false },
  ...{ isStaff: false, isMentor: false, isStudent: false },
  ...{ firstName: null, lastName: null, phone: null, mentoring: null, studies: null, mentor: null, metOn: null },
};
const person = { line: 2, email: 'ana@example.org', firstName: 'Ana', lastName: 'Doe', phone: null };
const mentor: RosterLine = {
  kind: 'mentor',
  ...person,
  capacity: 3,
  projects: ['P5'],
  place: 'https://meet.example.org/ana',
};
const student: RosterLine = {
  ...{ kind: 'student', ...person, path: 'Web', project: 'P5', level: 2 },
  ...{ mentor: 'marc@example.org', funding: 'funded', since: null },
};

function plan(lines: RosterLine[], before: Member) {
  const { members, report } = planRoster(lines, new Map([[before.email, before]]));
  return { members, said: report.map(({ outcome, changed }) => [outcome, ...changed]) };
}
function becomes(line: RosterLine, before = nobody): Member {
  const [member] = plan([line], before).members;
  if (member === undefined) throw new Error('nothing changes');
  return member;
}

describe('what a line makes of somebody', () => {
  it.each<[string, RosterLine, Partial<RosterLine>, string[]]>([
    ['nothing new', mentor, {}, ['unchanged']],
    ['another capacity', mentor, { capacity: 4 }, ['updated', 'capacity']],
    ['other projects', mentor, { projects: ['P5', 'P6'] }, ['updated', 'projects']],
    ['an empty place', mentor, { place: null }, ['unchanged']],
    ['an empty name', mentor, { firstName: null, lastName: null }, ['unchanged']],
    ['another name and phone', mentor, { lastName: 'Roe', phone: '+33612345678' }, ['updated', 'name', 'phone']],
    ['nothing new', student, {}, ['unchanged']],
    ['another project', student, { project: 'P6' }, ['updated', 'project']],
    ['another level and funding', student, { level: 3, funding: 'self-funded' }, ['updated', 'level', 'funding']],
    ['another mentor', student, { mentor: 'lea@example.org' }, ['updated', 'mentor']],
    ['no mentor', student, { mentor: null }, ['unchanged']],
    ['since', student, { since: '2026-09-01' }, ['updated', 'since']],
  ])('%s after a %o', (_, first, change, said) => {
    const line = { ...first, ...change } as RosterLine;
    expect(plan([line], becomes(first)).said).toEqual([said]);
  });

  it('creates, once, and does nothing the second time', () => {
    expect(plan([student], nobody).said).toEqual([['created']]);
    expect(plan([student], becomes(student))).toEqual({ members: [], said: [['unchanged']] });
  });

  it('takes two lines of one person together', () => {
    const { members, said } = plan([{ kind: 'staff', ...person }, mentor], nobody);
    expect(said).toEqual([['created'], ['created']]);
    expect(members).toMatchObject([{ isStaff: true, isMentor: true, firstName: 'Ana' }]);
  });

  it('says that somebody is back', () => {
    expect(plan([mentor], { ...becomes(mentor), isGone: true }).said).toEqual([['updated', 'back']]);
  });

  it('forgets since when the student knows the mentor before, with another one', () => {
    const met = becomes({ ...student, since: '2026-09-01' });
    expect(becomes({ ...student, mentor: 'lea@example.org' }, met)).toMatchObject({
      mentor: 'lea@example.org',
      metOn: null,
    });
  });
});
