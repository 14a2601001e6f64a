import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../core/access.ts';
import type { Refusal } from '../core/result.ts';
import type { Words } from '../core/words/index.ts';
import type { Context } from '../db/write.ts';
import type { FormValues } from './forms.ts';
import type { ModalBuild, ShownModal } from './modals.ts';

/** What every listener gets: who acts, their words, and the ways to answer. */
export interface Turn {
  readonly context: Context;
  readonly actor: Actor;
  readonly words: Words;
  /** For what a person waits for; sends go through the outbox. */
  readonly slack: WebClient;
  /** For what takes its time, as the person has been told: it waits where Slack limits us. */
  readonly patientSlack: WebClient;
  readonly triggerId: string;
  /** Opens a modal, or pushes it upon the one the click came from; at once, even when its data takes longer (N8). */
  open(build: ModalBuild): Promise<void>;
  /** Says something to this person alone. */
  answer(text: string): Promise<void>;
  /** Goes on with what nobody waits for, however long it takes; what goes wrong in it is logged. */
  inBackground(work: () => Promise<void>): void;
  /** Says why not. */
  refuse(refusals: readonly Refusal[]): Promise<void>;
}

export interface CommandTurn extends Turn {
  readonly text: string;
}

export interface ActionTurn extends Turn {
  /** The button's value, or the value chosen; not to be trusted. */
  readonly value: string;
  /** What stands after the colon of the `action_id`. */
  readonly suffix: string;
  /** The message the button stands in. */
  readonly message: { readonly channel: string; readonly ts: string } | null;
  /** The modal or home it stands in, with what was typed there. */
  readonly view: {
    id: string;
    hash: string;
    type: string;
    metadata: string;
    callbackId: string;
    values: FormValues;
    blocks: ShownModal['blocks'];
  } | null;
}

export interface ShortcutTurn extends Turn {
  /** The message of a message shortcut. */
  readonly message: { readonly channel: string; readonly ts: string; readonly authorSlackId: string | null } | null;
}

export interface SubmissionTurn extends Turn {
  readonly values: FormValues;
  /** Not to be trusted. */
  readonly metadata: string;
  readonly viewId: string;
}

/** What a submission is answered with. */
export type SubmissionAnswer =
  /** `afterwards` goes on once the person has been answered; what goes wrong in it is logged. */
  | { readonly kind: 'close'; readonly afterwards?: () => Promise<void> }
  | { readonly kind: 'clear' }
  | { readonly kind: 'update' | 'push'; readonly view: ModalView }
  /** What takes longer than Slack waits: `meanwhile` is shown at once, and the same modal shows `view` when that is there. */
  | { readonly kind: 'later'; readonly meanwhile: ModalView; readonly view: Promise<ModalView> }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** Somebody looks at their home, or did something there. */
export interface HomeTurn extends Turn {
  /** Of the home that they look at, where it is known: publishing with it fails when another one came first. */
  readonly hash: string | null;
}

export interface Listeners {
  readonly commands?: Readonly<Record<string, (turn: CommandTurn) => Promise<void>>>;
  readonly actions?: Readonly<Record<string, (turn: ActionTurn) => Promise<void>>>;
  readonly shortcuts?: Readonly<Record<string, (turn: ShortcutTurn) => Promise<void>>>;
  readonly messageShortcuts?: Readonly<Record<string, (turn: ShortcutTurn) => Promise<void>>>;
  readonly submissions?: Readonly<Record<string, (turn: SubmissionTurn) => Promise<SubmissionAnswer>>>;
  /** Publishes the home. */
  readonly homeOpened?: (turn: HomeTurn) => Promise<void>;
}
