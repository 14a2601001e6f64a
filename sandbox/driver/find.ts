import type { Where } from '../driver.ts';
import type { Block, Element } from '../kit.ts';
import { interactive, plain } from '../kit.ts';
import { readBlocks } from '../sees/blocks.ts';
import type { Reader } from '../sees/mrkdwn.ts';
import { decode } from '../sees/mrkdwn.ts';

export interface Found {
  block: Block;
  element: Element;
}

/** The elements that a person would mean by this name: a button's text, a menu's placeholder, or the app's own ids. */
export function elementsNamed(
  blocks: readonly Block[],
  name: string,
  reader: Reader,
  where: Pick<Where, 'beside' | 'nth'> = {},
): Found[] {
  const all = interactive(blocks).filter((each) => !where.beside || isBeside(blocks, each.block, where.beside, reader));
  const exact = all.filter((each) => namesOf(each).includes(name));
  const found = exact.length > 0 ? exact : all.filter((each) => label(each.element).includes(name) && name !== '');
  return where.nth === undefined ? found : found.slice(where.nth, where.nth + 1);
}

export function label(element: Element): string {
  return decode(plain(element.text) || plain(element.placeholder));
}

function namesOf({ block, element }: Found): (string | undefined)[] {
  return [label(element), element.action_id, block.block_id, plain(block.label)];
}

/** Whether the element's block, or the last one before it that is not made of buttons, has the text. */
function isBeside(blocks: readonly Block[], block: Block, text: string, reader: Reader): boolean {
  const reads = (each: Block | undefined) => each !== undefined && readBlocks([each], reader).text.includes(text);
  if (reads(block)) return true;
  const before = blocks.slice(0, blocks.indexOf(block)).findLast((each) => each.type !== 'actions');
  return block.type === 'actions' && reads(before);
}
