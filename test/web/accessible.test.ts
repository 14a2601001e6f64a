import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { wrongWith } from './axe.ts';
import { openWindow, type Window } from './browser.ts';
import { both, type Clubhouse, startClubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`for everybody${howToAdd}`, () => {
  let house: Clubhouse;
  let window: Window;
  beforeAll(async () => {
    house = await startClubhouse({
      faults: true,
      tour: { steps: [{ title: both('Look around'), text: both('See what is here.'), done: () => false }] },
    });
    window = await openWindow(house.url);
    const joining = await (await house.ana.command('/join', 'chess')).modal();
    await joining.fill({ name: 'Ana' }).submit();
    await house.ana.until('has joined');
  });
  afterAll(async () => {
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
});
