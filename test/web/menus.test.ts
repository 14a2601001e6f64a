import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { showErrors, topView } from '../../sandbox/world/views.ts';
import { openClubhouse } from './browser.ts';
import type { Clubhouse } from './clubhouse.ts';
import { option, text } from './forms.ts';

describe.skipIf(!hasBrowser)(`what is chosen is what stands there${howToAdd}`, () => {
  let house: Clubhouse;
  let page: Page;
  beforeEach(async () => {
    const opened = await openClubhouse();
    ({ house, page } = opened);
    return opened.leave;
  });

  async function opens(command: string) {
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.locator('#composer-text').fill(command);
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog');
    await form.waitFor();
    return form;
  }

  it('in a message and in the home, the last of several quick choices', async () => {
    const joining = await (await house.ana.command('/join', 'chess')).modal();
    await joining.fill({ name: 'Ana' }).submit();
    await house.ana.until('has joined');
    for (const path of [`/c/${house.ana.conversation(house.marc).id}`, '/home']) {
      await page.goto(`${house.url}/as/${house.ana.id}${path}`);
      await page.locator('select[data-htmx-powered]').waitFor();
      house.clicked.length = 0;
      await page.evaluate(`for (const mood of ['fine', 'tired', 'fine', 'tired', 'fine']) {
        const field = document.querySelector('select[hx-post]');
        field.value = mood;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }`);
      await expect.poll(() => house.clicked).toEqual(['mood=fine', 'mood=fine']);
    }
  });

  it('in a menu that the app fills, what it has for the last letters that were typed', async () => {
    const form = await opens('/join chess');
    const gates = [gate(), gate(), gate()];
    const asked: string[] = [];
    await page.route('**/suggest*', async (route) => {
      await gates[asked.push(new URL(route.request().url()).searchParams.get('typed') ?? '') - 1]?.opened;
      await route.continue();
    });
    const sponsor = form.getByLabel('Sponsor');
    const types = (letters: string) => sponsor.fill(letters).then(() => sponsor.dispatchEvent('suggest'));
    await types('z');
    await expect.poll(() => asked).toEqual(['z']);
    await types('zo');
    await types('zac');
    for (const each of gates) each.open();
    await form.getByRole('option', { name: 'Zach Brown' }).waitFor();
    const suggested = form.getByRole('listbox').getByRole('option');
    await expect.poll(() => suggested.allTextContents()).toEqual(['Zach Brown']);
    expect(asked.at(-1)).toBe('zac');
  });

  it('in a menu that the app fills, nothing where nothing is offered: Enter does not send the form either', async () => {
    const form = await opens('/join chess');
    const submissions: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/submit')) submissions.push(request.url());
    });
    await form.getByLabel('Sponsor').fill('xyz');
    await page.keyboard.press('Enter');
    await form.getByLabel('Your name there').fill('Ana');
    const kept = page.waitForResponse('**/fill');
    await page.keyboard.press('Tab');
    await kept;
    expect(submissions).toEqual([]);
  });

  it('in a menu that the app fills, the choice again where something else was typed and left', async () => {
    const form = await opens('/join chess');
    const sponsor = form.getByLabel('Sponsor');
    await sponsor.fill('zo');
    await form.getByRole('option', { name: 'Zoé Martin' }).click();
    await sponsor.fill('zac');
    await form.getByRole('option', { name: 'Zach Brown' }).waitFor();
    await form.getByLabel('Your name there').fill('Ana');
    expect(await sponsor.inputValue()).toBe('Zoé Martin');
    await form.getByRole('button', { name: 'Join' }).click();
    await form.waitFor({ state: 'detached' });
    expect(house.submitted[0]).toMatchObject({ sponsor: { selected_option: { text: { text: 'Zoé Martin' } } } });
  });

  it('in a menu of several that the app fills, nothing that was typed and left', async () => {
    const form = await opens('/plan');
    await form.getByLabel('Sponsors').fill('zo');
    await form.getByLabel('What for').focus();
    expect(await form.getByLabel('Sponsors').inputValue()).toBe('');
  });

  it('and a button that is a link opens it, and says so to the app', async () => {
    const link = { type: 'button', action_id: 'read', text: text('Read the rules'), url: `${house.url}/` };
    await house.appTellsAna({ blocks: [{ type: 'actions', elements: [link] }] });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Read the rules' }).click();
    expect((await opened).url()).toBe(`${house.url}/`);
    await expect.poll(() => house.clicked).toEqual(['read']);
  });

  it('and an entry of a menu that is a link does so too', async () => {
    const [mute, rules] = [option('Mute'), { ...option('Rules'), url: `${house.url}/` }];
    const menu = { type: 'overflow', action_id: 'more', options: [mute, rules] };
    await house.appTellsAna({ blocks: [{ type: 'actions', elements: [menu] }] });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.getByLabel('More options').click();
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Rules' }).click();
    expect((await opened).url()).toBe(`${house.url}/`);
    await expect.poll(() => house.clicked).toEqual(['more=rules']);
    await page.getByRole('link', { name: 'Rules' }).waitFor({ state: 'hidden' });
  });

  it('and after a no, what stood there before it', async () => {
    const confirm = { title: text('Sure?'), text: text('All see it.'), confirm: text('Yes'), deny: text('No') };
    const options = ['Fine', 'Tired'].map(option);
    const elements = [
      { type: 'static_select', action_id: 'mood', options, initial_option: option('Fine'), confirm },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-12-01', confirm },
      { type: 'radio_buttons', action_id: 'now', options, initial_option: option('Fine'), confirm },
      { type: 'checkboxes', action_id: 'often', options: [option('Cold')], confirm },
      { type: 'external_select', action_id: 'value', min_query_length: 1, confirm },
    ];
    await house.appTellsAna({ blocks: [{ type: 'actions', elements }] });
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.locator('select[data-htmx-powered]').waitFor();
    const message = page.getByRole('article');
    const answer = (word: string) => page.getByRole('dialog').getByRole('button', { name: word }).click();
    const refused: [() => Promise<unknown>, () => Promise<unknown>, unknown][] = [
      [() => message.locator('select').selectOption('Tired'), () => message.locator('select').inputValue(), 'fine'],
      [
        () => message.locator('[type=date]').fill('2026-12-24'),
        () => message.locator('[type=date]').inputValue(),
        '2026-12-01',
      ],
      [() => message.getByLabel('Tired').click(), () => message.getByLabel('Fine').isChecked(), true],
      [() => message.getByLabel('Cold').click(), () => message.getByLabel('Cold').isChecked(), false],
      [
        async () => {
          await message.locator('[role=combobox]').pressSequentially('zo');
          await page.getByRole('option', { name: 'Zoé Martin' }).click();
        },
        () => message.locator('[role=combobox]').inputValue(),
        '',
      ],
    ];
    for (const [choose, shown, before] of refused) {
      await choose();
      await answer('No');
      await expect.poll(shown).toBe(before);
    }
    expect(house.clicked).toEqual([]);
    await message.locator('[type=date]').fill('2026-12-24');
    await page.getByRole('dialog').waitFor();
    // The next choice at once, before the browser tells that the question before was closed.
    await page.evaluate(`document.querySelector('#ask-no').click();
      const field = document.querySelector('select[hx-post]');
      field.value = 'tired';
      field.dispatchEvent(new Event('change', { bubbles: true }))`);
    await answer('Yes');
    await expect.poll(() => house.clicked).toEqual(['mood=tired']);
    expect(await message.locator('select').inputValue()).toBe('tired');
  });

  it('and the focus goes to what is wrong, be it several boxes or a menu of many', async () => {
    const form = await opens('/join chess');
    const { world } = house.slack.desk.context;
    const view = topView(world, house.ana.id);
    for (const [block, within] of [
      ['level', 'Beginner'],
      ['days', 'Monday'],
      ['topics', 'As many as you like'],
    ]) {
      if (view) showErrors(world, view, { [String(block)]: `What about ${block}?` });
      await form.getByText(`What about ${block}?`).waitFor();
      const focused = () => page.evaluate(`document.activeElement.closest('label, summary')?.textContent`);
      await expect.poll(focused).toBe(within);
    }
  });

  it('and goes there each time, which is heard each time, however often the same is wrong', async () => {
    const form = await opens('/join chess');
    const join = form.getByRole('button', { name: 'Join', exact: true });
    await join.click();
    await form.locator('[aria-invalid=true]:focus').waitFor();
    await form.getByLabel('Why').focus();
    await page.evaluate(`heard = 0;
      new MutationObserver((changes) => { heard += changes.length }).observe(
        document.querySelector('.modal-body [role=alert]'), { childList: true, subtree: true, characterData: true })`);
    await join.click();
    await form.locator('[aria-invalid=true]:focus').waitFor();
    expect(await page.evaluate('heard')).toBeGreaterThan(0);
    expect(await form.locator('.modal-body [role=alert]').textContent()).toBe('1 field to correct');
  });

  it('and, once a form is open, to where the app wants it, else to the first field', async () => {
    const joining = await opens('/join chess');
    const focused = () => page.evaluate(`document.activeElement.closest('.b-input')?.textContent`);
    await expect.poll(focused).toContain('Club');
    await page.keyboard.press('Escape');
    await joining.waitFor({ state: 'detached' });
    await opens('/plan');
    await expect.poll(focused).toContain('Guests');
  });
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
