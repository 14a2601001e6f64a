import type { Desk } from './desk.ts';
import type { Fault } from './faults.ts';
import type { Block, Option } from './kit.ts';
import type { ManifestInput } from './manifest.ts';
import type { Port } from './port.ts';
import type { Call, DeliveryRecord, Expected, Refusal } from './records.ts';

/** What tests hold in their hands. Everything here is what a person in Slack can do or see, or what Slack itself does. */

export interface SandboxOptions {
  /** The moved clock; whoever moves it calls `tick()` then. */
  clock: { now(): Date };
  /** The app's manifest as an object. */
  manifest: ManifestInput;
  /** What the workspace is called; `Sandbox` by default. */
  team?: string;
  /** Where it is served; by itself it opens a port of its own. */
  port?: Port;
  /** Slack's rate limits by tier, on the moved clock; off by default. */
  limits?: boolean;
}

export interface Sandbox {
  /** For `clientOptions.slackApiUrl` (ends with a slash). */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: { readonly id: string; readonly name: string };
  readonly app: { readonly id: string; readonly name: string; readonly botId: string; readonly userId: string };
  /** From now on payloads go to this address; else to the app's Socket Mode connections. */
  connectHttp(url: string): void;
  /** Resolves when the app has this many Socket Mode connections. */
  connected(count?: number): Promise<void>;

  person(given: PersonInput): Person;
  /** A new person of whom the app hears (`team_join`). */
  joins(given: PersonInput): Promise<Person>;
  /** A channel; the app is in it unless `app: false`. */
  channel(given: { name: string; members: readonly Person[]; app?: boolean; private?: boolean }): ConversationSeen;
  /** What Slack would know differently of a person; the app hears `user_change`. */
  change(
    person: Person,
    changes: Partial<Pick<PersonInput, 'name' | 'email' | 'locale' | 'tz' | 'admin'>>,
  ): Promise<void>;
  deactivate(person: Person): Promise<void>;
  reactivate(person: Person): Promise<void>;
  /** The app is removed from the workspace: `tokens_revoked`, `app_uninstalled`, and no token works. */
  uninstall(): Promise<void>;

  /** The last payload that a person caused delivered once more (echoes of the app's own messages don't count). */
  again(): Promise<Acknowledged>;
  /** Runs what the moved clock has made due: events again that failed, scheduled messages. */
  tick(): Promise<void>;
  fault(fault: Fault): { lift(): void };
  /** Asks the app's sockets to reconnect (`refresh`) or cuts them with no word. */
  closeSockets(how?: 'refresh' | 'cut'): void;
  /** Resolves when nothing has gone over the wire for a moment (`milliseconds` of wall time, 100 by default). */
  quiet(milliseconds?: number): Promise<void>;

  readonly calls: readonly Call[];
  readonly deliveries: readonly DeliveryRecord[];
  /** All that Slack refused. */
  readonly refusals: readonly Refusal[];
  /** Such refusals are part of this story; `what` is the method, `view_submission`, `options` or `response_url`. */
  expectRefusal(expected: Expected): void;
  /** Refusals that the story does not expect: a test should end with none. */
  unexpectedRefusals(): Refusal[];
  readonly forge: Forge;
  /** All that Slack's servers hold, for a face that shows it; tests have no need of it. */
  readonly desk: Desk;
  stop(): Promise<void>;
}

export interface PersonInput {
  name: string;
  email?: string;
  /** The handle that `@` finds; made from the name by default. */
  username?: string;
  locale?: string;
  tz?: string;
  admin?: boolean;
  owner?: boolean;
  guest?: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly email: string;
  /** Types a command, in the conversation with the app by default. `@name`, `#channel` and links become
   * markup where the manifest says `should_escape`. Resolves after the acknowledgement. */
  command(command: string, text?: string, options?: { in?: ConversationSeen }): Promise<Outcome>;
  /** A global shortcut, from wherever the person is. */
  shortcut(callbackId: string, options?: { in?: ConversationSeen }): Promise<Outcome>;
  messageShortcut(callbackId: string, message: MessageSeen): Promise<Outcome>;
  /** The button with this text (or action_id), in the newest message that has one, else in the home. */
  click(label: string, options?: Where): Promise<Outcome>;
  /** Chooses in a menu, date or other element of a message or the home, found by placeholder, action_id or block_id. It
   * stays there; the app hears of it, of an input only when it asked to. */
  select(label: string, value: Value, options?: Where): Promise<Outcome>;

  /** The modal on top. Waits as long as the last trigger can still open one; null when there is none. */
  modal(): Promise<Modal | null>;
  /** Opens the app's home and waits (2 s at most) for the app to publish it. */
  opensHome(): Promise<string>;
  readonly home: string;
  /** Writes a message: `@name`, `#channel`, `@here` and links become markup. To the app by default; resolves after the app has
   * acknowledged. */
  says(
    text: string,
    options?: { to?: ConversationSeen; thread?: MessageSeen | string; files?: Upload[] },
  ): Promise<MessageSeen>;
  edits(message: MessageSeen, text: string): Promise<void>;
  deletes(message: MessageSeen): Promise<void>;
  /** The conversation with the app. */
  dm(): MessageSeen[];
  /** The conversation of exactly this person, the others and the app (else without it); it is opened if need be. */
  conversation(...others: Person[]): ConversationSeen;
  /** All messages this person can see, the oldest first. */
  messages(): MessageSeen[];
  notifications(): Notification[];
  /** This person's whole visible world as text. */
  sees(): string;
  /** Waits (10 s at most) until `sees()` has the text; fails with what is there instead. */
  until(expected: string | RegExp | ((sees: string) => boolean), milliseconds?: number): Promise<string>;
}

export interface Where {
  in?: MessageSeen | ConversationSeen | 'home';
  /** Only elements whose block, or the block before it, has this text. */
  beside?: string;
  /** The first is 0. */
  nth?: number;
  /** Answers the confirmation dialogue; yes by default. */
  confirm?: boolean;
  /** In a modal: the entry of an overflow menu, by text or value. */
  option?: string;
}

/** What came of an action. */
export interface Outcome {
  /** What Slack tells the person when the app did not acknowledge. */
  readonly failure: string | null;
  /** What the acknowledgement itself said. */
  readonly reply: string | null;
  /** Where a link button led. */
  readonly url: string | null;
  /** The modal that this opened, pushed or updated; fails when there is none in time. */
  modal(): Promise<Modal>;
}

export interface Acknowledged {
  readonly kind: 'acknowledged' | 'failed';
  readonly body: unknown;
}

/** By block_id (or action_id): an option by text or value, a date `2026-12-01`, a time `19:00`, text, a number, a person,
 * a file, an option that an external menu has just offered; several for what takes several; null for nothing. */
export type Value =
  | string
  | number
  | null
  | Person
  | Upload
  | Offered
  | readonly (string | Person | Upload | Offered)[];

export interface Offered {
  offered: Option;
}

export interface Upload {
  name: string;
  content: Uint8Array | string;
  mimetype?: string;
}

export interface Modal {
  readonly id: string;
  readonly callbackId: string;
  readonly title: string;
  readonly isOpen: boolean;
  readonly isOnTop: boolean;
  readonly privateMetadata: string;
  /** The block_ids of what can be filled in. */
  readonly fields: string[];
  /** What stands under the fields, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Types and chooses; refuses fields and options that are not there. What the app listens to is sent in this order,
   * and awaited by `submit`, `click` and `sent`. */
  fill(values: Record<string, Value>): Modal;
  sent(): Promise<Modal>;
  /** What stands in a field as a person reads it; '' when empty. */
  value(field: string): string;
  /** The options of a field as a person reads them. */
  options(field: string): string[];
  /** What an external menu offers for these letters. */
  search(field: string, letters: string): Promise<string[]>;
  submit(): Promise<Submission>;
  click(label: string, where?: Omit<Where, 'in'>): Promise<Outcome>;
  /** Closes this view (the one below shows again), or all of them as the cross does. */
  close(how?: 'this' | 'all'): Promise<void>;
  text(): string;
  /** Waits (10 s at most) until the modal shows the text, or a field is there. */
  until(expected: string | RegExp | ((modal: Modal) => boolean), milliseconds?: number): Promise<Modal>;
  /** The view as Slack would send it, with what is filled in. */
  payload(): Record<string, unknown>;
}

export interface Submission {
  /** `held`: Slack's client did not send it. `failed`: the app did not acknowledge. */
  readonly kind: 'closed' | 'cleared' | 'errors' | 'updated' | 'pushed' | 'held' | 'failed';
  readonly closed: boolean;
  /** By block_id; of the app, or of Slack's client when held. */
  readonly errors: Readonly<Record<string, string>>;
  readonly failure: string | null;
}

export interface ConversationSeen {
  readonly id: string;
  readonly name: string;
  /** As this person sees it, outside threads; the oldest first. */
  messages(): MessageSeen[];
  thread(root: MessageSeen | string): MessageSeen[];
}

/** A message as it looked when it was read. */
export interface MessageSeen {
  readonly ts: string;
  readonly channel: string;
  readonly from: string;
  /** As it reads, blocks and all; else its text. */
  readonly text: string;
  /** The `text` argument as a notification reads it. */
  readonly notification: string;
  readonly thread: string | undefined;
  readonly buttons: string[];
  readonly links: string[];
  /** Names of people who are really mentioned, and channel, here, everyone. */
  readonly mentions: string[];
  readonly edited: boolean;
  readonly ephemeral: boolean;
  readonly blocks: readonly Block[];
  readonly metadata: { event_type: string; event_payload: object } | undefined;
  readonly at: Date;
}

export interface Notification {
  readonly from: string;
  readonly text: string;
  readonly in: string;
  readonly because: 'direct message' | 'group message' | 'mention' | 'thread' | 'everyone';
  readonly at: Date;
}

/** What no client sends: for tests of bad input. */
export interface Forge {
  /** The modal's submission with other contents; `values` (by block_id) are put in as they are: option values, texts. */
  submission(
    modal: Modal,
    changes: {
      id?: string;
      callback_id?: string;
      private_metadata?: string;
      hash?: string;
      values?: Record<string, string | null>;
    },
  ): Promise<Acknowledged>;
  /** A click on an element that no message or view has. */
  action(
    person: Person,
    action: { action_id: string; block_id?: string; type?: string; value?: string; selected_option?: object },
    place: MessageSeen | Modal,
  ): Promise<Acknowledged>;
  /** Any payload, delivered as Slack would. */
  payload(kind: 'event' | 'command' | 'interaction', payload: object): Promise<Acknowledged>;
  /** A raw post to the app's address: signed rightly, wrongly, not at all, or rightly `minutesAgo`. */
  post(request: {
    body: string;
    contentType?: string;
    signature?: 'right' | 'wrong' | 'none';
    minutesAgo?: number;
  }): Promise<{ status: number | 'reset'; body: string }>;
}
