import type { Modal, Outcome, Person, PersonInput } from '../index.ts';
import type { Stage } from './stage.ts';

/** Tuesday, 09:00 in Paris; its clocks go back on Sunday, those of New York a week later. */
export const weekBegins = '2026-10-20T07:00:00Z';

/** The team; all else is found in Slack by the import. */
export const team: PersonInput = { name: 'Zoé Martin', email: 'zoe@school.example', locale: 'en-GB', admin: true };

const roster = [
  'role,email,first_name,last_name,path,project,level,capacity,projects,mentor,funding,place,since',
  'mentor,marc@school.example,Marc,Dubois,,,,12,Online shop,,,https://meet.example/marc,',
  'mentor,ines@school.example,Inès,Laurent,,,,8,Chess club,,,https://meet.example/ines,',
  'student,ana@school.example,Ana,Silva,Web developer,Online shop,1,,,marc@school.example,funded,,',
  'student,tom@school.example,Tom,Berg,Data analyst,Chess club,2,,,ines@school.example,self-funded,,2026-09-01',
].join('\n');

/** What Marc writes for mentors and the team alone. */
export const privateComment = 'Very motivated, but alone with two children: keep the tasks small.';

/** Who plays, each in Slack. Inès and Tom only live beside the others, and must see nothing of them. */
export interface Week {
  readonly stage: Stage;
  readonly zoe: Person;
  readonly marc: Person;
  readonly ines: Person;
  readonly ana: Person;
  readonly tom: Person;
  /** Tells whoever watches what one of them has in front of them. */
  shows(person: Person, what: string, text: string): void;
}

export interface Step {
  readonly name: string;
  readonly title: string;
  /** When it is played; what falls due until then happens on the way. */
  readonly at: string;
  play?(week: Week): Promise<void>;
}

export function gather(stage: Stage): Week {
  const [zoe] = stage.team;
  if (zoe === undefined) throw new Error('The week needs its team');
  const person = (name: string, handle: string, tz: string) =>
    stage.slack.person({ name, email: `${handle}@school.example`, tz, locale: 'en-GB' });
  return {
    stage,
    shows: () => {},
    zoe,
    marc: person('Marc Dubois', 'marc', 'Europe/Paris'),
    ines: person('Inès Laurent', 'ines', 'Asia/Tokyo'),
    ana: person('Ana Silva', 'ana', 'America/New_York'),
    tom: person('Tom Berg', 'tom', 'Europe/Berlin'),
  };
}

/** Moves the clock to a step and plays it; `look` is called whenever there may be something new to see. */
export async function playStep(step: Step, week: Week, look: () => void = () => {}): Promise<void> {
  await week.stage.to(step.at, look);
  await step.play?.(week);
  await week.stage.settle();
  look();
}

/** The story in its order. */
export const week = [
  {
    name: 'import',
    title: 'The team imports its people; mentors and students are introduced',
    at: weekBegins,
    async play({ zoe, shows }) {
      await zoe.opensHome();
      const modal = await opened(zoe.click('Import people', { in: 'home' }), 'file');
      modal.fill({ file: { name: 'people.csv', content: roster, mimetype: 'text/csv' } });
      await submit(modal);
      await modal.until('Created: 4');
      shows(zoe, 'imports people.csv', modal.text());
      await modal.close('all');
    },
  },
  {
    name: 'offer',
    title: 'Marc offers Ana three times',
    at: '2026-10-20T08:00:00Z',
    async play({ marc, ana, shows }) {
      const introduction = marc.conversation(ana);
      const modal = await opened(marc.click('Offer times', { in: introduction }), 'date_1');
      modal.fill({
        ...{ date_1: '2026-10-22', time_1: '18:00' },
        ...{ date_2: '2026-10-26', time_2: '19:00' },
        ...{ date_3: '2026-10-27', time_3: '19:00' },
      });
      await modal.until('Tuesday 27 October, 14:00');
      shows(marc, 'fills in a form', modal.text());
      await submit(modal);
    },
  },
  {
    name: 'reminder',
    title: 'Ana says nothing for a day: she is reminded, though not before her morning',
    at: '2026-10-21T12:00:00Z',
  },
  {
    name: 'booking',
    title: 'Ana picks a time with one click',
    at: '2026-10-21T12:30:00Z',
    async play({ ana }) {
      await ana.click('Mon 26 Oct, 14:00 · 19:00 Paris time');
    },
  },
  {
    name: 'clock change',
    title: 'Paris puts its clocks back: 19:00 stays 19:00, and Ana meets at 14:00',
    at: '2026-10-25T11:00:00Z',
  },
  {
    name: 'session',
    title: 'The day of the session; a quarter of an hour later Marc is asked how it went',
    at: '2026-10-26T18:45:00Z',
  },
  {
    name: 'complete',
    title: 'Marc completes it: note, tasks, a private comment, the next date',
    at: '2026-10-26T18:50:00Z',
    async play({ marc, shows }) {
      const modal = await opened(marc.command('/complete'), 'before');
      modal.fill({
        before: 'Five years in a bakery, evening classes in HTML.',
        reasons: 'Wants to build the tools she missed in the shop.',
        objectives: 'A job as a junior developer next summer.',
        level: 'Reads HTML and CSS well; new to JavaScript.',
        hours: 'About 20 hours a week, mostly in the evening.',
        remarks: 'Camera and sound were fine.',
        next: 'The first page of the shop.',
        private: privateComment,
        tasks: 'Read chapters 1 to 3 ~6h\nSketch the home page of the shop ~4h\nSet up the editor and Git ~6h',
        following: 'same-slot',
      });
      shows(marc, 'fills in /complete', modal.text());
      await submit(modal);
    },
  },
  {
    name: 'note',
    title: 'A note between two sessions',
    at: '2026-10-27T14:00:00Z',
    async play({ marc, shows }) {
      const modal = await opened(marc.command('/note', '@ana'), 'note');
      modal.fill({ note: 'The drawing that you sent me is a good start. Begin with the phone’s width.' });
      shows(marc, 'fills in /note', modal.text());
      await submit(modal);
    },
  },
  {
    name: 'homes',
    title: 'What each of them finds in the app’s home',
    at: '2026-10-27T14:05:00Z',
    async play({ stage, ana, marc, zoe, shows }) {
      for (const person of [ana, marc, zoe]) {
        await person.opensHome();
        await stage.settle();
        shows(person, 'opens the home', person.home);
      }
    },
  },
  {
    name: 'dossiers',
    title: 'What was said: as Ana reads it, and Marc, with the comment behind its button',
    at: '2026-10-27T14:10:00Z',
    async play({ ana, marc, shows }) {
      const own = await opened(ana.click('Notes and sessions', { in: 'home' }));
      shows(ana, 'opens “Notes and sessions”', own.text());
      const dossier = await opened(marc.click('Dossier', { in: 'home', beside: 'Ana Silva' }));
      shows(marc, 'opens Ana’s dossier', dossier.text());
      const comments = await (await dossier.click('Show private comments')).modal();
      shows(marc, 'asks for the private comments', comments.text());
    },
  },
] as const satisfies readonly Step[];

/** The modal that an action opened, once its data is there. */
async function opened(action: Promise<Outcome>, field?: string): Promise<Modal> {
  const modal = await (await action).modal();
  return await modal.until((shown) =>
    field === undefined ? !shown.text().includes('One moment') : shown.fields.includes(field),
  );
}

async function submit(modal: Modal): Promise<void> {
  const { kind, errors, failure } = await modal.submit();
  if (kind === 'errors' || kind === 'held' || kind === 'failed') {
    throw new Error(`“${modal.title}” was not taken: ${failure ?? JSON.stringify(errors)}`);
  }
}
