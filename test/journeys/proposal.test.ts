import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MentorshipId } from '../../src/core/ids.ts';
import { sessionMoves } from '../../src/db/schema.ts';
import { turnOf } from '../../src/features/contact/service.ts';
import { upcomingOf } from '../../src/features/sessions/service.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Tuesday, 10:00 in Paris, 04:00 in New York, 17:00 in Tokyo. */
const tuesday = '2026-10-06T08:00:00Z';

describe.each(lanes)('A student proposes times (%s, %s)', (delivery, database) => {
  /** For stories in which delivery and database have no part. */
  const onOneLane = test.runIf(delivery === 'http');
  let school: School;
  let yuki: Member;
  let ana: Member;
  let pair: MentorshipId;
  afterEach(() => school.close());

  beforeEach(async () => {
    school = await openSchool({ delivery, database, now: tuesday });
    yuki = await school.mentor({ name: 'Yuki', tz: 'Asia/Tokyo' }, { place: 'https://meet.example/yuki' });
    ana = await school.student({ name: 'Ana', tz: 'America/New_York', locale: 'fr-FR' });
    pair = await school.pair(yuki, ana);
  });

  async function offered() {
    const [root] = school.thread(yuki, yuki, ana);
    if (root === undefined) throw new Error('no introduction');
    const modal = await opened(yuki.click('Proposer des horaires', { in: root }));
    modal.fill({ date_1: '2026-10-08', time_1: '19:00', message: 'Which one?' });
    await send(modal);
  }

  async function send(modal: Awaited<ReturnType<typeof opened>>) {
    await modal.sent();
    await school.settle();
    const sent = await modal.submit();
    await school.settle();
    return sent;
  }

  async function turn() {
    const { world } = school.mentorat;
    const now = (await turnOf(world, [pair], school.clock.now())).get(pair);
    return [now?.kind, now?.reason];
  }

  const newest = (reader: Member) => {
    const found = school.thread(reader, yuki, ana).findLast(({ ephemeral }) => !ephemeral);
    if (found === undefined) throw new Error('no thread');
    return found;
  };

  onOneLane(
    'words without times say what they are about: a session to come, one to move, or times that do not fit',
    async () => {
      const writes = async (modal: Awaited<ReturnType<typeof opened>>) => {
        modal.fill({ message: 'Plutôt le soir' });
        expect((await send(modal)).closed).toBe(true);
        return [newest(yuki).text.split('\n')[0], yuki.notifications().at(-1)?.text];
      };
      const [root] = school.thread(ana, yuki, ana);
      if (root === undefined) throw new Error('no introduction');
      const wish = '@Yuki Ana vous écrit ce qui lui conviendrait pour une séance.';
      expect(await writes(await opened(ana.click('Proposer des horaires', { in: root })))).toEqual([wish, wish]);
      await offered();
      const refusal = '@Yuki Aucun des horaires ne convient à Ana.';
      expect(await writes(await opened(ana.click('Aucun ne convient')))).toEqual([refusal, refusal]);
      await send(await opened(yuki.command('/book', '2026-10-09 15:00')));
      const move = '@Yuki Ana demande un autre horaire pour votre séance.';
      expect((await writes(await opened(ana.click('Un autre horaire'))))[1]).toBe(move);
    },
  );

  onOneLane('what she wrote arrives, although other times overtook it on its way', async () => {
    await offered();
    school.slack.fault({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: 120, times: 1 });
    for (const message of ['Plutôt le matin', null]) {
      const modal = await opened(ana.click('Aucun ne convient'));
      modal.fill({ date_1: '2026-10-09', time_1: '08:00', message });
      expect((await send(modal)).closed).toBe(true);
    }
    school.clock.forward(180_000);
    await school.settle();
    const replies = school.thread(yuki, yuki, ana).slice(-2);
    expect(replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('Plutôt le matin'),
      expect.stringContaining('propose des horaires'),
    ]);
    expect(replies.map(({ buttons }) => buttons.length)).toEqual([0, 2]);
  });

  onOneLane('the button by which the mentor offers times lets the student propose some of their own', async () => {
    const [root] = school.thread(ana, yuki, ana);
    if (root === undefined) throw new Error('no introduction');
    const modal = await opened(ana.click('Proposer des horaires', { in: root }));
    expect(modal.callbackId).toBe('propose');
    modal.fill({ date_1: '2026-10-09', time_1: '08:00' });
    expect((await send(modal)).errors).toEqual({});
    expect(newest(yuki).buttons[0]).toMatch(/^Accepter ven\. 9 oct\./);
    const stranger = await school.student({ name: 'Ben', locale: 'fr-FR' });
    const forged = { action_id: 'open_offer', value: String(pair) };
    await school.slack.forge.action(stranger, forged, root);
    await school.settle();
    expect((await stranger.modal())?.callbackId).not.toBe('propose');
  });

  test('none of the offered times fits; the mentor accepts another with one click', async () => {
    await offered();
    expect(await turn()).toEqual(['student', 'reply-missing']);
    const modal = await opened(ana.click('Aucun ne convient'));
    await school.settle();
    expect(await turn()).toEqual(['mentor', 'answer-missing']);
    expect(newest(yuki).text).toContain('Ana a répondu qu’aucun de ces horaires ne convient.');
    expect(modal.fields).toEqual(['date_1', 'time_1', 'date_2', 'time_2', 'date_3', 'time_3', 'message']);
    expect(modal.text()).toContain('Heure 1 (heure de New York)');
    modal.fill({ date_1: '2026-10-09', time_1: '08:00' });
    await modal.until('vendredi 9 octobre à 14 h 00 (heure de Paris)');
    modal.fill({ date_2: '2026-10-10', time_2: '08:30', message: 'Plutôt le matin, *merci* <!channel>' });
    expect((await send(modal)).errors).toEqual({});

    const proposal = newest(yuki);
    expect(proposal.mentions).toEqual(['Yuki']);
    expect(proposal.text).toContain('Plutôt le matin, *merci* <!channel>');
    expect(proposal.buttons).toEqual([
      'Accepter ven. 9 oct. à 21 h 00 · 14 h 00 heure de Paris',
      'Accepter sam. 10 oct. à 21 h 30 · 14 h 30 heure de Paris',
      'En proposer d’autres',
    ]);
    await ana.click('Accepter ven. 9 oct. à 21 h 00 · 14 h 00 heure de Paris');
    await school.settle();
    expect(ana.sees()).toContain('C’est à Yuki d’accepter un de ces horaires.');

    await yuki.click('Accepter ven. 9 oct. à 21 h 00 · 14 h 00 heure de Paris');
    await school.settle();
    expect(newest(ana).text).toContain('Séance de découverte réservée');
    expect(newest(ana).mentions).toEqual(['Ana']);
    expect(await turn()).toEqual(['nobody', 'session-ahead']);
    const closed = school.thread(yuki, yuki, ana).find(({ ts }) => ts === proposal.ts);
    expect(closed?.buttons).toEqual([]);
    expect(closed?.text).toContain('Accepté : ven. 9 oct. à 21 h 00 · 14 h 00 heure de Paris');
    const [slot] = [...JSON.stringify(proposal.blocks).matchAll(/"accept_slot:(\d+)"/g)].map(([, id]) => id);
    const old = { action_id: `accept_slot:${slot}`, type: 'button', value: String(slot) };
    await school.slack.forge.action(yuki, old, proposal);
    await school.settle();
    expect(yuki.sees()).toContain('This time is booked already. All is well.');
  });

  onOneLane('in words alone, and the mentor offers others', async () => {
    await offered();
    const modal = await opened(ana.click('Aucun ne convient'));
    expect((await send(modal)).errors).toEqual({
      date_1: 'Proposez au moins un horaire, ou écrivez ce qui vous conviendrait.',
    });
    modal.fill({ message: 'Un dimanche ?' });
    await send(modal);
    expect(newest(yuki).text).toContain('Aucun des horaires ne convient à Ana.');
    expect(newest(yuki).buttons).toEqual(['En proposer d’autres']);
    const offer = await opened(yuki.click('En proposer d’autres'));
    offer.fill({ date_1: '2026-10-11', time_1: '15:00' });
    await send(offer);
    expect(await turn()).toEqual(['student', 'reply-missing']);
    expect(newest(ana).buttons[0]).toBe('dim. 11 oct. à 9 h 00 · 15 h 00 heure de Paris');
    const buttons = school.thread(ana, yuki, ana).slice(1, -1);
    expect(buttons.flatMap((each) => each.buttons)).toEqual([]);
  });

  test('another time: the student proposes, the session stays until the mentor accepts; the mentor moves at once', async () => {
    const booking = await opened(yuki.command('/book', '2026-10-09 15:00'));
    expect((await send(booking)).errors).toEqual({});
    const wish = await opened(ana.click('Un autre horaire'));
    expect(wish.text()).toContain('Votre séance est prévue le vendredi 9 octobre à 9 h 00');
    wish.fill({ date_1: '2026-10-09', time_1: '09:15' });
    expect((await send(wish)).errors).toEqual({});
    expect(await turn()).toEqual(['mentor', 'answer-missing']);
    const asked = newest(yuki);
    expect(asked.text).toContain('Ana demande un autre horaire pour la séance du Friday, October 9, 2026, 10:00 PM');
    expect(yuki.notifications().at(-1)?.text).toBe('@Yuki Ana demande un autre horaire pour votre séance.');
    await yuki.click('Accepter ven. 9 oct. à 22 h 15 · 15 h 15 heure de Paris');
    await school.settle();
    const accepted = school.thread(ana, yuki, ana).find(({ ts }) => ts === asked.ts);
    expect(accepted?.text).toContain('Ana demande un autre horaire pour votre séance.');
    expect(newest(ana).text).toContain('déplacée');
    expect(await turn()).toEqual(['nobody', 'session-ahead']);

    const move = await opened(yuki.click('Un autre horaire'));
    expect(move.callbackId).toBe('book');
    expect(move.value('date')).toBe('2026-10-09');
    expect(move.value('time')).toBe('15:15');
  });

  test('another time, and others offered for it: the one picked moves the session, and there is no second one', async () => {
    await send(await opened(yuki.command('/book', '2026-10-13 15:00')));
    const wish = await opened(ana.click('Un autre horaire'));
    wish.fill({ date_1: '2026-10-14', time_1: '09:00' });
    await send(wish);
    const others = await opened(yuki.click('En proposer d’autres'));
    expect(others.text()).toContain('The session with Ana is on Tuesday 13 October');
    expect(others.fields).toEqual(['date_1', 'time_1', 'date_2', 'time_2', 'date_3', 'time_3', 'message']);
    others.fill({ date_1: '2026-10-15', time_1: '15:00', date_2: '2026-10-13', time_2: '15:15' });
    expect((await send(others)).errors).toEqual({});
    expect(newest(ana).text).toContain('Yuki vous propose d’autres horaires');
    expect(ana.notifications().at(-1)?.text).toBe(
      '@Ana Yuki vous propose 2 autres horaires pour votre séance. Choisissez-en un.',
    );
    expect(await turn()).toEqual(['student', 'reply-missing']);
    await school.to('2026-10-07T13:00:00Z');
    expect(ana.dm().at(-1)?.buttons).toContain('jeu. 15 oct. à 9 h 00 · 15 h 00 heure de Paris');

    const again = await opened(ana.click('Aucun ne convient'));
    expect(again.text()).toContain('Votre séance est prévue le mardi 13 octobre à 9 h 00');
    again.fill({ date_1: '2026-10-16', time_1: '08:00' });
    await send(again);
    expect(await turn()).toEqual(['mentor', 'answer-missing']);
    await school.to('2026-10-09T01:00:00Z');
    const reminded = yuki.dm().at(-1);
    if (reminded === undefined) throw new Error('no reminder');
    expect(reminded.buttons).toEqual(['Offer times', 'Another time']);
    const last = await opened(yuki.click('Offer times', { in: reminded }));
    expect(last.text()).toContain('The session with Ana is on Tuesday 13 October');
    last.fill({ date_1: '2026-10-15', time_1: '16:00' });
    expect((await send(last)).errors).toEqual({});
    await ana.click('jeu. 15 oct. à 10 h 00 · 16 h 00 heure de Paris');
    await school.settle();
    expect(newest(ana).text).toContain('Séance de découverte déplacée');
    expect(await turn()).toEqual(['nobody', 'session-ahead']);
    const { db } = school.mentorat.world;
    const upcoming = await upcomingOf(db, { studentId: ana.actor.id }, school.clock.now());
    expect(upcoming.map(({ kind, startsAt, endsAt }) => [kind, startsAt.toISOString(), endsAt.toISOString()])).toEqual([
      ['discovery', '2026-10-15T14:00:00.000Z', '2026-10-15T14:30:00.000Z'],
    ]);
    const from = await db.select({ from: sessionMoves.fromStartsAt }).from(sessionMoves);
    expect(from).toEqual([{ from: new Date('2026-10-13T13:00:00Z') }]);
  });

  onOneLane('times for another start stand in the student’s home, and are closed once the session begins', async () => {
    await send(await opened(yuki.command('/book', '2026-10-08 15:00')));
    const wish = await opened(ana.click('Un autre horaire'));
    wish.fill({ date_1: '2026-10-14', time_1: '09:00' });
    await send(wish);
    const others = await opened(yuki.click('En proposer d’autres'));
    others.fill({ date_1: '2026-10-15', time_1: '15:00' });
    await send(others);
    const offer = newest(ana);
    expect(offer.buttons[0]).toBe('jeu. 15 oct. à 9 h 00 · 15 h 00 heure de Paris');
    expect(await ana.opensHome()).toContain('jeu. 15 oct. à 9 h 00');

    await school.to('2026-10-08T13:01:00Z');
    const closed = school.thread(ana, yuki, ana).find(({ ts }) => ts === offer.ts);
    expect(closed?.buttons).toEqual([]);
    expect(closed?.text).toContain(
      'La séance a commencé, ou a été changée depuis : ces horaires ne sont plus ouverts.',
    );
    expect(await ana.opensHome()).not.toContain('jeu. 15 oct. à 9 h 00');
  });

  onOneLane('another time for a session that has begun: no form that could only be refused', async () => {
    await send(await opened(yuki.command('/book', '2026-10-09 15:00')));
    await school.to('2026-10-09T13:05:00Z');
    const notice = await opened(ana.click('Un autre horaire'));
    expect(notice.fields).toEqual([]);
    expect(notice.text()).toContain('Cette séance a commencé.');
  });

  onOneLane(
    'what cannot be proposed is refused at its field, and of the mentor’s sessions only "taken" is said',
    async () => {
      const bea = await school.student({ name: 'Bea' });
      await school.pair(yuki, bea);
      const booking = await opened(yuki.command('/book', '@bea 2026-10-09 15:00'));
      expect((await send(booking)).errors).toEqual({});
      await ana.says('Bonjour');
      await school.settle();
      const modal = await opened(ana.click('Proposer des horaires'));
      modal.fill({
        ...{ date_1: '2026-10-06', time_1: '03:00', date_2: '2026-10-09', time_2: '09:15' },
        ...{ date_3: '2027-03-14', time_3: '02:30', message: 'Cela vous va ?' },
      });
      const { errors } = await send(modal);
      expect(errors).toMatchObject({
        date_1: 'Ce moment est passé. Choisissez-en un à venir.',
        time_2: expect.stringContaining('Cet horaire est pris.'),
        time_3: expect.stringContaining('cette heure n’existe pas'),
      });
      expect(JSON.stringify(errors)).not.toContain('Bea');
      expect(modal.value('message')).toBe('Cela vous va ?');
      expect(ana.sees()).not.toContain('Bea');
    },
  );
});
