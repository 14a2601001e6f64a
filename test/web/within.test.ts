import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { openClubhouse } from './browser.ts';
import type { Clubhouse } from './clubhouse.ts';
import { option, text } from './forms.ts';

const sizes = [
  { where: 'in a window', width: 1280, height: 800 },
  { where: 'on a phone', width: 375, height: 740 },
];

describe.skipIf(!hasBrowser)(`all of what opens can be seen and reached${howToAdd}`, () => {
  let house: Clubhouse;
  let page: Page;
  beforeEach(async () => {
    const opened = await openClubhouse({ clock: { to: async () => undefined, nextDue: async () => undefined } });
    ({ house, page } = opened);
    return opened.leave;
  });

  /** The entries of what is open, and those of which a corner is not where a mouse could click it. */
  const entries = () =>
    page.evaluate<{ all: number; unreachable: string[] }>(`(() => {
      const entries = '.menu[open] .menu-list :is(a, button, .upload, .field), .suggestions.open [role=option]';
      const all = [...document.querySelectorAll(entries)];
      const isReachable = (each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        const corners = [[left + 3, top + 3], [right - 3, bottom - 3]];
        return corners.every(([x, y]) => each.contains(document.elementFromPoint(x, y)));
      };
      return { all: all.length, unreachable: all.filter((each) => !isReachable(each)).map((each) => each.textContent) };
    })()`);
  const opened = (all: number) => expect.poll(entries).toEqual({ all, unreachable: [] });

  async function opensMenuOf(words: string, within: string) {
    const message = page.locator(within).getByRole('article').filter({ hasText: words });
    await message.hover();
    await message.getByLabel(/More actions/).click();
  }

  describe.each(sizes)('$where', ({ width, height }) => {
    beforeEach(() => page.setViewportSize({ width, height }));

    it('the menu of the newest message, be it the only one', async () => {
      await house.ana.says('One line', { to: house.general });
      await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}`);
      await opensMenuOf('One line', '#log');
      await opened(3);
      await page.getByRole('link', { name: 'Reply in thread' }).click();
      await page.locator('#composer-thread-text').fill('An answer');
      await page.keyboard.press('Enter');
      await opensMenuOf('An answer', '#thread-log');
      await opened(2);
    });

    it('a menu of the app that stands first in the last message, and what it suggests there', async () => {
      const more = {
        type: 'overflow',
        action_id: 'more',
        options: ['One', 'Two', 'Three', 'Four', 'Five'].map(option),
      };
      const sponsor = { type: 'external_select', action_id: 'value', min_query_length: 1, placeholder: text('Who?') };
      await house.appTellsAna({ blocks: [{ type: 'actions', elements: [more, sponsor] }] });
      await page.goto(`${house.url}/as/${house.ana.id}/c/${house.ana.conversation().id}`);
      await page.getByLabel('More options').click();
      await opened(5);
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').fill('z');
      await opened(2);
    });

    it('a menu in a form, and what it suggests', async () => {
      await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}`);
      await page.locator('#composer-text').fill('/join chess');
      await page.keyboard.press('Enter');
      const form = page.getByRole('dialog', { name: 'Join a club' });
      await form.getByLabel('More options').click();
      await opened(2);
      await page.keyboard.press('Escape');
      await form.getByLabel('Sponsor').fill('z');
      await opened(2);
    });

    it('shortcuts and files, whom to be, and where the clock goes, in both languages', async () => {
      for (const [person, files, elsewhere] of [
        [house.ana, 'Shortcuts and files', 'Choose…'],
        [house.marc, 'Raccourcis et fichiers', 'Choisir…'],
      ] as const) {
        await page.goto(`${house.url}/as/${person.id}/c/${house.general.id}`);
        await page.getByLabel(files).click();
        await opened(2);
        await page.locator('.who summary').click();
        await opened(3);
        await page.locator('.travel summary', { hasText: elsewhere }).click();
        await opened(2);
      }
    });
  });
});
