import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { openClubhouse, type Window } from './browser.ts';
import type { Clubhouse } from './clubhouse.ts';

describe.skipIf(!hasBrowser)(`what was typed and not taken comes back${howToAdd}`, () => {
  let house: Clubhouse;
  let window: Window;
  let page: Page;
  beforeEach(async () => {
    const opened = await openClubhouse();
    ({ house, window, page } = opened);
    return opened.leave;
  });

  const composer = () => page.locator('#composer-text');

  it('a command that is not there, so that only its letters have to be mended', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await composer().fill('/jion chess');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('/jion is not a valid command.').waitFor();
    await expect.poll(() => composer().inputValue()).toBe('/jion chess');
    await composer().fill('/join chess');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Join a club' }).waitFor();
    expect(await composer().inputValue()).toBe('');
  });

  it('a command in a thread, to be taken elsewhere', async () => {
    const hello = await house.marc.says('Bonjour', { to: house.general });
    await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}?thread=${hello.ts}`);
    const reply = page.getByLabel('Reply', { exact: true });
    await reply.fill('/join chess');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('/join is not supported in threads').waitFor();
    await expect.poll(() => reply.inputValue()).toBe('/join chess');
    expect(await composer().inputValue()).toBe('');
  });

  it('files with their words, and they go with them the next time', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}`);
    const file = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('A plan') };
    await page.locator('#composer [data-files]').setInputFiles([file]);
    await composer().fill('/plna of today');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('/plna is not a valid command.').waitFor();
    await page.locator('#composer [data-attached]').getByText('plan.txt').waitFor();
    await composer().fill('The plan of today');
    await page.keyboard.press('Enter');
    await page.getByRole('article').filter({ hasText: 'The plan of today' }).getByText('plan.txt').waitFor();
    expect(await page.locator('#composer [data-attached]').textContent()).toBe('');
  });

  it('and a file can be taken back before it is sent; the menu that it came from is closed', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}`);
    await page.getByLabel('Shortcuts and files').click();
    const chooses = page.waitForEvent('filechooser');
    await page.getByText('Upload a file').click();
    const files = ['plan.txt', 'draft.txt'].map((name) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(name),
    }));
    await (await chooses).setFiles(files);
    await page.getByText('Upload a file').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Remove draft.txt' }).click();
    await page.locator('#composer-text:focus').waitFor();
    await page.keyboard.type('The plan');
    await page.keyboard.press('Enter');
    await page.getByRole('article').filter({ hasText: 'The plan' }).getByText('plan.txt').waitFor();
    expect(house.ana.messages().at(-1)?.text).toBe('The plan\n[file: plan.txt]');
  });

  it('but not over what was typed since', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}`);
    let take = () => {};
    const taken = new Promise<void>((resolve) => {
      take = resolve;
    });
    await page.route('**/say', async (route) => {
      await taken;
      await route.continue();
    });
    await composer().fill('/jion chess');
    await page.keyboard.press('Enter');
    await composer().fill('Never mind');
    const answer = page.waitForResponse('**/say');
    take();
    await (await answer).finished();
    await page.getByRole('alert').getByText('/jion is not a valid command.').waitFor();
    expect(await composer().inputValue()).toBe('Never mind');
  });

  it('a message that the server never saw', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}`);
    await page.route('**/say', (route) => route.abort());
    await composer().fill('Is anybody here?');
    await page.keyboard.press('Enter');
    await expect.poll(() => composer().inputValue()).toBe('Is anybody here?');
    // The browser itself says that it did not get through.
    expect(window.strange.splice(0).join()).toContain('ERR_FAILED');
  });
});

describe.skipIf(!hasBrowser)(`what is typed whole is sent by Enter${howToAdd}`, () => {
  let house: Clubhouse;
  let page: Page;
  beforeAll(async () => {
    const opened = await openClubhouse();
    ({ house, page } = opened);
    house.slack.person({ name: 'Marceline Roy' });
    return opened.leave;
  });

  it('a command that another begins with, which is offered all the same', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}`);
    const field = page.locator('#composer-text');
    await field.pressSequentially('/plan');
    await page.getByRole('option', { name: '/plans' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await field.inputValue()).toBe('/plans ');
    await field.fill('');
    await field.pressSequentially('/plan');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Plan a meeting' });
    await form.waitFor();
    expect(await field.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('a handle that another begins with', async () => {
    await page.goto(`${house.url}/as/${house.ana.id}/c/${house.general.id}`);
    await page.locator('#composer-text').pressSequentially('Hello @marc');
    await page.keyboard.press('Enter');
    const message = page.getByRole('article').filter({ hasText: 'Hello' });
    await message.getByText('@Marc Dupont').waitFor();
  });
});

it.skipIf(!hasBrowser)(`names of people and channels, and calls, are completed${howToAdd}`, async () => {
  const { house, page, leave } = await openClubhouse();
  await page.goto(`${house.url}/as/${house.ana.id}`);
  const composer = page.locator('#composer-text');
  for (const [letters, name] of [
    ['#gen', '#general'],
    ['@mar', '@Marc Dupont'],
    ['@her', '@here'],
  ] as const) {
    await composer.fill('see ');
    await composer.pressSequentially(letters);
    await page.getByRole('option', { name }).waitFor();
    await page.keyboard.press('Tab');
    expect(await composer.inputValue()).toBe(`see ${name} `);
  }
  await leave();
});
