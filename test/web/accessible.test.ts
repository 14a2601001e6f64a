import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd, startBrowser } from '../../sandbox/browser.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(!hasBrowser)(`for everybody${howToAdd}`, { timeout: 90_000 }, () => {
  let browser: Browser;
  let house: Clubhouse;
  beforeAll(async () => {
    browser = await startBrowser();
    house = await startClubhouse({
      faults: true,
      tour: { steps: [{ title: 'Look around', text: 'See what is here.', done: () => false }] },
    });
    const joining = await (await house.ana.command('/join', 'chess')).modal();
    await joining.fill({ name: 'Ana' }).submit();
    await house.ana.until('has joined');
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 375],
    ['dark', 375],
  ] as const)(
    '%s, %i pixels wide: no violation of WCAG 2.2 AA, nothing wider than the window',
    async (colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 740 } });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const group = house.ana.conversation(house.marc);
      const root = group.messages()[0]?.ts;
      const paths = ['', '/home', `/c/${group.id}`, `/c/${group.id}?thread=${root}`].map(
        (each) => `/as/${house.ana.id}${each}`,
      );
      for (const path of ['/', ...paths]) {
        await page.goto(`${house.url}${path}`);
        await clean(page, path);
      }
      await page.goto(`${house.url}/as/${house.ana.id}/c/${group.id}`);
      await page.getByRole('button', { name: 'Under the glass' }).click();
      await page.locator('#glass').waitFor();
      await clean(page, 'under the glass');
      await page.getByRole('button', { name: 'Under the glass' }).click();
      await page.locator('#composer-text').fill('/join chess');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
      await page.locator('[aria-invalid=true]').waitFor();
      await clean(page, 'a form with errors');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await context.close();
    },
  );

  async function clean(page: Page, where: string): Promise<void> {
    await page.evaluate(`${axe};0`);
    const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)) as AxeResults;
    expect(found.violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(wide, where).toBeLessThanOrEqual(0);
  }
});
