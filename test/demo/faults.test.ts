import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { field, modal, open, openThread, says } from '../../sandbox/demo/walk.ts';
import { openWindow, type Window } from '../web/browser.ts';
import { type Demo, openDemo, personIn } from './demo.ts';

/** Marc writes notes for Tom while Slack fails him, in the browser, by the switches under the glass; Tom looks on. */
describe.skipIf(!hasBrowser)(`when Slack goes wrong${howToAdd}`, () => {
  let demo: Demo;
  let window: Window;
  let marc: Page;
  let tom: Page;
  beforeAll(async () => {
    demo = await openDemo();
    window = await openWindow(demo.url);
    await window.context.addCookies([
      { name: 'tour', value: 'off', url: demo.url },
      { name: 'glass', value: 'on', url: demo.url },
    ]);
    marc = await pageOf('marc');
    tom = await pageOf('tom');
    await open(tom, 'Mentorat, Marc Dubois');
    await openThread(tom);
  });
  afterEach(() => expect(demo.workspace.stage().slack.unexpectedRefusals()).toEqual([]));
  afterAll(async () => {
    expect(window?.strange ?? []).toEqual([]);
    await window?.close();
  });

  async function pageOf(who: 'marc' | 'tom'): Promise<Page> {
    const page = await window.context.newPage();
    await page.goto(`${demo.url}/as/${personIn(demo, who).id}`);
    return page;
  }

  /** Marc's note, filled in but not sent. */
  async function writes(note: string) {
    await says(marc, '/note @tom');
    const form = await modal(marc, 'Add a note');
    await field(form, 'note').fill(note);
    return { form, save: () => form.locator('button[type=submit]').click() };
  }

  /** By the glass, which a modal leaves in reach. */
  async function turn(fault: string, on: boolean) {
    await marc.getByRole('button', { name: fault }).click();
    await marc.locator(`#faults [aria-pressed=${on}]`).getByText(fault).waitFor();
  }

  async function hoursLater(count: number) {
    for (let hour = 0; hour < count; hour += 1) {
      const answer = marc.waitForResponse((response) => response.url().endsWith('/time'));
      await marc.getByRole('button', { name: '+1 hour' }).click();
      await answer;
    }
  }

  const thread = () => tom.getByRole('region', { name: 'Thread' });
  const times = (words: string) => thread().getByText(words).count();

  test('slow: the note is taken at once, and comes once', async () => {
    const { form, save } = await writes('It was a long way to here.');
    await turn('Slack is slow', true);
    await save();
    await form.waitFor({ state: 'detached' });
    await thread().getByText('It was a long way').waitFor();
    await turn('Slack is slow', false);
    await hoursLater(1);
    expect(await times('It was a long way')).toBe(1);
  });

  test('loses the answer: the note is there, and does not come again', async () => {
    const { form, save } = await writes('Nobody heard whether this came.');
    await turn('Slack loses the answer', true);
    await save();
    await form.waitFor({ state: 'detached' });
    await thread().getByText('Nobody heard').waitFor();
    await turn('Slack loses the answer', false);
    await hoursLater(1);
    expect(await times('Nobody heard')).toBe(1);
  });

  test('limits us: the note waits, and comes once', async () => {
    const { form, save } = await writes('All in good time.');
    await turn('Slack limits us', true);
    await save();
    await form.waitFor({ state: 'detached' });
    await marc.locator('#glass').getByText('made to fail: rate-limited').first().waitFor();
    expect(await times('All in good time')).toBe(0);
    await turn('Slack limits us', false);
    await hoursLater(1);
    await thread().getByText('All in good time').waitFor();
    expect(await times('All in good time')).toBe(1);
  });

  test('away: the form says so and keeps what was written; sent again, the note comes once', async () => {
    const { form, save } = await writes('Back again.');
    await turn('Slack is away', true);
    await save();
    await form.getByRole('alert').getByText('We had some trouble connecting.').waitFor();
    expect(await field(form, 'note').inputValue()).toBe('Back again.');
    await turn('Slack is away', false);
    await demo.workspace.stage().slack.connected();
    await save();
    await form.waitFor({ state: 'detached' });
    await thread().getByText('Back again.').waitFor();
    await hoursLater(1);
    expect(await times('Back again.')).toBe(1);
  });
});
