import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { parse } from 'yaml';
import { type Modal, type Outcome, type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { Actor } from '../../src/core/access.ts';
import { MovableClock } from '../../src/core/clock.ts';
import type { MentorshipId } from '../../src/core/ids.ts';
import { ok } from '../../src/core/result.ts';
import { words } from '../../src/core/words/index.ts';
import type { Database } from '../../src/db/client.ts';
import { mentorships, people } from '../../src/db/schema.ts';
import { write } from '../../src/db/write.ts';
import { startMentorship } from '../../src/features/assignment/service.ts';
import { type Mentorat, startMentorat } from '../../src/start.ts';
import { type DatabaseKind, databases, freshDatabase } from '../support/database.ts';
import { freePort } from '../support/postgres.ts';
import { addMentor, addPerson, addStaff, addStudent, silent, testSettings, tuesday } from '../support/world.ts';

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
export interface School {
  readonly slack: Sandbox;
  readonly mentorat: Mentorat;
  readonly clock: MovableClock;
  staff(given: PersonInput): Promise<Member>;
  mentor(given: PersonInput, facts?: Parameters<typeof addMentor>[1]): Promise<Member>;
  student(given: PersonInput, facts?: Parameters<typeof addStudent>[1]): Promise<Member>;
  /** In Slack, and nobody to us. */
  stranger(given: PersonInput): Person;
  /** Begins a mentorship as an import does, and lets the introduction go out. */
  pair(mentor: Member, student: Member, facts?: { metOn?: string }): Promise<MentorshipId>;
  /** Lets everything that was begun finish, and what may leave leave. */
  settle(): Promise<void>;
  /** Moves the clock there, stopping at everything that falls due on the way, as the minutely sweep would. */
  to(instant: string | Date): Promise<void>;
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
  const clock = new MovableClock(options.now ?? tuesday);
  const manifest = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const [slack, database, port] = await Promise.all([
    startSandbox({ clock, manifest, limits: options.limits ?? false }),
    typeof options.database === 'object' ? options.database : freshDatabase(options.database ?? 'postgresql'),
    freePort(),
  ]);
  const teammate = options.team === undefined ? null : slack.person(options.team);
  const channel = teammate === null ? null : slack.channel({ name: 'team', members: [teammate] });
  const settings = testSettings({
    ...(channel === null ? {} : { STAFF_CHANNEL: channel.id }),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
    ...(options.delivery === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : {}),
    ...options.env,
  });
  const mentorat = await startMentorat({ settings, clock, log: silent, database, schedule: false });
  if (options.delivery === 'socket') await slack.connected();
  else slack.connectHttp(`http://127.0.0.1:${port}/slack/events`);
  return school(slack, mentorat, clock, teammate);
}

function school(slack: Sandbox, mentorat: Mentorat, clock: MovableClock, teammate: Person | null): School {
  const { db } = mentorat.world;
  const join = async (
    given: PersonInput,
    add: (facts: { name: string; zone: string; slackLocale: string }) => Promise<Actor>,
  ): Promise<Member> => {
    const person = teammate?.name === given.name ? teammate : slack.person(given);
    const zone = given.tz ?? 'Europe/Paris';
    const added = await add({ name: person.name, zone, slackLocale: given.locale ?? 'en-US' });
    await db.update(people).set({ slackId: person.id, email: person.email }).where(eq(people.id, added.id));
    return Object.assign(person, { actor: { ...added, slackId: person.id } });
  };
  const settle = async () => {
    const traffic = () => slack.calls.length + slack.deliveries.length;
    for (let before = -1; before !== traffic(); ) {
      before = traffic();
      await mentorat.settle();
      await slack.quiet(0);
    }
  };
  const step = async () => {
    await slack.tick();
    await mentorat.sweep();
    await settle();
  };
  return {
    slack,
    mentorat,
    clock,
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
      await step();
      return made.value;
    },
    settle,
    async to(instant) {
      const target = new Date(instant);
      for (;;) {
        const next = await mentorat.nextDue();
        if (next === null || next > target) break;
        const now = clock.now();
        // What is due already and stays so (a send that Slack limits) must not hold the clock.
        clock.to(next > now ? next : new Date(Math.min(target.getTime(), now.getTime() + 60_000)));
        await step();
        if (clock.now() >= target) break;
      }
      clock.to(target);
      await step();
    },
    thread(reader, mentor, student) {
      const others = [mentor, student].filter((each) => each.id !== reader.id);
      const conversation = reader.conversation(...others);
      const root = conversation.messages()[0];
      return root === undefined ? [] : [root, ...conversation.thread(root).filter((each) => each.ts !== root.ts)];
    },
    async close() {
      await mentorat.stop();
      await mentorat.database.close();
      await slack.stop();
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
