import { type RequestId, requestId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import { actions } from '../../slack/ids.ts';
import type { ActionTurn, Listeners } from '../../slack/listeners.ts';
import { settleRequest, takeRequest } from './requests.ts';

export const remindersListeners: Listeners = {
  actions: {
    [actions.takeRequest]: (turn) => click(turn, takeRequest, turn.words.reminders.staff.tookIt),
    [actions.settleRequest]: (turn) => click(turn, settleRequest, turn.words.reminders.staff.settledNow),
  },
};

async function click(
  turn: ActionTurn,
  act: (context: ActionTurn['context'], id: RequestId) => Promise<Result<null>>,
  said: string,
): Promise<void> {
  const id = requestId.safeParse(turn.value);
  if (!id.success) return await turn.answer(turn.words.common.unknownAction);
  const result = await act(turn.context, id.data);
  await (result.ok ? turn.answer(said) : turn.refuse(result.refusals));
}
