import type { Child } from 'hono/jsx';
import { hearsAt } from '../../driver/listening.ts';
import type { Block, Element as Given } from '../../kit.ts';
import { parseBlocks, plain } from '../../kit.ts';
import { wordsFor } from '../words.ts';
import { isGroup, Words } from './choices.tsx';
import { DataBlock } from './data.tsx';
import { Element } from './element.tsx';
import { withEmoji } from './emoji.ts';
import type { Look } from './look.ts';
import { enterHintId, errorId, hintId, idOf } from './look.ts';
import { Markdown } from './markdown.tsx';
import { Mrkdwn, Plain } from './mrkdwn.tsx';
import { Picture } from './picture.tsx';
import { RichText } from './richtext.tsx';

/** Blocks as Slack draws them. */
export function Blocks({ blocks, look }: { blocks: readonly Block[]; look: Look }) {
  return (
    <div class="blocks">
      {blocks.map((block) => (
        <OneBlock block={block} look={look} />
      ))}
    </div>
  );
}

export function OneBlock({ block, look }: { block: Block; look: Look }): Child {
  const act = (element: Given) => <Element look={look} block={block} element={element} />;
  switch (block.type) {
    case 'header':
      return <h3 class="b-header">{withEmoji(plain(block.text))}</h3>;
    case 'section':
      return (
        <div class="b-section">
          <div class="b-words">
            {block.text && <div class="text">{words(block.text, look)}</div>}
            {block.fields && (
              <div class="b-fields">
                {block.fields.map((each) => (
                  <div class="text">{words(each, look)}</div>
                ))}
              </div>
            )}
          </div>
          {block.accessory && <div class="b-accessory">{act(block.accessory)}</div>}
        </div>
      );
    case 'context':
      return <div class="b-context">{(block.elements ?? []).map(act)}</div>;
    case 'actions':
    case 'context_actions':
      return <div class="b-actions">{(block.elements ?? []).map(act)}</div>;
    case 'input':
      return <Input block={block} look={look} />;
    case 'divider':
      return <hr />;
    case 'image':
      return (
        <figure class="b-image">
          {block['title'] ? <figcaption>{plain(asText(block['title']))}</figcaption> : null}
          <Picture {...block} look={look} />
        </figure>
      );
    case 'markdown':
      return <Markdown text={plain(block.text)} />;
    case 'rich_text':
      return <RichText block={block} look={look} />;
    default:
      return <DataBlock block={block} look={look} inside={(given) => nested(given, look)} />;
  }
}

/** A label, its field, what helps, and what is wrong: tied together for those who do not see them together. */
function Input({ block, look }: { block: Block; look: Look }) {
  if (!block.element) return null;
  const spot = { look, block, element: block.element };
  const error = look.errors[block.block_id ?? ''];
  const grouped = isGroup(block.element);
  const label = (
    <>
      {withEmoji(plain(block.label))}
      {block.optional && <span class="optional"> {wordsFor(look).optional}</span>}
    </>
  );
  return (
    <div
      class={error ? 'b-input wrong' : 'b-input'}
      {...(block.element['focus_on_load'] === true && { 'data-focus': 'yes' })}
    >
      {grouped ? (
        <div class="label" id={`${idOf(spot)}-label`}>
          {label}
        </div>
      ) : (
        <label class="label" for={idOf(spot)}>
          {label}
        </label>
      )}
      <Element {...spot} />
      {error && (
        <p class="error" id={errorId(look, block)}>
          <span aria-hidden="true">⚠️ </span>
          {error}
        </p>
      )}
      {block.hint && (
        <p class="hint" id={hintId(look, block)}>
          <Words text={block.hint} look={look} />
        </p>
      )}
      {hearsAt(block, block.element, 'on_enter_pressed') && (
        <p class="hint" id={enterHintId(look, block)}>
          {wordsFor(look).pressEnter}
        </p>
      )}
    </div>
  );
}

function words(text: NonNullable<Block['text']>, look: Look): Child {
  if (typeof text !== 'string' && text.type === 'mrkdwn') return <Mrkdwn text={text.text} look={look} />;
  return <Plain text={plain(text)} />;
}

function nested(given: unknown, look: Look): Child {
  return <Blocks blocks={parseBlocks(given)} look={look} />;
}

const asText = (given: unknown) =>
  typeof given === 'object' && given && 'text' in given
    ? { type: 'plain_text', text: String(given.text) }
    : String(given);
