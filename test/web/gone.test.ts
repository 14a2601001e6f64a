import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { openWindow } from './browser.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

/*
 * Pages outlive what they show: the sandbox is started again, and nobody in it is who they were; or somebody is deactivated.
 */
let house: Clubhouse;
let other: Clubhouse;
let current: Sandbox;
beforeEach(async () => {
  house = await startClubhouse({ sandbox: () => current });
  other = await startClubhouse();
  current = house.slack;
});
afterEach(async () => {
  await house.stop();
  await other.stop();
});

const whoAreYou = { name: 'Sandbox', exact: true };

describe.skipIf(!hasBrowser)(`an open page${howToAdd}`, () => {
  it('asks who one is after a restart, once it gets through again', async () => {
    const window = await openWindow(house.url);
    const page = await window.context.newPage();
    let getThrough = () => {};
    const through = new Promise<void>((resolve) => {
      getThrough = resolve;
    });
    await page.route('**/*live=1', async (route) => {
      await through;
      await route.continue();
    });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    current = other.slack;
    getThrough();
    await page.getByRole('heading', whoAreYou).waitFor();
    expect(window.strange).toEqual([]);
    await window.close();
  });

  it('asks who one is when somebody was deactivated, by itself or at the first click', async () => {
    const window = await openWindow(house.url);
    const [page, deaf] = [await window.context.newPage(), await window.context.newPage()];
    await deaf.route('**/*live=1', (route) => route.abort());
    for (const each of [page, deaf]) {
      await each.goto(`${house.url}/as/${house.ana.id}`);
      await each.locator('#composer[data-htmx-powered]').waitFor();
    }
    await house.slack.deactivate(house.ana);
    await page.getByRole('heading', whoAreYou).waitFor();
    await deaf.locator('#composer-text').fill('Is anybody here?');
    await deaf.keyboard.press('Enter');
    await deaf.getByRole('heading', whoAreYou).waitFor();
    await window.close();
  });
});

describe('a page of nobody who is there', () => {
  it.each(['', '/home', '/c/C0'])('hears so at once where it listens (%s)', async (path) => {
    const answer = await fetch(`${house.url}/as/U0${path}?live=1`);
    expect(await answer.text()).toBe('event: reload\ndata: \n\n');
  });

  it('is led away by whatever it does', async () => {
    const init = { method: 'POST', headers: { origin: house.url } };
    const answer = await fetch(`${house.url}/as/U0/shortcut`, init);
    expect([answer.status, answer.headers.get('hx-redirect')]).toEqual([404, '/']);
  });
});
