import type { z } from 'zod';
import { offerId, readMatter, sessionId, slotId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import { formatLocal } from '../../core/time.ts';
import { parseForm, parseMetadata } from '../../slack/forms.ts';
import { actions, callbacks } from '../../slack/ids.ts';
import type { ActionTurn, Listeners, SubmissionAnswer, SubmissionTurn } from '../../slack/listeners.ts';
import { updateModal } from '../../slack/modals.ts';
import { mentorshipOfStudent } from '../assignment/service.ts';
import { findSession, moveModal } from '../sessions/service.ts';
import { askTeam, chooseLater, forwardMessage, messagePlace } from './conversation.ts';
import { offerMetadata, offerModal, proposeMetadata, proposeModal, typedTimes } from './modals.ts';
import { makeOffer, offerForm, proposeForm, proposeTimes } from './offering.ts';
import { acceptSlot, declineOffer, type Picked, pickSlot } from './picking.ts';
import { mostTimes } from './times.ts';

export const contactListeners: Listeners = {
  actions: {
    [actions.openOffer]: openOffer,
    [actions.addTime]: (turn) => showAgain(turn, 1),
    [actions.timeChanged]: timeChanged,
    [actions.propose]: openPropose,
    [actions.noneFits]: noneFits,
    [actions.anotherTime]: anotherTime,
    [actions.pickSlot]: (turn) => click(turn, pickSlot),
    [actions.acceptSlot]: (turn) => click(turn, acceptSlot),
    [actions.later]: later,
    [actions.forwardMessage]: forward,
    [actions.askTeam]: ask,
  },
  submissions: {
    [callbacks.offer]: submitOffer,
    [callbacks.propose]: submitProposal,
  },
};

/** One button for two, as both read the introduction: the mentor offers times, the student proposes some of their own. */
async function openOffer(turn: ActionTurn): Promise<void> {
  await turn.open(async () => {
    const { mentorship, moves } = readMatter(turn.value);
    const own = turn.actor.isStudent ? await mentorshipOfStudent(turn.context.db, turn.actor.id) : null;
    if (own !== null && String(own.id) === mentorship) {
      return await proposeModal(turn.context, { mentorship: own.id, moves });
    }
    return await offerModal(turn.context, { mentorship, moves });
  });
}

/** A row means something once both of its halves are there. */
async function timeChanged(turn: ActionTurn): Promise<void> {
  const [, n] = turn.suffix.split('_');
  const row = typedTimes(turn.view?.values ?? {}, mostTimes.mentor).find((each) => String(each.n) === n);
  if (row?.date != null && row.time !== null) await showAgain(turn, 0);
}

/** Shows the modal anew after a choice in it, with `more` rows; whatever was typed stays. */
async function showAgain(turn: ActionTurn, more: number): Promise<void> {
  if (turn.view === null) return;
  const { values, metadata, callbackId } = turn.view;
  const build = async () => {
    if (callbackId === callbacks.propose) {
      const of = parseMetadata(proposeMetadata, metadata);
      const typed = { values, times: typedTimes(values, mostTimes.student) };
      return await proposeModal(turn.context, of ?? { mentorship: null, moves: null }, typed);
    }
    const of = parseMetadata(offerMetadata, metadata);
    const rows = Math.min(mostTimes.mentor, (of?.rows ?? 3) + more);
    const typed = { values, times: typedTimes(values, rows) };
    return await offerModal(turn.context, { mentorship: null, moves: null, ...of, rows }, typed);
  };
  const view = await build();
  if (typeof view !== 'string') await updateModal(turn.slack, turn.view, view);
}

async function submitOffer(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const of = parseMetadata(offerMetadata, turn.metadata);
  if (of === null) return refused([{ code: 'stale', say: (words) => words.common.openAgain }]);
  const form = parseForm(offerForm, turn.values);
  if (!form.ok) return refused(form.refusals);
  const typed = typedTimes(turn.values, mostTimes.mentor);
  const { mentorship: mentorshipId, moves: movesSessionId, last: lastSessionId } = of;
  return closeOr(await makeOffer(turn.context, { mentorshipId, movesSessionId, lastSessionId, typed }, form.value));
}

async function submitProposal(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const of = parseMetadata(proposeMetadata, turn.metadata);
  if (of === null) return refused([{ code: 'stale', say: (words) => words.common.openAgain }]);
  const form = parseForm(proposeForm, turn.values);
  if (!form.ok) return refused(form.refusals);
  const typed = typedTimes(turn.values, mostTimes.student);
  const { mentorship: mentorshipId, moves: movesSessionId, last: lastSessionId } = of;
  return closeOr(await proposeTimes(turn.context, { mentorshipId, movesSessionId, lastSessionId, typed }, form.value));
}

/** From a button that names the mentorship, or from one that leaves it to who clicks. */
async function openPropose(turn: ActionTurn): Promise<void> {
  await turn.open(async () => {
    const own = turn.value === '' ? await mentorshipOfStudent(turn.context.db, turn.actor.id) : null;
    return await proposeModal(turn.context, { mentorship: own?.id ?? turn.value, moves: null });
  });
}

/** The click itself is an answer; the times that follow it are another. */
async function noneFits(turn: ActionTurn): Promise<void> {
  await turn.open(async () => {
    const id = offerId.safeParse(turn.value);
    if (!id.success) return turn.words.common.notYours;
    const declined = await declineOffer(turn.context, id.data);
    if (!declined.ok) return declined.refusals[0].say(turn.words);
    const { mentorshipId: mentorship, movesSessionId: moves } = declined.value;
    return await proposeModal(turn.context, { mentorship, moves });
  });
}

/** One button for two: the mentor moves the session, the student proposes other times for it. */
async function anotherTime(turn: ActionTurn): Promise<void> {
  await turn.open(async () => {
    const id = sessionId.safeParse(turn.value.split(':')[0]);
    if (!id.success) return turn.words.common.notYours;
    const session = await findSession(turn.context.db, id.data);
    if (session === null || session.studentId !== turn.actor.id) return await moveModal(turn.context, id.data);
    return await proposeModal(turn.context, { mentorship: session.mentorshipId, moves: session.id });
  });
}

async function click(
  turn: ActionTurn,
  settle: (context: ActionTurn['context'], id: z.output<typeof slotId>) => Promise<Result<Picked>>,
): Promise<void> {
  const id = slotId.safeParse(turn.value);
  if (!id.success) return await turn.answer(turn.words.common.unknownAction);
  const result = await settle(turn.context, id.data);
  if (!result.ok) return await turn.refuse(result.refusals);
  if (result.value.done === 'nothing') await turn.answer(turn.words.contact.alreadyPicked);
}

async function later(turn: ActionTurn): Promise<void> {
  const chosen = await chooseLater(turn.context, turn.value);
  if (!chosen.ok) return await turn.refuse(chosen.refusals);
  const until = formatLocal(new Date(chosen.value.until), turn.actor.zone, turn.actor.locale, 'date');
  await turn.answer(turn.words.contact.later(until));
}

async function forward(turn: ActionTurn): Promise<void> {
  const place = messagePlace.safeParse(turn.value);
  if (!place.success) return await turn.answer(turn.words.common.unknownAction);
  const forwarded = await forwardMessage(turn.context, place.data);
  if (!forwarded.ok) return await turn.refuse(forwarded.refusals);
  await turn.answer(turn.words.contact.forwarding(forwarded.value.mentorName));
}

/** Says whom to ask what (H8), and that the team has been told. */
async function ask(turn: ActionTurn): Promise<void> {
  const place = messagePlace.safeParse(turn.value);
  const asked = await askTeam(turn.context, place.success ? place.data : null);
  if (!asked.ok) return await turn.refuse(asked.refusals);
  const { advisors, mentorTeam, studentTeam } = turn.context.settings.contacts;
  const { contacts, teamAsked } = turn.words.contact;
  const lines = [
    ...(advisors === undefined ? [] : [contacts.advisors(advisors)]),
    ...(mentorTeam === undefined ? [] : [contacts.mentorTeam(mentorTeam)]),
    ...(studentTeam === undefined ? [] : [contacts.studentTeam(studentTeam)]),
  ];
  await turn.answer([teamAsked, ...lines].join('\n'));
}

function closeOr(result: Result<unknown>): SubmissionAnswer {
  return result.ok ? { kind: 'close' } : refused(result.refusals);
}

function refused(refusals: Extract<SubmissionAnswer, { kind: 'refused' }>['refusals']): SubmissionAnswer {
  return { kind: 'refused', refusals };
}
