import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd, startBrowser } from '../../sandbox/browser.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`the tour, and starting over${howToAdd}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let house: Clubhouse;
  let other: Clubhouse;
  let current: Sandbox;

  beforeAll(async () => {
    browser = await startBrowser();
    other = await startClubhouse();
    house = await startClubhouse({
      sandbox: () => current,
      reset: async () => {
        current = other.slack;
      },
      tour: {
        steps: [
          {
            title: 'Whisper',
            text: 'Be Ana and type /whisper.',
            as: () => house.ana.id,
            done: () => house.ana.sees().includes('Psst'),
          },
          { title: 'See the home', text: 'Be Marc.', as: () => house.marc.id, where: () => 'home', done: () => false },
        ],
      },
    });
    current = house.slack;
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
    await other.stop();
  });

  it('says whom to be, notices what is done, goes on, and can be ended and begun again; Marc reads French', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${house.url}/as/${house.marc.id}`);
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByRole('link', { name: 'Be Ana Silva' }).click();
    await page.getByLabel('Message Clubhouse').fill('/whisper');
    await page.keyboard.press('Enter');
    await tour.getByRole('img', { name: 'Done' }).waitFor();
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('link', { name: 'Be Marc Dupont' }).click();
    await page.getByRole('link', { name: 'Accueil' }).waitFor();
    await page.getByRole('heading', { name: 'Canaux' }).waitFor();
    await page.getByText('You are in no club yet.').waitFor();
    await tour.getByRole('button', { name: 'End the tour' }).click();
    await tour.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Tour' }).click();
    await tour.getByText('Step 2 of 2').waitFor();

    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(current).toBe(house.slack);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('heading', { name: 'The School' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page
      .getByRole('link', { name: /^Ana Silva/ })
      .first()
      .click();
    await page.getByText('This is the very beginning').waitFor();
    await page.close();
  });
});
