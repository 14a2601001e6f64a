import { selectIn } from '../driver/click.ts';
import { elementsNamed } from '../driver/find.ts';
import { isTyped } from '../driver/listening.ts';
import { SandboxModal } from '../driver/modal.ts';
import { suggestions } from '../driver/suggest.ts';
import type { Value, Where } from '../driver.ts';
import type { Block, Element, Option } from '../kit.ts';
import { interactive, isButton, optionsOf } from '../kit.ts';
import { findAny } from '../respond.ts';
import { blocksFor, conversationsOf, look, readerOf } from '../sees/look.ts';
import type { Conversation, Message, OpenView, PersonRecord } from '../world/model.ts';
import { topView } from '../world/views.ts';
import type { Look } from './blocks/look.ts';
import type { Face } from './face.ts';
import { actorOf, personOf } from './face.ts';
import type { Sent } from './form.ts';
import { enteredIn, same } from './form.ts';
import { homeLook } from './pages/home.tsx';
import { messageLook } from './pages/message.tsx';
import { modalLook } from './pages/modal.tsx';
import { Refused } from './refused.ts';

/** Where elements stand that can be clicked: a message, the home, or the modal on top. */
export type Surface =
  | { kind: 'message'; conversation: Conversation; message: Message }
  | { kind: 'home'; view: OpenView }
  | { kind: 'modal'; view: OpenView };

export interface Named {
  block: string;
  action: string;
  /** Tells the two buttons for feedback from each other. */
  value?: string | undefined;
}

export function messageAt(face: Face, person: PersonRecord, channel: string, ts: string): Surface | undefined {
  const conversation = conversationsOf(face.world, person).find((each) => each.id === channel);
  const message = conversation && findAny(conversation, ts);
  if (!conversation || !message || (message.onlyFor && message.onlyFor !== person.id)) return undefined;
  return { kind: 'message', conversation, message };
}

export function homeAt(face: Face, person: PersonRecord): Surface | undefined {
  const view = face.world.homes.get(person.id);
  return view && { kind: 'home', view };
}

export function modalAt(face: Face, person: PersonRecord, id: string): Extract<Surface, { kind: 'modal' }> | undefined {
  const view = topView(face.world, person.id);
  return view?.id === id ? { kind: 'modal', view } : undefined;
}

/** Clicks the button with these ids, or, of those for feedback, the one with this value. */
export async function click(face: Face, person: PersonRecord, surface: Surface, named: Named): Promise<void> {
  const { nth } = find(face, person, surface, named, isButton);
  if (surface.kind === 'modal')
    await new SandboxModal(actorOf(face, person), surface.view).click(named.action, { nth });
  else await personOf(face, person).click(named.action, { in: placeOf(face, person, surface), nth });
}

/** Chooses in the menu or other element with these ids: what the browser sent, or an option that was offered. */
export async function choose(
  face: Face,
  person: PersonRecord,
  surface: Surface,
  named: Named,
  form: FormData,
): Promise<void> {
  const { element, nth } = find(face, person, surface, named, (each) => !isButton(each));
  const pressed = form.has('enter');
  if (pressed && surface.kind === 'modal') {
    await new SandboxModal(actorOf(face, person), surface.view).press(fieldKey(surface.view, named)).sent();
    return;
  }
  const given = form.getAll('value');
  const external = element.type.endsWith('external_select');
  const value = external
    ? offeredValue(face, person, surface, named, element, given[0])
    : await enteredIn(element, given, person);
  if (value === undefined && element.type !== 'file_input') return;
  if (surface.kind !== 'modal') {
    const held = lookOf(face, person, surface).state[named.block]?.[named.action];
    // What is typed is sent at a letter, and once more when the field is left.
    if (isTyped(element) && !pressed && same(face.world, person, element, held, value ?? null)) return;
    const where = { in: placeOf(face, person, surface), nth };
    await selectIn(actorOf(face, person), named.action, value ?? null, where, pressed);
    return;
  }
  const modal = new SandboxModal(actorOf(face, person), surface.view);
  if (element.type === 'overflow') await modal.click(named.action, { nth, option: String(value) });
  else await modal.fill({ [fieldKey(surface.view, named)]: value ?? null }).sent();
}

/** What the app offers for these letters; remembered, so that one of them can be chosen. */
export async function suggest(face: Face, person: PersonRecord, surface: Surface, named: Named, letters: string) {
  const { block, element } = find(face, person, surface, named, (each) => each.type.endsWith('external_select'));
  const place = surface.kind === 'message' ? surface : { view: surface.view };
  const least = Number(element['min_query_length'] ?? 3);
  const options =
    [...letters].length < least ? [] : await suggestions(actorOf(face, person), place, block, element, letters);
  face.memory.offered.set(offerKey(person, surface, named), options);
  return { spot: { look: lookOf(face, person, surface), block, element }, options };
}

function lookOf(face: Face, person: PersonRecord, surface: Surface): Look {
  if (surface.kind === 'message') return messageLook(face, person, surface.message);
  return (surface.kind === 'home' && homeLook(face, person)) || modalLook(face, person, surface.view);
}

function offeredValue(
  face: Face,
  person: PersonRecord,
  surface: Surface,
  named: Named,
  element: Element,
  value: Sent | undefined,
): Value | undefined {
  if (value === undefined) return element.type.startsWith('multi_') ? [] : null;
  const option = face.memory.offered.get(offerKey(person, surface, named))?.find((each) => each.value === value);
  if (!option) throw new Refused(person, (say) => say.optionGone);
  if (!element.type.startsWith('multi_')) return { offered: option };
  const held = lookOf(face, person, surface).state[named.block]?.[named.action]?.['selected_options'];
  const kept = optionsIn(held).filter((each) => each.value !== option.value);
  return [...kept, option].map((each) => ({ offered: each }));
}

const optionsIn = (held: unknown): Option[] =>
  Array.isArray(held) ? optionsOf({ type: 'multi_external_select', options: held }) : [];

function fieldKey(view: OpenView, { block, action }: Named): string {
  const fields = interactive(view.payload.blocks).filter(
    ({ element }) => !isButton(element) && element.type !== 'overflow',
  );
  return fields.filter((each) => each.block.block_id === block).length === 1 ? block : action;
}

function placeOf(face: Face, person: PersonRecord, surface: Surface): NonNullable<Where['in']> {
  return surface.kind === 'message' ? look(face.world, person, surface.message) : 'home';
}

const offerKey = (person: PersonRecord, surface: Surface, { block, action }: Named) =>
  [person.id, surface.kind === 'message' ? surface.message.ts : surface.view.id, block, action].join(' ');

/** The element with these ids, and which of those of its name it is: so the driver, which goes by names, finds it. */
function find(
  face: Face,
  person: PersonRecord,
  surface: Surface,
  { block, action, value }: Named,
  wanted: (element: Element) => boolean,
): { block: Block; element: Element; nth: number } {
  const blocks = surface.kind === 'message' ? blocksFor(surface.message, person) : surface.view.payload.blocks;
  const all = elementsNamed(blocks, action, readerOf(face.world, person));
  // In a modal the driver counts all of the name, elsewhere those of the kind.
  const counted = surface.kind === 'modal' ? all : all.filter((each) => wanted(each.element));
  const nth = counted.findIndex(
    (each) =>
      each.block.block_id === block &&
      each.element.action_id === action &&
      (value === undefined || each.element.value === value),
  );
  const found = counted[nth];
  if (!found || !wanted(found.element)) throw new Refused(person, (say) => say.gone);
  return { ...found, nth };
}
