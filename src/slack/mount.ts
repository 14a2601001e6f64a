import type { App } from '@slack/bolt';
import { wordsFor } from '../core/words/index.ts';
import { attend, type Edge } from './attend.ts';
import { notice, paragraph } from './blocks.ts';
import { readForm } from './forms.ts';
import { Homes } from './homes.ts';
import type { Listeners } from './listeners.ts';
import { answerSubmission } from './submissions.ts';

/**
 * Ties the features' tables to Bolt. Each id belongs to one listener; an id that nobody knows still gets an answer. Here, and
 * only here, unexpected errors are caught: the person gets a reference that the log has too.
 */
export function mount(app: App, edge: Edge, tables: readonly Listeners[]): void {
  const { close } = wordsFor(edge.world.settings.locale).common;
  const commands = merge(tables.map((table) => table.commands ?? {}));
  const actions = merge(tables.map((table) => table.actions ?? {}));
  const shortcuts = merge(tables.map((table) => table.shortcuts ?? {}));
  const messageShortcuts = merge(tables.map((table) => table.messageShortcuts ?? {}));
  const submissions = merge(tables.map((table) => table.submissions ?? {}));
  const homes = new Homes(edge, async (turn) => {
    for (const { homeOpened } of tables) await homeOpened?.(turn);
  });

  // One listener for all: Bolt tries every listener there is with every payload.
  app.command(/.*/, async ({ ack, command: payload, respond }) => {
    await ack();
    const listener = commands.get(payload.command);
    const answer = (text: string) => respond({ response_type: 'ephemeral', ...said(text) });
    await attend(edge, payload.command, payload.user_id, payload.trigger_id, answer, async (turn) => {
      if (listener === undefined) return await turn.answer(turn.words.common.unknownCommand);
      await listener({ ...turn, text: payload.text?.trim() ?? '' });
    });
  });

  app.action({ type: 'block_actions' }, async ({ ack, body, action, respond }) => {
    await ack();
    const [id = '', ...rest] = ('action_id' in action ? action.action_id : '').split(':');
    const view = body.view;
    const inModal = view !== undefined && view.type === 'modal';
    const answer = async (text: string) => {
      if (body.response_url) {
        await respond({ response_type: 'ephemeral', replace_original: false, ...said(text) });
        return;
      }
      const show = notice('Mentorat', text, close);
      await (inModal
        ? edge.slack.views.push({ trigger_id: body.trigger_id, view: show })
        : edge.slack.views.open({ trigger_id: body.trigger_id, view: show }));
    };
    const listener = actions.get(id);
    await attend(
      edge,
      id,
      body.user.id,
      body.trigger_id,
      answer,
      async (turn) => {
        if (listener === undefined) return await turn.answer(turn.words.common.unknownAction);
        await listener({
          ...turn,
          value: actionValue(action),
          suffix: rest.join(':'),
          message: body.container?.['message_ts']
            ? { channel: String(body.container['channel_id']), ts: String(body.container['message_ts']) }
            : null,
          view:
            view === undefined
              ? null
              : {
                  id: view.id,
                  hash: view.hash,
                  type: view.type,
                  metadata: view.private_metadata,
                  callbackId: view.callback_id,
                  values: readForm(view.state?.values ?? {}),
                  blocks: view.blocks.map((block) => ({ ...block })),
                },
        });
      },
      { inModal },
    );
    if (view?.type === 'home') await homes.again(body.user.id, view.hash);
  });

  app.event('app_home_opened', async ({ event }) => {
    const { tab, view, user } = event;
    const hash = view !== undefined && 'hash' in view && typeof view.hash === 'string' ? view.hash : null;
    if (tab === 'home') await homes.open(user, hash);
  });

  app.shortcut(/.*/, async ({ ack, shortcut }) => {
    await ack();
    const ofMessage = shortcut.type === 'message_action';
    const listener = (ofMessage ? messageShortcuts : shortcuts).get(shortcut.callback_id);
    const answer = async (text: string) => {
      await edge.slack.views.open({ trigger_id: shortcut.trigger_id, view: notice('Mentorat', text, close) });
    };
    await attend(edge, shortcut.callback_id, shortcut.user.id, shortcut.trigger_id, answer, async (turn) => {
      if (listener === undefined) return await turn.answer(turn.words.common.unknownAction);
      const message = ofMessage
        ? {
            channel: shortcut.channel.id,
            ts: shortcut.message.ts,
            authorSlackId: typeof shortcut.message['user'] === 'string' ? shortcut.message['user'] : null,
          }
        : null;
      await listener({ ...turn, message });
    });
  });

  app.view({ type: 'view_submission' }, async ({ ack, body, view }) => {
    const listener = submissions.get(view.callback_id);
    const triggerId = 'trigger_id' in body && typeof body.trigger_id === 'string' ? body.trigger_id : '';
    const answer = await edge.inFlight.track(answerSubmission(edge, body.user.id, triggerId, view, listener));
    const { acknowledgement, afterwards } = answer;
    await ack(acknowledgement);
    if (afterwards !== null) void edge.inFlight.track(afterwards());
    edge.afterwards();
    if (acknowledgement?.response_action !== 'errors') await homes.again(body.user.id);
  });
  app.view({ type: 'view_closed' }, async ({ ack }) => {
    await ack();
  });
}

/** A sentence in which nothing is markup, as it may quote people. */
function said(text: string) {
  return {
    text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    blocks: [paragraph(text)],
  };
}

function actionValue(action: object): string {
  if ('value' in action && typeof action.value === 'string') return action.value;
  if ('selected_option' in action && action.selected_option !== null && typeof action.selected_option === 'object') {
    const { selected_option: selected } = action;
    return 'value' in selected && typeof selected.value === 'string' ? selected.value : '';
  }
  return '';
}

function merge<T>(tables: ReadonlyArray<Readonly<Record<string, T>>>): Map<string, T> {
  const all = new Map<string, T>();
  for (const [id, listener] of tables.flatMap((table) => Object.entries(table))) {
    if (all.has(id)) throw new Error(`Two listeners for ${id}`);
    all.set(id, listener);
  }
  return all;
}
