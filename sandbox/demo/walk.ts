import type { Locator, Page } from 'playwright-core';
import { cast, type Who } from './school.ts';

/** Somebody who plays the tour in a browser, and looks around on the way. */
export interface Walker {
  readonly page: Page;
  /** Becomes somebody, in the way that this walker does. */
  be(who: Who): Promise<void>;
  /** Called where there is something to see; `what` is in the middle of it. */
  look(name: Sight, what?: Locator): Promise<void>;
}

export type Sight =
  | 'introduction'
  | 'offer'
  | 'reminder'
  | 'booked'
  | 'complete'
  | 'thread'
  | 'home-student'
  | 'home-staff';

/** The eight steps of the tour in their order, by clicks and keys alone. */
export const walk: ReadonlyArray<(walker: Walker) => Promise<void>> = [
  async function readsTheIntroduction({ page, be, look }) {
    await be('ana');
    await open(page, 'Mentorat, Marc Dubois');
    await page.getByRole('article').filter({ hasText: 'Ana Silva' }).first().waitFor();
    await says(page, 'Hello Marc, I’m glad to start. The evening suits me best.');
    await page.getByRole('article').filter({ hasText: 'glad to start' }).waitFor();
    await look('introduction');
  },
  async function offersTimes({ page, be, look }) {
    await be('marc');
    await open(page, 'Mentorat, Ana Silva');
    await page.getByRole('button', { name: 'Offer times' }).first().click();
    const form = await modal(page, 'Offer times');
    await field(form, 'date_1').fill('2026-10-23');
    await field(form, 'time_1').fill('18:00');
    await field(form, 'date_2').fill('2026-10-24');
    await field(form, 'time_2').fill('11:00');
    await field(form, 'time_2').blur();
    await form.getByText('05:00').waitFor();
    await look('offer');
    await send(form, 'Send');
    await openThread(page);
    await thread(page).getByText('Sat 24 Oct').first().waitFor();
  },
  async function isReminded({ page, be, look }) {
    await be('ana');
    await open(page, 'Mentorat');
    await moved(page, page.getByRole('button', { name: 'Tomorrow 9:00' }));
    await page
      .getByRole('button', { name: /Fri 23 Oct, 12:00/ })
      .last()
      .waitFor();
    await look('reminder');
  },
  async function picksATime({ page, look }) {
    await page
      .getByRole('button', { name: /Fri 23 Oct, 12:00/ })
      .last()
      .click();
    await open(page, 'Mentorat, Marc Dubois');
    await openThread(page);
    await thread(page).getByText('23 October 2026, 12:00').first().waitFor();
    await look('booked');
  },
  async function movesTheSession({ page, be }) {
    await be('marc');
    await open(page, 'Mentorat, Ana Silva');
    await openThread(page);
    await thread(page).getByRole('button', { name: 'Another time', exact: true }).first().click();
    const form = await modal(page, '');
    await field(form, 'date').fill('2026-10-26');
    await field(form, 'time').fill('18:00');
    await send(form);
    await thread(page).getByText('26 October 2026, 18:00').first().waitFor();
  },
  async function completesIt({ page, be, look }) {
    await be('marc');
    await moveClock(page, '2026-10-26T19:00');
    await says(page, '/complete @ana');
    const form = await modal(page, 'Complete a session');
    const answers = {
      before: 'Five years in a bakery, evening classes in HTML.',
      reasons: 'Wants to build the tools she missed in the shop.',
      objectives: 'A job as a junior developer next summer.',
      level: 'Reads HTML and CSS well; new to JavaScript.',
      hours: 'About 20 hours a week, mostly in the evening.',
      next: 'The first page of the shop.',
      tasks: 'Read chapters 1 to 3 ~9h\nSketch the home page of the shop ~8h',
      private: privately,
    };
    for (const [name, text] of Object.entries(answers)) await field(form, name).fill(text);
    await field(form, 'following').selectOption('same-slot');
    await look('complete', field(form, 'private'));
    await send(form);
  },
  async function readsIt({ page, be, look }) {
    await be('ana');
    await open(page, 'Mentorat, Marc Dubois');
    await openThread(page);
    await thread(page).getByText('Sketch the home page').first().waitFor();
    await thread(page).getByText('2 November 2026, 12:00').first().waitFor();
    await look('thread');
    await open(page, 'Home of Mentorat');
    await page.getByRole('button', { name: 'Notes and sessions' }).waitFor();
    await look('home-student');
    await page.getByRole('button', { name: 'Notes and sessions' }).click();
    const dossier = await modal(page, '');
    await dossier.getByText('The first page of the shop.').first().waitFor();
    if ((await page.content()).includes(privately)) throw new Error('The student reads the private comment');
    await page.keyboard.press('Escape');
    await dossier.waitFor({ state: 'detached' });
  },
  async function looksAfterAll({ page, be, look }) {
    await be('zoe');
    await open(page, 'Home of Mentorat');
    const takes = page.getByRole('button', { name: /^I’ll take it/ });
    await takes.first().waitFor();
    await look('home-staff');
    const before = await takes.count();
    await takes.first().click();
    await takes.nth(before - 1).waitFor({ state: 'detached' });
  },
];

const privately = 'Very motivated, but alone with two children: keep the tasks small.';

/** Becomes somebody by the list of everybody. */
export async function choose(page: Page, who: Who, url = '/'): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: new RegExp(`^(?!Open).*${cast[who].name}`) }).click();
}

/** Opens what the sidebar calls so. */
export async function open(page: Page, place: string): Promise<void> {
  await link(page, place).click();
}

/** Types into the conversation, a command too, and sends it. */
export async function says(page: Page, text: string): Promise<void> {
  await page.locator('#composer-text').fill(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

/** The modal that is open, once its fields are there. */
export async function modal(page: Page, name: string): Promise<Locator> {
  const form = page.getByRole('dialog', { name });
  await form.waitFor();
  await form.getByText('One moment').waitFor({ state: 'detached' });
  return form;
}

export const field = (form: Locator, id: string): Locator => form.locator(`[name^="${id}/"]`);

async function send(form: Locator, name?: string): Promise<void> {
  const buttons = name === undefined ? form.locator('button[type=submit]') : form.getByRole('button', { name });
  await buttons.last().click();
  await form.waitFor({ state: 'detached' });
}

async function moveClock(page: Page, at: string): Promise<void> {
  await page.locator('.bar').getByText('Choose…').click();
  await page.getByLabel('Move the clock to').fill(at);
  await moved(page, page.getByRole('button', { name: 'Go there' }));
  await page.keyboard.press('Escape');
}

/** Clicks, and waits until all that fell due on the way has happened. */
async function moved(page: Page, button: Locator): Promise<void> {
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === '/time');
  await button.click();
  await answer;
}

/** Opens the first thread that there is. */
export async function openThread(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /\d+ (repl|répons)/ })
    .first()
    .click();
  await thread(page).waitFor();
}

const thread = (page: Page): Locator => page.locator('#thread');

const link = (page: Page, name: string): Locator =>
  page
    .locator('#sidebar')
    .getByRole('link', { name: new RegExp(`^\\W*${name}\\s*(\\d+ (unread|à lire))?$`) })
    .first();
