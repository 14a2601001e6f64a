import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { openWindow, type Window } from './browser.ts';
import { both, type Clubhouse, startClubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`the tour, and starting over${howToAdd}`, () => {
  let window: Window;
  let house: Clubhouse;
  let other: Clubhouse;
  let current: Sandbox;

  beforeAll(async () => {
    other = await startClubhouse();
    house = await startClubhouse({
      sandbox: () => current,
      reset: async () => {
        current = other.slack;
      },
      tour: {
        steps: [
          {
            title: both('Whisper'),
            text: both('Be Ana and type /whisper.'),
            as: () => house.ana.id,
            done: () => house.ana.sees().includes('Psst'),
          },
          {
            title: both('See the home'),
            text: both('Be Marc.'),
            as: () => house.marc.id,
            where: () => 'home',
            done: () => false,
          },
        ],
      },
    });
    current = house.slack;
    window = await openWindow(house.url);
  });
  afterAll(async () => {
    await window?.close();
    await house?.stop();
    await other?.stop();
  });

  it('says whom to be, notices what is done, goes on, and can be ended and begun again; Marc reads French', async () => {
    const page = await window.context.newPage();
    await page.goto(`${house.url}/as/${house.marc.id}`);
    const tour = page.locator('#tour');
    await tour.getByRole('link', { name: 'Être Ana Silva' }).click();
    await page.getByLabel('Message Clubhouse').fill('/whisper');
    await page.keyboard.press('Enter');
    await tour.getByRole('img', { name: 'Done' }).waitFor();
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('link', { name: 'Be Marc Dupont' }).click();
    await page.getByRole('link', { name: 'Accueil', exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Canaux' }).waitFor();
    await page.getByText('You are in no club yet.').waitFor();
    await tour.getByRole('button', { name: 'Quitter la visite' }).click();
    await tour.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Visite' }).click();
    await tour.getByText('Étape 2 sur 2').waitFor();

    await page.getByRole('button', { name: 'À zéro' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    expect(current).toBe(house.slack);
    await page.getByRole('button', { name: 'À zéro' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Recommencer' }).click();
    await page.getByRole('heading', { name: 'Sandbox', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page
      .getByRole('link', { name: /^Ana Silva/ })
      .first()
      .click();
    await page.getByText('This is the very beginning').waitFor();
    expect(window.strange).toEqual([]);
  });
});
