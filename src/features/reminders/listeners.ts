import { requestId } from '../../core/ids.ts';
import { actions } from '../../slack/ids.ts';
import type { Listeners } from '../../slack/listeners.ts';
import { takeRequest } from './requests.ts';

export const remindersListeners: Listeners = {
  actions: {
    async [actions.takeRequest](turn) {
      const taken = await takeRequest(turn.context, requestId.parse(turn.value));
      if (!taken.ok) return await turn.refuse(taken.refusals);
      await turn.answer(turn.words.reminders.staff.tookIt);
    },
  },
};
