import type { Option } from '../kit.ts';
import type { Records } from '../records.ts';
import { conversationsOf, messagesFor } from '../sees/look.ts';
import type { Message, OpenView, PersonRecord, World } from '../world/model.ts';
import type { Words } from './words.ts';

export type Doing = keyof Words['glass']['doing'];

/** The last thing that somebody did, and where the records stood before it. */
export interface LastAction {
  what: Doing;
  /** What was typed with it. */
  words: string;
  at: Date;
  deliveries: number;
  calls: number;
}

/** Stands for a thread where there is none. */
export const outsideThreads = '';

/** Which step of the tour is shown; past the last when it is over. */
export interface Bookmark {
  at: number;
}

/** What a client of Slack remembers and its servers do not: what has been read, which notes were put away. */
export class Memory {
  readonly #world: World;
  readonly #read = new Map<string, string>();
  readonly #toasts = new Map<string, string[]>();
  readonly #notesSeen = new Map<string, number>();
  readonly #queues = new Map<string, Promise<unknown>>();
  /** What external menus offered last, by person and place. */
  readonly offered = new Map<string, readonly Option[]>();
  /** The switches that are on, by name, with what turns them off. */
  readonly faults = new Map<string, { lift(): void }>();
  readonly #opened: string;
  #staying: string | undefined;
  readonly #newest = new WeakMap<OpenView, number>();
  last: LastAction | undefined;
  readonly bookmark: Bookmark;
  tourDone = new Set<number>();

  constructor(world: World, bookmark: Bookmark = { at: 0 }) {
    this.#world = world;
    this.bookmark = bookmark;
    this.#opened = `${Math.floor(world.now().getTime() / 1000)}.000000`;
  }

  /** Somebody does something: what goes over the wire from here on belongs to it. */
  begin(records: Records, what: Doing, words = ''): void {
    this.last = { what, words, at: new Date(), deliveries: records.deliveries.length, calls: records.calls.length };
  }

  /** It turns out to be a command. */
  isCommand(words: string): void {
    if (this.last) Object.assign(this.last, { what: 'command', words });
  }

  /** This page will be drawn anew around somebody who stays where they are. */
  staysAt(path: string): void {
    this.#staying = path;
  }

  /** Whether somebody only now comes there. */
  comesTo(path: string): boolean {
    const stays = this.#staying === path;
    if (stays) this.#staying = undefined;
    return !stays;
  }

  /** Somebody had in front of them what stands in a conversation, or in a thread of it, up to a message. */
  saw(person: PersonRecord, channel: string, thread: string, ts: string): void {
    if (ts <= this.#readIn(person, channel, thread)) return;
    this.#read.set(`${person.id} ${channel} ${thread}`, ts);
    this.#world.signal.changed();
  }

  /** A message is read in any place where it stands. What only this person sees answers what they do, and is not counted. */
  isUnread(person: PersonRecord, { user, channel, ts, threadTs = ts, broadcast, onlyFor }: Message): boolean {
    if (user === person.id || onlyFor !== undefined) return false;
    const places = threadTs === ts || broadcast ? [outsideThreads, threadTs] : [threadTs];
    return places.every((each) => ts > this.#readIn(person, channel, each));
  }

  #readIn(person: PersonRecord, channel: string, thread: string): string {
    return this.#read.get(`${person.id} ${channel} ${thread}`) ?? this.#opened;
  }

  unreadOf(person: PersonRecord): Map<string, number> {
    const all = conversationsOf(this.#world, person).map(
      (each) => [each.id, messagesFor(each, person).filter((one) => this.isUnread(person, one)).length] as const,
    );
    return new Map(all.filter(([, count]) => count > 0));
  }

  /** Tells one person something that is not Slack's: what they cannot do here. */
  toast(person: string, text: string): void {
    this.#toasts.set(person, [...(this.#toasts.get(person) ?? []), text].slice(-3));
    this.#world.signal.changed();
  }

  toastsOf(person: string): string[] {
    const notes = this.#world.notes.get(person) ?? [];
    const fresh = notes.slice(this.#notesSeen.get(person) ?? 0).map((each) => each.text);
    return [...fresh, ...(this.#toasts.get(person) ?? [])];
  }

  putAway(person: string): void {
    this.#toasts.delete(person);
    this.#notesSeen.set(person, (this.#world.notes.get(person) ?? []).length);
    this.#world.signal.changed();
  }

  /** Whether what was typed into a form was `sent` before something that has come already, by the clock of the page. */
  isOlder(view: OpenView, sent: number): boolean {
    const newest = this.#newest.get(view) ?? 0;
    if (sent > newest) this.#newest.set(view, sent);
    return sent < newest;
  }

  /** One thing after the other, such as typing into a form and then sending it. */
  inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
    const next = (this.#queues.get(key) ?? Promise.resolve()).then(task);
    this.#queues.set(
      key,
      next.catch(() => undefined),
    );
    return next;
  }
}
