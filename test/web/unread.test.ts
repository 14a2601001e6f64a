import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { openClubhouse } from './browser.ts';
import type { Clubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`what is new stands out until it was there to be read${howToAdd}`, () => {
  let house: Clubhouse;
  let page: Page;
  beforeEach(async () => {
    const opened = await openClubhouse();
    ({ house, page } = opened);
    return opened.leave;
  });

  const app = () => page.locator('#sidebar').getByRole('link', { name: /^Clubhouse/ });
  const badge = (link = app()) => link.locator('.badge');

  it('an answer in a thread of the conversation that is open, until the thread is', async () => {
    const root = await house.marc.says('Who comes?', { to: house.general });
    await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}`);
    const general = page.locator('#sidebar').getByRole('link', { name: 'general' });
    await badge(general).waitFor({ state: 'detached' });
    await house.marc.says('I do', { to: house.general, thread: root.ts });
    const replies = page.getByRole('link', { name: '1 reply unread' });
    await replies.waitFor();
    await badge(general).getByText('1').waitFor();
    await replies.click();
    await page.getByRole('region', { name: 'Thread' }).getByText('I do').waitFor();
    await badge(general).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '1 reply', exact: true }).waitFor();

    await house.marc.says('And Zoé', { to: house.general, thread: root.ts });
    await page.getByRole('region', { name: 'Thread' }).getByText('And Zoé').waitFor();
    await page.getByRole('link', { name: '2 replies', exact: true }).waitFor();
    await badge(general).waitFor({ state: 'detached' });
  });

  it('in a window, what the app says is read where a person comes in', async () => {
    await house.appTellsAna({ text: 'Hello' });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.getByRole('article').getByText('Hello').waitFor();
    await badge().waitFor({ state: 'detached' });
    await house.appTellsAna({ text: 'Again' });
    await page.getByRole('article').getByText('Again').waitFor();
    await badge().waitFor({ state: 'detached' });
  });

  it('on a phone, where only the list is shown, it is not, nor on the way back', async () => {
    await page.setViewportSize({ width: 375, height: 740 });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await house.appTellsAna({ text: 'Hello' });
    await badge().getByText('1').waitFor();
    await page.reload();
    await badge().getByText('1').waitFor();
    await app().click();
    await page.getByRole('article').getByText('Hello').waitFor();
    await page.locator('#log [hx-trigger^=intersect]').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await app().waitFor();
    expect(await badge().count()).toBe(0);
    await house.appTellsAna({ text: 'Again' });
    await badge().getByText('1').waitFor();
  });
});
