import { formatLocal } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import type { Context } from '../../db/write.ts';
import { mentorHome, studentHome } from './service.ts';

/** What `/mentoring` answers to a word, as lines of text; the home has the same with buttons. */
export async function answerTo(context: Context, text: string): Promise<string> {
  const word = text.toLowerCase();
  switch (word) {
    case '':
    case 'help':
      return help(context).join('\n');
    case 'students':
      return (await studentLines(context)).join('\n');
    case 'sessions':
      return (await sessionLines(context)).join('\n');
    case 'tasks':
      return (await taskLines(context)).join('\n');
    case 'mentor':
      return await mentorLine(context);
    default:
      return wordsFor(context.actor.locale).home.unknown(text);
  }
}

function help({ actor, settings }: Context): string[] {
  const { help: words } = wordsFor(actor.locale).home;
  const { advisors, mentorTeam, studentTeam } = settings.contacts;
  return [
    words.title,
    ...(actor.isMentor || actor.isStaff ? words.mentor : []),
    ...(actor.isStudent ? words.student : []),
    ...(actor.isStaff ? words.staff : []),
    words.home,
    // H8
    ...(advisors === undefined ? [] : [words.contacts.advisors(advisors)]),
    ...(mentorTeam === undefined ? [] : [words.contacts.mentorTeam(mentorTeam)]),
    ...(studentTeam === undefined ? [] : [words.contacts.studentTeam(studentTeam)]),
  ];
}

async function studentLines(context: Context): Promise<string[]> {
  const words = wordsFor(context.actor.locale);
  const { students } = await mentorHome(context);
  if (students.length === 0) return [words.home.noStudents];
  return students.map(({ name, next, missing }) => {
    const fields = missing.map((field) => words.students.fields[field]).join(', ');
    const when = next === null ? null : local(context, next);
    return words.home.lines.student(name, when, fields === '' ? null : fields);
  });
}

async function sessionLines(context: Context): Promise<string[]> {
  const { actor } = context;
  const { lines, noSessions } = wordsFor(actor.locale).home;
  const own = actor.isStudent ? (await studentHome(context)).upcoming : [];
  const given = actor.isMentor ? (await mentorHome(context)).upcoming : [];
  const said = [
    ...own.map(({ mentorName, startsAt }) => lines.session(mentorName, local(context, startsAt))),
    ...given.map(({ studentName, startsAt }) => lines.session(studentName, local(context, startsAt))),
  ];
  return said.length === 0 ? [noSessions] : said;
}

async function taskLines(context: Context): Promise<string[]> {
  const { lines, noTasks } = wordsFor(context.actor.locale).home;
  const { tasks } = await studentHome(context);
  return tasks.length === 0 ? [noTasks] : tasks.map(({ text }) => lines.task(text));
}

async function mentorLine(context: Context): Promise<string> {
  const { lines, noMentor } = wordsFor(context.actor.locale).home;
  const { mentorship } = await studentHome(context);
  return mentorship === null ? noMentor : lines.mentor(mentorship.mentorName);
}

function local({ actor }: Context, instant: Date): string {
  return formatLocal(instant, actor.zone, actor.locale, 'full');
}
