import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { tourOf } from '../../sandbox/demo/tour.ts';
import { choose, walk } from '../../sandbox/demo/walk.ts';
import { openWindow, type Window } from '../web/browser.ts';
import { watchConnections } from './connections.ts';
import { type Demo, openDemo } from './demo.ts';

/** The tour as somebody takes it who has just started the demo: the real product, a browser, clicks and keys. */
describe.skipIf(!hasBrowser)(`the tour in a browser${howToAdd}`, () => {
  const connections = watchConnections();
  const { steps } = tourOf(() => demo.workspace.stage());
  let demo: Demo;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    demo = await openDemo();
    window = await openWindow(demo.url);
    page = await window.context.newPage();
    await choose(page, 'zoe', demo.url);
  });
  afterAll(async () => {
    await window?.close();
    connections.stop();
  });

  const tour = () => page.getByRole('region', { name: 'Tour' });
  const followTheTour = async () => {
    // There is none for whoever is there already.
    const link = tour().getByRole('link');
    if ((await link.count()) > 0) await link.click();
  };

  test.each(steps.map(({ title }, at) => ({ title: title.en, at: at + 1 })))('$at: $title', async ({ title, at }) => {
    await tour().getByRole('heading', { name: title }).waitFor();
    expect(await tour().getByRole('img', { name: 'Done' }).count()).toBe(0);
    await walk[at - 1]?.({ page, be: followTheTour, look: async () => {} });
    await tour().getByRole('img', { name: 'Done' }).waitFor();
    await tour().getByRole('button', { name: 'Next' }).click();
  });

  test('then it is over; nothing was refused, nothing has left the machine, and nothing failed in the page', async () => {
    await tour().getByText('That was the tour').waitFor();
    expect(demo.workspace.stage().slack.unexpectedRefusals()).toEqual([]);
    expect(window.strange).toEqual([]);
    expect([...connections.to]).toEqual(['127.0.0.1']);
  });
});
