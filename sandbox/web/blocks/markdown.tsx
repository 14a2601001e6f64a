import type { Child } from 'hono/jsx';
import { withEmoji } from './emoji.ts';
import { Link } from './mrkdwn.tsx';

/** The everyday part of Markdown, for `markdown` blocks: headings, lists, quotes, code, emphasis, links. */
export function Markdown({ text }: { text: string }) {
  return (
    <div class="rich">
      {text.split(/```\w*\n?([\s\S]*?)```/g).map((part, index) =>
        index % 2 === 1 ? (
          <pre>
            <code>{part}</code>
          </pre>
        ) : (
          part
            .split(/\n{2,}/)
            .filter((each) => each.trim() !== '')
            .map(paragraph)
        ),
      )}
    </div>
  );
}

function paragraph(text: string): Child {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.every((line) => /^\s*[-*+] /.test(line))) return <ul>{lines.map((line) => item(line))}</ul>;
  if (lines.every((line) => /^\s*\d+[.)] /.test(line))) return <ol>{lines.map((line) => item(line))}</ol>;
  if (lines.every((line) => line.startsWith('>'))) {
    return <blockquote>{joined(lines.map((line) => line.replace(/^> ?/, '')))}</blockquote>;
  }
  const [first = '', ...rest] = lines;
  if (/^#{1,6} /.test(first)) {
    return (
      <>
        <h3 class="b-header">{inline(first.replace(/^#+ /, ''))}</h3>
        {rest.length > 0 && paragraph(rest.join('\n'))}
      </>
    );
  }
  return <p>{joined(lines)}</p>;
}

const item = (line: string) => <li>{inline(line.replace(/^\s*([-*+]|\d+[.)]) /, ''))}</li>;

const joined = (lines: string[]) =>
  lines.map((line, index) => (
    <>
      {index > 0 && <br />}
      {inline(line)}
    </>
  ));

const tokens = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*\s][^*]*)\*|\b_([^_]+)_\b|\[([^\]]+)\]\(([^)\s]+)\)/g;

function inline(text: string): Child[] {
  const parts: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    parts.push(withEmoji(text.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, code, strong, strongToo, struck, slanted, slantedToo, label, url] = match;
    const bold = strong ?? strongToo;
    const italic = slanted ?? slantedToo;
    if (code) parts.push(<code>{code}</code>);
    else if (bold) parts.push(<b>{inline(bold)}</b>);
    else if (struck) parts.push(<s>{inline(struck)}</s>);
    else if (italic) parts.push(<i>{inline(italic)}</i>);
    else if (label && url) parts.push(<Link url={url}>{label}</Link>);
  }
  return [...parts, withEmoji(text.slice(end))];
}
