import type { OutboxId } from '../../core/ids.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { addDays } from '../../core/time.ts';
import { wordsFor } from '../../core/words/index.ts';
import { type Context, record, write } from '../../db/write.ts';
import { countDeadLetters, deadLetters, tryAgain } from '../../outbox/enqueue.ts';
import { mentorshipOfStudent, mentorshipsOfMentor } from '../assignment/service.ts';
import { awaitedOffer } from '../contact/service.ts';
import { tasksOf } from '../notes/service.ts';
import { linesOfMentor, mentorLine, openRequests, requestBlocks } from '../reminders/service.ts';
import { upcomingOf } from '../sessions/service.ts';
import { editableFields, missingFields, profileOf, profilesOf } from '../students/service.ts';
import { findLoadOf, findLoads } from './store.ts';
import type { Home, MentorHome, StaffHome, StudentHome } from './views.ts';

const upcomingShown = 5;
/** All of a mentor's booked sessions, to find each student's next one. */
const upcomingRead = 500;
/** How long a ticked task stands in the home, where the tick can be undone. */
const daysToUndo = 7;

/** What somebody's home holds, by what they are; a person with several roles sees each part. */
export async function homeOf(context: Context): Promise<Home> {
  const { actor } = context;
  const [mentor, student, staff] = await Promise.all([
    actor.isMentor ? mentorHome(context) : null,
    actor.isStudent ? studentHome(context) : null,
    actor.isStaff ? staffHome(context) : null,
  ]);
  return { mentor, student, staff };
}

export async function mentorHome(context: Context): Promise<MentorHome> {
  const { db, actor, clock } = context;
  const now = clock.now();
  const [lines, mentorships, upcoming, load] = await Promise.all([
    linesOfMentor(context, actor.id, now),
    mentorshipsOfMentor(db, actor.id),
    upcomingOf(db, { mentorId: actor.id }, now, upcomingRead),
    findLoadOf(db, actor.id),
  ]);
  const profiles = await profilesOf(
    db,
    mentorships.map(({ studentId }) => studentId),
  );
  const missing = new Map(profiles.map((profile) => [profile.studentId, missingFields(profile)]));
  return {
    needs: lines.map((line) => mentorLine(readerOf(context), line)),
    upcoming: upcoming.slice(0, upcomingShown),
    students: mentorships.map(({ id, studentId, studentName: name }) => ({
      studentId,
      name,
      next: upcoming.find(({ mentorshipId }) => mentorshipId === id)?.startsAt ?? null,
      missing: missing.get(studentId) ?? [],
    })),
    load,
  };
}

export async function studentHome(context: Context): Promise<StudentHome> {
  const { db, actor, clock } = context;
  const now = clock.now();
  const [mentorship, upcoming, tasks, profile] = await Promise.all([
    mentorshipOfStudent(db, actor.id),
    upcomingOf(db, { studentId: actor.id }, now, upcomingShown),
    tasksOf(db, actor.id, 100),
    profileOf(db, actor.id),
  ]);
  const offer = mentorship === null ? null : await awaitedOffer(context, mentorship.id, now);
  const own = editableFields({ kind: 'self' });
  return {
    mentorship,
    offer,
    upcoming,
    tasks: tasks.filter(({ doneAt }) => doneAt === null),
    tasksDone: tasks
      .filter(({ doneAt }) => doneAt !== null && doneAt > addDays(now, -daysToUndo))
      .toSorted((a, b) => Number(b.doneAt) - Number(a.doneAt)),
    missing: profile === null ? [] : missingFields(profile).filter((field) => own.includes(field)),
  };
}

/** Staff has a message that could not be delivered tried again. */
export async function retryMessage(context: Context, id: OutboxId): Promise<Result<null>> {
  const { actor } = context;
  if (!actor.isStaff) return refuse('not-staff', (words) => words.home.staffOnly);
  return await write(context, async (tx, now) => {
    if (!(await tryAgain(tx, id, now))) return refuse('not-dead', (words) => words.home.notDead);
    await record(tx, { at: now, actor, action: 'retry-message', subject: `outbox:${id}` });
    return ok(null);
  });
}

async function staffHome(context: Context): Promise<StaffHome> {
  const [requests, dead, deadCount, loads] = await Promise.all([
    openRequests(context, context.clock.now()),
    deadLetters(context.db),
    countDeadLetters(context.db),
    findLoads(context.db),
  ]);
  const reader = readerOf(context);
  const blocks = requests.map((each) => requestBlocks(reader, { ...each, isOpen: true }));
  return { requests: blocks, dead, deadCount, loads };
}

function readerOf({ actor, settings }: Context) {
  return { locale: actor.locale, words: wordsFor(actor.locale), zone: actor.zone, schoolZone: settings.zone };
}
