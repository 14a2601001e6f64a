import type { Option } from '../../kit.ts';
import { plain } from '../../kit.ts';
import { wordsFor } from '../words.ts';
import { named } from './field.tsx';
import type { Spot } from './look.ts';
import { idOf, sends, valueAt } from './look.ts';

/** A menu whose options the app is asked for while somebody types. The script beside it brings the arrow keys. */
export function Combobox(spot: Spot) {
  const { look, block, element } = spot;
  const { name: _, ...rest } = named(spot);
  const shown = chosenWords(spot);
  const many = element.type.startsWith('multi_');
  const list = `${rest.id}-list`;
  const least = Number(element['min_query_length'] ?? 3);
  const asked = new URLSearchParams({ block: block.block_id ?? '', action: element.action_id ?? '' });
  return (
    <div class="combobox" data-combobox={many ? 'many' : 'one'}>
      {many && shown.length > 0 && (
        <p class="chosen">
          {shown.join(', ')}{' '}
          <button type="button" class="link" {...sends(spot, 'choose')}>
            {wordsFor(look).clear}
          </button>
        </p>
      )}
      <input
        type="text"
        {...rest}
        role="combobox"
        data-completes
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded="false"
        aria-controls={list}
        value={many ? '' : (shown[0] ?? '')}
        data-least={String(least)}
        hx-get={`${look.post}/suggest?${asked.toString()}`}
        hx-trigger="suggest, input delay:200ms"
        // The app is asked for what stands there now, and never for two things at a time.
        hx-sync="queue last"
        hx-target={`#${list}`}
        hx-swap="innerHTML"
        name="typed"
      />
      <div
        id={list}
        role="listbox"
        class="suggestions"
        aria-label={wordsFor(look).suggestions}
        hx-morph-skip="true"
      ></div>
    </div>
  );
}

/** What the app answered, as the list under the field. */
export function Suggestions({ spot, options, typed }: { spot: Spot; options: readonly Option[]; typed: string }) {
  if (options.length === 0) return <p class="nothing">{wordsFor(spot.look).noResults}</p>;
  return (
    <>
      {options.map((each, index) => (
        <div
          role="option"
          tabIndex={-1}
          aria-selected="false"
          id={`${idOf(spot)}-${index}`}
          class="suggestion"
          {...sends(spot, 'choose', { typed, value: each.value })}
        >
          {plain(each.text)}
          {each.description && <small>{plain(each.description)}</small>}
        </div>
      ))}
    </>
  );
}

function chosenWords(spot: Spot): string[] {
  const value = valueAt(spot);
  const given = value
    ? (value['selected_option'] ?? value['selected_options'])
    : (spot.element['initial_option'] ?? spot.element['initial_options']);
  const list: unknown[] = Array.isArray(given) ? given : [given];
  return list.flatMap((each) => {
    if (typeof each !== 'object' || !each || !('text' in each)) return [];
    const { text } = each;
    return typeof text === 'object' && text && 'text' in text ? [String(text.text)] : [];
  });
}
