import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { parseView } from '../../sandbox/kit.ts';
import { publishHome, pushView } from '../../sandbox/world/views.ts';
import { openClubhouse } from './browser.ts';
import type { Clubhouse } from './clubhouse.ts';
import { text } from './forms.ts';

const typed = (id: string, element: object, dispatch_action = true) => ({
  ...{ type: 'input', block_id: id, label: text(id), optional: true, dispatch_action },
  element: { type: 'plain_text_input', action_id: id, ...element },
});
const letters = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
const blocks = [
  typed('Tasks', { multiline: true, ...letters }),
  typed('Search', {}),
  typed('Both', { dispatch_action_config: { trigger_actions_on: ['on_character_entered', 'on_enter_pressed'] } }),
  typed('Lines', { multiline: true }),
  typed('Quiet', {}, false),
  { type: 'actions', elements: [{ type: 'button', action_id: 'look', text: text('Look') }] },
];

const payloads = z.array(
  z.looseObject({
    type: z.string(),
    actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().nullish() })).default([]),
    view: z.looseObject({ state: z.object({ values: z.record(z.string(), z.unknown()) }) }).optional(),
  }),
);

/** What is typed where the app listens: as it is typed, or with Enter, and never twice. */
describe.skipIf(!hasBrowser)(`what an app hears of what is typed${howToAdd}`, () => {
  let house: Clubhouse;
  let page: Page;
  beforeEach(async () => {
    const opened = await openClubhouse();
    ({ house, page } = opened);
    return opened.leave;
  });

  async function openForm(): Promise<Locator> {
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.locator('#composer[data-htmx-powered]').waitFor();
    const view = { type: 'modal', callback_id: 'survey', title: text('Typing'), submit: text('Send'), blocks };
    pushView(house.slack.desk.context.world, { user: house.ana.id, conversation: undefined }, parseView(view), []);
    const form = page.getByRole('dialog', { name: 'Typing' });
    await form.locator('.modal-body[data-htmx-powered]').waitFor();
    return form;
  }

  /** Holds such requests back until they may `arrive`, and counts them. */
  async function holdBack(url: string) {
    let arrive = () => {};
    const arrives = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let count = 0;
    await page.route(url, async (route) => {
      count += 1;
      await arrives;
      await route.continue();
    });
    return { held: () => count, arrive: () => arrive() };
  }

  const sent = () => payloads.parse(house.slack.deliveries.map(({ payload }) => payload));
  /** What the app heard from a field, in order. */
  const heard = (id: string) =>
    sent().flatMap(({ actions }) => actions.filter(({ action_id }) => action_id === id).map(({ value }) => value));
  /** Presses a button, and says what stood in the form for the app by then: whatever was to be heard before has been. */
  async function look(): Promise<unknown> {
    const before = heard('look').length;
    await page.getByRole('button', { name: 'Look' }).click();
    await expect.poll(() => heard('look').length).toBe(before + 1);
    return sent().findLast(({ actions }) => actions[0]?.action_id === 'look')?.view?.state.values;
  }

  it('each letter, before the field is left, and nothing once more after it', async () => {
    const form = await openForm();
    await form.getByLabel('Tasks').pressSequentially('Tea');
    await expect.poll(() => heard('Tasks').at(-1)).toBe('Tea');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Milk');
    await expect.poll(() => heard('Tasks').at(-1)).toBe('Tea\nMilk');
    await page.keyboard.press('Tab');
    await look();
    expect(new Set(heard('Tasks')).size).toBe(heard('Tasks').length);
    expect(await form.getByLabel('Tasks').inputValue()).toBe('Tea\nMilk');
  });

  it('with Enter, each time, which does not send the form; and nothing of what is only left there', async () => {
    const form = await openForm();
    const described = await form.getByLabel('Search').getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toBe('Press Enter to send this');
    await form.getByLabel('Search').fill('chess');
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('Search')).toEqual(['chess']);
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('Search')).toEqual(['chess', 'chess']);
    await form.getByLabel('Search').fill('choir');
    await form.getByLabel('Lines').fill('One');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Two');
    expect(await look()).toMatchObject({
      Search: { Search: { value: 'choir' } },
      Lines: { Lines: { value: 'One\nTwo' } },
    });
    expect(heard('Search')).toEqual(['chess', 'chess']);
    expect(heard('Lines')).toEqual([]);
    expect(house.submitted).toEqual([]);
  });

  it('by letter and with Enter', async () => {
    const form = await openForm();
    await form.getByLabel('Both').fill('tea');
    await expect.poll(() => heard('Both')).toEqual(['tea']);
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('Both')).toEqual(['tea', 'tea']);
    expect(house.submitted).toEqual([]);
  });

  it('but Enter where it does not listen sends the form, with all that stands there', async () => {
    const form = await openForm();
    await form.getByLabel('Search').fill('chess');
    await form.getByLabel('Quiet').fill('Nothing else');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(sent().at(-1)?.view?.state.values).toMatchObject({
      Search: { Search: { value: 'chess' } },
      Quiet: { Quiet: { value: 'Nothing else' } },
    });
    expect(heard('Search')).toEqual([]);
  });

  it('never an earlier part of it after a later one', async () => {
    const form = await openForm();
    const { held, arrive } = await holdBack('**/fill');
    await form.getByLabel('Tasks').fill('T');
    await expect.poll(held).toBe(1);
    await form.getByLabel('Tasks').fill('Tea');
    await form.getByLabel('Search').fill('chess');
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('Search')).toEqual(['chess']);
    const late = page.waitForResponse('**/fill');
    arrive();
    await (await late).finished();
    expect(await look()).toMatchObject({ Tasks: { Tasks: { value: 'Tea' } } });
    expect(heard('Tasks')).toEqual(['Tea']);
    expect(await form.getByLabel('Tasks').inputValue()).toBe('Tea');
  });

  it('and in the home just so', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}/home`);
    await page.getByRole('button', { name: 'Look around' }).waitFor();
    publishHome(house.slack.desk.context.world, house.ana.id, parseView({ type: 'home', blocks }));
    await page.locator('input[data-by-enter][data-htmx-powered]').first().waitFor();
    await page.getByLabel('Tasks').pressSequentially('Tea');
    await expect.poll(() => heard('Tasks').at(-1)).toBe('Tea');
    await page.getByLabel('Search').fill('chess');
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('Search')).toEqual(['chess']);
    await page.getByLabel('Search').fill('choir');
    await page.getByLabel('Quiet').fill('Nothing else');
    await page.keyboard.press('Tab');
    await expect.poll(() => house.ana.home).toContain('Nothing else');
    expect(await look()).toMatchObject({ Search: { Search: { value: 'choir' } } });
    expect(heard('Search')).toEqual(['chess']);
    expect(new Set(heard('Tasks')).size).toBe(heard('Tasks').length);
  });

  it('where each Enter counts, be the one before still on its way', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}/home`);
    await page.getByRole('button', { name: 'Look around' }).waitFor();
    publishHome(house.slack.desk.context.world, house.ana.id, parseView({ type: 'home', blocks }));
    await page.locator('input[data-by-enter][data-htmx-powered]').first().waitFor();
    const { held, arrive } = await holdBack('**/choose');
    await page.getByLabel('Search').fill('chess');
    await page.keyboard.press('Enter');
    await expect.poll(held).toBe(1);
    await page.getByLabel('Search').fill('choir');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    arrive();
    await expect.poll(() => heard('Search')).toEqual(['chess', 'choir']);
  });
});
