import { DateTime } from 'luxon';
import type { World } from '../world/model.ts';

/** Who looks, and when: what decides how names, dates and times read. */
export interface Reader {
  world: World;
  locale: string;
  tz: string;
}

export interface Rendered {
  text: string;
  /** Ids of people, and `channel`, `here` or `everyone`, that are really called. */
  mentions: string[];
}

/** Slack's mrkdwn as a person reads it: bold and the like without their marks, names, dates in the reader's own zone.
 * A mark that still shows in the text is a character, not formatting. */
export function readMrkdwn(source: string, reader: Reader): Rendered {
  const mentions: string[] = [];
  const parts = source.split(pieces).map((part, index) => {
    if (index % 2 === 0) return { marked: true, text: part };
    if (part.startsWith('`')) return { marked: false, text: decode(part.replace(/^`+|`+$/g, '')) };
    const read = angle(part.slice(1, -1), reader);
    if (read.mention) mentions.push(read.mention);
    return { marked: false, text: read.text };
  });
  // Formatting may enclose a mention or a date, so those are put back after the marks are taken off.
  const held: string[] = [];
  const joined = parts.map((part) => (part.marked ? part.text : `\u0000${held.push(part.text) - 1}\u0000`)).join('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the placeholders above
  const text = decode(unmark(joined)).replace(/\u0000(\d+)\u0000/g, (_, at) => held[Number(at)] ?? '');
  return { text: text.replace(/[\u200b\u2060\ufeff]/g, ''), mentions };
}

function angle(inner: string, reader: Reader): { text: string; mention?: string } {
  const [target = '', label] = split(inner);
  if (target.startsWith('@')) {
    const id = target.slice(1);
    const person = reader.world.people.get(id);
    return person ? { text: `@${person.realName}`, mention: id } : { text: `@${label ?? id}` };
  }
  if (target.startsWith('#')) {
    const channel = reader.world.conversations.get(target.slice(1));
    return { text: `#${channel?.name || label || target.slice(1)}` };
  }
  if (target.startsWith('!date^')) return { text: readDate(inner, reader) };
  const special = /^!(channel|here|everyone)$/.exec(target)?.[1];
  if (special) return { text: `@${special}`, mention: special };
  if (target.startsWith('!subteam^')) return { text: decode(label ?? `@${target.slice(9)}`) };
  if (/^(https?:|mailto:|tel:)/.test(target)) {
    const [url, words] = [decode(target), decode(label ?? target)];
    return { text: words === url || url === `mailto:${words}` ? words : `${words} (${url})` };
  }
  return { text: decode(`<${inner}>`) };
}

/** `<!date^epoch^format^link|fallback>` in the reader's zone and language. */
export function readDate(inner: string, reader: Reader): string {
  const [token = '', fallback = ''] = split(inner);
  const [, epoch = '', format = ''] = token.split('^');
  const at = DateTime.fromSeconds(Number(epoch), { zone: reader.tz }).setLocale(reader.locale);
  if (!at.isValid || !/^\d+$/.test(epoch)) return decode(fallback);
  const now = DateTime.fromJSDate(reader.world.now()).setZone(reader.tz);
  const days = Math.round(at.startOf('day').diff(now.startOf('day'), 'days').days);
  const near = Math.abs(days) <= 1 ? nearDay(days, reader.locale) : undefined;
  const formats: Record<string, () => string> = {
    date_num: () => at.toFormat('yyyy-MM-dd'),
    date_slash: () => at.toLocaleString({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => at.toLocaleString({ year: 'numeric', month: 'long', day: 'numeric' }),
    date_short: () => at.toLocaleString({ year: 'numeric', month: 'short', day: 'numeric' }),
    date_long: () => at.toLocaleString({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
    date_long_full: () => at.toLocaleString({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
    time: () => at.toLocaleString(DateTime.TIME_SIMPLE),
    time_secs: () => at.toLocaleString(DateTime.TIME_WITH_SECONDS),
    ago: () => at.toRelative({ base: now }) ?? '',
  };
  const text = format.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (name.endsWith('_pretty')) return near ?? formats[name.slice(0, -7)]?.() ?? whole;
    return formats[name]?.() ?? whole;
  });
  return decode(text).replace(/[\u202f\u00a0]/g, ' ');
}

function nearDay(days: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** A mark formats only at the edge of a word: after and before one of these, or the ends of a line. */
const before = String.raw`(?<=^|[\s([{"'—–\-,.:;!?>*_~\u0000])`;
const behind = String.raw`(?=$|[\s)\]}"'—–\-,.:;!?*_~\u0000])`;

/** Code and what stands in angle brackets: neither is looked into for marks. */
const pieces = new RegExp(`(\`\`\`[\\s\\S]*?\`\`\`|${before}\`[^\`\\n]+\`${behind}|<[^<>\\n]+>)`, 'gm');

function unmark(text: string): string {
  return ['*', '_', '~'].reduce((rest, mark) => {
    const formatted = `${before}\\${mark}(?=\\S)([^\\${mark}\\n]*?\\S)\\${mark}${behind}`;
    return rest.replace(new RegExp(formatted, 'gm'), '$1');
  }, text);
}

export function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function split(inner: string): [string, string?] {
  const bar = inner.indexOf('|');
  return bar < 0 ? [inner] : [inner.slice(0, bar), inner.slice(bar + 1)];
}
