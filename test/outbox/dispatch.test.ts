import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { Actor } from '../../src/core/access.ts';
import type { MovableClock } from '../../src/core/clock.ts';
import type { Database } from '../../src/db/client.ts';
import { outbox, people } from '../../src/db/schema.ts';
import type { World } from '../../src/db/write.ts';
import { Dispatcher } from '../../src/outbox/dispatch.ts';
import { deadLetters, dm, enqueue, entry, refresh } from '../../src/outbox/enqueue.ts';
import { kinds } from '../../src/outbox/kinds.ts';
import { drop, finalMessage, message, type Renderers, waitUntil } from '../../src/outbox/render.ts';
import { clientForSends } from '../../src/slack/app.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { addPerson, silent, testSettings, testWorld } from '../support/world.ts';

/**
 * Says the payload's step, so that the tests can tell messages apart. Step 99 has lost its reason, 50 has too many blocks, 70 waits
 * for the morning, and 60 says once edited that all is settled.
 */
const saysItsStep = Object.fromEntries(
  Object.keys(kinds).map((kind) => [
    kind,
    async ({ isEdit, now }: { isEdit: boolean; now: Date }, payload: { step: number }) => {
      if (payload.step === 99) return drop('reason-gone');
      if (payload.step === 70 && now < morning) return waitUntil(morning);
      const says = payload.step === 60 && isEdit ? finalMessage : message;
      return says({
        text: `${isEdit ? 'Edited' : 'Message'} ${payload.step}`,
        blocks: payload.step === 50 ? Array.from({ length: 51 }, () => ({ type: 'divider' as const })) : [],
      });
    },
  ]),
) as unknown as Renderers;

const morning = new Date('2026-10-07T06:00:00Z');

describe.each(databases)('the outbox on %s', (kind) => {
  let database: Database;
  let world: World & { clock: MovableClock };
  let slack: Sandbox;
  let ana: Person;
  let anaHere: Actor;
  const dispatchers: Dispatcher[] = [];

  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.db.delete(outbox);
    world = testWorld(database.db);
    slack = await startSandbox({
      clock: world.clock,
      manifest: {
        display_information: { name: 'Mentorat' },
        oauth_config: { scopes: { bot: ['chat:write', 'im:write', 'im:history', 'mpim:write', 'mpim:history'] } },
      },
    });
    [ana, anaHere] = await both('Ana Silva');
  });
  afterEach(async () => {
    await Promise.all(dispatchers.splice(0).map((each) => each.stop()));
    await slack.stop();
  });

  const both = async (name: string): Promise<[Person, Actor]> => {
    const person = slack.person({ name });
    const added = await addPerson(database.db, { name });
    // A person of an earlier test may have had this Slack id.
    await database.db.update(people).set({ slackId: sql`'gone-' || id` }).where(eq(people.slackId, person.id));
    await database.db.update(people).set({ slackId: person.id }).where(eq(people.id, added.id));
    return [person, added];
  };
  const dispatcher = () => {
    const settings = testSettings({ SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl });
    const made = new Dispatcher(world, clientForSends(settings, silent), saysItsStep, silent);
    dispatchers.push(made);
    return made;
  };
  const put = async (steps: number[], to = anaHere, dueAt = world.clock.now()) =>
    await enqueue(
      database.db,
      world.clock.now(),
      steps.map((step) =>
        entry({
          kind: 'profile-missing',
          payload: { personId: to.id, step },
          conversation: dm(to.id),
          dedupeKey: `test:${to.id}:${step}`,
          dueAt,
          subject: `person:${to.id}`,
        }),
      ),
    );
  const read = (person = ana) => person.dm().map((each) => each.text);
  const rows = () => database.db.select().from(outbox).orderBy(outbox.id);
  const hoursPass = async (hours: number, sending: Dispatcher) => {
    for (let hour = 0; hour < hours; hour += 1) {
      world.clock.forward(3_600_000);
      await sending.drain();
    }
  };

  it('says a fact once, however often it is put in', async () => {
    await put([1, 2]);
    await put([1, 2]);
    await dispatcher().drain();
    expect(read()).toEqual(['Message 1', 'Message 2']);
  });

  it('keeps the order within a conversation while the first one fails, and lets others go on', async () => {
    const [tom, tomHere] = await both('Tom Berg');
    slack.fault({ method: 'chat.postMessage', kind: 'error-500', times: 1 });
    await put([1, 2, 3]);
    const sending = dispatcher();
    await sending.drain();
    expect(read()).toEqual([]);
    await put([7], tomHere);
    await sending.drain();
    expect(read(tom)).toEqual(['Message 7']);
    world.clock.forward(60_000);
    await sending.drain();
    expect(read()).toEqual(['Message 1', 'Message 2', 'Message 3']);
  });

  it.each(['lost-answer', 'reset', 'error-500'] as const)(
    'after %s looks in Slack first and posts exactly once',
    async (fault) => {
      slack.fault({ method: 'chat.postMessage', kind: fault, times: 1 });
      await put([1]);
      const sending = dispatcher();
      await sending.drain();
      world.clock.forward(60_000);
      await sending.drain();
      expect(read()).toEqual(['Message 1']);
      expect((await rows()).map((row) => [row.state, row.ts])).toEqual([['sent', ana.dm()[0]?.ts]]);
    },
  );

  it('waits as long as Slack asks, on the moved clock', async () => {
    slack.fault({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: 120, times: 1 });
    await put([1]);
    const sending = dispatcher();
    await sending.drain();
    world.clock.forward(119_000);
    await sending.drain();
    expect(read()).toEqual([]);
    world.clock.forward(2_000);
    await sending.drain();
    expect(read()).toEqual(['Message 1']);
  });

  it('keeps to the longer of two pauses that Slack asks for at a time', async () => {
    const [tom, tomHere] = await both('Tom Berg');
    slack.fault({ method: 'conversations.open', kind: 'rate-limited', retryAfter: 300, times: 1 });
    slack.fault({ method: 'conversations.open', kind: 'rate-limited', retryAfter: 1, times: 1 });
    await put([1]);
    await put([7], tomHere);
    const sending = dispatcher();
    await sending.drain();
    world.clock.forward(299_000);
    await sending.drain();
    expect([...read(), ...read(tom)]).toEqual([]);
    world.clock.forward(2_000);
    await sending.drain();
    expect([...read(), ...read(tom)]).toEqual(['Message 1', 'Message 7']);
  });

  it('begins nothing more once it is told to stop, and leaves the rest to others as it was', async () => {
    for (const name of Array.from({ length: 12 }, (_, index) => `Person ${index}`))
      await put([1], (await both(name))[1]);
    const sending = dispatcher();
    const begun = slack.fault({ kind: 'slow', milliseconds: 50 });
    const draining = sending.drain();
    await expect.poll(() => slack.calls.length).toBeGreaterThan(0);
    await sending.stop();
    await draining;
    begun.lift();
    const left = (await rows()).filter((row) => row.state === 'pending');
    expect(left.length).toBeGreaterThan(0);
    expect(left.map((row) => [row.attempts, row.uncertain, row.claimedUntil])).toEqual(
      left.map(() => [0, false, null]),
    );
    await dispatcher().drain();
    expect((await rows()).map((row) => row.state)).toEqual(Array.from({ length: 12 }, () => 'sent'));
  });

  it('takes over from a process that died after its message was posted, within two minutes, without saying it again', async () => {
    await put([1]);
    const first = dispatcher();
    await first.drain();
    const died = {
      state: 'pending' as const,
      channel: null,
      ts: null,
      claimedUntil: new Date(world.clock.wall().getTime() - 1),
    };
    await database.db.update(outbox).set(died);
    await dispatcher().drain();
    expect(read()).toEqual(['Message 1']);
    expect((await rows())[0]?.state).toBe('sent');
  });

  it('leaves a row alone that a living process holds', async () => {
    await put([1]);
    await database.db.update(outbox).set({ claimedUntil: new Date(world.clock.wall().getTime() + 60_000) });
    await dispatcher().drain();
    expect(read()).toEqual([]);
  });

  it('sends each message once with three dispatchers at work', async () => {
    const everyone = [
      [ana, anaHere] as const,
      ...(await Promise.all([both('Tom Berg'), both('Ida Noor'), both('Lea Mart')])),
    ];
    for (const [, actor] of everyone) await put([1, 2, 3, 4, 5], actor);
    const three = [dispatcher(), dispatcher(), dispatcher()];
    for (let pass = 0; pass < 5; pass += 1) await Promise.all(three.map((each) => each.drain()));
    for (const [person] of everyone) {
      expect(read(person)).toEqual(['Message 1', 'Message 2', 'Message 3', 'Message 4', 'Message 5']);
    }
  });

  it('drops what lost its reason, with a row that says so', async () => {
    await put([99]);
    await dispatcher().drain();
    expect(read()).toEqual([]);
    expect((await rows()).map((row) => [row.state, row.why])).toEqual([['dropped', 'reason-gone']]);
  });

  it('sends nothing to a person who was deactivated', async () => {
    await slack.deactivate(ana);
    await put([1]);
    await dispatcher().drain();
    expect((await rows()).map((row) => [row.state, row.why])).toEqual([['dropped', 'user_disabled']]);
    slack.expectRefusal({ error: 'user_disabled' });
  });

  it('lays aside what Slack will never take, where staff can see it, and goes on', async () => {
    await put([50, 51]);
    await dispatcher().drain();
    expect(read()).toEqual(['Message 51']);
    expect((await deadLetters(database.db)).map((row) => row.why)).toEqual(['invalid_blocks']);
  });

  it('gives nothing up while Slack is away, were it for days, and says it all once it is back', async () => {
    const away = slack.fault({ kind: 'away' });
    await put([1, 2]);
    const sending = dispatcher();
    await hoursPass(72, sending);
    expect((await rows()).map((row) => row.state)).toEqual(['pending', 'pending']);
    away.lift();
    await hoursPass(2, sending);
    expect(read()).toEqual(['Message 1', 'Message 2']);
  });

  it('gives nothing up for one failure more once Slack is back after days', async () => {
    const [tom, tomHere] = await both('Tom Berg');
    const away = slack.fault({ kind: 'away' });
    await put([1]);
    await put([7], tomHere);
    const sending = dispatcher();
    await hoursPass(72, sending);
    away.lift();
    slack.fault({ method: 'conversations.open', kind: 'error-500', times: 1 });
    await hoursPass(1, sending);
    expect([...read(), ...read(tom)]).toHaveLength(1);
    await hoursPass(1, sending);
    expect([...read(), ...read(tom)].sort()).toEqual(['Message 1', 'Message 7']);
  });

  it('lays aside after a day what alone cannot be sent, and sends what waited behind it', async () => {
    const [tom, tomHere] = await both('Tom Berg');
    const sending = dispatcher();
    await put([7], tomHere);
    await sending.drain();
    const failing = slack.fault({ method: 'conversations.open', kind: 'error-500' });
    await put([1, 2]);
    await hoursPass(34, sending);
    expect((await rows()).map((row) => row.state)).toEqual(['sent', 'pending', 'pending']);
    for (const step of [8, 9, 10]) {
      await put([step], tomHere);
      await hoursPass(1, sending);
    }
    expect(read(tom)).toHaveLength(4);
    expect((await deadLetters(database.db)).map((row) => row.why)).toEqual(['http_500']);
    failing.lift();
    await hoursPass(1, sending);
    expect(read()).toEqual(['Message 2']);
  });

  it('sends nothing before it is due', async () => {
    await put([1], anaHere, new Date(world.clock.now().getTime() + 3_600_000));
    const sending = dispatcher();
    await sending.drain();
    expect(read()).toEqual([]);
    expect(await sending.nextDue()).toEqual(new Date(world.clock.now().getTime() + 3_600_000));
    world.clock.forward(3_600_000);
    await sending.drain();
    expect(read()).toEqual(['Message 1']);
  });

  it('edits what it sent when the subject changes, once a change', async () => {
    await put([1]);
    const sending = dispatcher();
    await sending.drain();
    for (const change of ['rev1', 'rev1'])
      await refresh(database.db, world.clock.now(), `person:${anaHere.id}`, change);
    await sending.drain();
    expect(read()).toEqual(['Edited 1']);
    expect(slack.calls.filter((call) => call.method === 'chat.update')).toHaveLength(1);
  });

  it('edits no more what says that all is settled', async () => {
    await put([60]);
    const sending = dispatcher();
    await sending.drain();
    for (const change of ['rev1', 'rev2']) {
      await refresh(database.db, world.clock.now(), `person:${anaHere.id}`, change);
      await sending.drain();
    }
    expect(slack.calls.filter((call) => call.method === 'chat.update')).toHaveLength(1);
  });

  it('edits also what was posted but whose answer was lost, when it changed in between', async () => {
    slack.fault({ method: 'chat.postMessage', kind: 'lost-answer', times: 1 });
    await put([1]);
    const sending = dispatcher();
    await sending.drain();
    await refresh(database.db, world.clock.now(), `person:${anaHere.id}`, 'rev1');
    world.clock.forward(60_000);
    await sending.drain();
    expect(read()).toEqual(['Edited 1']);
  });

  it.runIf(kind === 'postgresql')(
    'sends nothing that a change under way is about before that is committed',
    async () => {
      await put([1]);
      const sending = dispatcher();
      await database.db.transaction(async (tx) => {
        await refresh(tx, world.clock.now(), `person:${anaHere.id}`, 'rev1');
        await sending.drain();
        expect(read()).toEqual([]);
      });
      await sending.drain();
      expect(read()).toEqual(['Message 1']);
      expect(await rows()).toHaveLength(1);
    },
  );

  it('keeps what would leave in quiet hours until the morning, and holds up nothing else of that person', async () => {
    await put([70]);
    const sending = dispatcher();
    await sending.drain();
    await put([1]);
    await sending.drain();
    expect(read()).toEqual(['Message 1']);
    expect(await sending.nextDue()).toEqual(morning);
    world.clock.to(morning);
    await sending.drain();
    expect(read()).toEqual(['Message 1', 'Message 70']);
  });

  it('loses nothing while the app’s own token does not work', async () => {
    await put([1]);
    const stranger = new Dispatcher(
      world,
      clientForSends(testSettings({ SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_API_URL: slack.apiUrl }), silent),
      saysItsStep,
      silent,
    );
    slack.expectRefusal({ error: 'invalid_auth' });
    await stranger.drain();
    await stranger.stop();
    expect((await rows()).map((row) => [row.state, row.attempts])).toEqual([['pending', 0]]);
    world.clock.forward(301_000);
    await dispatcher().drain();
    expect(read()).toEqual(['Message 1']);
  });
});
