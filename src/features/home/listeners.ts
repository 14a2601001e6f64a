import type { HomeView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import { outboxId } from '../../core/ids.ts';
import { actions, commands } from '../../slack/ids.ts';
import type { HomeTurn, Listeners } from '../../slack/listeners.ts';
import { importForm } from '../roster/service.ts';
import { answerTo } from './answers.ts';
import { homeOf, retryMessage } from './service.ts';
import { homeView } from './views.ts';

export const homeListeners: Listeners = {
  commands: {
    [commands.mentoring]: async (turn) => {
      if (/^team\s+import$/i.test(turn.text)) return await turn.open(async () => importForm(turn.actor, turn.words));
      await turn.answer(await answerTo(turn.context, turn.text));
    },
  },
  actions: {
    [actions.retryMessage]: async (turn) => {
      const id = outboxId.safeParse(turn.value);
      if (!id.success) return await turn.answer(turn.words.common.unknownAction);
      const retried = await retryMessage(turn.context, id.data);
      await (retried.ok ? turn.answer(turn.words.home.retried) : turn.refuse(retried.refusals));
    },
  },
  homeOpened: publishHome,
};

/** Publishes the home as things stand now; when another one came first, once more, as that one may be older. */
async function publishHome(turn: HomeTurn): Promise<void> {
  const view = async () => homeView(turn.actor, turn.context.settings.zone, await homeOf(turn.context));
  const publish = (shown: HomeView, hash: string | null) =>
    turn.slack.views.publish({ user_id: turn.actor.slackId, view: shown, ...(hash === null ? {} : { hash }) });
  try {
    await publish(await view(), turn.hash);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'hash_conflict') throw error;
    await publish(await view(), null);
  }
}
