import type { Block, Element } from '../kit.ts';

/** What is typed, letter by letter; everything else is chosen at once. */
export const isTyped = ({ type }: Element) => /^(plain_text|rich_text|email_text|url_text|number)_input$/.test(type);

/** In a text of several lines Enter begins another one. */
export const hasLines = ({ type, multiline }: Element) => type === 'rich_text_input' || multiline === true;

/** Of what is typed the app hears at each letter, or at Enter: that, unless it says otherwise. */
export function hearsAt(block: Block, element: Element, moment: 'on_character_entered' | 'on_enter_pressed'): boolean {
  const { trigger_actions_on: moments = ['on_enter_pressed'] } = element.dispatch_action_config ?? {};
  if (moment === 'on_enter_pressed' && hasLines(element)) return false;
  return isTyped(element) && listens(block) && moments.includes(moment);
}

/** Whether the app is told of what was entered, with Enter `pressed` after it or not. */
export function isTold(block: Block, element: Element, pressed: boolean): boolean {
  if (!isTyped(element)) return listens(block);
  return hearsAt(block, element, 'on_character_entered') || (pressed && hearsAt(block, element, 'on_enter_pressed'));
}

/** Elements outside inputs always tell the app; inputs only when it asked for it. */
const listens = (block: Block) => block.type !== 'input' || block.dispatch_action === true;
