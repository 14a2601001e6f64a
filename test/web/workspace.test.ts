import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { wrongWithin } from './axe.ts';
import { openWindow, type Window } from './browser.ts';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`Slack in the browser${howToAdd}`, () => {
  let window: Window;
  let house: Clubhouse;
  let now = new Date('2026-11-24T09:32:00Z');

  beforeEach(async () => {
    now = new Date('2026-11-24T09:32:00Z');
    house = await startClubhouse(
      {
        faults: true,
        clock: {
          async to(instant) {
            now = instant;
            await house.slack.tick();
          },
          nextDue: async () => new Date('2026-11-26T08:00:00Z'),
        },
      },
      { now: () => now },
    );
    window = await openWindow(house.url);
  });
  afterEach(async () => {
    await window.close();
    await house.stop();
    expect(window.strange).toEqual([]);
    expect(house.slack.unexpectedRefusals()).toEqual([]);
  });

  async function be(person: { id: string }, path = ''): Promise<Page> {
    const page = await window.context.newPage();
    await page.goto(`${house.url}/as/${person.id}${path}`);
    return page;
  }

  async function types(page: Page, text: string): Promise<void> {
    await page.locator('#composer-text').fill(text);
    await page.keyboard.press('Enter');
  }

  it('completes a command, opens its form, and says at the field what is wrong', async () => {
    const page = await be(house.ana);
    await page.locator('#composer-text').pressSequentially('/jo');
    await page.getByRole('option', { name: '/join' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('choir');
    await page.keyboard.press('Enter');

    const form = page.getByRole('dialog', { name: 'Join a club' });
    await form.waitFor();
    expect(await form.getByLabel('Club').inputValue()).toBe('choir');
    await form.getByRole('button', { name: 'Join' }).click();
    const name = form.getByLabel('Your name there');
    await page.locator('[aria-invalid=true]').waitFor();
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    const error = page.locator(`#${(await name.getAttribute('aria-describedby')) ?? ''}`);
    expect(await error.textContent()).toContain('required');
    await expect.poll(() => page.evaluate(`document.activeElement?.getAttribute('aria-invalid')`)).toBe('true');

    await name.fill('no');
    await form.getByRole('button', { name: 'Join' }).click();
    await form.getByText('Say a name.').waitFor();
    await name.fill('Ana <b>the bold</b>');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Marc Dupont/ }).waitFor();
    expect(house.submitted[0]).toMatchObject({
      name: { value: 'Ana <b>the bold</b>' },
      club: { selected_option: { value: 'choir' } },
    });
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('composer-text');
  });

  it('brings every kind of input to the app', async () => {
    const page = await be(house.ana);
    await types(page, '/join chess');
    const form = page.getByRole('dialog');
    await form.getByLabel('Club').selectOption('Cooking');
    await form.getByLabel('Your name there').fill('Ana');
    await form.getByLabel('Since').fill('2026-12-01');
    await form.getByLabel('Best time').fill('18:15');
    await form.getByLabel('Sponsor').pressSequentially('zo');
    await form.getByRole('option', { name: 'Zoé Martin' }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByLabel('With', { exact: false }).selectOption({ label: 'Marc Dupont' });
    await form.getByLabel('Advanced').check();
    await form.getByLabel('Monday').check();
    await form.getByLabel('Tuesday').check();
    await form.getByText('As many as you like').click();
    await form.getByLabel('Endgames').check();
    await form.getByLabel('Fee').fill('12');
    await form.getByLabel('E-mail').fill('ana@school.example');
    await form.getByLabel('Web page').fill('https://example.org');
    await form.getByLabel('Photo').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('png') });
    await form.getByText('me.png').waitFor();
    await form.getByLabel('Why').fill('Because\nI like it');
    await form.getByRole('button', { name: 'Join' }).click();
    await form.waitFor({ state: 'detached' });
    expect(house.submitted[0]).toMatchObject({
      club: { selected_option: { value: 'cooking' } },
      name: { value: 'Ana' },
      since: { selected_date: '2026-12-01' },
      time: { selected_time: '18:15' },
      sponsor: { selected_option: { value: 'zoé martin' } },
      with: { selected_user: house.marc.id },
      level: { selected_option: { value: 'advanced' } },
      days: { selected_options: [{ value: 'monday' }, { value: 'tuesday' }] },
      topics: { selected_options: [{ value: 'endgames' }] },
      fee: { value: '12' },
      mail: { value: 'ana@school.example' },
      site: { value: 'https://example.org' },
      photo: { files: [{ name: 'me.png' }] },
      why: { value: 'Because\nI like it' },
    });
    // The club is one that the app listens to.
    expect(house.clicked).toContain('value=cooking');
  });

  it('brings the last of several quick choices to the app', async () => {
    const page = await be(house.ana);
    await types(page, '/join chess');
    const form = page.getByRole('dialog', { name: 'Join a club' });
    await form.waitFor();
    const id = await form.getByLabel('Club').getAttribute('id');
    await page.evaluate(`for (const club of ['choir', 'chess', 'cooking']) {
      const field = document.getElementById(${JSON.stringify(id)});
      field.value = club;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }`);
    await expect
      .poll(() => house.slack.deliveries.at(-1)?.payload)
      .toMatchObject({ actions: [{ selected_option: { value: 'cooking' } }] });
  });

  it('sends all of several quick messages, in their order', async () => {
    const page = await be(house.ana, `/c/${house.ana.conversation(house.marc).id}`);
    const field = page.locator('#composer-text');
    await field.waitFor();
    await page.evaluate(`for (const words of ['One', 'Two', 'Three', 'Four']) {
      const field = document.getElementById('composer-text');
      field.value = words;
      field.form.requestSubmit();
    }`);
    const sent = () =>
      house.ana
        .conversation(house.marc)
        .messages()
        .map((each) => each.text);
    await expect.poll(sent).toEqual(['One', 'Two', 'Three', 'Four']);
    expect(await field.inputValue()).toBe('');
  });

  it('sends a form once that is sent twice at a time', async () => {
    const page = await be(house.ana);
    await types(page, '/join chess');
    const form = page.getByRole('dialog', { name: 'Join a club' });
    await form.getByLabel('Your name there').fill('Ana');
    await page.evaluate(`for (const _ of [1, 2]) document.querySelector('#dialogue form').requestSubmit()`);
    await page.getByRole('link', { name: /Marc Dupont/ }).waitFor();
    expect(house.submitted).toHaveLength(1);
    await expect.poll(() => page.locator('body').textContent()).not.toContain('That form is closed');
  });

  it('pushes a form on another, comes back to what was typed, and gives the focus back', async () => {
    const page = await be(house.ana);
    await page.getByLabel('Shortcuts and files').first().press('Enter');
    await page.getByRole('button', { name: /Join a club/ }).press('Enter');
    const form = page.getByRole('dialog', { name: 'Join a club' });
    await form.getByLabel('Your name there').fill('Ana');
    await form.getByRole('button', { name: 'Read the rules' }).click();
    await page.getByRole('dialog', { name: 'Rules' }).waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor();
    expect(await form.getByLabel('Your name there').inputValue()).toBe('Ana');
    await form.getByLabel('More options').click();
    await form.getByRole('button', { name: 'Ask' }).click();
    await expect.poll(() => house.clicked).toContain('else=ask');
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement?.closest('dialog')?.id ?? 'browser'`)).toMatch(
      /dialogue|browser/,
    );
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(`document.activeElement?.getAttribute('aria-label')`))
      .toBe('Shortcuts and files');
  });

  it('is live for two people side by side, and keeps what one of them is typing', async () => {
    const general = '# general';
    const ana = await be(house.ana);
    const marc = await be(house.marc);
    await ana.getByRole('link', { name: general }).click();
    await marc.getByRole('link', { name: general }).click();
    await marc.locator('#composer-text').fill('half a sen');
    await types(ana, 'Hello @marc, *how* are <you>?');
    const message = marc.getByRole('article').filter({ hasText: 'how are <you>?' });
    await message.waitFor();
    expect(await message.locator('.mention.me').textContent()).toBe('@Marc Dupont');
    expect(await marc.locator('#composer-text').inputValue()).toBe('half a sen');

    const { conversations, signal } = house.slack.desk.context.world;
    const hello = [...conversations.values()]
      .flatMap((each) => each.messages)
      .find((each) => each.user === house.ana.id);
    hello?.reactions.set('wave', new Set([house.marc.id])).set('tada', new Set([house.ana.id]));
    signal.changed();
    await marc.getByRole('list', { name: 'Réactions' }).getByText('👋, 1: Marc Dupont (vous)').waitFor();
    expect(await wrongWithin(marc, '.reactions')).toEqual([]);

    await marc.locator('#composer-text').fill('');
    await message.hover();
    await message.getByLabel(/Plus d’actions/).click();
    await message.getByRole('link', { name: 'Répondre dans le fil' }).click();
    await marc.locator('#composer-thread-text').fill('Fine');
    await marc.keyboard.press('Enter');
    await ana.getByRole('link', { name: '1 reply' }).click();
    await ana.getByRole('region', { name: 'Thread' }).getByText('Fine').waitFor();
    await ana.getByLabel('Reply').fill('/join');
    await ana.keyboard.press('Enter');
    await ana.getByText('/join is not supported in threads').waitFor();
  });

  it('shows what only one person sees, asks before what cannot be undone, and tells when the app is silent', async () => {
    const page = await be(house.ana);
    await types(page, '/whisper');
    const whisper = page.getByRole('article').filter({ hasText: 'Psst' });
    await whisper.getByText('Only visible to you').waitFor();
    await types(page, '/nothing');
    await page.getByRole('alert').getByText('/nothing is not a valid command.').waitFor();

    await types(page, '/join chess');
    await page.getByLabel('Your name there').fill('Ana');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('link', { name: /Marc Dupont/ }).click();
    const welcome = page.getByRole('article').filter({ hasText: 'Welcome to Chess' });
    await welcome.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await welcome.locator('button:focus', { hasText: 'Leave' }).waitFor();
    await welcome.getByRole('combobox').selectOption('Tired');
    await expect.poll(() => house.clicked).toContain('mood=tired');
    expect(house.clicked).not.toContain('leave');
    await welcome.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => house.clicked).toContain('leave');
    await welcome.hover();
    await welcome.getByLabel(/More actions/).click();
    await welcome.getByRole('button', { name: /Keep this/ }).click();
    await page.getByRole('link', { name: /Clubhouse 1 unread/ }).click();
    await page.getByText('Kept.').waitFor();

    await types(page, '/silent');
    await page.getByRole('alert').getByText('/silent failed with the error "operation_timeout"').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.locator('.toast').waitFor({ state: 'detached' });
  });

  it('moves the clock, breaks Slack on purpose, and shows what went over the wire', async () => {
    const page = await be(house.ana);
    await page.getByRole('button', { name: '+1 hour' }).click();
    await page.locator('#clock').getByText('10:32').waitFor();
    await page.getByRole('button', { name: 'Tomorrow 9:00' }).click();
    await page.locator('#clock').getByText('Wed, Nov 25, 09:00').waitFor();
    await page.getByRole('button', { name: 'Next thing due' }).click();
    await page.locator('#clock').getByText('Thu, Nov 26, 08:00').waitFor();

    await page.getByRole('button', { name: 'Under the glass' }).click();
    const glass = page.getByRole('region', { name: 'Under the glass' });
    await types(page, '/whisper softly');
    await glass.getByText('/whisper softly').click();
    await glass.getByText('"command": "/whisper"').waitFor();
    await glass.getByRole('button', { name: 'Slack is away' }).click();
    await glass.locator('[aria-pressed=true]').getByText('Slack is away').waitFor();
    await types(page, '/whisper again');
    await page.getByRole('alert').getByText('failed with the error').waitFor();
    await glass.getByRole('button', { name: 'Slack is away' }).click();
    await expect.poll(() => glass.locator('[aria-pressed=true]').count()).toBe(0);
    await types(page, '/whisper again');
    await page.getByRole('article').nth(1).getByText('Psst').waitFor();
    await types(page, '/join chess');
    const form = page.getByRole('dialog');
    await form.getByLabel('Your name there').fill('Ana');
    const fault = house.slack.fault({ kind: 'away' });
    await form.getByRole('button', { name: 'Join' }).click();
    await form.getByRole('alert').getByText('We had some trouble connecting.').waitFor();
    fault.lift();
    await form.getByRole('button', { name: 'Join' }).click();
    await form.waitFor({ state: 'detached' });
  });
});
