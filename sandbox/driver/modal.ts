import { checkValue } from '../blockkit/index.ts';
import { closedPayload, submissionPayload, viewActionPayload } from '../deliver/payloads.ts';
import type { Modal, Outcome, Submission, Value, Where } from '../driver.ts';
import type { Block, Element } from '../kit.ts';
import { interactive, isButton, optionsOf, plain } from '../kit.ts';
import { languageOf } from '../language.ts';
import { readElementValue } from '../sees/blocks.ts';
import { readerOf } from '../sees/look.ts';
import { readView } from '../sees/sees.ts';
import { put } from '../world/left.ts';
import type { OpenView } from '../world/model.ts';
import { clearViews, popView, showErrors, stackOf, topView, viewJson } from '../world/views.ts';
import type { Actor } from './actor.ts';
import { act, refuseDeactivated, tell } from './actor.ts';
import { submission, takeAnswer } from './answer.ts';
import { failureFor, troubleFor } from './failures.ts';
import { elementsNamed } from './find.ts';
import { hearsAt, isTold } from './listening.ts';
import { Overtaken } from './overtaken.ts';
import { suggestions } from './suggest.ts';
import { entered, optionNamed } from './values.ts';

/** One modal of one person, live: it shows what the view is now. */
export class SandboxModal implements Modal {
  readonly #actor: Actor;
  readonly #view: OpenView;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(actor: Actor, view: OpenView) {
    this.#actor = actor;
    this.#view = view;
  }

  get id(): string {
    return this.#view.id;
  }

  get callbackId(): string {
    return this.#view.payload.callback_id ?? '';
  }

  get title(): string {
    return plain(this.#view.payload.title);
  }

  get privateMetadata(): string {
    return this.#view.payload.private_metadata ?? '';
  }

  get isOpen(): boolean {
    return stackOf(this.#world, this.#actor.person.id).includes(this.#view);
  }

  get isOnTop(): boolean {
    return topView(this.#world, this.#actor.person.id) === this.#view;
  }

  get errors(): Readonly<Record<string, string>> {
    return { ...this.#view.errors };
  }

  get fields(): string[] {
    return this.#fields().map(({ block }) => block.block_id ?? '');
  }

  get person(): Actor['person'] {
    return this.#actor.person;
  }

  get view(): OpenView {
    return this.#view;
  }

  /** Enters values, each with Enter after it unless it was not `pressed`. */
  fill(values: Record<string, Value>, pressed = true): Modal {
    this.#demandTop();
    for (const [name, value] of Object.entries(values)) this.#enter(name, value, pressed);
    this.#world.signal.changed();
    return this;
  }

  /** Presses Enter where the app waits for it. */
  press(name: string): Modal {
    this.#demandTop();
    const { block, element } = this.#field(name);
    if (hearsAt(block, element, 'on_enter_pressed')) this.#later(() => this.#tellApp(block, element));
    return this;
  }

  async sent(): Promise<Modal> {
    await this.#sending;
    return this;
  }

  value(field: string): string {
    const { block, element } = this.#field(field);
    return readElementValue(element, this.#stateOf(block, element), readerOf(this.#world, this.#actor.person));
  }

  options(field: string): string[] {
    return optionsOf(this.#field(field).element).map((each) => plain(each.text));
  }

  async search(field: string, letters: string): Promise<string[]> {
    const { block, element } = this.#field(field);
    const offered = await suggestions(this.#actor, { view: this.#view }, block, element, letters);
    return offered.map((each) => plain(each.text));
  }

  async submit(): Promise<Submission> {
    await this.#sending;
    this.#demandTop();
    if (!this.#view.payload.submit) throw new Error(`"${this.title}" has no button to submit it`);
    const held = this.#heldBack();
    if (Object.keys(held).length > 0) {
      showErrors(this.#world, this.#view, held);
      return submission('held', held);
    }
    this.#view.errors = {};
    this.#world.signal.changed();
    const payload = submissionPayload(this.#world, this.#actor.person, this.#view);
    const ack = await this.#actor.desk.context.office.deliver({ kind: 'interaction', payload });
    const failure = failureFor(this.#actor.person, ack, 'interaction', this.title);
    if (failure || ack.kind === 'failed') return this.#failed();
    const result = takeAnswer(this.#actor, this.#view, ack.body);
    return result === 'unusable' ? this.#failed() : result;
  }

  async click(name: string, where: Omit<Where, 'in'> = {}): Promise<Outcome> {
    await this.#sending;
    this.#demandTop();
    const reader = readerOf(this.#world, this.#actor.person);
    const found = elementsNamed(this.#view.payload.blocks, name, reader, where).find(({ element }) =>
      where.option === undefined ? isButton(element) : element.type === 'overflow',
    );
    if (!found) throw new Overtaken('gone', `"${this.title}" has no button "${name}":\n${this.text()}`);
    if (where.confirm === false && found.element.confirm) return unsent;
    if (where.option !== undefined) {
      const option = optionNamed(optionsOf(found.element), where.option);
      return this.#send(found.block, found.element, { selected_option: option });
    }
    return this.#send(found.block, found.element, { value: found.element.value, text: found.element.text });
  }

  async close(how: 'this' | 'all' = 'this'): Promise<void> {
    await this.#sending;
    this.#demandTop();
    const { person } = this.#actor;
    const all = how === 'all' || this.#view.payload.clear_on_close === true;
    const closing = all ? stackOf(this.#world, person.id).toReversed() : [this.#view];
    if (all) clearViews(this.#world, person.id);
    else popView(this.#world, person.id);
    for (const view of closing.filter((each) => each.payload.notify_on_close)) {
      const payload = closedPayload(this.#world, person, view, all);
      await this.#actor.desk.context.office.deliver({ kind: 'interaction', payload });
    }
  }

  text(): string {
    return `${this.title}\n${readView(this.#world, this.#actor.person, this.#view)}`;
  }

  async until(expected: string | RegExp | ((modal: Modal) => boolean), milliseconds = 10_000): Promise<Modal> {
    const there = () => {
      if (typeof expected === 'function') return expected(this);
      if (typeof expected === 'string') return this.text().includes(expected) || this.fields.includes(expected);
      return expected.test(this.text());
    };
    const found = await this.#world.signal.until(() => (there() ? true : undefined), milliseconds);
    if (!found) throw new Error(`The modal does not show ${String(expected)}:\n${this.text()}`);
    return this;
  }

  payload(): Record<string, unknown> {
    return { ...viewJson(this.#world, this.#view) };
  }

  get #world() {
    return this.#actor.desk.context.world;
  }

  #enter(name: string, value: Value, pressed: boolean): void {
    const { block, element } = this.#field(name);
    if (typeof value === 'string' && element.type.endsWith('external_select')) {
      this.#later(async () => {
        const offered = await suggestions(this.#actor, { view: this.#view }, block, element, value);
        await this.#keep(block, element, value, offered);
      });
      return;
    }
    this.#put(block, element, entered(this.#world, this.#actor.person.id, element, value));
    if (isTold(block, element, pressed)) this.#later(() => this.#tellApp(block, element));
  }

  async #keep(block: Block, element: Element, value: Value, offered: Awaited<ReturnType<typeof suggestions>>) {
    this.#put(block, element, entered(this.#world, this.#actor.person.id, element, value, offered));
    if (isTold(block, element, false)) await this.#tellApp(block, element);
  }

  #put(block: Block, element: Element, value: ReturnType<typeof entered>): void {
    this.#view.state = put(this.#view.state, block, element, value);
    delete this.#view.errors[block.block_id ?? ''];
    this.#world.signal.changed();
  }

  #later(task: () => Promise<unknown>): void {
    this.#sending = this.#sending.then(task);
    // Whoever awaits the modal next hears of it; until then it is no unhandled rejection.
    this.#sending.catch(() => undefined);
  }

  async #tellApp(block: Block, element: Element): Promise<void> {
    const { type: _, ...value } = this.#stateOf(block, element) ?? { type: '' };
    await this.#send(block, element, value);
  }

  #send(block: Block, element: Element, value: object): Promise<Outcome> {
    const action = { action_id: element.action_id, block_id: block.block_id, type: element.type, ...value };
    const payload = viewActionPayload(this.#world, this.#actor.person, this.#view, action);
    return act(this.#actor, 'interaction', payload, this.title, element.url ?? null);
  }

  #failed(): Submission {
    const failure = troubleFor(this.#actor.person);
    tell(this.#actor, failure);
    return { ...submission('failed'), failure };
  }

  /** Slack's client holds a form back that it can see to be wrong. */
  #heldBack(): Record<string, string> {
    const language = languageOf(this.#actor.person);
    return Object.fromEntries(
      this.#fields()
        .filter(({ block }) => block.type === 'input')
        .flatMap(({ block, element }) => {
          const wrong = checkValue(element, this.#stateOf(block, element), { optional: block.optional, language });
          return wrong ? [[block.block_id ?? '', wrong]] : [];
        }),
    );
  }

  #fields() {
    return interactive(this.#view.payload.blocks).filter(
      ({ element }) => !isButton(element) && element.type !== 'overflow',
    );
  }

  #field(name: string): { block: Block; element: Element } {
    const all = this.#fields();
    const found =
      all.find(({ block }) => block.block_id === name) ??
      all.find(({ element }) => element.action_id === name) ??
      all.find(({ block }) => plain(block.label) === name);
    if (!found) {
      const there = this.fields.join(', ') || 'none';
      throw new Overtaken('gone', `"${this.title}" has no field "${name}"; there are ${there}`);
    }
    return found;
  }

  #stateOf(block: Block, element: Element) {
    return this.#view.state[block.block_id ?? '']?.[element.action_id ?? ''];
  }

  #demandTop(): void {
    refuseDeactivated(this.#actor);
    if (!this.isOpen) throw new Overtaken('formClosed', `The modal "${this.title}" is closed`);
    if (!this.isOnTop) throw new Overtaken('formCovered', `Another modal lies on top of "${this.title}"`);
  }
}

export const unsent: Outcome = {
  failure: null,
  reply: null,
  url: null,
  modal: () => Promise.reject(new Error('The person answered no, so nothing was sent')),
};
