import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Sandbox } from '../../sandbox/index.ts';
import { startWithApp } from './app.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const note = (more: object = {}) => ({
  type: 'input' as const,
  block_id: 'note',
  optional: true,
  label: text('Note'),
  element: { type: 'plain_text_input' as const, action_id: 'value', ...more },
});
const form = (title: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: text(title),
  submit: text('Send'),
  blocks: [note()],
  ...more,
});

describe.each(['http', 'socket'] as const)('modals over %s', (delivery) => {
  let slack: Sandbox;
  let app: App;
  let stop: () => Promise<void>;
  let ana: Person;
  let first: ModalView;
  let answer: object | undefined;
  let seen: Record<string, unknown>[];

  beforeEach(async () => {
    first = form('First');
    answer = undefined;
    seen = [];
    ({ slack, app, stop } = await startWithApp(delivery, (bolt) => {
      bolt.command('/join', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: first });
      });
      bolt.view({ callback_id: 'form', type: 'view_submission' }, async ({ ack, body }) => {
        seen.push({ ...body });
        await (answer ? ack(answer as { response_action: 'clear' }) : ack());
      });
      bolt.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
        seen.push({ ...body });
        await ack();
      });
      bolt.action(/heard|enter|lines/, async ({ ack, body }) => {
        seen.push({ ...body });
        await ack();
      });
    }));
    ana = slack.person({ name: 'Ana Silva' });
  });
  afterEach(() => stop());

  const open = async () => (await ana.command('/join')).modal();

  it('sends what stands in the fields, initial values too', async () => {
    first = form('First', {
      blocks: [
        note({ initial_value: 'As before' }),
        {
          type: 'input',
          block_id: 'days',
          label: text('Days'),
          element: {
            type: 'checkboxes',
            action_id: 'value',
            options: ['Monday', 'Friday'].map((day) => ({ text: text(day), value: day })),
          },
        },
        {
          type: 'input',
          block_id: 'who',
          optional: true,
          label: text('Who'),
          element: { type: 'users_select', action_id: 'value' },
        },
      ],
    });
    const modal = await open();
    expect(modal.value('note')).toBe('As before');
    expect(() => modal.fill({ days: 'Sunday' })).toThrow('There is no option "Sunday"');
    expect(() => modal.fill({ colour: 'red' })).toThrow('there are note, days, who');
    await modal.fill({ days: ['Monday', 'Friday'], who: ana }).submit();
    expect(seen[0]).toMatchObject({
      view: {
        state: {
          values: {
            note: { value: { type: 'plain_text_input', value: 'As before' } },
            days: { value: { selected_options: [{ value: 'Monday' }, { value: 'Friday' }] } },
            who: { value: { selected_user: ana.id } },
          },
        },
      },
    });
  });

  it('stacks three and no more, and shows the one below when one is closed', async () => {
    await open();
    for (const title of ['Second', 'Third', 'Fourth']) {
      answer = { response_action: 'push', view: form(title) };
      const top = await ana.modal();
      const result = await top?.submit();
      expect(result?.kind).toBe(title === 'Fourth' ? 'failed' : 'pushed');
    }
    slack.expectRefusal({ what: 'view_submission', error: 'push_limit_reached' });
    const third = await ana.modal();
    expect(third?.title).toBe('Third');
    expect(third?.payload()).toMatchObject({ root_view_id: expect.any(String), previous_view_id: expect.any(String) });
    await third?.close();
    expect((await ana.modal())?.title).toBe('Second');
    answer = { response_action: 'clear' };
    expect(await (await ana.modal())?.submit()).toMatchObject({ kind: 'cleared', closed: true });
    expect(await ana.modal()).toBeNull();
    expect(slack.unexpectedRefusals()).toEqual([]);
  });

  it('shows errors at their fields and refuses errors elsewhere', async () => {
    const modal = await open();
    answer = { response_action: 'errors', errors: { note: 'Too short' } };
    expect(await modal.fill({ note: 'x' }).submit()).toMatchObject({ kind: 'errors', errors: { note: 'Too short' } });
    expect(ana.sees()).toContain('Note (optional): ‹x›\n⚠ Too short');
    answer = { response_action: 'errors', errors: { elsewhere: 'What?' } };
    expect(await modal.submit()).toMatchObject({ kind: 'failed', failure: expect.stringContaining('trouble') });
    expect(slack.unexpectedRefusals()).toMatchObject([{ what: 'view_submission' }]);
  });

  it('keeps what was typed over an update by block and action, and follows the hash', async () => {
    const modal = await open();
    modal.fill({ note: 'Typed' });
    const { hash } = modal.payload();
    const blocks = [note({ initial_value: 'Other' })];
    await app.client.views.update({ view_id: modal.id, hash: String(hash), view: form('Updated', { blocks }) });
    expect([modal.title, modal.value('note')]).toEqual(['Updated', 'Typed']);
    await expect(
      app.client.views.update({ view_id: modal.id, hash: String(hash), view: form('Late') }),
    ).rejects.toThrow('hash_conflict');
    const renamed = [note({ action_id: 'new', initial_value: 'Fresh' })];
    await app.client.views.update({ view_id: modal.id, view: form('Updated', { blocks: renamed }) });
    expect(modal.value('note')).toBe('Fresh');
    expect(slack.refusals).toMatchObject([{ what: 'views.update', error: 'hash_conflict', overtaken: true }]);
    expect(slack.unexpectedRefusals()).toEqual([]);
  });

  it('tells the app of fields that it listens to, with the state of all', async () => {
    first = form('First', {
      blocks: [
        note(),
        {
          type: 'input',
          block_id: 'day',
          dispatch_action: true,
          label: text('Day'),
          element: { type: 'datepicker', action_id: 'heard' },
        },
        { type: 'actions', elements: [{ type: 'button', action_id: 'heard', text: text('Add a day'), value: '2' }] },
      ],
    });
    const modal = await open();
    await modal.fill({ note: 'Half', day: '2026-03-05' }).sent();
    await modal.click('Add a day');
    expect(seen).toMatchObject([
      {
        actions: [{ block_id: 'day', selected_date: '2026-03-05' }],
        view: { state: { values: { note: { value: { value: 'Half' } } } } },
      },
      { actions: [{ action_id: 'heard', value: '2', type: 'button' }], container: { type: 'view', view_id: modal.id } },
    ]);
  });

  it('tells it of what is typed as it wants to hear of it: letter by letter, or with Enter where that ends a line', async () => {
    const typed = (action_id: string, more: object = {}) => ({
      ...note({ action_id, ...more }),
      block_id: action_id,
      dispatch_action: true,
    });
    const letters = { dispatch_action_config: { trigger_actions_on: ['on_character_entered' as const] } };
    first = form('First', {
      blocks: [typed('heard', letters), typed('enter'), typed('lines', { multiline: true })],
    });
    const modal = await open();
    await modal.fill({ heard: 'Tea', enter: 'chess', lines: 'One\nTwo' }).sent();
    expect(seen).toMatchObject([
      { actions: [{ action_id: 'heard', type: 'plain_text_input', value: 'Tea' }] },
      { actions: [{ action_id: 'enter', value: 'chess' }] },
    ]);
    expect(modal.value('lines')).toBe('One\nTwo');
  });

  it('holds back what the client sees to be wrong, in the language of the person', async () => {
    const zoe = slack.person({ name: 'Zoé Petit', locale: 'fr-FR' });
    first = form('First', { blocks: [{ ...note(), optional: false }] });
    const modal = await (await zoe.command('/join')).modal();
    expect(await modal.submit()).toMatchObject({
      kind: 'held',
      errors: { note: 'Veuillez remplir ce champ obligatoire.' },
    });
    expect(seen).toEqual([]);
  });

  it('says when a view was closed, if the app asked for it', async () => {
    first = form('First', { notify_on_close: true });
    await (await open()).close();
    await (await open()).close('all');
    expect(seen).toMatchObject([
      { type: 'view_closed', is_cleared: false },
      { type: 'view_closed', is_cleared: true },
    ]);
  });

  it('takes files, which the app downloads', async () => {
    first = form('First', {
      blocks: [
        {
          type: 'input',
          block_id: 'photo',
          label: text('Photo'),
          element: { type: 'file_input', action_id: 'value', filetypes: ['png'] },
        },
      ],
    });
    const modal = await open();
    expect(await modal.fill({ photo: { name: 'a.txt', content: 'x' } }).submit()).toMatchObject({ kind: 'held' });
    await modal.fill({ photo: { name: 'a.png', content: new Uint8Array([1, 2, 3]) } }).submit();
    const [file] = await filesIn(seen[0]);
    expect(file).toMatchObject({ name: 'a.png', mimetype: 'image/png', size: 3 });
    const url = String(file?.['url_private_download']);
    const downloaded = await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
    expect([...new Uint8Array(await downloaded.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('asks the app what an external menu offers', async () => {
    app.options('club', async ({ ack, payload }) => {
      const clubs = ['Chess', 'Choir'].filter((each) => each.toLowerCase().includes(payload.value.toLowerCase()));
      await ack({ options: clubs.map((each) => ({ text: text(each), value: each })) });
    });
    first = form('First', {
      blocks: [
        {
          type: 'input',
          block_id: 'club',
          label: text('Club'),
          element: { type: 'external_select', action_id: 'club', min_query_length: 2 },
        },
      ],
    });
    const modal = await open();
    expect(await modal.search('club', 'ch')).toEqual(['Chess', 'Choir']);
    await modal.fill({ club: 'choir' }).submit();
    expect(seen[0]).toMatchObject({
      view: { state: { values: { club: { club: { selected_option: { value: 'Choir' } } } } } },
    });
  });

  it('gives a trigger once', async () => {
    const { trigger_id } = { trigger_id: '' };
    await open();
    const used = slack.deliveries.map(({ payload }) =>
      'trigger_id' in payload ? String(payload.trigger_id) : trigger_id,
    );
    await expect(app.client.views.open({ trigger_id: used.at(-1) ?? '', view: form('Again') })).rejects.toThrow(
      'exchanged_trigger_id',
    );
    slack.expectRefusal({ error: 'exchanged_trigger_id' });
    expect(slack.unexpectedRefusals()).toEqual([]);
  });
});

async function filesIn(body: Record<string, unknown> | undefined): Promise<Record<string, unknown>[]> {
  const files: Record<string, unknown>[] = [];
  JSON.stringify(body, (key, value) => {
    if (key === 'files' && Array.isArray(value)) files.push(...value);
    return value;
  });
  return files;
}
