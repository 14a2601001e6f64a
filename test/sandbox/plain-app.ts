import { App, type AppOptions } from '@slack/bolt';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });

/** An app as anybody would write it: a command, the modal that it opens, a message with a button. */
export function createPlainApp(options: AppOptions): App {
  const app = new App(options);
  app.command('/join', async ({ ack, body, client }) => {
    await ack();
    const element = { type: 'plain_text_input' as const, action_id: 'name' };
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'join',
        title: text('Join a club'),
        submit: text('Join'),
        blocks: [{ type: 'input', block_id: 'club', label: text('Club'), element }],
      },
    });
  });

  app.view('join', async ({ ack, body, view, client }) => {
    const club = view.state.values['club']?.['name']?.value ?? '';
    if (club.length < 3) return ack({ response_action: 'errors', errors: { club: 'Three letters at least.' } });
    await ack();
    const accessory = { type: 'button' as const, action_id: 'leave', text: text('Leave') };
    await client.chat.postMessage({
      channel: body.user.id,
      text: `Welcome to ${club}`,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `Welcome to *${club}*` }, accessory }],
    });
  });

  app.action('leave', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'You left.', replace_original: true });
  });
  return app;
}
