import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { openWindow, type Window } from './browser.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';
import { option, text } from './forms.ts';

describe.skipIf(!hasBrowser)(`what is done before a page's scripts are there${howToAdd}`, () => {
  let window: Window;
  let house: Clubhouse;
  let now = new Date('2026-11-24T09:32:00Z');
  const jumps: Date[] = [];

  beforeAll(async () => {
    const to = async (instant: Date) => {
      jumps.push(instant);
      now = instant;
    };
    house = await startClubhouse({ clock: { to, nextDue: async () => undefined } }, { now: () => now });
    window = await openWindow(house.url);
  });
  afterAll(async () => {
    await window.close();
    await house.stop();
    expect(window.strange).toEqual([]);
  });

  /** A page whose htmx arrives when `arrives` is called, and not before. */
  async function withoutHtmx(): Promise<{ page: Page; arrives: () => void }> {
    const page = await window.context.newPage();
    let arrives = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrives = resolve;
    });
    await page.route('**/static/htmx.js', async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto(`${house.url}/as/${house.ana.id}`, { waitUntil: 'commit' });
    return { page, arrives };
  }

  it('a message that was sent is sent once they are', async () => {
    const { page, arrives } = await withoutHtmx();
    await page.locator('#composer-text').fill('Is anybody here?');
    await page.keyboard.press('Enter');
    expect(house.ana.sees()).not.toContain('Is anybody here?');
    arrives();
    await page.getByRole('article').getByText('Is anybody here?').waitFor();
    expect(await page.locator('#composer-text').inputValue()).toBe('');
    expect(house.ana.sees().split('Is anybody here?')).toHaveLength(2);
  });

  it('a click counts once they are, and once', async () => {
    const { page, arrives } = await withoutHtmx();
    await page.getByRole('button', { name: '+1 hour' }).click();
    expect(jumps).toEqual([]);
    arrives();
    await page.locator('#clock').getByText('10:32').waitFor();
    expect(jumps).toEqual([new Date('2026-11-24T10:32:00Z')]);
  });

  it('a choice in a message is brought to the app, and a button that is a link opens and says so', async () => {
    const menu = { type: 'static_select', action_id: 'mood', options: ['Fine', 'Tired'].map(option) };
    const link = { type: 'button', action_id: 'read', text: text('Read the rules'), url: `${house.url}/` };
    await house.appTellsAna({ blocks: [{ type: 'actions', elements: [menu, link] }] });
    const { page, arrives } = await withoutHtmx();
    await page.locator('article select').selectOption('Tired');
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Read the rules' }).click();
    expect(house.clicked).toEqual([]);
    arrives();
    expect((await opened).url()).toBe(`${house.url}/`);
    await expect.poll(() => house.clicked.toSorted()).toEqual(['mood=tired', 'read']);
  });
});
