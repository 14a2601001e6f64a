import { messageActionPayload, viewActionPayload } from '../deliver/payloads.ts';
import type { MessageSeen, Outcome, Value, Where } from '../driver.ts';
import type { Block } from '../kit.ts';
import { interactive, isButton } from '../kit.ts';
import { findAny } from '../respond.ts';
import { blocksFor, conversationsOf, messagesFor, readerOf } from '../sees/look.ts';
import { leave, put, stateIn } from '../world/left.ts';
import type { Conversation, Message, OpenView } from '../world/model.ts';
import type { Actor } from './actor.ts';
import { act } from './actor.ts';
import type { Found } from './find.ts';
import { elementsNamed } from './find.ts';
import { isTold } from './listening.ts';
import { unsent } from './modal.ts';
import { suggestions } from './suggest.ts';
import { entered, optionNamed } from './values.ts';

type Blocks = readonly Block[];
type Place =
  | { kind: 'message'; conversation: Conversation; message: Message; blocks: Blocks }
  | { kind: 'home'; view: OpenView; blocks: Blocks };

/** Clicks a button in a message or the home. */
export async function clickIn(actor: Actor, name: string, where: Where): Promise<Outcome> {
  const { place, found } = find(actor, name, where, (each) => isButton(each.element));
  const { element, block } = found;
  if (where.confirm === false && element.confirm) return unsent;
  const action = { action_id: element.action_id, block_id: block.block_id, type: element.type, text: element.text };
  return send(actor, place, { ...action, ...(element.value !== undefined && { value: element.value }) }, found);
}

/** Chooses in a menu, picker or list of a message or the home, or types there, with Enter after it unless it was not `pressed`. */
export async function selectIn(
  actor: Actor,
  name: string,
  value: Value,
  where: Where,
  pressed = true,
): Promise<Outcome> {
  const { place, found } = find(actor, name, where, (each) => !isButton(each.element));
  const { element, block } = found;
  const { world } = actor.desk.context;
  const action = { action_id: element.action_id, block_id: block.block_id, type: element.type };
  if (where.confirm === false && element.confirm) return unsent;
  if (element.type === 'overflow') {
    const option = optionNamed(element.options ?? [], String(value));
    return send(actor, place, { ...action, selected_option: option }, found, option['url']);
  }
  const offered =
    typeof value === 'string' && element.type.endsWith('external_select')
      ? await suggestions(actor, place, block, element, value)
      : undefined;
  const kept = entered(world, actor.person.id, element, value, offered);
  if (place.kind === 'home') place.view.state = put(place.view.state, block, element, kept);
  else leave(place.message, actor.person, block, element, kept);
  world.signal.changed();
  if (!isTold(block, element, pressed)) return unheard;
  const { type: _, ...chosen } = kept;
  return send(actor, place, { ...action, ...chosen }, found);
}

function send(
  actor: Actor,
  place: Place,
  action: object,
  { element }: Found,
  link: unknown = element.url,
): Promise<Outcome> {
  const { world } = actor.desk.context;
  const url = typeof link === 'string' ? link : null;
  const payload = () => {
    if (place.kind === 'home') return viewActionPayload(world, actor.person, place.view, action);
    // The whole message as this person left it, whatever in it was acted on.
    const state = stateIn(place.message, actor.person, place.blocks);
    return messageActionPayload(world, actor.person, place.conversation, place.message, action, state);
  };
  return act(actor, 'interaction', payload(), String(element.action_id), url);
}

function find(
  actor: Actor,
  name: string,
  where: Where,
  wanted: (each: Found) => boolean,
): { place: Place; found: Found } {
  for (const place of placesOf(actor, where)) {
    const { nth, ...rest } = where;
    const all = elementsNamed(place.blocks, name, readerOf(actor.desk.context.world, actor.person), rest).filter(
      wanted,
    );
    const found = all[nth ?? 0];
    if (found) return { place, found };
  }
  const there = placesOf(actor, where).flatMap(({ blocks }) =>
    interactive(blocks).map(({ element }) => labelOf(element)),
  );
  throw new Error(
    `${actor.person.realName} sees no "${name}" ${where.beside ? `beside "${where.beside}" ` : ''}among ${there.join(', ')}`,
  );
}

/** Where a person may look: newest messages first, then the home; or only in the place named. */
function placesOf(actor: Actor, { in: place }: Where): Place[] {
  const { world } = actor.desk.context;
  const view = world.homes.get(actor.person.id);
  const home = view ? [{ kind: 'home' as const, view, blocks: view.payload.blocks }] : [];
  if (place === 'home') return home;
  if (place && 'ts' in place) return [oldMessage(actor, place)];
  const conversations = conversationsOf(world, actor.person).filter((each) => !place || each.id === place.id);
  const messages = conversations
    .flatMap((conversation) => messagesFor(conversation, actor.person).map((message) => ({ conversation, message })))
    .sort((a, b) => (a.message.ts < b.message.ts ? 1 : -1))
    .map(({ conversation, message }) => ({
      kind: 'message' as const,
      conversation,
      message,
      blocks: blocksFor(message, actor.person),
    }));
  return place ? messages : [...messages, ...home];
}

/** A message as the person's screen still shows it: its buttons can be clicked even when an edit took them away. */
function oldMessage(actor: Actor, seen: MessageSeen): Place {
  const conversation = conversationsOf(actor.desk.context.world, actor.person).find((each) => each.id === seen.channel);
  const message = conversation && findAny(conversation, seen.ts);
  if (!conversation || !message) throw new Error(`${actor.person.realName} does not see that message: "${seen.text}"`);
  return { kind: 'message', conversation, message, blocks: seen.blocks };
}

const unheard: Outcome = {
  ...unsent,
  modal: () => Promise.reject(new Error('The app does not listen to this input, so nothing was sent')),
};

const labelOf = (element: Found['element']) =>
  `"${typeof element.text === 'string' ? element.text : (element.text?.text ?? element.placeholder?.text ?? element.action_id)}"`;
