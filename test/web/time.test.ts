import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { openWindow, type Window } from './browser.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`the clock moves once, however often it is clicked while it moves${howToAdd}`, () => {
  let window: Window;
  let house: Clubhouse;
  let now: Date;
  /** Where the clock was sent. */
  let jumps: Date[];
  /** Lets the clock be there. */
  let arrive: () => void;

  beforeEach(async () => {
    now = new Date('2026-11-24T09:32:00Z');
    jumps = [];
    const onTheWay = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const to = async (instant: Date) => {
      jumps.push(instant);
      await onTheWay;
      now = instant;
    };
    house = await startClubhouse({ clock: { to, nextDue: async () => undefined } }, { now: () => now });
    window = await openWindow(house.url);
  });
  afterEach(async () => {
    arrive();
    await window.close();
    await house.stop();
    expect(window.strange).toEqual([]);
  });

  it.each([
    ['by a button', 'hour', async (page: Page) => await page.getByRole('button', { name: '+1 hour' }).dblclick()],
    [
      'to a time of one’s own',
      'at',
      async (page: Page) => {
        await page.getByText('Choose…').click();
        await page.getByLabel('Move the clock to').fill('2026-11-24T10:32');
        // The menu closes at the first click, so a second one comes by the keyboard or not at all.
        await page.evaluate(`for (const _ of [1, 2]) document.querySelector('.travel form').requestSubmit()`);
      },
    ],
  ])('%s', async (_, to, clicksTwice) => {
    const page = await window.context.newPage();
    const sent: (string | null)[] = [];
    page.on('request', (each) => {
      if (each.url().endsWith('/time')) sent.push(each.postData());
    });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await clicksTwice(page);
    await expect.poll(() => jumps.length).toBeGreaterThan(0);
    arrive();
    await page.locator('#clock').getByText('10:32').waitFor();
    expect(sent).toEqual([expect.stringContaining(`to=${to}`)]);
    expect(jumps).toEqual([new Date('2026-11-24T10:32:00Z')]);

    // It is no lock: once the clock is there, it can be moved on.
    await page.getByRole('button', { name: '+1 hour' }).click();
    await page.locator('#clock').getByText('11:32').waitFor();
    expect(sent).toHaveLength(2);
    expect(jumps).toHaveLength(2);
  });

  it('and the time that is proposed is a day from now, whenever the page was loaded', async () => {
    const page = await window.context.newPage();
    await page.goto(`${house.url}/as/${house.ana.id}`);
    now = new Date('2026-11-30T17:05:00Z');
    house.slack.desk.context.world.signal.changed();
    await page.locator('#clock').getByText('05:05 PM').waitFor();
    await page.getByText('Choose…').click();
    expect(await page.getByLabel('Move the clock to').inputValue()).toBe('2026-12-01T17:05');
    await page.getByRole('button', { name: 'Go there' }).click();
    await expect.poll(() => jumps).toEqual([new Date('2026-12-01T17:05:00Z')]);
  });
});
