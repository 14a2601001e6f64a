import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { openClubhouse } from './browser.ts';
import type { Clubhouse } from './clubhouse.ts';

/** The kinds of input that the form of a club has not; by Ana, who is in Lisbon. */
describe.skipIf(!hasBrowser)(`a form of people, places and moments${howToAdd}`, () => {
  let house: Clubhouse;
  let page: Page;
  let form: Locator;
  beforeEach(async () => {
    const opened = await openClubhouse();
    ({ house, page } = opened);
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.locator('#composer-text').fill('/plan');
    await page.keyboard.press('Enter');
    form = page.getByRole('dialog', { name: 'Plan a meeting' });
    await form.waitFor();
    await form.getByLabel('What for').fill('To *play*, and\nto talk');
    await page.keyboard.press('Tab');
    return opened.leave;
  });
  afterEach(async () => {
    expect(house.slack.unexpectedRefusals()).toEqual([]);
  });

  async function plan(): Promise<Record<string, unknown>> {
    await form.getByRole('button', { name: 'Plan', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    return house.submitted[0] ?? {};
  }

  /** Opens a menu of many, chooses there, and closes it as somebody at the keyboard does. */
  async function tick(menu: string, ...choices: string[]): Promise<void> {
    const group = form.getByRole('group', { name: menu });
    await form
      .locator('details', { has: page.getByRole('group', { name: menu, includeHidden: true }) })
      .locator('summary')
      .click();
    for (const each of choices) await group.getByLabel(each).check();
  }

  it('has a moment in the zone of whoever chooses it, and a time in a zone of its own', async () => {
    // 1 July 2026, 16:00 UTC: in Lisbon it is summer.
    expect(await form.getByLabel('When').inputValue()).toBe('2026-07-01T17:00');
    await form.getByLabel('When').fill('2026-07-03T09:30');
    await form.getByLabel('Open until').fill('18:15');
    expect(await plan()).toMatchObject({
      at: { selected_date_time: Date.parse('2026-07-03T08:30:00Z') / 1000 },
      until: { selected_time: '18:15', timezone: 'America/New_York' },
    });
  });

  it('keeps what was typed while an earlier part of it was on its way', async () => {
    const gates = [gate(), gate()];
    let sent = 0;
    await page.route('**/fill', async (route) => {
      sent += 1;
      await gates[sent - 1]?.opened;
      await route.continue();
    });
    const until = form.getByLabel('Open until');
    // A time is sent as soon as it is whole: 18:03, and then 18:30.
    await until.fill('18:03');
    await expect.poll(() => sent).toBe(1);
    await until.fill('18:30');
    await form.getByLabel('What for').focus();
    gates[0]?.open();
    await form.locator('[value="18:03"]').waitFor();
    expect(await until.inputValue()).toBe('18:30');
    gates[1]?.open();
    expect(await plan()).toMatchObject({ until: { selected_time: '18:30' } });
  });

  it('takes rich text as it was typed', async () => {
    expect(await plan()).toMatchObject({
      words: {
        rich_text_value: {
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'To *play*, and\nto talk' }] }],
        },
      },
    });
  });

  it('chooses people, channels and conversations, one and many', async () => {
    await tick('Guests', 'Marc Dupont', 'Ana Silva');
    await form.getByRole('combobox', { name: /^Channel / }).selectOption({ label: '#general' });
    await tick('Tell also', '#general');
    await form.getByLabel('Conversation').selectOption({ label: '#general' });
    await tick('Copies to', '#general');
    const held = await plan();
    expect(held).toMatchObject({
      guests: { selected_users: expect.arrayContaining([house.ana.id, house.marc.id]) },
      channel: { selected_channel: house.general.id },
      channels: { selected_channels: [house.general.id] },
      place: { selected_conversation: house.general.id },
      places: { selected_conversations: [house.general.id] },
    });
  });

  it('asks the app for names, takes several of them, and lets all of them go', async () => {
    const field = form.getByLabel('Sponsors');
    for (const [typed, name] of [
      ['zo', 'Zoé Martin'],
      ['zac', 'Zach Brown'],
    ] as const) {
      await field.pressSequentially(typed);
      await form.getByRole('option', { name }).click();
      await form.locator('.chosen').getByText(name).waitFor();
      expect(await field.inputValue()).toBe('');
    }
    await form.getByRole('button', { name: 'Clear' }).click();
    await form.locator('.chosen').waitFor({ state: 'detached' });
    await field.pressSequentially('zac');
    await form.getByRole('option', { name: 'Zach Brown' }).click();
    await form.locator('.chosen').getByText('Zach Brown').waitFor();
    expect(await plan()).toMatchObject({ sponsors: { selected_options: [{ value: 'zach brown' }] } });
  });

  it('takes files, and lets them be taken back', async () => {
    const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) });
    await form.getByLabel('Plans').setInputFiles([file('one.txt'), file('two.txt')]);
    await form.getByText('two.txt').waitFor();
    await form.getByRole('button', { name: 'Remove' }).click();
    await form.getByText('two.txt').waitFor({ state: 'detached' });
    // Nor do they come back with what is entered next.
    await form.getByLabel('Open until').fill('18:15');
    await page.keyboard.press('Tab');
    await expect.poll(() => house.ana.sees()).toContain('18:15');
    expect(house.ana.sees()).not.toContain('two.txt');
    await form.getByLabel('Plans').setInputFiles([file('three.txt')]);
    await form.getByText('three.txt').waitFor();
    expect(await plan()).toMatchObject({ plans: { files: [{ name: 'three.txt' }] } });
  });

  it('groups what can be chosen', async () => {
    const rowing = form.locator('optgroup[label=Outdoors] option');
    expect(await rowing.allTextContents()).toEqual(['Rowing']);
    await form.getByLabel('Team').selectOption('Rowing');
    expect(await plan()).toMatchObject({ team: { selected_option: { value: 'rowing' } } });
  });
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
