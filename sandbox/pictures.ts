import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { hasBrowser, startBrowser } from './browser.ts';
import { MinuteClock } from './demo/minute-clock.ts';
import { serveWorkspace } from './demo/serve-workspace.ts';
import { openEmbedded } from './demo/stage.ts';
import { choose, field, modal, open, says, type Walker, walk } from './demo/walk.ts';
import { openWorkspace } from './demo/workspace.ts';

/** Takes the pictures of README and docs: `npm run pictures`. The same state gives the same bytes, with the same fonts. */

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const print = (line: string) => process.stdout.write(`${line}\n`);

if (!hasBrowser) {
  print('This needs a browser: `apt-get install chromium`, or set CHROMIUM to the path of one.');
  process.exit(1);
}

await mkdir(folder, { recursive: true });
const workspace = await openWorkspace({
  database: await openEmbedded('memory'),
  say: print,
  clock: (from) => new MinuteClock(from),
});
const url = serveWorkspace(workspace);
const browser = await startBrowser();
try {
  const context = await browser.newContext({
    ...{ baseURL: url, viewport: { width: 1200, height: 760 }, colorScheme: 'light', reducedMotion: 'reduce' },
    ...{ locale: 'en-GB', timezoneId: 'Europe/Paris' },
  });
  context.setDefaultTimeout(30_000);
  await context.addCookies([{ name: 'tour', value: 'off', url }]);
  await take(await context.newPage());
} finally {
  await browser.close();
  await workspace.close();
}

async function take(page: Page): Promise<void> {
  const look: Walker['look'] = async (name, what) => {
    if (what) await what.scrollIntoViewIfNeeded();
    await photograph(page, name);
  };
  for (const step of walk) await step({ page, be: (who) => choose(page, who), look });

  await choose(page, 'marc');
  await open(page, 'Home of Mentorat');
  await page.getByRole('button', { name: 'Dossier' }).first().waitFor();
  await photograph(page, 'home-mentor');
  await page.emulateMedia({ colorScheme: 'dark' });
  await photograph(page, 'home-mentor-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await open(page, 'Mentorat, Ana Silva');
  await says(page, '/book @ana tue 7pm weekly x6');
  await field(await modal(page, 'Book a session'), 'date').waitFor();
  await photograph(page, 'book');
}

async function photograph(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.blur(); document.fonts.ready.then(() => undefined)');
  await page.waitForLoadState('load');
  // What is in view has been read.
  await page.waitForFunction("!document.querySelector('.end')");
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', caret: 'hide' });
  print(`docs/pictures/${name}.png`);
}
