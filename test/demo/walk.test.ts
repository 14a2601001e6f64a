import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { serveWorkspace } from '../../sandbox/demo/serve-workspace.ts';
import { tourOf } from '../../sandbox/demo/tour.ts';
import { choose, walk } from '../../sandbox/demo/walk.ts';
import { openWorkspace, type Workspace } from '../../sandbox/demo/workspace.ts';
import { openWindow, type Window } from '../web/browser.ts';
import { watchConnections } from './connections.ts';

/** The tour as somebody takes it who has just started the demo: the real product, a browser, clicks and keys. */
describe.skipIf(!hasBrowser)(`the tour in a browser${howToAdd}`, () => {
  const connections = watchConnections();
  const { steps } = tourOf(() => workspace.stage());
  let workspace: Workspace;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    workspace = await openWorkspace({ say: () => {} });
    window = await openWindow(serveWorkspace(workspace));
    page = await window.context.newPage();
    await choose(page, 'zoe');
  });
  afterAll(async () => {
    await window?.close();
    await workspace?.close();
    connections.stop();
  });

  const tour = () => page.getByRole('region', { name: 'Tour' });
  const followTheTour = async () => {
    await tour()
      .getByRole('link', { name: /^(Be |Take me there)/ })
      .click();
  };

  test.each(steps.map(({ title }, at) => ({ title, at })))('$at: $title', async ({ title, at }) => {
    await tour().getByRole('heading', { name: title }).waitFor();
    expect(await tour().getByRole('img', { name: 'Done' }).count()).toBe(0);
    await walk[at]?.({ page, be: followTheTour, look: async () => {} });
    await tour().getByRole('img', { name: 'Done' }).waitFor();
    await tour().getByRole('button', { name: 'Next' }).click();
  });

  test('then it is over; nothing was refused, nothing has left the machine, and nothing failed in the page', async () => {
    await tour().getByText('That was the tour').waitFor();
    expect(workspace.stage().slack.unexpectedRefusals()).toEqual([]);
    expect(window.strange).toEqual([]);
    expect([...connections.to]).toEqual(['127.0.0.1']);
  });
});
