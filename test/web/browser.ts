import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { startBrowser } from '../../sandbox/browser.ts';

let browser: Promise<Browser> | undefined;

/** A window of its own, with its cookies, in the one browser of this process. */
export interface Window {
  readonly context: BrowserContext;
  /** What must not be: requests to elsewhere, scripts that fail, errors in the console (what the policy blocks among them). */
  readonly strange: string[];
  close(): Promise<void>;
}

/** Opens one on the workspace at `url`; the browser starts with the first and ends with the process. */
export async function openWindow(url: string, options: BrowserContextOptions = {}): Promise<Window> {
  browser ??= startBrowser();
  const context = await (await browser).newContext({
    ...{ baseURL: url, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' },
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const strange: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) strange.push(request.url());
  });
  context.on('weberror', (error) => strange.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') strange.push(message.text());
  });
  return { context, strange, close: () => context.close() };
}
