import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Actor } from '../core/access.ts';
import type { Locale } from '../core/locale.ts';
import { newReference } from '../core/reference.ts';
import { wordsFor } from '../core/words/index.ts';
import type { Context, World } from '../db/write.ts';
import type { InFlight } from './in-flight.ts';
import type { Turn } from './listeners.ts';
import { openModal } from './modals.ts';

export interface Edge {
  readonly world: World;
  /** The client for what a person waits for (facts.md, "Calls"). */
  readonly slack: WebClient;
  readonly log: Logger;
  readonly inFlight: InFlight;
  findActor(slackId: string): Promise<Actor | null>;
  /** Called when something was done: what it put into the outbox may leave. */
  afterwards(): void;
}

/** Finds out who speaks and lets the listener work; what goes wrong is told to the person, once. */
export async function attend(
  edge: Edge,
  what: string,
  slackId: string,
  triggerId: string,
  answer: (text: string) => Promise<unknown>,
  listen: (turn: Turn) => Promise<void>,
  inModal = false,
): Promise<void> {
  const startedAt = performance.now();
  let locale: Locale = edge.world.settings.locale;
  const work = async () => {
    try {
      const actor = await edge.findActor(slackId);
      if (actor === null) {
        await answer(wordsFor(locale).common.nobody);
        return;
      }
      locale = actor.locale;
      const turn = makeTurn(edge, { ...edge.world, actor }, triggerId, answer, inModal);
      await listen(turn);
      edge.log.info({ what, who: slackId, tookMs: Math.round(performance.now() - startedAt) }, 'handled');
    } catch (error) {
      const reference = newReference();
      edge.log.error({ err: error, reference, what, who: slackId }, 'failed');
      await answer(wordsFor(locale).common.nothingSaved(reference)).catch((failure: unknown) => {
        edge.log.warn({ err: failure, reference }, 'the person could not be told');
      });
    } finally {
      edge.afterwards();
    }
  };
  await edge.inFlight.track(work());
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
    triggerId,
    open: (build) => openModal(edge.slack, triggerId, words, build, inModal, failed),
    answer: say,
    refuse: (refusals) => say(refusals.map((refusal) => refusal.say(words)).join('\n')),
  };
}
