import type { Desk } from '../desk.ts';
import type { Actor } from '../driver/actor.ts';
import { SandboxModal } from '../driver/modal.ts';
import { SandboxPerson } from '../driver/person.ts';
import type { Sandbox } from '../driver.ts';
import type { Language } from '../language.ts';
import type { PersonRecord, World } from '../world/model.ts';
import { type Bookmark, Memory } from './memory.ts';
import type { Bilingual } from './words.ts';

/** What whoever starts the face can lend it; a control without its hook is not shown. */
export interface FaceOptions {
  /** The workspace as it is now: a reset may bring another one. */
  sandbox: () => Sandbox;
  /** The clock that app and sandbox share. `to` moves it and lets everything happen that falls due. */
  clock?: {
    to(instant: Date): Promise<void>;
    /** When something falls due next; undefined when nothing does. */
    nextDue(): Promise<Date | undefined>;
  };
  /** Shows the switches that make Slack slow, forgetful, strict or absent. */
  faults?: boolean;
  /** Starts over. */
  reset?: () => Promise<void>;
  /** Where it stands is written to the bookmark, for whoever keeps that. */
  tour?: { steps: readonly TourStep[]; bookmark?: Bookmark };
  /** One line on a person for whoever chooses whom to be: `mentor · Lisbon`. */
  about?: (person: { id: string; name: string }, language: Language) => string | undefined;
  /** Further rows under the glass, of what happened since an instant (of the wall clock). */
  wire?: (since: Date) => Promise<WireRows>;
}

export interface TourStep {
  title: Bilingual;
  text: Bilingual;
  /** The id of the person to be. */
  as?: () => string | undefined;
  /** The conversation (or `home`) to look at. */
  where?: () => string | undefined;
  /** Whether what the step asks for has happened. */
  done: () => boolean | Promise<boolean>;
}

/** Something under the glass: a line, and what it holds. */
export interface WireRow {
  /** Its own for good, where it has one; else its place in its list, of which nothing is taken away. */
  key?: string;
  title: string;
  note?: string;
  detail: unknown;
}

/** The newest rows of a list, the oldest of them first. */
export interface WireRows {
  rows: readonly WireRow[];
  /** There are earlier ones, which nobody has counted. */
  more: boolean;
}

/** The options and what the face itself remembers of this workspace. */
export interface Face {
  options: FaceOptions;
  desk: Desk;
  world: World;
  memory: Memory;
}

const memories = new WeakMap<World, Memory>();

export function faceOf(options: FaceOptions): Face {
  const { desk } = options.sandbox();
  const { world } = desk.context;
  const memory = memories.get(world) ?? new Memory(world, options.tour?.bookmark);
  memories.set(world, memory);
  return { options, desk, world, memory };
}

/** Everything that acts goes through the same driver as a test. */
export function personOf({ desk }: Face, person: PersonRecord): SandboxPerson {
  return new SandboxPerson(desk, person);
}

export function actorOf({ desk }: Face, person: PersonRecord): Actor {
  const actor: Actor = { desk, person, modalOf: (view) => new SandboxModal(actor, view) };
  return actor;
}
