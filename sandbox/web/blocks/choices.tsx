import type { Child } from 'hono/jsx';
import { STATEFUL } from '../../blockkit/state.ts';
import type { Element, Option, TextObject } from '../../kit.ts';
import { plain } from '../../kit.ts';
import { wordsFor } from '../words.ts';
import { withEmoji } from './emoji.ts';
import { common } from './field.tsx';
import type { Look, Spot } from './look.ts';
import { nameFor, valueAt } from './look.ts';
import { Mrkdwn } from './mrkdwn.tsx';

/** Whether an element is several boxes, which a name of their own holds together, and not one field. */
export function isGroup({ type }: Element): boolean {
  return /^(radio_buttons|checkboxes|multi_(static|users|conversations|channels)_select)$/.test(type);
}

/** Radio buttons, checkboxes, and menus of many (a list that opens). */
export function Choices({ options, ...spot }: Spot & { options: readonly Option[] }) {
  const { element, block, look } = spot;
  const { id, name, class: _, placeholder, ...rest } = common(spot);
  const { 'aria-required': __, 'aria-invalid': wrong, 'aria-label': ___, ...onBox } = { 'aria-label': '', ...rest };
  // Radio buttons are wrong as a group, boxes each.
  const invalid = wrong && { 'aria-invalid': wrong };
  const chosen = chosenOptions(spot);
  const one = element.type === 'radio_buttons';
  const boxes = options.map((each, index) => (
    <label class="choice">
      <input
        type={one ? 'radio' : 'checkbox'}
        id={index === 0 ? id : `${id}-${index}`}
        name={name}
        value={each.value}
        checked={chosen.includes(each.value ?? '')}
        {...(!one && invalid)}
      />
      <span>
        <Words text={each.text} look={look} />
        {each.description && (
          <small>
            <Words text={each.description} look={look} />
          </small>
        )}
      </span>
    </label>
  ));
  const group = {
    role: one ? ('radiogroup' as const) : ('group' as const),
    ...(block.type === 'input' ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': nameFor(spot) }),
    ...onBox,
    ...(one && invalid),
    ...(look.place !== 'modal' && { 'hx-include': 'find input' }),
  };
  if (!element.type.startsWith('multi_')) {
    return (
      <div class="choices" {...group}>
        {boxes}
      </div>
    );
  }
  const words = options.filter((each) => chosen.includes(each.value ?? '')).map((each) => plain(each.text));
  return (
    <details class="many">
      <summary
        class="field"
        id={`${id}-chosen`}
        {...(block.type === 'input'
          ? { 'aria-labelledby': `${id}-label ${id}-chosen` }
          : { 'aria-label': [nameFor(spot), ...words].join(', ') })}
        aria-describedby={onBox['aria-describedby']}
      >
        {words.length > 0 ? words.join(', ') : (placeholder ?? wordsFor(look).choose)}
      </summary>
      <div class="choices" {...group}>
        {boxes}
      </div>
    </details>
  );
}

/** The values that are chosen now, or else at the start: of options, people or conversations. */
export function chosenOptions(spot: Spot): string[] {
  const kept = STATEFUL[spot.element.type];
  if (!kept) return [];
  const value = valueAt(spot);
  const given = value ? value[kept.field] : kept.initial ? spot.element[kept.initial] : undefined;
  return listOf(given).flatMap((each) => {
    if (typeof each === 'string') return [each];
    return typeof each === 'object' && each && 'value' in each ? [String(each.value)] : [];
  });
}

export function Words({ text, look }: { text: TextObject; look: Look }): Child {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} look={look} /> : withEmoji(text.text);
}

const listOf = (given: unknown): unknown[] => (Array.isArray(given) ? given : given ? [given] : []);
