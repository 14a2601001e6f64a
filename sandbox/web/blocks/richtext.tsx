import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { readDate } from '../../sees/mrkdwn.ts';
import { dateToken } from '../../sees/richtext.ts';
import { withEmoji } from './emoji.ts';
import type { Look } from './look.ts';
import { broken, ChannelName, Link, Mention } from './mrkdwn.tsx';

const marks = z.looseObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  underline: z.boolean().optional(),
  code: z.boolean().optional(),
});
const leaf = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  user_id: z.string().optional(),
  usergroup_id: z.string().optional(),
  channel_id: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
  range: z.string().optional(),
  value: z.string().optional(),
  timestamp: z.number().optional(),
  format: z.string().optional(),
  fallback: z.string().optional(),
  indent: z.number().optional(),
  offset: z.number().optional(),
  style: z.union([z.string(), marks]).optional(),
});
type Node = z.infer<typeof leaf> & { elements?: Node[] | undefined };
const node: z.ZodType<Node> = leaf.extend({ elements: z.lazy(() => z.array(node)).optional() });

/** Rich text: a block of it, or any part of one. */
export function RichText({ block, look }: { block: unknown; look: Look }) {
  const parsed = node.safeParse(block);
  return parsed.success ? draw(parsed.data, look) : null;
}

function draw(given: Node, look: Look): Child {
  const inside = () => (given.elements ?? []).map((each) => draw(each, look));
  switch (given.type) {
    case 'rich_text':
      return <div class="rich">{inside()}</div>;
    case 'rich_text_section':
      return <p>{inside()}</p>;
    case 'rich_text_quote':
      return <blockquote>{inside()}</blockquote>;
    case 'rich_text_preformatted':
      return (
        <pre>
          <code>{inside()}</code>
        </pre>
      );
    case 'rich_text_list': {
      const items = (given.elements ?? []).map((each) => (
        <li>{(each.elements ?? []).map((one) => draw(one, look))}</li>
      ));
      const level = `indent-${Math.min(given.indent ?? 0, 8)}`;
      if (given.style !== 'ordered') return <ul class={level}>{items}</ul>;
      return (
        <ol class={level} start={(given.offset ?? 0) + 1}>
          {items}
        </ol>
      );
    }
    default:
      return styled(given, words(given, look));
  }
}

function words(given: Node, look: Look): Child {
  switch (given.type) {
    case 'user':
      return <Mention id={given.user_id ?? ''} look={look} />;
    case 'usergroup':
      return <span class="mention">@{given.usergroup_id}</span>;
    case 'channel':
      return <ChannelName id={given.channel_id ?? ''} look={look} />;
    case 'broadcast':
      return <span class="mention me">@{given.range ?? 'channel'}</span>;
    case 'emoji':
      return withEmoji(`:${given.name ?? ''}:`);
    case 'link':
      return <Link url={given.url ?? ''}>{given.text ?? given.url ?? ''}</Link>;
    case 'color':
      return <code>{given.value}</code>;
    case 'date':
      return <time>{readDate(dateToken(given), look)}</time>;
    default:
      return broken(given.text ?? '');
  }
}

function styled(given: Node, inside: Child): Child {
  const style = typeof given.style === 'object' ? given.style : {};
  let drawn = inside;
  if (style.code) drawn = <code>{drawn}</code>;
  if (style.bold) drawn = <b>{drawn}</b>;
  if (style.italic) drawn = <i>{drawn}</i>;
  if (style.strike) drawn = <s>{drawn}</s>;
  if (style.underline) drawn = <u>{drawn}</u>;
  return drawn;
}
