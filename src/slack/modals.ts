import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Words } from '../core/words/index.ts';
import { notice } from './blocks.ts';

/** Makes the modal, or says in a sentence why there is none to open. */
export type ModalBuild = () => Promise<ModalView | string>;

/** A trigger lives 3 s: what is not there by then is filled in by an update (N8). */
const lightAfterMs = 300;

/**
 * Opens a modal filled in if its data is there within 300 ms, else a light one that is filled in by an update; with what
 * `failed` says where that goes wrong, as the trigger is spent by then.
 */
export async function openModal(
  slack: WebClient,
  triggerId: string,
  words: Words,
  build: ModalBuild,
  inModal: boolean,
  failed: (error: unknown) => string,
): Promise<void> {
  const show = (view: ModalView) =>
    inModal ? slack.views.push({ trigger_id: triggerId, view }) : slack.views.open({ trigger_id: triggerId, view });
  const building = build().then((made) =>
    typeof made === 'string' ? notice('Mentorat', made, words.common.close) : made,
  );
  const ready = await Promise.race([building, later(lightAfterMs)]);
  if (ready !== null) {
    await show(ready);
    return;
  }
  building.catch(() => {});
  const light = await show(notice('Mentorat', words.common.loading, words.common.close));
  const view = await building.catch((error: unknown) => notice('Mentorat', failed(error), words.common.close));
  await slack.views.update({ view_id: light.view?.id ?? '', view });
}

/** Shows an open modal anew after a choice in it. One that was closed or changed again meanwhile stays as it is. */
export async function updateModal(
  slack: WebClient,
  shown: { readonly id: string; readonly hash: string },
  view: ModalView,
): Promise<void> {
  try {
    await slack.views.update({ view_id: shown.id, hash: shown.hash, view });
  } catch (error) {
    const code =
      error instanceof Error && 'data' in error ? z.object({ error: z.string() }).safeParse(error.data) : null;
    if (code?.success !== true || !['hash_conflict', 'not_found'].includes(code.data.error)) throw error;
  }
}

function later(milliseconds: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), milliseconds).unref();
  });
}
