import { parseForm } from '../../slack/forms.ts';
import { actions, callbacks, commands, shortcuts } from '../../slack/ids.ts';
import type { ActionTurn, Listeners, SubmissionAnswer, SubmissionTurn } from '../../slack/listeners.ts';
import { takeMention } from '../../slack/mentions.ts';
import { updateModal } from '../../slack/modals.ts';
import { type BookAsked, bookModal, bookModalAgain, readBookMetadata } from './book-modal.ts';
import { bookForm, bookSession, moveForm, moveSession } from './service.ts';

export const sessionsListeners: Listeners = {
  commands: {
    [commands.book]: async (turn) => {
      const { slackId, rest } = takeMention(turn.text);
      const asked = slackId === null ? { when: rest } : { student: { slackId }, when: rest };
      await turn.open(() => bookModal(turn.context, asked));
    },
  },
  shortcuts: {
    [shortcuts.book]: async (turn) => {
      await turn.open(() => bookModal(turn.context, {}));
    },
  },
  messageShortcuts: {
    [shortcuts.bookFromMessage]: async (turn) => {
      const channel = turn.message?.channel;
      await turn.open(() => bookModal(turn.context, channel === undefined ? {} : { student: { channel } }));
    },
  },
  actions: {
    [actions.openBook]: openBook,
    [actions.agreedElsewhere]: openBook,
    [actions.bookChanged]: async (turn) => {
      if (turn.view === null) return;
      const { values, metadata } = turn.view;
      const view = await bookModalAgain(turn.context, values, metadata);
      if (typeof view !== 'string') await updateModal(turn.slack, turn.view, view);
    },
    [actions.join]: async () => {},
  },
  submissions: {
    [callbacks.book]: submitBook,
  },
};

async function openBook(turn: ActionTurn): Promise<void> {
  const asked: BookAsked = turn.value === '' ? {} : { student: { mentorship: turn.value } };
  await turn.open(() => bookModal(turn.context, asked));
}

async function submitBook(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const { session: sessionId, revision } = readBookMetadata(turn.metadata);
  if (sessionId !== undefined) {
    const form = parseForm(moveForm, turn.values);
    if (!form.ok) return { kind: 'refused', refusals: form.refusals };
    const moved = await moveSession(turn.context, { sessionId, revision: revision ?? -1 }, form.value);
    return moved.ok ? { kind: 'close' } : { kind: 'refused', refusals: moved.refusals };
  }
  const form = parseForm(bookForm, turn.values);
  if (!form.ok) return { kind: 'refused', refusals: form.refusals };
  const booked = await bookSession(turn.context, form.value);
  return booked.ok ? { kind: 'close' } : { kind: 'refused', refusals: booked.refusals };
}
