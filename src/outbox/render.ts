import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { World } from '../db/write.ts';
import type { Kind, Payload } from './kinds.ts';

/** What Slack is sent: blocks, and a plain `text` that reads well as a notification and to a screen reader. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/**
 * What becomes of a row when its turn comes: a message, nothing because its reason is gone (`why` is a code), or nothing yet. A
 * message that `isFinal` says that all is settled: whatever changes later, it is not edited again.
 */
export type Rendering =
  | { readonly kind: 'message'; readonly message: Message; readonly isFinal: boolean }
  | { readonly kind: 'drop'; readonly why: string }
  | { readonly kind: 'wait'; readonly until: Date };

export interface RenderContext extends World {
  readonly slack: WebClient;
  /** The message stands in Slack already and is rendered to replace itself. */
  readonly isEdit: boolean;
  readonly now: Date;
}

export type Renderer<K extends Kind> = (context: RenderContext, payload: Payload<K>) => Promise<Rendering>;

/** A feature exports the renderers of its kinds; `start.ts` puts all of them together, and the types see to it that none is missing. */
export type Renderers<K extends Kind = Kind> = { readonly [Each in K]: Renderer<Each> };

export const message = (value: Message): Rendering => ({ kind: 'message', message: value, isFinal: false });
export const finalMessage = (value: Message): Rendering => ({ kind: 'message', message: value, isFinal: true });
export const drop = (why: string): Rendering => ({ kind: 'drop', why });
export const waitUntil = (until: Date): Rendering => ({ kind: 'wait', until });
