import type { ModalView } from '@slack/types';
import { newReference } from '../core/reference.ts';
import { type Refusal, refuseAll } from '../core/result.ts';
import { type Words, wordsFor } from '../core/words/index.ts';
import { type Context, Deadline } from '../db/write.ts';
import { type Edge, failureSentence, makeTurn } from './attend.ts';
import { longestInput, notice } from './blocks.ts';
import { type FormValues, readForm } from './forms.ts';
import type { SubmissionAnswer, SubmissionTurn } from './listeners.ts';
import { within } from './within.ts';

/** Slack gives up on a submission after 3 s; the answer must be on its way before. */
const answerWithinMs = 2_000;

type View = {
  id: string;
  callback_id: string;
  private_metadata: string;
  blocks: Array<{ type: string; block_id?: string; element?: object }>;
} & {
  state: { values: Parameters<typeof readForm>[0] };
};

/**
 * Carries out a submission and makes its acknowledgement, within 2 s whatever the database does: past that the transaction
 * cannot commit any more, and the person keeps what they typed.
 */
export async function answerSubmission(
  edge: Edge,
  slackId: string,
  triggerId: string,
  view: View,
  listener: ((turn: SubmissionTurn) => Promise<SubmissionAnswer>) | undefined,
) {
  const reference = newReference();
  const deadline = new Deadline();
  const startedAt = performance.now();
  let words = wordsFor(edge.world.settings.locale);
  const work = async (): Promise<SubmissionAnswer> => {
    const actor = await edge.findActor(slackId);
    if (actor === null) return refusedWith('nobody', words.common.nobody);
    words = wordsFor(actor.locale);
    if (listener === undefined) return refusedWith('unknown-form', words.common.openAgain);
    const values = readForm(view.state.values);
    const tooLong = refuseAll(tooLongTexts(view.blocks, values));
    if (!tooLong.ok) return { kind: 'refused', refusals: tooLong.refusals };
    const context: Context = { ...edge.world, actor, submissionId: `${view.callback_id}:${view.id}`, deadline };
    const turn = makeTurn(edge, context, triggerId, async () => {}, false);
    return await listener({
      ...turn,
      values,
      metadata: view.private_metadata,
      viewId: view.id,
    });
  };
  const log = (outcome: string, extra: object = {}) => {
    const tookMs = Math.round(performance.now() - startedAt);
    edge.log.info({ form: view.callback_id, who: slackId, outcome, tookMs, ...extra }, 'submission');
  };
  let answer: SubmissionAnswer;
  try {
    answer = await within(answerWithinMs, edge.inFlight.track(work()), () => {
      log('too-slow', { reference });
      return refusedWith('too-slow', failureSentence(deadline, words, reference));
    });
    log(answer.kind, answer.kind === 'refused' ? { codes: answer.refusals.map((each) => each.code) } : {});
  } catch (error) {
    edge.log.error({ err: error, reference, form: view.callback_id, who: slackId }, 'submission failed');
    answer = refusedWith('failed', failureSentence(deadline, words, reference));
  }
  return {
    acknowledgement: toAcknowledgement(answer, view, words),
    /** What is left to do once it is acknowledged; before, Slack could show the two in the wrong order. */
    afterwards: afterwards(edge, view.id, answer, deadline, words),
  };
}

function afterwards(
  edge: Edge,
  viewId: string,
  answer: SubmissionAnswer,
  deadline: Deadline,
  words: Words,
): (() => Promise<void>) | null {
  if (answer.kind === 'later') {
    const { view } = answer;
    // Where the acknowledgement fails nobody waits for it, and its failure must not end the process.
    view.catch(() => {});
    return () => showLater(edge, viewId, view, deadline, words);
  }
  if (answer.kind !== 'close' || answer.afterwards === undefined) return null;
  const { afterwards: work } = answer;
  return async () => {
    await work().catch((error: unknown) => edge.log.error({ err: error }, 'what a submission began failed'));
  };
}

/** What goes wrong by then is told in the modal, as its submission was answered. */
async function showLater(
  edge: Edge,
  viewId: string,
  made: Promise<ModalView>,
  deadline: Deadline,
  words: Words,
): Promise<void> {
  const view = await made.catch((error: unknown) => {
    const reference = newReference();
    edge.log.error({ err: error, reference }, 'what a submission began failed');
    return notice('Mentorat', failureSentence(deadline, words, reference), words.common.close);
  });
  edge.afterwards();
  await edge.slack.views.update({ view_id: viewId, view }).catch((error: unknown) => {
    edge.log.warn({ err: error }, 'the person could not be told');
  });
}

/** What the person typed beyond what its input takes: Slack's clients hold it back, others may not. */
function tooLongTexts(blocks: View['blocks'], values: FormValues): Refusal[] {
  return blocks.flatMap(({ block_id: field = '', element = {} }) => {
    const limit = 'max_length' in element ? Number(element.max_length) : longestInput;
    const text = values[field];
    const isTooLong = typeof text === 'string' && [...text].length > limit;
    return isTooLong ? [{ code: 'too-long', field, say: (words: Words) => words.common.tooLong(limit) }] : [];
  });
}

function refusedWith(code: string, sentence: string): SubmissionAnswer {
  return { kind: 'refused', refusals: [{ code, say: () => sentence }] };
}

/** A refusal goes to its field; without one, or with one that the form lacks, it goes under the first input. */
function toAcknowledgement(answer: SubmissionAnswer, view: View, words: Words) {
  switch (answer.kind) {
    case 'close':
      return undefined;
    case 'clear':
      return { response_action: 'clear' as const };
    case 'later':
      return { response_action: 'update' as const, view: answer.meanwhile };
    case 'update':
    case 'push':
      return { response_action: answer.kind, view: answer.view };
    case 'refused': {
      const inputs = view.blocks.flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : []));
      const [first] = inputs;
      const sentences = answer.refusals.map((refusal) => refusal.say(words));
      if (first === undefined) {
        const close = words.common.close;
        return { response_action: 'update' as const, view: notice('Mentorat', sentences.join('\n'), close) };
      }
      const errors: Record<string, string> = {};
      answer.refusals.forEach((refusal, index) => {
        const field = refusal.field !== undefined && inputs.includes(refusal.field) ? refusal.field : first;
        const sentence = sentences[index] ?? '';
        errors[field] = errors[field] === undefined ? sentence : `${errors[field]} ${sentence}`;
      });
      return { response_action: 'errors' as const, errors };
    }
  }
}
