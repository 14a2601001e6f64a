import type { Manifest } from '../manifest.ts';
import { Signal } from '../signal.ts';
import type { Conversation } from './conversations.ts';
import type { FileRecord } from './files.ts';
import type { PersonRecord } from './people.ts';
import type { ResponseUrl, Trigger } from './triggers.ts';
import type { OpenView } from './views.ts';

/** Everything that Slack's servers would know of one workspace with one app in it. */
export interface World {
  /** The moved clock: what people read and what falls due. */
  readonly now: () => Date;
  readonly manifest: Manifest;
  readonly team: { id: string; name: string; domain: string };
  readonly app: { id: string; name: string; botId: string; userId: string };
  readonly secrets: { botToken: string; appToken: string; signingSecret: string; verificationToken: string };
  readonly people: Map<string, PersonRecord>;
  readonly conversations: Map<string, Conversation>;
  /** Open modals of each person, the lowest first. */
  readonly modals: Map<string, OpenView[]>;
  readonly homes: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly files: Map<string, FileRecord>;
  readonly scheduled: Map<string, Scheduled>;
  readonly notes: Map<string, Note[]>;
  readonly signal: Signal;
  readonly id: (prefix: string) => string;
  readonly ts: () => string;
  /** Where the server answers, with no slash at the end; known once it listens. */
  origin: string;
  installed: boolean;
}

/** What Slack itself tells one person (a command that failed, a toast), beside what apps and people say. */
export interface Note {
  at: Date;
  text: string;
}

export interface Scheduled {
  id: string;
  channel: string;
  postAt: number;
  message: { text: string; blocks: unknown; threadTs: string | undefined };
}

export function createWorld(now: () => Date, manifest: Manifest): World {
  const id = ids();
  const world: World = {
    now,
    manifest,
    team: { id: id('T'), name: 'The School', domain: 'the-school' },
    app: { id: id('A'), name: manifest.display_information.name, botId: id('B'), userId: id('U') },
    secrets: {
      botToken: `xoxb-${random()}`,
      appToken: `xapp-1-${random()}`,
      signingSecret: random(),
      verificationToken: random(),
    },
    people: new Map(),
    conversations: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    files: new Map(),
    scheduled: new Map(),
    notes: new Map(),
    signal: new Signal(),
    id,
    ts: timestamps(now),
    origin: '',
    installed: true,
  };
  return world;
}

/** Ids in the order in which things came to be, and different in every run: an app may remember them. */
function ids(): (prefix: string) => string {
  const run = random().slice(0, 4).toUpperCase();
  let count = 0;
  return (prefix) => `${prefix}${run}${(++count).toString(36).toUpperCase().padStart(6, '0')}`;
}

/** Message timestamps of the moved clock, unique and increasing also while it stands still. */
function timestamps(now: () => Date): () => string {
  let last = 0;
  return () => {
    last = Math.max(now().getTime() * 1000, last + 1);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

const random = () =>
  Array.from({ length: 24 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(Math.random() * 36)]).join('');
