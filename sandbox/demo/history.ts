import { DateTime } from 'luxon';
import { type Hands, handsOf } from './hands.ts';
import { type Mentors, type People, roster, type Students } from './school.ts';
import type { Stage } from './stage.ts';

/** Everything in Paris time, the zone of the school. The clocks go back on Sunday 25 October, in New York a week later. */
const zone = 'Europe/Paris';

/** When the history begins, and when whoever starts the demo takes over: a Tuesday, half an hour after Ana's introduction. */
export const historyBegins = paris('2026-09-21 09:00');
const storyBegins = paris('2026-10-20 09:30');

/** Lives the weeks before the demo, with the hands of the people themselves. Says the day of each week that has passed. */
export async function liveHistory(stage: Stage, people: People, passed: (day: string) => void): Promise<void> {
  const hands = handsOf(people, stage);
  let week = 0;
  for (const { at, does } of events.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const moment = DateTime.fromJSDate(paris(at), { zone });
    if (week !== 0 && moment.weekNumber !== week) passed(moment.startOf('week').toFormat('d LLLL'));
    week = moment.weekNumber;
    await stage.to(moment.toJSDate());
    await does(hands);
    await stage.settle();
  }
  await stage.to(storyBegins);
}

interface Event {
  readonly at: string;
  does(hands: Hands): Promise<void>;
}

/** What a session left behind: a note with tasks, or what became of it instead. */
type Ending = { note: string; tasks?: string } | { status: 'absent' } | 'nobody said' | 'cancelled by the student';

const events: readonly Event[] = [
  {
    at: '2026-09-21 09:00',
    does: ({ imports }) =>
      imports(roster([...mentors, ...first], { yuki: { since: '2026-06-01' }, olivia: { since: '2026-04-01' } })),
  },

  ...discovery('marc', 'tom', '2026-09-22 18:00', {
    before: 'Ten years as a cook; two online courses in JavaScript.',
    reasons: 'Wants regular hours, and to build things that stay.',
    objectives: 'A first job in a small team within a year.',
    level: 'Knows HTML, CSS and the basics of JavaScript.',
    hours: '25 hours a week, in the afternoon.',
    remarks: 'Sound was fine, the camera comes next week.',
    next: 'A page with three recipes, from one file of data.',
  }),
  ...series('marc', 'tom', '2026-09-29 18:00', 6, [
    {
      note: 'Three recipes from one file. The names of functions say what they do now.',
      tasks: 'A search field ~4h\nTests for the search ~6h\nRead about modules ~5h',
    },
    { status: 'absent' },
    {
      note: 'The search works. We went through the first tests together.',
      tasks: 'Pages for each recipe ~8h\nFinish the tests ~7h',
    },
  ]),
  profile('marc', 'tom', '2026-09-29 19:10', {
    diploma: 'Vocational certificate, cooking',
    objective: 'Front-end developer',
    situation: 'job-seeker',
    funding: 'public',
    hours: '25',
  }),

  ...discovery('marc', 'lea', '2026-09-24 12:00', {
    before: 'Vendeuse pendant huit ans, puis des cours du soir.',
    reasons: 'Créer la boutique qui manque dans sa ville.',
    objectives: 'Travailler à son compte dans deux ans.',
    level: 'À l’aise avec HTML ; débute en CSS.',
    hours: '15 heures par semaine, le soir.',
    remarks: 'Tout fonctionne.',
    next: 'La page d’accueil de la boutique.',
  }),
  ...series('marc', 'lea', '2026-10-01 12:00', 6, [
    {
      note: 'La page d’accueil est claire. Il reste à l’adapter au téléphone.',
      tasks: 'Adapter la page au téléphone ~6h\nLire le chapitre sur les grilles ~4h',
    },
    {
      note: 'Très beau travail sur le téléphone. On commence le panier.',
      tasks: 'Dessiner le panier ~5h\nListe des produits ~6h',
    },
    'cancelled by the student',
  ]),
  { at: '2026-10-15 08:10', does: ({ cancels }) => cancels('lea', 'Mon fils est malade, je suis désolée.') },
  profile('lea', 'lea', '2026-09-28 20:00', { phone: '06 12 34 56 78', address: '3 rue des Lilas, 69003 Lyon' }),
  { at: '2026-10-10 15:00', does: ({ ticks }) => ticks('lea') },

  ...discovery('ines', 'noah', '2026-09-23 11:00', {
    before: 'Studies of geography; works in a travel agency.',
    reasons: 'Likes maps, and wants to make them.',
    objectives: 'A job with data of the weather or of traffic.',
    level: 'Spreadsheets very well, no programming yet.',
    hours: '20 hours a week.',
    remarks: 'Prefers the evening in Tokyo.',
    next: 'The first notebook: temperatures of one year.',
  }),
  ...series('ines', 'noah', '2026-09-30 11:00', 8, [
    {
      note: 'One year of temperatures, with a chart that needs no legend.',
      tasks: 'Rain beside temperature ~6h\nChapters 3 and 4 ~10h',
    },
    {
      note: 'Good questions on averages. We looked at medians.',
      tasks: 'A chart a season ~8h\nClean the missing days ~8h',
    },
    'nobody said',
  ]),
  { at: '2026-10-04 10:00', does: ({ ticks }) => ticks('noah') },

  ...series('ines', 'yuki', '2026-09-28 10:00', 8, [
    {
      note: 'The model is explained well. The report needs its first page.',
      tasks: 'First page of the report ~6h\nSources for each number ~8h',
    },
    {
      note: 'Report read together; shorter sentences, fewer colours.',
      tasks: 'Second draft ~12h\nList of open questions ~3h',
    },
    { note: 'Second draft is good. We practised the talk once.', tasks: 'Slides ~8h\nPractise twice ~4h' },
    { note: 'Ready for the defense. We went through likely questions.', tasks: 'Last reading of the report ~5h' },
  ]),
  profile('yuki', 'yuki', '2026-09-29 10:00', { phone: '+81 90 1234 5678', address: '2-1 Kanda, Chiyoda, Tokyo' }),
  profile('ines', 'yuki', '2026-10-05 11:30', {
    diploma: 'Master of economics',
    objective: 'Data analyst in public transport',
    situation: 'employed',
    funding: 'employer',
    hours: '15',
  }),

  ...discovery('thomas', 'hugo', '2026-09-22 17:00', {
    before: 'Professeur de mathématiques.',
    reasons: 'Envie de construire, après avoir expliqué.',
    objectives: 'Développeur dans l’éducation.',
    level: 'Python depuis longtemps, JavaScript depuis peu.',
    hours: '12 heures, surtout le week-end.',
    remarks: 'Connexion un peu lente.',
    next: 'Le tableau des parties du club.',
  }),
  ...series('thomas', 'hugo', '2026-09-29 17:00', 6, [
    {
      note: 'Le tableau des parties est lisible ; on a parlé des tests.',
      tasks: 'Trier les parties ~5h\nPremiers tests ~5h',
    },
    {
      note: 'Les tests passent. On a revu les noms.',
      tasks: 'Page d’un joueur ~6h\nLire le chapitre sur les formulaires ~4h',
    },
    { note: 'La page d’un joueur est terminée, et bien testée.', tasks: 'Formulaire d’inscription ~7h' },
  ]),
  profile('thomas', 'hugo', '2026-10-06 18:00', {
    phone: '06 98 76 54 32',
    address: '12 quai de Bacalan, Bordeaux',
    diploma: 'Master de mathématiques',
    objective: 'Développeur web',
    situation: 'employed',
    funding: 'own',
    hours: '12',
  }),

  ...discovery('grace', 'emma', '2026-09-25 16:00', {
    before: 'Graphic design for print.',
    reasons: 'Wants to see people use what she draws.',
    objectives: 'UX designer in a library or a museum.',
    level: 'Draws very well; has never asked users.',
    hours: '20 hours a week.',
    remarks: 'The webcam froze twice.',
    next: 'Three interviews with readers.',
  }),
  ...series('grace', 'emma', '2026-10-02 16:00', 6, [
    {
      note: 'Three good interviews; look for what they did not say.',
      tasks: 'Two more interviews ~6h\nA map of what readers do ~6h',
    },
    {
      note: 'The map shows where people give up. We chose one place.',
      tasks: 'Five sketches ~6h\nTry them with two readers ~5h',
    },
    { note: 'Sketch 4 is the one. Readers found their list at once.', tasks: 'A prototype that can be clicked ~10h' },
  ]),

  ...series('grace', 'olivia', '2026-10-01 18:00', 8, [
    {
      note: 'The prototype is ready to be tried. Plan the rooms.',
      tasks: 'Find six riders ~4h\nWrite the questions ~3h',
    },
    {
      note: 'Six riders tried it. Four problems, one of them large.',
      tasks: 'Solve the first problem ~8h\nWrite down the others ~3h',
    },
    { note: 'The large problem is solved. Begin the report.', tasks: 'Report, first half ~10h' },
  ]),
  {
    at: '2026-10-12 17:00',
    does: ({ notes }) =>
      notes('grace', 'olivia', 'The article on bike lanes that we spoke of is on your reading list.'),
  },

  { at: '2026-09-22 10:00', does: ({ offers }) => offers('sofia', 'lucas', ['2026-09-24 10:00', '2026-09-25 10:00']) },
  { at: '2026-09-22 12:00', does: ({ picks }) => picks('lucas') },
  ...ending('sofia', 'lucas', '2026-09-24 10:40', {
    before: 'A year in architecture.',
    reasons: 'Smaller houses: screens.',
    objectives: 'UX designer for city services.',
    level: 'Draws well, codes a little.',
    hours: '18 hours a week.',
    remarks: 'Fine.',
    next: 'Walk through the city with a notebook.',
    following: 'same-slot',
  }),
  ...ending('sofia', 'lucas', '2026-10-01 10:50', {
    note: 'Twelve pages of notes from the streets. Choose three.',
    tasks: 'Three stories of visitors ~8h',
    following: 'same-slot',
  }),
  ...ending('sofia', 'lucas', '2026-10-08 10:50', {
    note: 'The story of the lost visitor is the best one.',
    tasks: 'A first prototype ~10h',
    following: 'not-now',
  }),

  { at: '2026-09-22 10:10', does: ({ offers }) => offers('sofia', 'marta', ['2026-09-28 15:00', '2026-09-29 15:00']) },
  { at: '2026-09-23 19:00', does: ({ picks }) => picks('marta') },
  ...ending('sofia', 'marta', '2026-09-28 15:40', {
    before: 'Drives a tram in Lisbon.',
    reasons: 'Wonders why trams are late.',
    objectives: 'Planning of timetables.',
    level: 'No programming; knows every stop.',
    hours: '12 hours, by shifts.',
    remarks: 'The times of the shifts change every week.',
    next: 'One day of arrivals, written down by hand.',
    following: 'not-now',
  }),
  {
    at: '2026-10-19 08:30',
    does: ({ proposes }) => proposes('marta', '2026-10-22 14:00', 'After my early shift would suit me.'),
  },

  {
    at: '2026-10-12 09:00',
    does: ({ imports }) => imports(roster(['julie', 'chloe'], { julie: { phone: '+33 6 11 22 33 44' } })),
  },
  {
    at: '2026-10-12 09:30',
    does: ({ offers }) => offers('ines', 'julie', ['2026-10-21 10:00', '2026-10-22 10:00', '2026-10-26 11:00']),
  },

  { at: '2026-10-20 09:00', does: ({ imports }) => imports(roster(['ana'])) },
];

const mentors = ['zoe', 'camille', 'marc', 'ines', 'thomas', 'grace', 'sofia'] as const;
const first = ['tom', 'lea', 'noah', 'yuki', 'hugo', 'emma', 'olivia', 'lucas', 'marta'] as const;

/** Booked the day before, held, and completed with the answers to its questions. */
function discovery(mentor: Mentors, student: Students, when: string, answers: Record<string, string>): Event[] {
  return [
    { at: later(when, { hours: -30 }), does: ({ books }) => books(mentor, student, when) },
    ...ending(mentor, student, later(when, { minutes: 40 }), { ...answers, following: 'not-now' }),
  ];
}

/** A weekly series, booked five days before, and what became of its first sessions. */
function series(mentor: Mentors, student: Students, when: string, weeks: number, endings: readonly Ending[]): Event[] {
  return [
    { at: later(when, { days: -5, minutes: 7 }), does: ({ books }) => books(mentor, student, when, weeks) },
    ...endings.flatMap((each, week) =>
      typeof each === 'string' ? [] : ending(mentor, student, later(when, { weeks: week, minutes: 55 }), each),
    ),
  ];
}

function ending(mentor: Mentors, student: Students, at: string, answers: Record<string, string>): Event[] {
  return [{ at, does: ({ completes }) => completes(mentor, student, answers) }];
}

function profile(who: Mentors | Students, student: Students, at: string, answers: Record<string, string>): Event {
  return { at, does: ({ fillsProfile }) => fillsProfile(who, student, answers) };
}

function paris(local: string): Date {
  return DateTime.fromFormat(local, 'yyyy-MM-dd HH:mm', { zone }).toJSDate();
}

function later(local: string, span: { weeks?: number; days?: number; hours?: number; minutes?: number }): string {
  return DateTime.fromFormat(local, 'yyyy-MM-dd HH:mm', { zone }).plus(span).toFormat('yyyy-MM-dd HH:mm');
}
