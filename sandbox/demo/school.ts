import type { Person, PersonInput, Sandbox } from '../index.ts';
import type { Language } from '../language.ts';
import type { World } from '../world/model.ts';

const domain = 'school.example';

/** Where people live: the zones of the school. */
const paris = { tz: 'Europe/Paris', locale: 'en-GB' };
const parisien = { tz: 'Europe/Paris', locale: 'fr-FR' };
const lisbon = { tz: 'Europe/Lisbon', locale: 'en-GB' };
const newYork = { tz: 'America/New_York', locale: 'en-GB' };
const tokyo = { tz: 'Asia/Tokyo', locale: 'en-GB' };

/** Everybody, by the handle that `@` finds. Whoever has `projects` mentors, whoever has a `path` learns. */
export const cast = {
  zoe: { name: 'Zoé Martin', ...paris, admin: true },
  camille: { name: 'Camille Roy', ...parisien, admin: true },

  marc: { name: 'Marc Dubois', ...paris, projects: 'Online shop;Recipe book', capacity: 6 },
  ines: { name: 'Inès Laurent', ...tokyo, projects: 'Weather dashboard;Ticket sales', capacity: 4 },
  thomas: { name: 'Thomas Petit', ...parisien, projects: 'Chess club;City guide', capacity: 4 },
  grace: { name: 'Grace Lin', ...newYork, projects: 'Reading list;Bike sharing', capacity: 3 },
  sofia: { name: 'Sofia Almeida', ...lisbon, projects: 'City guide;Tram times', capacity: 2 },

  ana: { name: 'Ana Silva', ...newYork, path: 'Web developer', project: 'Online shop', level: 1, mentor: 'marc' },
  tom: { name: 'Tom Berg', ...paris, path: 'Web developer', project: 'Recipe book', level: 2, mentor: 'marc' },
  lea: { name: 'Léa Fontaine', ...parisien, path: 'Web developer', project: 'Online shop', level: 1, mentor: 'marc' },
  noah: { name: 'Noah Kim', ...tokyo, path: 'Data analyst', project: 'Weather dashboard', level: 1, mentor: 'ines' },
  julie: {
    name: 'Julie Moreau',
    ...parisien,
    path: 'Data analyst',
    project: 'Weather dashboard',
    level: 1,
    mentor: 'ines',
  },
  yuki: { name: 'Yuki Tanaka', ...tokyo, path: 'Data analyst', project: 'Ticket sales', level: 3, mentor: 'ines' },
  hugo: { name: 'Hugo Lambert', ...parisien, path: 'Web developer', project: 'Chess club', level: 2, mentor: 'thomas' },
  chloe: { name: 'Chloé Girard', ...parisien, path: 'UX designer', project: 'City guide', level: 1, mentor: 'thomas' },
  emma: { name: 'Emma Weber', ...newYork, path: 'UX designer', project: 'Reading list', level: 1, mentor: 'grace' },
  olivia: { name: 'Olivia Brown', ...newYork, path: 'UX designer', project: 'Bike sharing', level: 3, mentor: 'grace' },
  lucas: { name: 'Lucas Ferreira', ...lisbon, path: 'UX designer', project: 'City guide', level: 2, mentor: 'sofia' },
  marta: { name: 'Marta Costa', ...lisbon, path: 'Data analyst', project: 'Tram times', level: 1, mentor: 'sofia' },
} as const satisfies Record<string, Member>;

type Member = PersonInput & { tz: string; locale: string } & (
    | { admin: true }
    | { projects: string; capacity: number }
    | { path: string; project: string; level: number; mentor: string }
  );

export type Who = keyof typeof cast;
export type Students = { [Name in Who]: (typeof cast)[Name] extends { path: string } ? Name : never }[Who];
export type Mentors = { [Name in Who]: (typeof cast)[Name] extends { projects: string } ? Name : never }[Who];

/** Everybody in Slack, by handle. */
export type People = Readonly<Record<Who, Person>>;

/** The team, which is in Slack first. */
export const team = (['zoe', 'camille'] as const).map(inSlack);

/** Lets everybody else into Slack. */
export function arrive(slack: Sandbox, staff: readonly Person[]): People {
  const named = (who: Who) => staff.find(({ name }) => name === cast[who].name) ?? slack.person(inSlack(who));
  const handles = Object.keys(cast).filter(isHandle);
  return Object.fromEntries(handles.map((who) => [who, named(who)])) as People;
}

/** The roster as the team hands it in: these people, a line each. */
export function roster(
  who: readonly Who[],
  more: Partial<Record<Who, { since?: string; phone?: string }>> = {},
): string {
  const header =
    'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place,since,phone';
  const lines = who.map((handle) => {
    const member: Member = cast[handle];
    const [first = '', ...last] = member.name.split(' ');
    const { since = '', phone = '' } = more[handle] ?? {};
    const name = [email(handle), first, last.join(' ')];
    if ('projects' in member) {
      const place = `https://meet.example/${handle}`;
      return ['mentor', ...name, '', '', '', member.capacity, member.projects, '', '', place, since, phone];
    }
    if (!('path' in member)) return ['staff', ...name, ...Array<string>(10).fill('')];
    const { path, project, level, mentor } = member;
    const funding = level === 3 ? 'self-funded' : 'funded';
    return ['student', ...name, path, project, level, '', '', `${mentor}@${domain}`, funding, '', since, phone];
  });
  return [header, ...lines.map((line) => line.join(','))].join('\n');
}

const roles = {
  en: { mentor: 'mentor', student: 'student', team: 'pedagogical team', french: ' · in French' },
  fr: { mentor: 'mentor', student: 'étudiant', team: 'équipe pédagogique', french: ' · en français' },
} as const;

/** `mentor · Tokyo`: for whoever chooses whom to be. */
export function about(name: string, language: Language): string | undefined {
  const member: Member | undefined = Object.values(cast).find((each) => each.name === name);
  if (member === undefined) return undefined;
  const say = roles[language];
  const role = 'projects' in member ? say.mentor : 'path' in member ? say.student : say.team;
  const city = member.tz.split('/').at(-1)?.replaceAll('_', ' ');
  return `${role} · ${city}${member.locale.startsWith('fr') ? say.french : ''}`;
}

/** Somebody's id in a workspace, also in one that was brought back. */
export function idOf(world: World, who: Who): string | undefined {
  return [...world.people.values()].find((each) => each.email === email(who))?.id;
}

function email(who: Who): string {
  return `${who}@${domain}`;
}

function isHandle(name: string): name is Who {
  return name in cast;
}

function inSlack(who: Who): PersonInput {
  const { name, tz, locale }: Member = cast[who];
  return { name, username: who, email: email(who), tz, locale, admin: 'admin' in cast[who] };
}
