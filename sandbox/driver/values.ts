import { STATEFUL, timeZone } from '../blockkit/state.ts';
import type { Offered, Upload, Value } from '../driver.ts';
import type { Element, Option, StateValue } from '../kit.ts';
import { optionsOf, plain } from '../kit.ts';
import { addFile, fileJson } from '../world/files.ts';
import type { World } from '../world/model.ts';
import { Overtaken } from './overtaken.ts';

/** What a person enters, as the state of an element; fails where Slack's client would not let them. `offered` are the
 * options of an external menu. */
export function entered(
  world: World,
  person: string,
  element: Element,
  given: Value,
  offered: readonly Option[] = optionsOf(element),
): StateValue {
  const shape = STATEFUL[element.type];
  if (!shape) throw new Error(`Nothing can be entered in a ${element.type}`);
  const list: readonly unknown[] = Array.isArray(given) ? given : given === null ? [] : [given];
  if (!shape.many && list.length > 1) throw new Error(`A ${element.type} takes one value`);
  const values = list.map((each) => one(world, person, element, each, offered));
  return { type: element.type, [shape.field]: shape.many ? values : (values[0] ?? null), ...timeZone(element) };
}

/** The field of a block action that holds the value, which is the state's own. */
export function optionNamed(options: readonly Option[], wanted: string): Option {
  const found =
    options.find((each) => each.value === wanted) ??
    options.find((each) => plain(each.text) === wanted) ??
    only(options.filter((each) => plain(each.text).toLowerCase().includes(wanted.toLowerCase())));
  if (found) return found;
  const known = options.map((each) => `"${plain(each.text)}" (${each.value})`).join(', ');
  throw new Overtaken('optionGone', `There is no option "${wanted}" among ${known || 'none at all'}`);
}

function one(world: World, person: string, element: Element, given: unknown, offered: readonly Option[]): unknown {
  if (isOffered(given)) return chosen(given.offered);
  switch (element.type) {
    case 'static_select':
    case 'external_select':
    case 'multi_static_select':
    case 'multi_external_select':
    case 'radio_buttons':
    case 'checkboxes':
      return chosen(optionNamed(offered, String(given)));
    case 'users_select':
    case 'multi_users_select':
      return personId(world, given);
    case 'conversations_select':
    case 'channels_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return conversationId(world, given);
    case 'datepicker':
      return formed(given, /^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-12-01');
    case 'timepicker':
      return formed(given, /^\d{2}:\d{2}$/, 'a time such as 19:00');
    case 'datetimepicker':
      return typeof given === 'number' ? given : Math.floor(new Date(String(given)).getTime() / 1000);
    case 'file_input':
      return uploaded(world, person, given);
    case 'rich_text_input':
      return {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: String(given) }] }],
      };
    default:
      return String(given);
  }
}

/** An option as it comes back: without what only the menu shows. */
function chosen(option: Option): object {
  return {
    text: { emoji: true, ...option.text },
    value: option.value,
    ...(option.description && { description: { emoji: true, ...option.description } }),
  };
}

function personId(world: World, given: unknown): string {
  if (typeof given === 'object' && given !== null && 'id' in given) return String(given.id);
  const person =
    world.people.get(String(given)) ??
    [...world.people.values()].find((each) => each.realName === given && !each.deleted);
  if (!person) throw new Error(`There is no person "${String(given)}"`);
  return person.id;
}

function conversationId(world: World, given: unknown): string {
  const found =
    world.conversations.get(String(given)) ?? [...world.conversations.values()].find((each) => each.name === given);
  if (!found) throw new Error(`There is no conversation "${String(given)}"`);
  return found.id;
}

function formed(given: unknown, pattern: RegExp, words: string): string {
  if (typeof given === 'string' && pattern.test(given)) return given;
  throw new Error(`"${String(given)}" is not ${words}: Slack's picker would not send it`);
}

function uploaded(world: World, person: string, given: unknown): object {
  if (!isUpload(given)) throw new Error('A file input takes a file: { name, content }');
  return fileJson(world, addUpload(world, person, given));
}

export function addUpload(world: World, person: string, { name, content, mimetype }: Upload): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return addFile(world, { name, content: bytes, user: person, ...(mimetype && { mimetype }) }).id;
}

const isOffered = (given: unknown): given is Offered =>
  typeof given === 'object' && given !== null && 'offered' in given;

const isUpload = (given: unknown): given is Upload =>
  typeof given === 'object' && given !== null && 'name' in given && 'content' in given;

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
