import type { WebClient } from '@slack/web-api';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/access.ts';
import { addDays } from '../../../src/core/time.ts';
import type { Database } from '../../../src/db/client.ts';
import { people, staffRequests, submissions } from '../../../src/db/schema.ts';
import { findActor, findPerson } from '../../../src/features/people/service.ts';
import { lookAfter } from '../../../src/looking-after.ts';
import { databases, freshDatabase } from '../../support/database.ts';
import { addMentor, addMentorship, addPerson, addStudent, silent, testWorld } from '../../support/world.ts';

/** What Slack told while the app was away, it does not tell again: once a day the app asks. */
describe.each(databases)('looking after, on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());
  const open = () => testWorld(database.db);
  const go = (world: ReturnType<typeof open>, slack: WebClient, signal = new AbortController().signal) =>
    lookAfter(world, slack, silent, signal);

  it('takes and gives the rights of workspace admins', async () => {
    const world = open();
    const demoted = await addMentor(world.db);
    await world.db.update(people).set({ isWorkspaceAdmin: true }).where(eq(people.id, demoted.id));
    const nobody = await addPerson(world.db);
    const slack = slackWith([
      { id: demoted.slackId, is_admin: false },
      { id: nobody.slackId, is_admin: true },
    ]);
    expect(await findActor(world, slack, nobody.slackId)).toBeNull();
    expect(await go(world, slack)).toBe(true);
    expect(await findActor(world, slack, demoted.slackId)).toMatchObject({ isStaff: false, isMentor: true });
    expect(await findActor(world, slack, nobody.slackId)).toMatchObject({ isStaff: true });
  });

  it('follows who left, once, though three do it at once; and their zone, on a later page', async () => {
    const world = open();
    const [marc, ana] = [await addMentor(world.db), await addStudent(world.db)];
    const pair = await addMentorship(world.db, marc, ana);
    const strangers = Array.from({ length: 3 }, (_, n) => ({ id: `U0STRANGER${n}` }));
    const slack = slackWith([{ id: marc.slackId, deleted: true }, ...strangers, known(ana, { tz: 'Asia/Tokyo' })]);
    expect(await Promise.all([go(world, slack), go(world, slack), go(world, slack)])).toEqual([true, true, true]);
    const asked = await world.db.select().from(staffRequests).where(eq(staffRequests.personId, marc.id));
    expect(asked).toMatchObject([{ kind: 'deactivated', mentorshipId: pair }]);
    expect(await findPerson(world.db, ana.id, 'en')).toMatchObject({ zone: 'Asia/Tokyo', name: ana.name });
    expect(await world.db.$count(people, eq(people.slackId, 'U0STRANGER0'))).toBe(0);
  });

  it('changes nothing when Slack is away or the app stops, and does it the next time', async () => {
    const world = open();
    const zoe = await addPerson(world.db);
    const slack = slackWith([{ id: zoe.slackId, is_admin: true }]);
    expect(await go(world, slackAway)).toBe(false);
    const stopping = new AbortController();
    stopping.abort();
    expect(await go(world, slack, stopping.signal)).toBe(false);
    expect(await findPerson(world.db, zoe.id, 'en')).toMatchObject({ isStaff: false });
    expect(await go(world, slack)).toBe(true);
    expect(await findPerson(world.db, zoe.id, 'en')).toMatchObject({ isStaff: true });
  });

  it('forgets submissions of more than a week ago, Slack away or not', async () => {
    const world = open();
    const daysAgo = (days: number) => ({ viewId: `book:V${days}`, carriedOutAt: addDays(world.clock.now(), -days) });
    await world.db.insert(submissions).values([daysAgo(6), daysAgo(8)]);
    await go(world, slackAway);
    expect((await world.db.select().from(submissions)).map(({ viewId }) => viewId)).toEqual(['book:V6']);
  });
});

type Member = { id: string; tz?: string; deleted?: boolean; is_admin?: boolean; profile?: { display_name: string } };

function known({ slackId, name }: Actor, changes: Partial<Member>): Member {
  return { id: slackId, profile: { display_name: name }, ...changes };
}

/** A Slack that lists these people, two a page. */
function slackWith(members: readonly Member[]): WebClient {
  const list = async ({ cursor = '0' }: { cursor?: string }) => {
    const next = Number(cursor) + 2;
    const more = next < members.length ? String(next) : '';
    return { members: members.slice(Number(cursor), next), response_metadata: { next_cursor: more } };
  };
  return { users: { list } } as unknown as WebClient;
}

const slackAway = {
  users: {
    list: async () => {
      throw new Error('Slack does not answer');
    },
  },
} as unknown as WebClient;
