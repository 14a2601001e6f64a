import type { BrowserContext, ConsoleMessage, Page, Request, WebError } from 'playwright-core';
import { expect } from 'vitest';
import { startBrowser } from '../../sandbox/browser.ts';
import type { FaceOptions } from '../../sandbox/web/index.tsx';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

/** The pages that one test has open on one workspace. */
export interface Window {
  readonly context: BrowserContext;
  /** What must not be: requests to elsewhere, scripts that fail, errors in the console (what the policy blocks among them). */
  readonly strange: string[];
  /** Closes the pages and forgets the cookies. */
  close(): Promise<void>;
}

/**
 * One browser and one context for all files of this process, one window after the other. Its first page stays, and with it the
 * process that draws: a new one takes seconds until it has its fonts and scripts.
 */
let started: Promise<{ context: BrowserContext; kept: Page }> | undefined;

/** Opens a window on the workspace at `url`; the browser ends with this process. */
export async function openWindow(url: string): Promise<Window> {
  started ??= start(url);
  const { context, kept } = await started;
  const strange: string[] = [];
  const request = (each: Request) => {
    if (!each.url().startsWith(`${url}/`) && !each.url().startsWith('data:')) strange.push(each.url());
  };
  const failed = (each: WebError) => strange.push(each.error().message);
  const said = (each: ConsoleMessage) => {
    if (each.type() === 'error') strange.push(each.text());
  };
  context.on('request', request).on('weberror', failed).on('console', said);
  return {
    context,
    strange,
    async close() {
      for (const page of context.pages()) if (page !== kept) await page.close();
      await context.clearCookies();
      context.off('request', request).off('weberror', failed).off('console', said);
    },
  };
}

/** A clubhouse with a page to go there; `leave` closes both, and nothing strange may have happened. */
export async function openClubhouse(options: Partial<FaceOptions> = {}) {
  const house: Clubhouse = await startClubhouse(options);
  const window = await openWindow(house.url);
  return {
    house,
    window,
    page: await window.context.newPage(),
    async leave() {
      await window.close();
      await house.stop();
      expect(window.strange).toEqual([]);
    },
  };
}

async function start(url: string) {
  const browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(50_000);
  const kept = await context.newPage();
  await kept.goto(url);
  return { context, kept };
}
