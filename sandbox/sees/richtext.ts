import { z } from 'zod';
import type { Reader, Rendered } from './mrkdwn.ts';
import { readDate } from './mrkdwn.ts';

type Node = z.infer<typeof leaf> & { elements?: Node[] | undefined };
const leaf = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
  range: z.string().optional(),
  style: z.unknown().optional(),
  timestamp: z.number().optional(),
  format: z.string().optional(),
  fallback: z.string().optional(),
});
const node: z.ZodType<Node> = leaf.extend({ elements: z.lazy(() => z.array(node)).optional() });

/** Rich text as it reads: lists with their points, mentions by name. */
export function readRichText(block: unknown, reader: Reader): Rendered {
  const mentions: string[] = [];
  const read = (given: Node): string => {
    switch (given.type) {
      case 'rich_text':
        return (given.elements ?? []).map(read).join('\n');
      case 'rich_text_list':
        return (given.elements ?? [])
          .map((each, at) => `${given.style === 'ordered' ? `${at + 1}.` : '•'} ${read(each)}`)
          .join('\n');
      case 'user': {
        if (given.user_id) mentions.push(given.user_id);
        return `@${reader.world.people.get(given.user_id ?? '')?.realName ?? given.user_id}`;
      }
      case 'broadcast':
        mentions.push(given.range ?? 'channel');
        return `@${given.range}`;
      case 'channel':
        return `#${reader.world.conversations.get(given.channel_id ?? '')?.name ?? given.channel_id}`;
      case 'emoji':
        return `:${given.name}:`;
      case 'link':
        return given.text && given.text !== given.url ? `${given.text} (${given.url})` : (given.url ?? '');
      case 'date':
        return readDate(dateToken(given), reader);
      default:
        return given.elements ? given.elements.map(read).join('') : (given.text ?? '');
    }
  };
  const parsed = node.safeParse(block);
  return { text: parsed.success ? read(parsed.data) : '', mentions };
}

/** A date of rich text, written as that of mrkdwn is. */
export function dateToken({ timestamp, format, fallback }: Pick<Node, 'timestamp' | 'format' | 'fallback'>): string {
  return `!date^${timestamp ?? ''}^${format ?? ''}|${fallback ?? ''}`;
}
