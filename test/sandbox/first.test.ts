import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, Sandbox } from '../../sandbox/index.ts';
import { startWithApp } from './app.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });

describe.each(['http', 'socket'] as const)('a club of two, over %s', (delivery) => {
  let slack: Sandbox;
  let stop: () => Promise<void>;
  let ana: Person;
  let marc: Person;

  beforeAll(async () => {
    const started = await startWithApp(delivery, (app) => {
      app.command('/join', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({
          trigger_id: body.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'join',
            private_metadata: body.text,
            title: text('Join a club'),
            submit: text('Join'),
            blocks: [
              {
                type: 'input',
                block_id: 'club',
                label: text('Club'),
                element: {
                  type: 'static_select',
                  action_id: 'value',
                  options: ['Chess', 'Choir'].map((name) => ({ text: text(name), value: name.toLowerCase() })),
                },
              },
              {
                type: 'input',
                block_id: 'since',
                label: text('Since'),
                element: { type: 'datepicker', action_id: 'value', initial_date: '2026-03-02' },
              },
              {
                type: 'input',
                block_id: 'why',
                optional: true,
                label: text('Why'),
                element: { type: 'plain_text_input', action_id: 'value' },
              },
            ],
          },
        });
      });
      app.view('join', async ({ ack, view, client, body }) => {
        const { club, since, why } = view.state.values;
        if (why?.['value']?.value === 'no') return ack({ response_action: 'errors', errors: { why: 'Say yes.' } });
        await ack();
        const { channel } = await client.conversations.open({ users: [body.user.id, marc.id].join(',') });
        await client.chat.postMessage({
          channel: channel?.id ?? '',
          text: `<@${marc.id}>: ${body.user.id} joined`,
          blocks: [
            {
              type: 'section',
              text: {
                type: 'mrkdwn',
                text: `<@${body.user.id}> joined *${club?.['value']?.selected_option?.text.text}* since ${since?.['value']?.selected_date}, says <@${marc.id}>. Next: <!date^1772478000^{date_short_pretty} {time}|tonight>`,
              },
            },
            { type: 'actions', elements: [{ type: 'button', action_id: 'leave', text: text('Leave'), value: 'x' }] },
          ],
          metadata: { event_type: 'joined', event_payload: { club: club?.['value']?.selected_option?.value ?? '' } },
        });
      });
      app.action('leave', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'Gone.', replace_original: true });
      });
    });
    ({ slack, stop } = started);
    ana = slack.person({ name: 'Ana Silva', tz: 'America/New_York' });
    marc = slack.person({ name: 'Marc Dupont', locale: 'fr-FR' });
  });

  afterAll(() => stop());

  it('takes a command to a modal, an error, a message for two and a click', async () => {
    const outcome = await ana.command('/join', 'with @marc');
    expect(outcome.failure).toBeNull();
    const modal = await outcome.modal();
    expect(modal.privateMetadata).toBe(`with <@${marc.id}|marc>`);
    expect(modal.fields).toEqual(['club', 'since', 'why']);

    expect(await modal.submit()).toMatchObject({
      kind: 'held',
      errors: { club: 'Please complete this required field.' },
    });
    expect(await modal.fill({ club: 'Choir', why: 'no' }).submit()).toMatchObject({ kind: 'errors' });
    expect(modal.errors).toEqual({ why: 'Say yes.' });
    expect(await modal.fill({ why: 'yes' }).submit()).toMatchObject({ closed: true });
    expect(await ana.modal()).toBeNull();

    await marc.until('joined Choir since 2026-03-02, says @Marc Dupont');
    expect(marc.sees()).toContain('aujourd’hui 20:00');
    expect(ana.sees()).toContain('today 2:00 PM');
    expect(marc.notifications().map((each) => each.because)).toEqual(['mention']);
    await marc.click('Leave');
    await ana.until('Gone.');
    expect(slack.unexpectedRefusals()).toEqual([]);
  });
});
