import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, and what axe holds for good practice. */
const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const colours = { type: 'rule', values: ['color-contrast'] };

const desktop = { width: 1280, height: 800 };
const phone = { width: 375, height: 740 };

/**
 * What is wrong with a page as it stands: everything in a window and at a phone's width (where nothing may be wider than the
 * window either), and in the dark what differs there, the colours. The page is left light, in a window.
 */
export function wrongWith(page: Page): Promise<string[]> {
  return wrongWithin(page, 'html');
}

/** The same of one part of a page. */
export async function wrongWithin(page: Page, part: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const wide = await violations(page, part, everything);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, part, colours);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(phone);
  const narrow = await violations(page, part, everything);
  await page.emulateMedia({ colorScheme: 'dark' });
  const night = await violations(page, part, colours);
  await page.emulateMedia({ colorScheme: 'light' });
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  await page.setViewportSize(desktop);
  return [
    ...wide.map((each) => `light: ${each}`),
    ...dark.map((each) => `dark: ${each}`),
    ...narrow.map((each) => `phone: ${each}`),
    ...night.map((each) => `phone, dark: ${each}`),
    ...(over > 0 ? [`phone: ${over} pixels wider than the window`] : []),
  ];
}

async function violations(page: Page, part: string, runOnly: typeof everything): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'], preload: false });
  const found = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(part)}, ${options})`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}: ${nodes[0]?.failureSummary}`);
}
