import { DateTime } from 'luxon';
import { STATEFUL } from '../blockkit/state.ts';
import type { SandboxModal } from '../driver/modal.ts';
import type { Upload, Value } from '../driver.ts';
import type { Element, StateValue } from '../kit.ts';
import { interactive } from '../kit.ts';
import { readRichText } from '../sees/richtext.ts';
import type { PersonRecord, World } from '../world/model.ts';
import { fieldName } from './blocks/look.ts';

/** Fields that the form does not carry: buttons, and menus that the app fills. */
const apart = /^(button|workflow_button|overflow|icon_button|feedback_buttons|(multi_)?external_select)$/;

/**
 * Enters into the modal whatever differs between the form in the browser and what the modal holds. Of one that is older than what came
 * already only files count: they come once, everything else each time.
 */
export async function fillFrom(world: World, modal: SandboxModal, form: FormData, isOlder: boolean): Promise<void> {
  const { person, view } = modal;
  const fields = interactive(view.payload.blocks).filter(({ element }) => !apart.test(element.type));
  for (const { block, element } of fields) {
    if (isOlder && element.type !== 'file_input') continue;
    const [blockId, actionId] = [block.block_id ?? '', element.action_id ?? ''];
    const given = form.getAll(fieldName(blockId, actionId));
    // Only where several can be chosen does a field that is shown send nothing; another one is not drawn there yet.
    if (given.length === 0 && !STATEFUL[element.type]?.many) continue;
    const alone = fields.filter((each) => each.block === block).length === 1;
    const entered = await enteredIn(element, given, person);
    if (entered === undefined || same(world, person, element, view.state[blockId]?.[actionId], entered)) continue;
    modal.fill({ [alone ? blockId : actionId]: entered }, false);
  }
  await modal.sent();
}

/** A part of what a form sends. */
export type Sent = string | File;

/** What the browser sent for one field, as a person enters it; undefined where it leaves things as they are. */
export async function enteredIn(element: Element, given: Sent[], person: PersonRecord): Promise<Value | undefined> {
  if (element.type === 'file_input') {
    const files = given.filter((each) => typeof each !== 'string').filter((each) => each.size > 0);
    return files.length > 0 ? Promise.all(files.map(uploadOf)) : undefined;
  }
  const texts = given.filter((each) => typeof each === 'string').map((each) => each.replaceAll('\r\n', '\n'));
  if (STATEFUL[element.type]?.many) return texts.filter((each) => each !== '');
  const [text = ''] = texts;
  if (text === '') return null;
  if (element.type === 'datetimepicker') return DateTime.fromISO(text, { zone: person.tz }).toSeconds();
  return text;
}

export async function uploadOf(file: File): Promise<Upload> {
  return {
    name: file.name,
    content: new Uint8Array(await file.arrayBuffer()),
    ...(file.type && { mimetype: file.type }),
  };
}

/** Whether that is what stands there already. */
export function same(
  world: World,
  person: PersonRecord,
  element: Element,
  state: StateValue | undefined,
  entered: Value,
): boolean {
  const held = STATEFUL[element.type];
  if (!held) return true;
  const now = state?.[held.field];
  if (element.type === 'rich_text_input') {
    return readRichText(now, { world, locale: person.locale, tz: person.tz }).text === (entered ?? '');
  }
  return JSON.stringify(plainly(now)) === JSON.stringify(plainly(entered));
}

/** Options by their values, nothing as nothing: so that what is held and what is entered can be compared. */
function plainly(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plainly);
  if (given === null || given === undefined || given === '') return null;
  if (typeof given === 'object' && 'value' in given) return given.value;
  return given;
}
