import { eq } from 'drizzle-orm';
import { openStage, type Stage } from '../../sandbox/demo/stage.ts';
import type { Modal, Outcome, Person, Sandbox } from '../../sandbox/index.ts';
import type { Actor } from '../../src/core/access.ts';
import { MovableClock } from '../../src/core/clock.ts';
import type { MentorshipId } from '../../src/core/ids.ts';
import { ok } from '../../src/core/result.ts';
import { words } from '../../src/core/words/index.ts';
import type { Database } from '../../src/db/client.ts';
import { mentorships, people } from '../../src/db/schema.ts';
import { write } from '../../src/db/write.ts';
import { startMentorship } from '../../src/features/assignment/service.ts';
import { type DatabaseKind, databases, freshDatabase } from '../support/database.ts';
import { freePort } from '../support/postgres.ts';
import { addMentor, addPerson, addStaff, addStudent, tuesday } from '../support/world.ts';

export type Delivery = 'http' | 'socket';

/** Journeys run in both deliveries, and on both databases: `describe.each(lanes)('%s, %s', (delivery, database) => …)`. */
export const lanes: ReadonlyArray<readonly [Delivery, DatabaseKind]> = [
  ['http', databases[0]],
  ['socket', databases[1]],
];

type PersonInput = Parameters<Sandbox['person']>[0];

/** Somebody of the school: in Slack (`ana.command('/book')`) and in the database (`ana.actor`). */
export type Member = Person & { readonly actor: Actor };

/** A school at work: the product, a Slack beside it, and a clock that is moved. */
export interface School extends Stage {
  staff(given: PersonInput): Promise<Member>;
  mentor(given: PersonInput, facts?: Parameters<typeof addMentor>[1]): Promise<Member>;
  student(given: PersonInput, facts?: Parameters<typeof addStudent>[1]): Promise<Member>;
  /** In Slack, and nobody to us. */
  stranger(given: PersonInput): Person;
  /** Begins a mentorship as an import does, and lets the introduction go out. */
  pair(mentor: Member, student: Member, facts?: { metOn?: string }): Promise<MentorshipId>;
  /** The replies of a pair's thread as this person sees them, the introduction first. */
  thread(reader: Member, mentor: Member, student: Member): ReturnType<Person['dm']>;
  /** Ends it, and fails when Slack refused something that the story did not expect. */
  close(): Promise<void>;
}

export async function openSchool(options: {
  delivery?: Delivery;
  /** Which kind, or one that was opened already. */
  database?: DatabaseKind | Database;
  now?: string;
  env?: Record<string, string>;
  limits?: boolean;
  /** Somebody of staff; with them the team has its channel in Slack (`STAFF_CHANNEL`). */
  team?: PersonInput;
}): Promise<School> {
  const { delivery = 'http', database = 'postgresql', now = tuesday, team, ...more } = options;
  const stage = await openStage({
    ...more,
    clock: new MovableClock(now),
    database: typeof database === 'object' ? database : await freshDatabase(database),
    team: team === undefined ? [] : [team],
    ...(delivery === 'http' ? { port: await freePort() } : {}),
  });
  return school(stage);
}

function school(stage: Stage): School {
  const { slack, mentorat, clock } = stage;
  const { db } = mentorat.world;
  const join = async (
    given: PersonInput,
    add: (facts: { name: string; zone: string; slackLocale: string }) => Promise<Actor>,
  ): Promise<Member> => {
    const person = stage.team.find(({ name }) => name === given.name) ?? slack.person(given);
    const zone = given.tz ?? 'Europe/Paris';
    const added = await add({ name: person.name, zone, slackLocale: given.locale ?? 'en-US' });
    await db.update(people).set({ slackId: person.id, email: person.email }).where(eq(people.id, added.id));
    return Object.assign(person, { actor: { ...added, slackId: person.id } });
  };
  return {
    ...stage,
    staff: (given) => join(given, (facts) => addStaff(db, facts)),
    mentor: (given, more = {}) => join(given, (facts) => addMentor(db, { ...facts, ...more })),
    student: (given, more = {}) => join(given, (facts) => addStudent(db, { ...facts, ...more })),
    stranger: (given) => slack.person(given),
    async pair(mentor, student, facts = {}) {
      const made = await write(mentorat.world, async (tx, now) =>
        ok(
          await startMentorship(tx, now, {
            mentorId: mentor.actor.id,
            studentId: student.actor.id,
            metOn: facts.metOn ?? null,
          }),
        ),
      );
      if (!made.ok) throw new Error('The mentorship was refused');
      await stage.to(clock.now());
      return made.value;
    },
    thread(reader, mentor, student) {
      const others = [mentor, student].filter((each) => each.id !== reader.id);
      const conversation = reader.conversation(...others);
      const root = conversation.messages()[0];
      return root === undefined ? [] : [root, ...conversation.thread(root).filter((each) => each.ts !== root.ts)];
    },
    async close() {
      await stage.close();
      const refused = slack.unexpectedRefusals();
      if (refused.length > 0) throw new Error(`Slack refused: ${JSON.stringify(refused, null, 2)}`);
    },
  };
}

/** The mentorship of a student, to look at what is kept. */
export async function mentorshipOf(school: School, student: Member) {
  const [row] = await school.mentorat.world.db
    .select()
    .from(mentorships)
    .where(eq(mentorships.studentId, student.actor.id));
  return row ?? null;
}

export { addPerson };

/** The modal that an action opened, filled in: where its data took longer, a light one came first. */
export async function opened(action: Promise<Outcome>): Promise<Modal> {
  const modal = await (await action).modal();
  const light = Object.values(words).map((each) => each.common.loading);
  return await modal.until((shown) => !light.some((text) => shown.text().includes(text)));
}
