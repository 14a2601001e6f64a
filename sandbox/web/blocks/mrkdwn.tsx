import type { Child } from 'hono/jsx';
import { decode, readDate, split } from '../../sees/mrkdwn.ts';
import type { Piece } from '../../sees/parse.ts';
import { parseCode, parseMrkdwn } from '../../sees/parse.ts';
import { withEmoji } from './emoji.ts';
import type { Look } from './look.ts';

/** Slack's mrkdwn, drawn. Every character comes through the JSX, which escapes it. */
export function Mrkdwn({ text, look }: { text: string; look: Look }) {
  return (
    <>
      {text.split(/```([\s\S]*?)```/g).map((part, index) =>
        index % 2 === 1 ? (
          <pre>
            <code>{code(parseCode(part.replace(/^\n/, '')), look)}</code>
          </pre>
        ) : (
          lines(part.replace(index > 0 ? /^\n/ : /^(?!)/, ''), look)
        ),
      )}
    </>
  );
}

/** A text that is not markup: only emoji are drawn. */
export function Plain({ text }: { text: string }) {
  return <>{broken(withEmoji(decode(text)))}</>;
}

/** Lines that begin with `>` are quotes; several together are one. */
function lines(text: string, look: Look): Child[] {
  const groups: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = /^(&gt;|>) ?/.test(line);
    const last = groups.at(-1);
    const bare = quote ? line.replace(/^(&gt;|>) ?/, '') : line;
    if (last?.quote === quote) last.lines.push(bare);
    else groups.push({ quote, lines: [bare] });
  }
  return groups.map((group) => {
    const inside = inline(group.lines.join('\n'), look);
    return group.quote ? <blockquote>{inside}</blockquote> : inside;
  });
}

const inline = (text: string, look: Look) => parseMrkdwn(text).map((each) => drawn(each, look));

function drawn(piece: Piece, look: Look): Child {
  switch (piece.kind) {
    case 'text':
      return broken(withEmoji(decode(piece.text)));
    case 'url':
      return <Link url={decode(piece.text)}>{decode(piece.text)}</Link>;
    case 'angle':
      return token(piece.inner, look);
    case 'code':
      return <code>{code(piece.inside, look)}</code>;
    case 'bold':
      return <b>{piece.inside.map((each) => drawn(each, look))}</b>;
    case 'italic':
      return <i>{piece.inside.map((each) => drawn(each, look))}</i>;
    case 'strike':
      return <s>{piece.inside.map((each) => drawn(each, look))}</s>;
  }
}

const code = (pieces: readonly Piece[], look: Look) =>
  pieces.map((each) => (each.kind === 'text' ? decode(each.text) : drawn(each, look)));

/** `<…>`: a mention, a channel, a date, a link. */
function token(inner: string, look: Look): Child {
  const [target = '', label] = split(inner);
  if (target.startsWith('@')) return <Mention id={target.slice(1)} label={label} look={look} />;
  if (target.startsWith('#')) return <ChannelName id={target.slice(1)} label={label} look={look} />;
  if (target.startsWith('!date^')) return <time>{readDate(inner, look)}</time>;
  if (/^!(channel|here|everyone)$/.test(target)) return <span class="mention me">@{target.slice(1)}</span>;
  if (target.startsWith('!subteam^')) return <span class="mention">{decode(label ?? `@${target.slice(9)}`)}</span>;
  if (mayLead(target)) return <Link url={decode(target)}>{decode(label ?? target)}</Link>;
  return decode(`<${inner}>`);
}

export function Mention({ id, label, look }: { id: string; label?: string | undefined; look: Look }) {
  const name = look.world.people.get(id)?.realName ?? label ?? id;
  return <span class={id === look.viewer ? 'mention me' : 'mention'}>@{name}</span>;
}

export function ChannelName({ id, label, look }: { id: string; label?: string | undefined; look: Look }) {
  return <span class="mention">#{look.world.conversations.get(id)?.name || label || id}</span>;
}

/** A link leaves the page only in a new window, and only to where links may lead. */
export function Link({ url, children }: { url: string; children: Child }) {
  if (!mayLead(url)) return <>{children}</>;
  return <a {...leadingTo(url)}>{children}</a>;
}

export const mayLead = (url: unknown): url is string => typeof url === 'string' && /^(https?:|mailto:|tel:)/.test(url);

export const leadingTo = (href: string) => ({ href, target: '_blank', rel: 'noopener noreferrer' });

/** Text in its lines. */
export function broken(text: string): Child {
  const parts = text.split('\n');
  if (parts.length === 1) return text;
  return parts.map((part, index) => (
    <>
      {index > 0 && <br />}
      {part}
    </>
  ));
}
