import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MentorshipId } from '../../src/core/ids.ts';
import { mentorships, outbox, staffRequests } from '../../src/db/schema.ts';
import { turnOf } from '../../src/features/contact/service.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

describe.each(lanes)('What people write (%s, %s)', (delivery, database) => {
  /** For stories in which delivery and database have no part. */
  const onOneLane = test.runIf(delivery === 'http');
  let school: School;
  let marc: Member;
  let ana: Member;
  let pair: MentorshipId;
  afterEach(() => school.close());

  beforeEach(async () => {
    const env = { STUDENT_TEAM_CONTACT: 'students@school.example', ADVISORS_CONTACT: 'advisors@school.example' };
    school = await openSchool({ delivery, database, now: '2026-10-06T08:00:00Z', env });
    marc = await school.mentor({ name: 'Marc' });
    ana = await school.student({ name: 'Ana' });
    pair = await school.pair(marc, ana);
  });

  async function later(minutes: number) {
    school.clock.forward(minutes * 60_000);
    await school.settle();
  }

  async function turn() {
    const now = (await turnOf(school.mentorat.world, [pair], school.clock.now())).get(pair);
    return [now?.kind, now?.reason, now?.since.toISOString().slice(11, 16)];
  }

  async function marcOffersTimes() {
    const form = await opened(marc.click('Offer times'));
    form.fill({ date_1: '2026-10-20', time_1: '10:00' });
    expect((await form.submit()).closed).toBe(true);
    await school.settle();
  }

  test('in the conversation of the two it counts that somebody wrote, threaded or not, and never what', async () => {
    const together = ana.conversation(marc);
    const [root] = together.messages();
    if (root === undefined) throw new Error('no introduction');
    await marcOffersTimes();
    expect(await turn()).toEqual(['student', 'reply-missing', '08:00']);
    await later(60);
    await ana.says('When do we meet? I am a secret', { to: together, thread: root });
    await school.settle();
    expect(await turn()).toEqual(['mentor', 'answer-missing', '09:00']);
    await later(30);
    const again = await ana.says('Hello?', { to: together });
    await school.settle();
    expect(await turn()).toEqual(['mentor', 'answer-missing', '09:00']);
    await later(30);
    await marc.says('Tomorrow, I think', { to: marc.conversation(ana) });
    await school.settle();
    expect(await turn()).toEqual(['student', 'reply-missing', '10:00']);
    await later(30);
    await ana.edits(again, 'Hello!');
    await school.slack.again();
    await school.settle();
    expect(await turn()).toEqual(['student', 'reply-missing', '10:00']);
    const kept = JSON.stringify(await school.mentorat.world.db.select().from(mentorships));
    expect(kept + JSON.stringify(await school.mentorat.world.db.select().from(outbox))).not.toContain('secret');
  });

  onOneLane('a stranger to the pair, and the app itself, change nothing', async () => {
    const before = await turn();
    const bea = await school.student({ name: 'Bea' });
    await school.pair(marc, bea);
    await bea.says('Hello Marc', { to: bea.conversation(marc) });
    await later(10);
    expect(await turn()).toEqual(before);
  });

  onOneLane('a call for help puts off nobody: Marc is reminded as before, and the team stays asked', async () => {
    await school.to('2026-10-12T16:00:00Z');
    await ana.says('Anybody there?', { to: ana.conversation(marc) });
    await school.settle();
    expect(marc.sees()).not.toContain('This is settled');
    await school.to('2026-10-13T07:00:00Z');
    await ana.says('Hello?', { to: ana.conversation(marc) });
    await school.to('2026-10-13T08:00:00Z');
    const asked = await school.mentorat.world.db.select().from(staffRequests);
    expect(asked).toMatchObject([{ kind: 'silent-mentor', mentorshipId: pair, settledAt: null }]);
    expect(marc.sees()).not.toContain('settled');
  });

  onOneLane('two who have not met: refused times and a word in return leave a first session to agree', async () => {
    await marcOffersTimes();
    await ana.click('None of these fits');
    await school.to('2026-10-08T09:00:00Z');
    await marc.says('I will look for others', { to: marc.conversation(ana) });
    await school.to('2026-10-09T09:00:00Z');
    const reminded = marc.dm().at(-1)?.text;
    expect(reminded).toContain('@Ana has been your student since Tuesday, October 6');
    expect(reminded).toContain('no first session is agreed yet');
  });

  onOneLane('later is over at once for a student who is stuck', async () => {
    await school.to('2026-10-07T08:00:00Z');
    await marc.click('Later');
    await school.to('2026-10-08T09:00:00Z');
    expect(await turn()).toEqual(['nobody', 'later', '08:00']);
    await ana.says('I’m stuck', { to: ana.conversation(marc) });
    await school.settle();
    expect(await turn()).toEqual(['mentor', 'answer-missing', '09:00']);
    await school.to('2026-10-09T09:00:00Z');
    expect(marc.sees()).toContain('Ana waits for your answer');
  });

  test('a message to the app reaches nobody, until the student sends it on', async () => {
    await marcOffersTimes();
    await later(60);
    const said = await ana.says('*Tuesday* suits me <!channel> & you?');
    await school.settle();
    const answer = ana.dm().at(-1);
    expect(answer?.text).toContain('Marc can’t read it here');
    expect(answer?.buttons).toEqual(['Send it to my mentor', 'Propose times', 'Ask the team']);
    expect(await turn()).toEqual(['student', 'reply-missing', '08:00']);
    expect(marc.sees()).not.toContain('suits me');

    await later(5);
    await ana.click('Send it to my mentor');
    await ana.click('Send it to my mentor');
    await school.settle();
    const replies = school.thread(marc, marc, ana);
    expect(replies).toHaveLength(3);
    expect(replies[2]?.text).toContain('Ana wrote to you:');
    expect(replies[2]?.text).toContain('*Tuesday* suits me');
    expect(replies[2]?.mentions).toEqual(['Marc']);
    expect(await turn()).toEqual(['mentor', 'answer-missing', '09:05']);
    const rows = await school.mentorat.world.db.select().from(outbox).where(eq(outbox.kind, 'forwarded-message'));
    expect(JSON.stringify(rows)).not.toContain('Tuesday');
    expect(said.text).toContain('Tuesday');
  });

  onOneLane('what was sent on arrives where it was sent, although Ana has another mentor by then', async () => {
    await ana.says('Tuesday suits me');
    await school.settle();
    school.slack.fault({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: 120, times: 1 });
    await ana.click('Send it to my mentor');
    await school.settle();
    await school.pair(await school.mentor({ name: 'Noa' }), ana);
    await later(3);
    expect(school.thread(ana, marc, ana).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Tuesday suits me'),
    );
  });

  onOneLane('what one mentor has read can be sent to the next one as well', async () => {
    await ana.says('I am new to SQL');
    await school.settle();
    await ana.click('Send it to my mentor');
    await school.settle();
    const noa = await school.mentor({ name: 'Noa' });
    await school.pair(noa, ana);
    await ana.click('Send it to my mentor');
    await school.settle();
    expect(ana.sees()).toContain('It is on its way to your conversation with Noa.');
    expect(school.thread(noa, noa, ana).at(-1)?.text).toContain('I am new to SQL');
  });

  onOneLane('a long message is sent on to its last word; of one that no message holds it is said', async () => {
    for (const [words, isAll] of [
      [1_300, true],
      [2_000, false],
    ] as const) {
      await ana.says(`${'rambling '.repeat(words)}The end`);
      await school.settle();
      const answer = ana.dm().at(-1);
      if (answer === undefined) throw new Error('no answer');
      await ana.click('Send it to my mentor', { in: answer });
      await school.settle();
      const read = school.thread(marc, marc, ana).at(-1)?.text ?? '';
      expect(read.match(/rambling/g)?.length).toBeGreaterThanOrEqual(1_300);
      expect(read.includes('The end')).toBe(isAll);
      expect(read.includes('It goes on: ask Ana for the rest.')).toBe(!isAll);
    }
  });

  onOneLane(
    'a reply in a thread of the app is sent on as well; of a file it is said that only people can hand it on',
    async () => {
      await ana.says('Hello');
      await school.settle();
      const thread = ana.dm().at(-1);
      if (thread === undefined) throw new Error('no answer');
      await ana.says('Tuesday suits me', { thread });
      await school.settle();
      const [answer] = ana.dm().slice(-1);
      await ana.click('Send it to my mentor', answer === undefined ? {} : { in: answer });
      await school.settle();
      expect(school.thread(marc, marc, ana).at(-1)?.text).toContain('Tuesday suits me');

      const files = [{ name: 'exercise.pdf', content: Buffer.from('%PDF-1.4') }];
      await ana.says('', { files });
      await school.settle();
      expect(ana.dm().at(-1)?.text).toContain('A file can’t be sent on from here');
      expect(ana.dm().at(-1)?.buttons).toEqual(['Ask the team']);
      await ana.says('My exercise', { files });
      await school.settle();
      await ana.click('Send it to my mentor', { in: ana.dm().at(-1) ?? thread });
      await school.settle();
      expect(school.thread(marc, marc, ana).at(-1)?.text).toContain('My exercise');
      expect(school.thread(marc, marc, ana).at(-1)?.text).toContain('There was a file with it');
    },
  );

  onOneLane('nobody sends on what another wrote, however the button was forged', async () => {
    const bea = await school.student({ name: 'Bea' });
    await school.pair(marc, bea);
    const secret = await bea.says('Between me and the app');
    await ana.says('Mine');
    await school.settle();
    const place = ana.dm().at(-1);
    if (place === undefined) throw new Error('no answer');
    for (const value of [`${secret.channel}:${secret.ts}`, `${place.channel}:${place.ts}`]) {
      await school.slack.forge.action(ana, { action_id: 'forward_message', type: 'button', value }, place);
    }
    await school.settle();
    expect(school.thread(ana, marc, ana)).toHaveLength(1);
    expect(ana.sees()).not.toContain('Between me and the app');
  });

  onOneLane('the team is asked once, and the student reads whom to ask what', async () => {
    await ana.says('My invoice is wrong');
    await school.settle();
    await ana.click('Ask the team');
    await ana.click('Ask the team');
    await school.settle();
    expect(ana.sees()).toContain('About money or administration: students@school.example');
    expect(ana.sees()).toContain('About a student: advisors@school.example');
    const asked = await school.mentorat.world.db.select().from(staffRequests);
    expect(asked).toMatchObject([{ kind: 'question', personId: ana.actor.id, mentorshipId: pair, settledAt: null }]);
    expect(JSON.stringify(asked)).not.toContain('invoice');
  });

  test('mentors and strangers get one friendly line a day', async () => {
    const eve = school.stranger({ name: 'Eve' });
    for (const writer of [marc, eve]) {
      await writer.says('Hello app');
      await school.settle();
      await writer.says('Anybody there?');
      await school.settle();
    }
    expect(marc.dm().filter(({ from }) => from !== 'Marc')).toHaveLength(1);
    expect(marc.dm().at(1)?.text).toContain('Nobody reads along here');
    expect(eve.dm().filter(({ from }) => from !== 'Eve')).toHaveLength(1);
    expect(eve.dm().at(1)?.text).toContain('Mentoring here is for mentors and their students');
    await later(25 * 60);
    await eve.says('Still me');
    await marc.says('Me too');
    await school.settle();
    expect(marc.dm().filter(({ from }) => from !== 'Marc')).toHaveLength(2);
    expect(eve.dm().filter(({ from }) => from !== 'Eve')).toHaveLength(2);
  });
});
