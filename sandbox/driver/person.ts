import { commandPayload, messageShortcutPayload, shortcutPayload } from '../deliver/payloads.ts';
import type { Desk } from '../desk.ts';
import type {
  ConversationSeen,
  MessageSeen,
  Modal,
  Notification,
  Outcome,
  Person,
  Upload,
  Value,
  Where,
} from '../driver.ts';
import { commandOf } from '../manifest.ts';
import { findAny } from '../respond.ts';
import { conversationsOf, look, mentionsIn, messagesFor, titleOf } from '../sees/look.ts';
import { notificationsOf } from '../sees/notifications.ts';
import { readView, sees } from '../sees/sees.ts';
import { openConversation } from '../world/conversations.ts';
import { addMessage, messageJson, removeMessage } from '../world/messages.ts';
import type { Conversation, Message, PersonRecord } from '../world/model.ts';
import { viewJson } from '../world/views.ts';
import type { Actor } from './actor.ts';
import { act, awaitModal, refuseDeactivated } from './actor.ts';
import { clickIn, selectIn } from './click.ts';
import { SandboxModal } from './modal.ts';
import { escaped, typed } from './typing.ts';
import { addUpload } from './values.ts';

/** One person in front of Slack. */
export class SandboxPerson implements Person {
  readonly #actor: Actor;

  constructor(desk: Desk, record: PersonRecord) {
    const actor: Actor = { desk, person: record, modalOf: (view) => new SandboxModal(actor, view) };
    this.#actor = actor;
  }

  get id(): string {
    return this.#record.id;
  }

  get name(): string {
    return this.#record.realName;
  }

  get username(): string {
    return this.#record.name;
  }

  get email(): string {
    return this.#record.email;
  }

  async command(command: string, text = '', options: { in?: ConversationSeen } = {}): Promise<Outcome> {
    const { world } = this.#actor.desk.context;
    const known = commandOf(world.manifest, command);
    if (!known) throw new Error(`${command} is not a command of the manifest: Slack would say so and send nothing`);
    const conversation = options.in ? this.#conversation(options.in.id) : this.#direct();
    const sent = known.should_escape ? typed(world, this.#record, text, 'command') : escaped(text);
    return act(this.#actor, 'command', commandPayload(world, this.#record, conversation, command, sent), command);
  }

  async shortcut(callbackId: string, options: { in?: ConversationSeen } = {}): Promise<Outcome> {
    const name = this.#shortcutName(callbackId, 'global');
    const from = options.in && this.#conversation(options.in.id);
    const payload = shortcutPayload(this.#actor.desk.context.world, this.#record, callbackId, from);
    return act(this.#actor, 'interaction', payload, name);
  }

  async messageShortcut(callbackId: string, message: MessageSeen): Promise<Outcome> {
    const name = this.#shortcutName(callbackId, 'message');
    const { conversation, message: found } = this.#message(message);
    const { world } = this.#actor.desk.context;
    const payload = messageShortcutPayload(world, this.#record, callbackId, conversation, found);
    return act(this.#actor, 'interaction', payload, name);
  }

  click(label: string, where: Where = {}): Promise<Outcome> {
    return clickIn(this.#actor, label, where);
  }

  select(label: string, value: Value, where: Where = {}): Promise<Outcome> {
    return selectIn(this.#actor, label, value, where);
  }

  modal(): Promise<Modal | null> {
    return awaitModal(this.#actor);
  }

  async opensHome(): Promise<string> {
    refuseDeactivated(this.#actor);
    const { world, office } = this.#actor.desk.context;
    const before = world.homes.get(this.id)?.hash;
    const view = world.homes.get(this.id);
    const ts = world.ts();
    await office.event('app_home_opened', {
      type: 'app_home_opened',
      user: this.id,
      channel: this.#direct().id,
      tab: 'home',
      ...(view && { view: viewJson(world, view) }),
      event_ts: ts,
    });
    await world.signal.until(() => (world.homes.get(this.id)?.hash !== before ? true : undefined), 2_000);
    return this.home;
  }

  get home(): string {
    const view = this.#actor.desk.context.world.homes.get(this.id);
    return view ? readView(this.#actor.desk.context.world, this.#record, view) : '';
  }

  async says(
    text: string,
    options: { to?: ConversationSeen; thread?: MessageSeen | string; files?: Upload[] } = {},
  ): Promise<MessageSeen> {
    refuseDeactivated(this.#actor);
    const { world, office } = this.#actor.desk.context;
    const { thread } = options;
    const threadTs = typeof thread === 'object' ? (thread.thread ?? thread.ts) : thread;
    const place = options.to?.id ?? (typeof thread === 'object' ? thread.channel : undefined);
    const conversation = place ? this.#conversation(place) : this.#direct();
    this.#refuseReadOnly(conversation);
    const message = addMessage(world, conversation, {
      channel: conversation.id,
      user: this.id,
      text: typed(world, this.#record, text, 'message'),
      threadTs,
      files: (options.files ?? []).map((each) => addUpload(world, this.id, each)),
    });
    await office.messagePosted(conversation, message);
    return look(world, this.#record, message);
  }

  async edits(seen: MessageSeen, text: string): Promise<void> {
    const { world, office } = this.#actor.desk.context;
    const { conversation, message } = this.#own(seen);
    const before = messageJson(world, conversation, message);
    if (!message.edited) message.calledWhenPosted = mentionsIn(world, message);
    message.text = typed(world, this.#record, text, 'message');
    message.edited = { user: this.id, ts: world.ts() };
    world.signal.changed();
    await office.messageChanged(conversation, message, before);
  }

  async deletes(seen: MessageSeen): Promise<void> {
    const { world, office } = this.#actor.desk.context;
    const { conversation, message } = this.#own(seen);
    const before = messageJson(world, conversation, message);
    removeMessage(world, conversation, message);
    await office.messageDeleted(conversation, message, before);
  }

  dm(): MessageSeen[] {
    return this.#seen(this.#direct());
  }

  conversation(...others: Person[]): ConversationSeen {
    const { world } = this.#actor.desk.context;
    const people = [this.id, ...others.map((each) => each.id)];
    const exactly = (members: string[]) =>
      conversationsOf(world, this.#record).find(
        (each) =>
          ['im', 'mpim'].includes(each.kind) &&
          each.members.size === members.length &&
          members.every((id) => each.members.has(id)),
      );
    const withApp = [...people, world.app.userId];
    const found =
      exactly(withApp) ?? exactly(people) ?? openConversation(world, others.length > 0 ? people : withApp).conversation;
    return this.#handle(found);
  }

  messages(): MessageSeen[] {
    const { world } = this.#actor.desk.context;
    return conversationsOf(world, this.#record)
      .flatMap((each) => this.#seen(each))
      .sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  notifications(): Notification[] {
    return notificationsOf(this.#actor.desk.context.world, this.#record);
  }

  sees(): string {
    return sees(this.#actor.desk.context.world, this.#record);
  }

  async until(expected: string | RegExp | ((sees: string) => boolean), milliseconds = 10_000): Promise<string> {
    const there = (text: string) =>
      typeof expected === 'string'
        ? text.includes(expected)
        : typeof expected === 'function'
          ? expected(text)
          : expected.test(text);
    const { world } = this.#actor.desk.context;
    const found = await world.signal.until(() => {
      const text = this.sees();
      return there(text) ? text : undefined;
    }, milliseconds);
    if (found === undefined) throw new Error(`${this.name} does not see ${String(expected)} but:\n${this.sees()}`);
    return found;
  }

  /** For the sandbox itself. */
  handle(conversation: Conversation): ConversationSeen {
    return this.#handle(conversation);
  }

  get #record(): PersonRecord {
    return this.#actor.person;
  }

  #direct(): Conversation {
    const { world } = this.#actor.desk.context;
    return openConversation(world, [world.app.userId, this.id]).conversation;
  }

  #conversation(id: string): Conversation {
    const conversation = this.#actor.desk.context.world.conversations.get(id);
    if (!conversation?.members.has(this.id)) throw new Error(`${this.name} is not in that conversation`);
    return conversation;
  }

  #message(seen: MessageSeen): { conversation: Conversation; message: Message } {
    const conversation = this.#conversation(seen.channel);
    const message = findAny(conversation, seen.ts);
    if (!message) throw new Error(`${this.name} does not see that message any more: "${seen.text}"`);
    return { conversation, message };
  }

  #own(seen: MessageSeen): { conversation: Conversation; message: Message } {
    const found = this.#message(seen);
    if (found.message.user !== this.id) throw new Error(`Only ${found.message.user} may change that message`);
    return found;
  }

  #seen(conversation: Conversation): MessageSeen[] {
    const { world } = this.#actor.desk.context;
    return messagesFor(conversation, this.#record).map((each) => look(world, this.#record, each));
  }

  #handle(conversation: Conversation): ConversationSeen {
    const { world } = this.#actor.desk.context;
    return {
      id: conversation.id,
      name: titleOf(world, this.#record, conversation),
      messages: () => this.#seen(conversation).filter((each) => each.thread === undefined),
      thread: (root) => {
        const ts = typeof root === 'string' ? root : (root.thread ?? root.ts);
        return this.#seen(conversation).filter((each) => each.thread === ts);
      },
    };
  }

  #shortcutName(callbackId: string, type: 'global' | 'message'): string {
    const { shortcuts } = this.#actor.desk.context.world.manifest.features;
    const known = shortcuts.find((each) => each.callback_id === callbackId && each.type === type);
    if (!known) throw new Error(`The manifest has no ${type} shortcut "${callbackId}"`);
    return known.name;
  }

  #refuseReadOnly(conversation: Conversation): void {
    const { world } = this.#actor.desk.context;
    const tab = world.manifest.features.app_home;
    if (conversation.kind !== 'im' || !conversation.members.has(world.app.userId)) return;
    if (!tab?.messages_tab_enabled || tab.messages_tab_read_only_enabled) {
      throw new Error('Sending messages to this app has been turned off (by its manifest)');
    }
  }
}
