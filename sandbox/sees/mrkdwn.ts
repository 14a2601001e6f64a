import { DateTime } from 'luxon';
import type { World } from '../world/model.ts';
import type { Piece } from './parse.ts';
import { parseMrkdwn } from './parse.ts';

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
  const read = (piece: Piece, isCode = false): string => {
    if ('text' in piece) return decode(piece.text);
    if ('inside' in piece) return piece.inside.map((each) => read(each, piece.kind === 'code')).join('');
    const { text, mention } = angle(piece.inner, reader);
    if (mention && !isCode) mentions.push(mention);
    return text;
  };
  const text = parseMrkdwn(source)
    .map((each) => read(each))
    .join('');
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

export function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function split(inner: string): [string, string?] {
  const bar = inner.indexOf('|');
  return bar < 0 ? [inner] : [inner.slice(0, bar), inner.slice(bar + 1)];
}
