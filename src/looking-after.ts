import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { newReference } from './core/reference.ts';
import { addDays } from './core/time.ts';
import { forgetSubmissions, type World } from './db/write.ts';
import { followEverybody } from './features/assignment/service.ts';

/** Slack delivers a submission again within minutes. */
const submissionsKeptDays = 7;

/**
 * What is looked after once a day: submissions carried out long ago are forgotten, and people followed of whom an event was
 * lost. Answers whether it went well; what did not is logged. After an abort nothing more is begun.
 */
export async function lookAfter(world: World, slack: WebClient, log: Logger, signal: AbortSignal): Promise<boolean> {
  try {
    await forgetSubmissions(world.db, addDays(world.clock.now(), -submissionsKeptDays));
    const followed = await followEverybody(world, slack, signal);
    log.info({ followed }, 'looked after');
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    log.error({ err: error, reference: newReference() }, 'looking after failed; it is tried again within the hour');
    return false;
  }
}
