import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { wrongWith } from './axe.ts';
import { openWindow, type Window } from './browser.ts';
import { both, type Clubhouse, startClubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`for everybody${howToAdd}`, () => {
  let house: Clubhouse;
  let window: Window;
  beforeEach(async () => {
    house = await startClubhouse({
      faults: true,
      tour: { steps: [{ title: both('Look around'), text: both('See what is here.'), done: () => false }] },
    });
    window = await openWindow(house.url);
    const joining = await (await house.ana.command('/join', 'chess')).modal();
    await joining.fill({ name: 'Ana' }).submit();
    await house.ana.until('has joined');
  });
  afterEach(async () => {
    await window?.close();
    await house?.stop();
  });

  it('no violation of WCAG 2.2 AA in light and dark, in a window and at a phone’s width', async () => {
    const page = await window.context.newPage();
    const group = house.ana.conversation(house.marc);
    const root = group.messages()[0]?.ts;
    const ana = `/as/${house.ana.id}`;
    for (const path of ['/', ana, `${ana}/home`, `${ana}/c/${group.id}?thread=${root}`]) {
      await page.goto(`${house.url}${path}`);
      expect(await wrongWith(page), path).toEqual([]);
    }
    await page.getByRole('button', { name: 'Under the glass' }).click();
    await page.locator('#glass').waitFor();
    await page.locator('#composer-text').fill('/join chess');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    expect(await wrongWith(page), 'under the glass, a form with errors').toEqual([]);
  });

  it('nor in what opens for a moment: menus, questions, what only one person sees, what Slack says', async () => {
    const page = await window.context.newPage();
    const group = house.ana.conversation(house.marc);
    const composer = page.locator('#composer-text');
    const types = async (words: string) => {
      await composer.fill(words);
      await page.keyboard.press('Enter');
    };
    /** Looks at the page while this stands in it, in every width and light. */
    const fine = async (shown: Locator, what: string) => {
      await shown.waitFor();
      expect(await wrongWith(page), what).toEqual([]);
      expect(await shown.isVisible(), what).toBe(true);
    };
    await page.goto(`${house.url}/as/${house.ana.id}/c/${group.id}`);
    const message = page.getByRole('article').filter({ hasText: 'Welcome to Chess' });
    await message.hover();
    await message.getByLabel(/More actions/).click();
    await fine(message.getByRole('link', { name: 'Reply in thread' }), 'the menu of a message');
    await page.keyboard.press('Escape');
    await page.getByLabel('Shortcuts and files').click();
    await fine(page.getByRole('button', { name: /Join a club/ }), 'the menu of shortcuts');
    await page.keyboard.press('Escape');
    await composer.fill('/');
    await fine(page.getByRole('option', { name: '/join' }), 'the commands');

    await types('/whisper');
    await page.getByText('Only visible to you').waitFor();
    await types('/nothing');
    await fine(page.getByRole('alert').getByText('/nothing'), 'an ephemeral message and a toast');

    await message.getByRole('button', { name: 'Leave' }).click();
    await fine(page.getByRole('button', { name: 'Stay' }), 'a question');
    await page.getByRole('button', { name: 'Stay' }).click();

    await types('/plan');
    const form = page.getByRole('dialog', { name: 'Plan a meeting' });
    await form.getByText('Choose people').click();
    await fine(form.getByRole('checkbox', { name: 'Marc Dupont', exact: true }), 'a menu of many');
    await form.getByLabel('Sponsors').pressSequentially('z');
    await fine(form.getByRole('option', { name: 'Zach Brown' }), 'what the app suggests');
  });

  it('nor in French', async () => {
    const page = await window.context.newPage();
    const group = house.ana.conversation(house.marc);
    await page.goto(`${house.url}/as/${house.marc.id}/c/${group.id}?thread=${group.messages()[0]?.ts}`);
    await page.getByRole('button', { name: 'Sous la loupe' }).click();
    await page.locator('#glass').waitFor();
    expect(await wrongWith(page)).toEqual([]);
  });
});
