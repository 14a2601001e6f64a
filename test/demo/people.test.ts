import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import type { Who } from '../../sandbox/demo/school.ts';
import { field, modal, open, openThread, says } from '../../sandbox/demo/walk.ts';
import { openWindow, type Window } from '../web/browser.ts';
import { type Demo, openDemo, personIn } from './demo.ts';

/** How the demo is used, by whoever and on whatever; every story begins where the school's begins. */
describe.skipIf(!hasBrowser)(`the demo in a browser${howToAdd}`, () => {
  let demo: Demo;
  let window: Window;
  let isFresh = true;
  beforeAll(async () => {
    demo = await openDemo();
  });
  beforeEach(async () => {
    if (!isFresh) await demo.workspace.reset();
    isFresh = false;
    window = await openWindow(demo.url);
  });
  afterEach(async () => {
    await window.close();
    expect(window.strange).toEqual([]);
    expect(demo.workspace.stage().slack.unexpectedRefusals()).toEqual([]);
  });

  async function pageOf(who: Who, path = ''): Promise<Page> {
    const page = await window.context.newPage();
    await page.goto(`${demo.url}/as/${personIn(demo, who).id}${path}`);
    return page;
  }

  const conversationOf = (who: Who, other: Who) => `/c/${personIn(demo, who).conversation(personIn(demo, other)).id}`;

  test('by keyboard alone: Marc books a session with Ana', async () => {
    const page = await pageOf('marc', conversationOf('marc', 'ana'));
    const { keyboard } = page;
    const focus = () => page.evaluate<string>('document.activeElement.name || document.activeElement.textContent');
    await page.locator('#composer-text:focus').waitFor();
    await keyboard.type('/bo');
    await page.getByRole('option', { name: '/book' }).waitFor();
    await keyboard.press('Enter');
    await keyboard.type('@ana thu 7pm ');
    await keyboard.press('Enter');
    const form = await modal(page, 'Book a session');
    expect(await field(form, 'date').inputValue()).toBe('2026-10-22');
    while (!(await focus()).startsWith('time/')) await keyboard.press('Tab');
    await keyboard.type('1830');
    while ((await focus()) !== 'Book') await keyboard.press('Tab');
    await keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.id')).toBe('composer-text');
    await personIn(demo, 'ana').until('22 October 2026, 12:30 (18:30 Paris time)');
  });

  test('two people side by side: what Ana writes and Marc offers comes to the other without a reload', async () => {
    const ana = await pageOf('ana', conversationOf('ana', 'marc'));
    const marc = await pageOf('marc', conversationOf('marc', 'ana'));
    await says(ana, 'Hello Marc!');
    await marc.getByRole('article').filter({ hasText: 'Hello Marc!' }).waitFor();
    await marc.getByRole('button', { name: 'Offer times' }).first().click();
    const form = await modal(marc, 'Offer times');
    await field(form, 'date_1').fill('2026-10-23');
    await field(form, 'time_1').fill('18:00');
    await form.getByRole('button', { name: 'Send' }).click();
    await openThread(ana);
    await ana
      .getByRole('button', { name: /Fri 23 Oct, 12:00/ })
      .first()
      .click();
    await openThread(marc);
    await marc.getByRole('region', { name: 'Thread' }).getByText('23 October 2026, 18:00').first().waitFor();
  });

  test('time: to the next thing due, tomorrow, and any time; what falls due comes by itself', async () => {
    const page = await pageOf('marc', conversationOf('marc', 'ana'));
    const clock = page.locator('#clock');
    await clock.getByText('Tue 20 Oct, 09:3').waitFor();
    const { mentorat, settle } = demo.workspace.stage();
    await mentorat.sweep();
    await settle();
    const due = DateTime.fromJSDate((await mentorat.nextDue()) ?? new Date(), { zone: 'Europe/Paris' });
    await page.getByRole('button', { name: 'Next thing due' }).click();
    await clock.getByText(due.toFormat('HH:mm')).waitFor();
    await page.getByRole('button', { name: 'Tomorrow 9:00' }).click();
    await clock.getByText('Wed 21 Oct, 09:00').waitFor();
    await page.getByRole('link', { name: /Mentorat \d+ unread/ }).waitFor();
    await page.locator('.bar').getByText('Choose…').click();
    await page.getByLabel('Move the clock to').fill('2026-10-20T09:00');
    await page.getByRole('button', { name: 'Go there' }).click();
    await page.getByRole('alert').getByText('Time goes forwards only').waitFor();
  });

  test('in French: Thomas writes a note for Hugo', async () => {
    const page = await pageOf('thomas', conversationOf('thomas', 'hugo'));
    await says(page, '/note @hugo');
    const form = await modal(page, 'Ajouter une note');
    await form.locator('button[type=submit]').click();
    await page.locator('[aria-invalid=true]').waitFor();
    await field(form, 'note').fill('Très bon départ.');
    await form.locator('button[type=submit]').click();
    await form.waitFor({ state: 'detached' });
    await openThread(page);
    await page.getByRole('region', { name: 'Fil de discussion' }).getByText('Très bon départ.').waitFor();
    await open(page, 'Accueil de Mentorat');
    await page.getByRole('heading', { name: 'Vos étudiants' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('fr-FR');
  });

  test('on a phone: the tour, a conversation, its thread and a form, nothing wider than the window', async () => {
    const page = await pageOf('marc');
    await page.setViewportSize({ width: 375, height: 740 });
    const fits = async () =>
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.getByRole('region', { name: 'Tour' }).waitFor();
    await fits();
    await open(page, 'Mentorat, Tom Berg');
    await fits();
    await openThread(page);
    await fits();
    await page.getByLabel('Close the thread').click();
    await page.getByLabel('Back to the list').click();
    await open(page, 'Mentorat, Ana Silva');
    await page.getByRole('button', { name: 'Offer times' }).first().click();
    const form = await modal(page, 'Offer times');
    await fits();
    await field(form, 'date_1').fill('2026-10-23');
    await field(form, 'time_1').fill('18:00');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByLabel('Back to the list').click();
    await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
  });

  test('Reset: in under two seconds all is as it was, for whoever looks', async () => {
    const page = await pageOf('ana', conversationOf('ana', 'marc'));
    const other = await pageOf('marc');
    await says(page, 'Hello Marc!');
    await page.getByRole('article').filter({ hasText: 'Hello Marc!' }).waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    const answer = page.waitForResponse((response) => response.url().endsWith('/reset'));
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    const took = (await answer).request().timing();
    for (const each of [page, other]) await each.getByRole('heading', { name: 'The School', exact: true }).waitFor();
    await page.goto(`${demo.url}/as/${personIn(demo, 'ana').id}${conversationOf('ana', 'marc')}`);
    expect(await page.getByText('Hello Marc!').count()).toBe(0);
    expect(took.responseStart).toBeLessThan(2_000);
  });
});
