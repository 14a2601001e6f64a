import type { Block, StateValues, ViewPayload } from '../kit.ts';
import type { Manifest } from '../manifest.ts';
import type { Signal } from '../signal.ts';
import type { WakingClock } from '../waking.ts';

/** Everything that Slack's servers would know of one workspace with one app in it. */
export interface World {
  /** The moved clock: what people read and what falls due. */
  readonly now: () => Date;
  /** The wall clock, for triggers and acknowledgements. */
  readonly waking: WakingClock;
  readonly manifest: Manifest;
  readonly team: { id: string; name: string; domain: string };
  readonly app: { id: string; name: string; botId: string; userId: string };
  readonly secrets: { botToken: string; appToken: string; signingSecret: string; verificationToken: string };
  readonly people: Map<string, PersonRecord>;
  readonly conversations: Map<string, Conversation>;
  /** Open modals of each person, the lowest first. */
  readonly modals: Map<string, OpenView[]>;
  readonly homes: Map<string, OpenView>;
  /** Ids of all views that there were, so that a closed one can be told from one that never was. */
  readonly viewIds: Set<string>;
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
  content: Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>;
  threadTs: string | undefined;
}

export interface PersonRecord {
  id: string;
  name: string;
  realName: string;
  email: string;
  locale: string;
  tz: string;
  admin: boolean;
  owner: boolean;
  guest: boolean;
  deleted: boolean;
  bot: boolean;
  updated: number;
}

export interface Conversation {
  id: string;
  kind: 'im' | 'mpim' | 'channel' | 'group';
  name: string;
  members: Set<string>;
  messages: Message[];
  ephemerals: Message[];
  created: number;
  archived: boolean;
}

export interface Message {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: Block[];
  attachments: object[];
  threadTs: string | undefined;
  metadata: { event_type: string; event_payload: object } | undefined;
  edited: { user: string; ts: string } | undefined;
  files: string[];
  /** Only this person sees it. */
  onlyFor: string | undefined;
  broadcast: boolean;
  /** Who reacted, by the emoji's name. */
  reactions: Map<string, Set<string>>;
  pinned: boolean;
  /** A deleted message whose replies are still there. */
  tombstone: boolean;
  /** Whom the words called when they were new: an edit calls nobody. */
  calledWhenPosted: ReadonlySet<string>;
  at: Date;
}

export interface FileRecord {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  content: Uint8Array;
  user: string;
  created: Date;
  /** An upload is a file only once it is completed. */
  complete: boolean;
  deleted: boolean;
  length: number;
  channels: Set<string>;
}

export interface Trigger {
  id: string;
  user: string;
  /** Where the person was; undefined in the home, and where nobody knows. */
  conversation: string | undefined;
  /** By the waking clock, in milliseconds. */
  born: number;
  used: boolean;
  /** A submission usually opens nothing more, so nobody waits for it. */
  awaited: boolean;
}

export interface ResponseUrl {
  id: string;
  user: string;
  channel: string;
  threadTs: string | undefined;
  /** The message whose button was clicked, which `replace_original` and `delete_original` mean. */
  original: string | undefined;
  born: Date;
  uses: number;
}

export interface OpenView {
  id: string;
  user: string;
  /** Where the person was when it was opened, for menus that begin with that. */
  conversation: string | undefined;
  hash: string;
  payload: ViewPayload;
  /** What stands in the inputs now, kept by block_id and action_id over updates. */
  state: StateValues;
  rootId: string;
  previousId: string | null;
  /** What the app said is wrong, by block_id. */
  errors: Record<string, string>;
  /** How often a form came back with errors. */
  refusals: number;
}
