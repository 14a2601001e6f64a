import type { ModalView } from '@slack/types';
import { notYours } from '../../core/access.ts';
import { sessionId } from '../../core/ids.ts';
import type { Refusal } from '../../core/result.ts';
import { notice } from '../../slack/blocks.ts';
import { parseForm, parseMetadata } from '../../slack/forms.ts';
import { actions, callbacks, commands, shortcuts } from '../../slack/ids.ts';
import type { ActionTurn, Listeners, SubmissionAnswer, SubmissionTurn } from '../../slack/listeners.ts';
import { takeMention } from '../../slack/mentions.ts';
import { updateModal } from '../../slack/modals.ts';
import { studentOfMessage } from '../assignment/service.ts';
import { type BookAsked, bookModal, bookModalAgain, readBookMetadata } from './book-modal.ts';
import { cancelForm, cancelMetadata, cancelModal, cancelSession, contest } from './cancelling.ts';
import { type CompleteAsked, completeModal, completeModalAgain, correctModal } from './complete-modal.ts';
import { completeForm, completeSession, correctMetadata } from './completing.ts';
import { inHours } from './rules.ts';
import { bookForm, bookSession, moveForm, moveSession } from './service.ts';

export const sessionsListeners: Listeners = {
  commands: {
    [commands.book]: async (turn) => {
      const { slackId, rest } = takeMention(turn.text);
      const asked = slackId === null ? { when: rest } : { student: { slackId }, when: rest };
      await turn.open(() => bookModal(turn.context, asked));
    },
    [commands.complete]: async (turn) => {
      const { slackId } = takeMention(turn.text);
      const asked: CompleteAsked = slackId === null ? { kind: 'all' } : { kind: 'mentioned', slackId };
      await turn.open(() => completeModal(turn.context, asked));
    },
  },
  shortcuts: {
    [shortcuts.complete]: async (turn) => {
      await turn.open(() => completeModal(turn.context, { kind: 'all' }));
    },
    [shortcuts.book]: async (turn) => {
      await turn.open(() => bookModal(turn.context, {}));
    },
  },
  messageShortcuts: {
    [shortcuts.completeFromMessage]: async (turn) => {
      await turn.open(async () => {
        const id = await studentOfMessage(turn.context, turn.message, 'complete');
        return await completeModal(turn.context, id === null ? { kind: 'all' } : { kind: 'student', id });
      });
    },
    [shortcuts.bookFromMessage]: async (turn) => {
      await turn.open(async () => {
        const id = await studentOfMessage(turn.context, turn.message, 'book');
        return await bookModal(turn.context, id === null ? {} : { student: { id } });
      });
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
    [actions.openComplete]: async (turn) => {
      const id = sessionId.safeParse(turn.value);
      const asked: CompleteAsked = id.success ? { kind: 'session', id: id.data } : { kind: 'all' };
      await turn.open(() => completeModal(turn.context, asked));
    },
    [actions.correctStatus]: async (turn) => {
      const id = sessionId.safeParse(turn.value);
      await turn.open(async () =>
        id.success ? await correctModal(turn.context, id.data) : turn.words.common.notYours,
      );
    },
    [actions.completeChanged]: async (turn) => {
      if (turn.view === null) return;
      const view = await completeModalAgain(turn.context, turn.view.values, turn.view.metadata);
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
    [callbacks.complete]: submitComplete,
  },
};

async function openBook(turn: ActionTurn): Promise<void> {
  const asked: BookAsked = turn.value === '' ? {} : { student: { mentorship: turn.value } };
  await turn.open(() => bookModal(turn.context, asked));
}

async function submitBook(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const { session: sessionId, revision, student, last } = readBookMetadata(turn.metadata);
  if (sessionId !== undefined) {
    const form = parseForm(moveForm, turn.values);
    if (!form.ok) return { kind: 'refused', refusals: form.refusals };
    const moved = await moveSession(turn.context, { sessionId, revision: revision ?? -1 }, form.value);
    return moved.ok ? { kind: 'close' } : { kind: 'refused', refusals: moved.refusals };
  }
  const form = parseForm(bookForm, turn.values);
  if (!form.ok) return { kind: 'refused', refusals: form.refusals };
  const booked = await bookSession(turn.context, form.value, form.value.student === student ? last : undefined);
  if (booked.ok) return { kind: 'close' };
  const [refusal] = booked.refusals;
  if (refusal.code !== 'booked-meanwhile') return { kind: 'refused', refusals: booked.refusals };
  const again = await bookModalAgain(turn.context, turn.values, turn.metadata, refusal.say(turn.words));
  return showOrRefuse(again, booked.refusals);
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
  return showOrRefuse(again, cancelled.refusals);
}

/** The form once more, with what is to be read first; or only that, where there is none any more. */
function showOrRefuse(again: ModalView | string, refusals: readonly Refusal[]): SubmissionAnswer {
  return typeof again === 'string' ? { kind: 'refused', refusals } : { kind: 'update', view: again };
}

/**
 * After a completion: the form for the next session where another time is wanted, or the usual one was taken. First of all the
 * person reads that it is saved, whatever becomes of that form.
 */
async function submitComplete(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const { context, words } = turn;
  const form = parseForm(completeForm, turn.values);
  if (!form.ok) return { kind: 'refused', refusals: form.refusals };
  const correcting = parseMetadata(correctMetadata, turn.metadata);
  // Of a submission delivered again the reason is not known any more.
  let whyNot: string | null = null;
  const completed = await completeSession(context, form.value, correcting, (refusal) => {
    whyNot = refusal.say(words);
  });
  if (!completed.ok) return { kind: 'refused', refusals: completed.refusals };
  const { following, studentId, workload, totalMinutes } = completed.value;
  const said = [
    ...(following === 'refused' ? [words.completing.nextRefused(whyNot)] : []),
    ...(workload === null ? [] : [words.completing.workload(workload, inHours(totalMinutes))]),
  ];
  if (following === 'another' || following === 'refused') {
    const meanwhile = saved(turn, [...said, words.completing.nextFormOpens]);
    const making = bookModal(context, { student: { id: studentId }, said });
    turn.inBackground(async () => {
      await making;
    });
    const view = making.then(
      (made) => (typeof made === 'string' ? saved(turn, [...said, made]) : made),
      () => meanwhile,
    );
    return { kind: 'later', meanwhile, view };
  }
  return said.length === 0 ? { kind: 'close' } : { kind: 'update', view: saved(turn, said) };
}

function saved(turn: SubmissionTurn, said: readonly string[]) {
  return notice(turn.words.completing.savedTitle, said.join('\n'), turn.words.common.close);
}
