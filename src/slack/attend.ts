import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Actor } from '../core/access.ts';
import { newReference } from '../core/reference.ts';
import { type Words, wordsFor } from '../core/words/index.ts';
import { type Context, Deadline, type World } from '../db/write.ts';
import type { InFlight } from './in-flight.ts';
import type { Turn } from './listeners.ts';
import { openModal } from './modals.ts';
import { within } from './within.ts';

export interface Edge {
  readonly world: World;
  /** The client for what a person waits for (facts.md, "Calls"). */
  readonly slack: WebClient;
  /** The one for what takes its time, as the person knows. */
  readonly patientSlack: WebClient;
  readonly log: Logger;
  readonly inFlight: InFlight;
  findActor(slackId: string): Promise<Actor | null>;
  /** Called when something was done: what it put into the outbox may leave. */
  afterwards(): void;
}

/** Acknowledged already: whoever clicked waits for something to happen, and is told when nothing does. */
const answerWithinMs = 5_000;

/**
 * Finds out who speaks and lets the listener work; what goes wrong, or takes too long, is told to the person, once, in the words of
 * `sorry`: where it has none, the log alone is told.
 */
export async function attend(
  edge: Edge,
  what: string,
  slackId: string,
  triggerId: string,
  answer: (text: string) => Promise<unknown>,
  listen: (turn: Turn) => Promise<void>,
  { inModal = false, sorry = failureSentence }: { inModal?: boolean; sorry?: Sorry } = {},
): Promise<void> {
  const startedAt = performance.now();
  const deadline = new Deadline();
  let words = wordsFor(edge.world.settings.locale);
  const work = async () => {
    const actor = await edge.findActor(slackId);
    if (actor === null) {
      await answer(words.common.nobody);
      return;
    }
    words = wordsFor(actor.locale);
    await listen(makeTurn(edge, { ...edge.world, actor, deadline }, triggerId, answer, inModal));
    edge.log.info({ what, who: slackId, tookMs: Math.round(performance.now() - startedAt) }, 'handled');
  };
  const attended = async () => {
    try {
      await within(answerWithinMs, edge.inFlight.track(work()), () => {
        throw new Error(`No answer within ${answerWithinMs} ms`);
      });
    } catch (error) {
      const reference = newReference();
      edge.log.error({ err: error, reference, what, who: slackId }, 'failed');
      const sentence = sorry(deadline, words, reference);
      if (sentence === null) return;
      await answer(sentence).catch((failure: unknown) => {
        edge.log.warn({ err: failure, reference }, 'the person could not be told');
      });
    } finally {
      edge.afterwards();
    }
  };
  await edge.inFlight.track(attended());
}

export type Sorry = (deadline: Deadline, words: Words, reference: string) => string | null;

/** Says that nothing was saved, and sees to it that nothing will be; or that it cannot be told, where the commit had begun. */
export function failureSentence(deadline: Deadline, words: Words, reference: string): string {
  return deadline.expire() === 'nothing-saved'
    ? words.common.nothingSaved(reference)
    : words.common.outcomeUnknown(reference);
}

/** Puts together what a listener gets. */
export function makeTurn(
  edge: Edge,
  context: Context,
  triggerId: string,
  answer: (text: string) => Promise<unknown>,
  inModal: boolean,
): Turn {
  const words = wordsFor(context.actor.locale);
  const say = async (text: string) => {
    await answer(text);
  };
  const failed = (error: unknown) => {
    const reference = newReference();
    edge.log.error({ err: error, reference, who: context.actor.slackId }, 'a modal could not be filled in');
    return words.common.nothingSaved(reference);
  };
  return {
    context,
    actor: context.actor,
    words,
    slack: edge.slack,
    patientSlack: edge.patientSlack,
    triggerId,
    open: (build) => openModal(edge.slack, triggerId, words, build, inModal, failed),
    answer: say,
    inBackground: (work) => {
      const tried = work().catch((error: unknown) => edge.log.warn({ err: error }, 'what went on beside failed'));
      void edge.inFlight.track(tried);
    },
    refuse: (refusals) => say(refusals.map((refusal) => refusal.say(words)).join('\n')),
  };
}
