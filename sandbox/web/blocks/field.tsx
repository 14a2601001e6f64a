import type { Child } from 'hono/jsx';
import { DateTime } from 'luxon';
import { hasLines, hearsAt } from '../../driver/listening.ts';
import type { Option } from '../../kit.ts';
import { plain } from '../../kit.ts';
import { conversationsOf, titleOf } from '../../sees/look.ts';
import { readRichText } from '../../sees/richtext.ts';
import { wordsFor } from '../words.ts';
import { Choices, chosenOptions, isGroup } from './choices.tsx';
import { Combobox } from './combobox.tsx';
import { withEmoji } from './emoji.ts';
import type { Spot } from './look.ts';
import { enterHintId, errorId, fieldName, hintId, idOf, nameFor, sends, valueAt } from './look.ts';

/** Something to fill in or choose. In a modal it goes with the form; elsewhere each choice is sent by itself. */
export function Field(spot: Spot): Child {
  const { element } = spot;
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'rich_text_input':
      return text(spot);
    case 'email_text_input':
      return <input type="email" {...common(spot)} {...lengths(spot)} value={held(spot)} />;
    case 'url_text_input':
      return <input type="url" {...common(spot)} {...lengths(spot)} value={held(spot)} />;
    case 'number_input':
      return <input type="text" inputmode="decimal" {...common(spot)} value={held(spot)} />;
    case 'datepicker':
      return <input type="date" lang={spot.look.locale} {...common(spot)} value={held(spot)} />;
    case 'timepicker':
      return time(spot);
    case 'datetimepicker':
      return <input type="datetime-local" lang={spot.look.locale} {...common(spot)} value={localTime(spot)} />;
    case 'file_input':
      return files(spot);
    case 'external_select':
    case 'multi_external_select':
      return <Combobox {...spot} />;
    default:
      return isGroup(element) ? <Choices {...spot} options={optionsFor(spot)} /> : select(spot);
  }
}

/** What every field has: its name for the form, what describes it, and when it is sent. */
export function common(spot: Spot) {
  const { look, block, element } = spot;
  const asTyped = hearsAt(block, element, 'on_character_entered');
  const byEnter = hearsAt(block, element, 'on_enter_pressed');
  const heard = { ...(asTyped && { 'data-as-typed': 'yes' }), ...(byEnter && { 'data-by-enter': 'yes' }) };
  if (look.place === 'modal') {
    if (!byEnter) return { ...named(spot), ...heard };
    const all = { 'hx-encoding': 'multipart/form-data', 'hx-sync': 'queue all' };
    return { ...named(spot), ...heard, ...sends(spot, 'choose'), 'hx-trigger': 'enter', ...all };
  }
  return {
    ...named(spot),
    ...heard,
    ...sends(spot, 'choose'),
    'hx-trigger': ['change', asTyped && 'input delay:300ms', byEnter && 'enter'].filter(Boolean).join(', '),
    // What is chosen before the last choice is through replaces it; htmx itself would drop the newest. Each Enter counts.
    'hx-sync': byEnter ? 'queue all' : 'queue last',
  };
}

/** Its name, and what describes it. */
export function named(spot: Spot) {
  const { look, block, element } = spot;
  const wrong = look.errors[block.block_id ?? ''] !== undefined;
  const described = [
    wrong && errorId(look, block),
    block.hint && hintId(look, block),
    hearsAt(block, element, 'on_enter_pressed') && enterHintId(look, block),
  ]
    .filter(Boolean)
    .join(' ');
  return {
    id: idOf(spot),
    class: 'field',
    name: look.place === 'modal' ? fieldName(block.block_id ?? '', element.action_id ?? '') : 'value',
    ...(block.type !== 'input' && { 'aria-label': nameFor(spot) }),
    ...(block.type === 'input' && !block.optional && { 'aria-required': 'true' as const }),
    ...(described && { 'aria-describedby': described }),
    ...(wrong && { 'aria-invalid': 'true' as const }),
    ...(element.placeholder && { placeholder: plain(element.placeholder) }),
  };
}

function text(spot: Spot): Child {
  const rich = spot.element.type === 'rich_text_input';
  if (!hasLines(spot.element)) {
    return <input type="text" autocomplete="off" {...common(spot)} {...lengths(spot)} value={held(spot)} />;
  }
  return (
    <textarea rows={rich ? 3 : 4} {...common(spot)} {...lengths(spot)}>
      {rich ? richText(spot) : held(spot)}
    </textarea>
  );
}

function time(spot: Spot): Child {
  const { element, look } = spot;
  const zone = element['timezone'];
  return (
    <>
      <input type="time" lang={look.locale} {...common(spot)} value={held(spot)} />
      {typeof zone === 'string' && <p class="hint">{zone.replaceAll('_', ' ')}</p>}
    </>
  );
}

function select(spot: Spot): Child {
  const { placeholder: label, ...rest } = common(spot);
  const { element, block } = spot;
  const chosen = chosenOptions(spot)[0] ?? '';
  const groups = element.option_groups;
  const option = (each: Option) => (
    <option value={each.value} selected={each.value === chosen}>
      {withEmoji(plain(each.text))}
    </option>
  );
  const known = optionsFor(spot);
  return (
    <select {...rest}>
      {(chosen === '' || block.optional) && (
        <option value="" selected={chosen === ''}>
          {label ?? '—'}
        </option>
      )}
      {groups
        ? groups.map((group) => <optgroup label={plain(group.label)}>{group.options.map(option)}</optgroup>)
        : known.map(option)}
    </select>
  );
}

function files(spot: Spot): Child {
  const { look, element } = spot;
  const value = valueAt(spot)?.['files'];
  const kept: unknown[] = Array.isArray(value) ? value : [];
  const types = Array.isArray(element['filetypes'])
    ? element['filetypes'].map((each) => `.${each}`).join(',')
    : undefined;
  const { placeholder: _, ...rest } = common(spot);
  return (
    <div class="files">
      {kept.length > 0 && (
        <ul>
          {kept.map((each) => (
            <li>📄 {typeof each === 'object' && each && 'name' in each ? String(each.name) : ''}</li>
          ))}
        </ul>
      )}
      <input type="file" {...rest} {...(types && { accept: types })} multiple={element['max_files'] !== 1} />
      {kept.length > 0 && (
        <button type="button" class="link" {...sends(spot, 'choose')} hx-include="none">
          {wordsFor(look).remove}
        </button>
      )}
    </div>
  );
}

/** The options of a menu: the app's own, or the people or conversations of the workspace. */
function optionsFor({ look, element }: Spot): Option[] {
  const named = (value: string, words: string): Option => ({ value, text: { type: 'plain_text', text: words } });
  if (element.type.endsWith('users_select')) {
    const people = [...look.world.people.values()].filter((each) => !each.deleted);
    return people.map((each) => named(each.id, each.realName)).sort((a, b) => a.text.text.localeCompare(b.text.text));
  }
  if (element.type.endsWith('conversations_select') || element.type.endsWith('channels_select')) {
    const person = look.world.people.get(look.viewer);
    const all = person ? conversationsOf(look.world, person) : [];
    const fit = all.filter((each) => !element.type.endsWith('channels_select') || each.kind === 'channel');
    return person ? fit.map((each) => named(each.id, titleOf(look.world, person, each))) : [];
  }
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}

/** The one text that stands in a field: typed, or a date or time. */
function held(spot: Spot): string {
  const value = valueAt(spot);
  const { element } = spot;
  const found = value
    ? (value['value'] ?? value['selected_date'] ?? value['selected_time'])
    : (element['initial_value'] ?? element['initial_date'] ?? element['initial_time']);
  return found === null || found === undefined ? '' : String(found);
}

function richText(spot: Spot): string {
  return readRichText(valueAt(spot)?.['rich_text_value'] ?? spot.element['initial_value'], spot.look).text;
}

/** Slack's picker follows the zone of the computer; here it is that of the person. */
function localTime(spot: Spot): string {
  const seconds = valueAt(spot)?.['selected_date_time'] ?? spot.element['initial_date_time'];
  if (typeof seconds !== 'number') return '';
  return DateTime.fromSeconds(seconds, { zone: spot.look.tz }).toFormat("yyyy-MM-dd'T'HH:mm");
}

function lengths({ element }: Spot) {
  const most = element['max_length'];
  return typeof most === 'number' ? { maxlength: most } : {};
}
