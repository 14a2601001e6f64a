import type { Child } from 'hono/jsx';
import type { Element as Given } from '../../kit.ts';
import { buttonsOf, isFor, plain } from '../../kit.ts';
import { wordsFor } from '../words.ts';
import { Words } from './choices.tsx';
import { withEmoji } from './emoji.ts';
import { Field } from './field.tsx';
import type { Spot } from './look.ts';
import { idOf, sends } from './look.ts';
import { leadingTo, mayLead } from './mrkdwn.tsx';
import { Picture } from './picture.tsx';

/** Anything that stands in a block: words, a picture, a button, a menu, a field. */
export function Element(spot: Spot): Child {
  const { look, element } = spot;
  if (!isFor(look.viewer, element)) return null;
  switch (element.type) {
    case 'plain_text':
    case 'mrkdwn':
      return (
        <span>
          <Words text={{ type: element.type, text: plain(element.text) }} look={look} />
        </span>
      );
    case 'image':
      return <Picture {...element} look={look} small />;
    case 'button':
      return button(spot);
    case 'workflow_button':
      return <span class="button">{withEmoji(plain(element.text))}</span>;
    case 'icon_button':
      return (
        <button type="button" class="button icon" id={idOf(spot)} {...labelled(element)} {...sends(spot, 'click')}>
          {element['icon'] === 'trash' ? '🗑️ ' : ''}
          {withEmoji(plain(element.text))}
        </button>
      );
    case 'feedback_buttons':
      return feedback(spot);
    case 'overflow':
      return overflow(spot);
    default:
      return <Field {...spot} />;
  }
}

function button(spot: Spot): Child {
  const { element } = spot;
  const style = ['primary', 'danger'].includes(String(element['style'])) ? ` ${String(element['style'])}` : '';
  const named = labelled(element);
  const words = withEmoji(plain(element.text));
  if (mayLead(element.url)) {
    return (
      <Opens {...sends(spot, 'click')}>
        <a class={`button${style}`} id={idOf(spot)} {...leadingTo(element.url)} {...named}>
          {words}
        </a>
      </Opens>
    );
  }
  return (
    <button type="button" class={`button${style}`} id={idOf(spot)} {...named} {...sends(spot, 'click')}>
      {words}
    </button>
  );
}

/** Says of a link that it was clicked: around it, for htmx would keep from opening a link that it serves itself. */
function Opens({ children, ...sent }: ReturnType<typeof sends> & { children: Child }) {
  return (
    <span class="opens" {...sent}>
      {children}
    </span>
  );
}

function labelled({ accessibility_label: label }: Given) {
  return typeof label === 'string' ? { 'aria-label': label } : {};
}

function overflow(spot: Spot): Child {
  const { look, element } = spot;
  return (
    <details class="menu">
      <summary class="button icon" aria-label={wordsFor(look).moreOptions}>
        ⋯
      </summary>
      <div class="menu-list">
        {(element.options ?? []).map((each) => {
          const sent = sends(spot, 'choose', { value: each.value });
          const words = (
            <>
              <Words text={each.text} look={look} />
              {each.description && <small>{plain(each.description)}</small>}
            </>
          );
          if (!mayLead(each['url'])) {
            return (
              <button type="button" {...sent}>
                {words}
              </button>
            );
          }
          return (
            <Opens {...sent}>
              <a {...leadingTo(each['url'])}>{words}</a>
            </Opens>
          );
        })}
      </div>
    </details>
  );
}

function feedback(spot: Spot): Child {
  const { look, block } = spot;
  return (
    <span class="feedback">
      {buttonsOf(spot.element).map((element, index) => (
        <button
          type="button"
          class="button icon"
          {...labelled(element)}
          {...sends({ look, block, element }, 'click', { value: element.value })}
        >
          <span aria-hidden="true">{index === 0 ? '👍' : '👎'}</span> {withEmoji(plain(element.text))}
        </button>
      ))}
    </span>
  );
}
