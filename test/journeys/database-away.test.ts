import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/db/client.ts';
import { mentorships, sessions } from '../../src/db/schema.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { startProxy } from '../support/proxy.ts';
import { type Member, opened, openSchool, type School } from './harness.ts';

/** Over both deliveries at once, as most of it is waiting. Marc has opened `/book` for Ana and typed; then something happens to the database. */
describe.concurrent.each(['http', 'socket'] as const)('when the database is away (%s)', (delivery) => {
  let school: School;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let marc: Member;
  let ana: Member;
  const direct: Array<{ close(): Promise<void> }> = [];

  afterEach(async () => {
    proxy.mend();
    await school.close();
    await Promise.all(direct.splice(0).map((each) => each.close()));
    proxy.stop();
  });

  const open = async () => {
    const url = await freshPostgresUrl();
    proxy = await startProxy({ host: '127.0.0.1', port: Number(new URL(url).port) });
    const through = new URL(url);
    through.port = String(proxy.port);
    school = await openSchool({ delivery, database: await openPostgres(through.href) });
    marc = await school.mentor({ name: 'Marc Dubois' });
    ana = await school.student({ name: 'Ana Silva' });
    await school.pair(marc, ana);
    const modal = await opened(marc.command('/book'));
    modal.fill({ date: '2026-10-13', time: '19:00', message: 'Bring your mock-ups' });
    await modal.sent();
    await school.settle();
    return { modal, url };
  };
  const booked = async () =>
    await school.mentorat.world.db.select({ id: sessions.id, startsAt: sessions.startsAt }).from(sessions);

  it.sequential('the person reads that nothing was saved, keeps what they typed, and books once it is back', async () => {
    const { modal } = await open();
    proxy.cut();
    const refused = await modal.submit();
    expect(refused.kind).toBe('errors');
    expect(Object.values(refused.errors).join()).toMatch(/nothing was saved.*[A-Z2-9]{4}-[A-Z2-9]{4}/s);
    expect(modal.value('message')).toBe('Bring your mock-ups');

    proxy.mend();
    expect((await modal.submit()).closed).toBe(true);
    expect(await booked()).toHaveLength(1);
  });

  it.sequential.each(['hold', 'lock'] as const)(
    'a submission is answered within 2 s while it hangs (%s), and saves nothing',
    async (how) => {
      const { modal, url } = await open();
      let unlock = () => {};
      if (how === 'hold') proxy.hold();
      else unlock = await lockPeople(url);
      const startedAt = performance.now();
      const refused = await modal.submit();
      // Slack itself gives up at 3 s; the product's own limit is 2 s.
      expect(performance.now() - startedAt).toBeLessThan(2_900);
      expect(Object.values(refused.errors).join()).toContain('nothing was saved');
      unlock();
      proxy.mend();
      await school.settle();
      expect(await booked()).toEqual([]);
      expect((await modal.submit()).closed).toBe(true);
      expect(await booked()).toHaveLength(1);
    },
  );

  it.sequential('a command is acknowledged all the same, and says what happened', async () => {
    await open();
    proxy.cut();
    // It may be that the person is known and the form comes too late.
    school.slack.expectRefusal({ what: 'views.open', error: 'expired_trigger_id' });
    const outcome = await marc.command('/book', 'tue 7pm');
    expect(outcome.failure).toBeNull();
    await marc.until('nothing was saved', 8_000);
  });

  it.sequential('a student’s message that could not be kept is told again by Slack, so that the silence ends', async () => {
    await open();
    proxy.cut();
    await ana.says('Thursday would suit me', { to: ana.conversation(marc) });
    proxy.mend();
    expect(await studentWroteAt()).toBeNull();
    await school.to('2026-10-06T08:06:00Z');
    expect(await studentWroteAt()).not.toBeNull();
  });

  const studentWroteAt = async () => {
    const [row] = await school.mentorat.world.db.select({ at: mentorships.studentWroteAt }).from(mentorships);
    return row?.at ?? null;
  };

  const lockPeople = async (url: string) => {
    const other = await openPostgres(url);
    direct.push(other);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const locked = new Promise<void>((resolve) => {
      void other.db.transaction(async (tx) => {
        await tx.execute(sql`set local statement_timeout = 0`);
        await tx.execute(sql`lock table people in access exclusive mode`);
        resolve();
        await held;
      });
    });
    await locked;
    return release;
  };
});
