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

/** A modal as it is on somebody's screen. */
export interface ShownModal {
  readonly id: string;
  readonly blocks: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/**
 * Shows an open modal anew after a choice in it, where that changes what is asked or said; what was typed Slack keeps. Without the
 * view's hash: of two choices in a row the second would be refused, and it is the one that knows both.
 */
export async function updateModal(slack: WebClient, shown: ShownModal, view: ModalView): Promise<void> {
  if (JSON.stringify(shapeOf(shown.blocks)) === JSON.stringify(shapeOf(view.blocks))) return;
  try {
    await slack.views.update({ view_id: shown.id, view });
  } catch (error) {
    const data = error instanceof Error && 'data' in error ? error.data : null;
    const isClosed = z.object({ error: z.literal('not_found') }).safeParse(data).success;
    if (!isClosed) throw error;
  }
}

const said = z.object({ text: z.string() }).transform(({ text }) => text);
const shape = z.array(
  z.object({
    type: z.string(),
    text: said.optional(),
    element: z.object({ action_id: z.string() }).optional(),
    elements: z.array(z.union([said, z.unknown().transform(() => null)])).optional(),
  }),
);

/** What is asked and said, without what was entered. */
function shapeOf(blocks: unknown) {
  return shape.parse(blocks);
}

function later(milliseconds: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), milliseconds).unref();
  });
}
