import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../src/db/schema.ts';
import { lanes, type Member, opened, openSchool, type School } from './harness.ts';

/** Everybody's home: what needs them first, then what they have. */
describe.each(lanes)('homes by role (%s, %s)', (delivery, database) => {
  let school: School;
  let ana: Member;
  let ben: Member;
  let zoe: Member;

  beforeAll(async () => {
    school = await openSchool({ delivery, database, now: '2026-10-06T08:00:00Z' });
    zoe = await school.staff({ name: 'Zoé', locale: 'fr-FR' });
    ana = await school.mentor({ name: 'Ana' }, { place: 'https://meet.example/ana', capacity: 3 });
    ben = await school.student({ name: 'Ben' });
  });
  afterAll(async () => {
    await school.close();
  });

  test('a stranger reads one friendly sentence', async () => {
    const max = school.stranger({ name: 'Max' });
    expect(await max.opensHome()).toContain('Mentoring here is for mentors and their students');
  });

  test('Ana has no student, Ben no mentor', async () => {
    expect(await ana.opensHome()).toContain('You have no students right now.');
    expect(await ben.opensHome()).toContain('You have no mentor right now.');
  });

  test('once they are a pair, she is to get in touch, and sees what his profile lacks', async () => {
    await school.pair(ana, ben);
    const home = await ana.opensHome();
    expect(home).toContain('Ben: no first session agreed since');
    expect(home).toContain('Ben: no session booked');
    expect(home).toContain('Profile lacks: First name');
    expect(home).toContain('1 of 3 places taken');
    expect(await ben.opensHome()).toContain('Your mentor is Ana.');
  });

  test('she books from the home, and it shows that at once', async () => {
    const modal = await opened(ana.click('Book a session', { in: 'home' }));
    modal.fill({ date: '2026-10-09', time: '19:00' });
    await modal.sent();
    await school.settle();
    expect((await modal.submit()).closed).toBe(true);
    await school.settle();
    expect(ana.home).toContain('Ben: next session');
    expect(ana.home).toContain('Nothing right now');
    expect(await ben.opensHome()).toContain('Ana: ');
  });

  test('without a status the session is the first that she reads', async () => {
    await school.to('2026-10-10T08:00:00Z');
    const home = await ana.opensHome();
    expect(home.indexOf('has no status yet')).toBeGreaterThan(0);
    expect(home.indexOf('has no status yet')).toBeLessThan(home.indexOf('Next sessions'));
    expect(home).toContain('[Complete session]');
  });

  test('staff, in French: nobody is silent yet; mentors by load; people can be imported', async () => {
    const home = await zoe.opensHome();
    expect(home).toContain('Personne n’est silencieux');
    expect(home).toContain('Ana : 1 places sur 3');
    expect(await opened(zoe.click('Importer des personnes', { in: 'home' }))).toMatchObject({ callbackId: 'import' });
  });

  test('a message that was given up is told to staff in words, and tried again', async () => {
    const { db } = school.mentorat.world;
    const [sent] = await db.select().from(outbox).where(eq(outbox.kind, 'introduction'));
    const dead = { state: 'dead', why: 'is_archived', settledAt: school.clock.now() } as const;
    await db
      .update(outbox)
      .set(dead)
      .where(eq(outbox.id, sent?.id ?? never()));
    await zoe.opensHome();
    await school.settle();
    expect(zoe.home).toContain('Présentation du mentor et de l’étudiant');
    expect(zoe.home).toContain('le canal est archivé');
    expect((await opened(zoe.click('Réessayer', { in: 'home' }))).text()).toContain('Nouvel essai en cours');
    await school.settle();
    expect(zoe.home).not.toContain('archivé');
  });

  test('a home that cannot be shown says so, and not that nothing was saved', async () => {
    school.slack.fault({ method: 'views.publish', kind: 'rate-limited', times: 1 });
    expect(await zoe.opensHome()).toContain('ne peut pas s’afficher');
    expect(await zoe.opensHome()).toContain('Importer des personnes');
  });

  test('/mentoring answers in words', async () => {
    await ana.command('/mentoring', 'help');
    await school.settle();
    expect(ana.sees()).toContain('/book @student');
    await ana.command('/mentoring', 'students');
    await ben.command('/mentoring', 'mentor');
    await ben.command('/mentoring', 'faq');
    await school.settle();
    expect(ana.sees()).toContain('• Ben: no session booked');
    expect(ben.sees()).toContain('Your mentor is Ana.');
    expect(ben.sees()).toContain('“faq” is not something I know yet');
    expect(ben.sees()).not.toContain('/book @student');
  });

  test('a home that cannot be shown anew after something was booked stays as it was', async () => {
    const before = await ana.opensHome();
    const modal = await opened(ana.command('/book'));
    const published = () => school.slack.calls.filter(({ method }) => method === 'views.publish').length;
    const count = published();
    school.slack.fault({ method: 'views.publish', kind: 'rate-limited', times: 1 });
    expect(await modal.fill({ date: '2026-10-20', time: '19:00' }).submit()).toMatchObject({
      errors: {},
      closed: true,
    });
    await school.settle();
    expect(published()).toBe(count + 1);
    expect(ana.home).toBe(before);
  });
});

function never(): never {
  throw new Error('no message was sent');
}
