import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const path = process.env['CHROMIUM'] ?? known.find((each) => existsSync(each));

export const hasBrowser = path !== undefined && existsSync(path);

/** How to get what is missing, in one line. */
export const howToAdd = hasBrowser ? '' : ' (skipped: no browser; `apt-get install chromium`, or set CHROMIUM to one)';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // All pages are of one site: one process draws them.
  '--renderer-process-limit=1',
  // The same page gives the same pixels, whatever was drawn before it.
  '--disable-partial-raster',
  '--disable-lcd-text',
  '--disable-skia-runtime-opts',
  // Date and time fields in the language of the page: by itself they have the browser's.
  '--enable-blink-features=LangAttributeAwareFormControlUI',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: path ?? '', args: quiet });
}
