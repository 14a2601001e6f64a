import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import type { Who } from '../../sandbox/demo/school.ts';
import type { Outcome, Person } from '../../sandbox/index.ts';
import { wrongWith, wrongWithin } from '../web/axe.ts';
import { openWindow, type Window } from '../web/browser.ts';
import { type Demo, openDemo, personIn } from './demo.ts';

/** WCAG 2.2 AA over all that the product shows, in light and dark, in a window and on a phone. */
describe.skipIf(!hasBrowser)(`the demo for everybody${howToAdd}`, () => {
  let demo: Demo;
  let window: Window;
  const pages = new Map<Who, Page>();
  beforeAll(async () => {
    demo = await openDemo();
    window = await openWindow(demo.url);
  });
  afterAll(async () => {
    expect(window?.strange ?? []).toEqual([]);
    await window?.close();
  });

  const person = (who: Who) => personIn(demo, who);
  const between = (who: Who, other: Who) => person(who).conversation(person(other));

  /** One window for each, so that what Slack shows them comes by itself. */
  async function pageOf(who: Who): Promise<Page> {
    const known = pages.get(who);
    if (known) return known;
    const page = await window.context.newPage();
    pages.set(who, page);
    await page.goto(`${demo.url}/as/${person(who).id}`);
    return page;
  }

  test('everybody, a conversation with its thread and the tour, what went over the wire', async () => {
    const page = await window.context.newPage();
    await page.goto(demo.url);
    expect(await wrongWith(page)).toEqual([]);
    const conversation = between('marc', 'tom');
    const root = conversation.messages().find(({ blocks }) => blocks.length > 0);
    await window.context.addCookies([{ name: 'glass', value: 'on', url: demo.url }]);
    await page.goto(`${demo.url}/as/${person('marc').id}/c/${conversation.id}?thread=${root?.ts}`);
    expect(await wrongWith(page)).toEqual([]);
    await window.context.clearCookies({ name: 'glass' });
    await page.close();
  });

  test.each(['ana', 'marc', 'zoe'] as const)('the home of %s', async (who) => {
    const page = await window.context.newPage();
    await page.goto(`${demo.url}/as/${person(who).id}/home`);
    await page.locator('.home .blocks').waitFor();
    expect(await wrongWith(page)).toEqual([]);
    await page.close();
  });

  const homeButton = async (someone: Person, button: string): Promise<Outcome> => {
    await someone.opensHome();
    return await someone.click(button, { in: 'home' });
  };
  const inDossier = async (someone: Person, button: string): Promise<Outcome> => {
    const profile = await (await someone.command('/profile', '@tom')).modal();
    await demo.workspace.stage().settle();
    const dossier = await (await profile.click('Notes and sessions')).modal();
    await demo.workspace.stage().settle();
    return await dossier.click(button);
  };
  const forms: ReadonlyArray<readonly [string, Who, (someone: Person) => Promise<Outcome>]> = [
    ['book', 'marc', (marc) => marc.command('/book', '@ana thu 7pm')],
    ['offer times', 'marc', (marc) => marc.click('Offer times', { in: between('marc', 'ana') })],
    ['choose a student', 'marc', (marc) => marc.command('/note')],
    ['note', 'marc', (marc) => marc.command('/note', '@tom')],
    ['profile', 'marc', (marc) => marc.command('/profile', '@tom')],
    ['notes and sessions', 'tom', (tom) => homeButton(tom, 'Notes and sessions')],
    ['propose times', 'tom', (tom) => homeButton(tom, 'Propose times')],
    ['complete', 'ines', (ines) => ines.command('/complete', '@noah')],
    ['notes and sessions, for the mentor', 'marc', (marc) => homeButton(marc, 'Dossier')],
    ['private comments', 'marc', (marc) => inDossier(marc, 'Show private comments')],
    ['edit note', 'marc', (marc) => inDossier(marc, 'Edit note')],
    ['cancel', 'marc', (marc) => marc.click('Cancel', { in: between('marc', 'tom') })],
    ['in French: book', 'thomas', (thomas) => thomas.command('/book', '@hugo')],
    ['import', 'zoe', (zoe) => homeButton(zoe, 'open_import')],
  ];
  test.each(forms)('the form: %s', async (_, who, opens) => {
    const page = await pageOf(who);
    const modal = await (await opens(person(who))).modal();
    await demo.workspace.stage().settle();
    await page.locator('#modal-title').getByText(modal.title).waitFor();
    expect(await wrongWithin(page, '#dialogue')).toEqual([]);
    await modal.close('all');
    await page.locator('#dialogue').waitFor({ state: 'detached' });
  });
});
