import { notYours } from '../../core/access.ts';
import { sessionId } from '../../core/ids.ts';
import { parseForm, parseMetadata } from '../../slack/forms.ts';
import { actions, callbacks, commands, shortcuts } from '../../slack/ids.ts';
import type { ActionTurn, Listeners, SubmissionAnswer, SubmissionTurn } from '../../slack/listeners.ts';
import { takeMention } from '../../slack/mentions.ts';
import { updateModal } from '../../slack/modals.ts';
import { type BookAsked, bookModal, bookModalAgain, readBookMetadata } from './book-modal.ts';
import { cancelForm, cancelMetadata, cancelModal, cancelSession, contest } from './cancelling.ts';
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
    [actions.cancelSession]: async (turn) => {
      const id = sessionId.safeParse(turn.value.split(':')[0]);
      await turn.open(async () => (id.success ? await cancelModal(turn.context, id.data) : turn.words.common.notYours));
    },
    [actions.notRight]: async (turn) => {
      const id = sessionId.safeParse(turn.value);
      if (!id.success) return await turn.answer(turn.words.common.notYours);
      const contested = await contest(turn.context, id.data);
      if (!contested.ok) return await turn.refuse(contested.refusals);
      await turn.answer(turn.words.sessions.contested);
    },
  },
  submissions: {
    [callbacks.book]: submitBook,
    [callbacks.cancel]: submitCancel,
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

async function submitCancel(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const asked = parseMetadata(cancelMetadata, turn.metadata);
  const form = parseForm(cancelForm, turn.values);
  if (asked === null) return { kind: 'refused', refusals: [notYours] };
  if (!form.ok) return { kind: 'refused', refusals: form.refusals };
  const cancelled = await cancelSession(turn.context, asked, form.value);
  if (cancelled.ok) return { kind: 'close' };
  if (cancelled.refusals[0].code !== 'late-unread') return { kind: 'refused', refusals: cancelled.refusals };
  const again = await cancelModal(turn.context, asked.session);
  return typeof again === 'string'
    ? { kind: 'refused', refusals: cancelled.refusals }
    : { kind: 'update', view: again };
}
