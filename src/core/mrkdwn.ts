declare const markup: unique symbol;

/** Text in Slack's markup, in which whatever people wrote is escaped. Made by ``mrkdwn`…` `` and the functions here only. */
export type Mrkdwn = string & { readonly [markup]: true };

/**
 * The one way to make markup: ``mrkdwn`*Hello* ${name}` ``. Values are escaped, so that they are shown as they were typed,
 * unless they are markup already. docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(strings: TemplateStringsArray, ...values: ReadonlyArray<string | number | Markup>): Mrkdwn {
  const text = strings.reduce((sum, part, index) => {
    const value = values[index - 1];
    return sum + (value instanceof Markup ? value.text : shown(String(value))) + part;
  });
  return text as Mrkdwn;
}

/** A value made to be markup: it goes into a template as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export function mention(slackId: string): Markup {
  return new Markup(`<@${slackId}>`);
}

export function link(url: string, label: string): Markup {
  return new Markup(`<${escaped(url).replaceAll('|', '%7C')}|${shown(label).replaceAll('|', '¦')}>`);
}

/** A time in the viewer's own zone, by the token of `slackDate` (core/time.ts). */
export function dateToken(token: string): Markup {
  return new Markup(token);
}

/** Markup put together from parts, to go into a further template. */
export function nested(part: Mrkdwn): Markup {
  return new Markup(part);
}

export function join(parts: readonly Mrkdwn[], separator = '\n'): Mrkdwn {
  return parts.join(separator) as Mrkdwn;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Escapes the three control characters, and takes from `*`, `_`, `~`, `` ` `` at the start of a word, and from a quote or
 * bullet at the start of a line, their power by word joiners (U+2060), which are not seen: Slack has no escape for them.
 * Zero-width characters that people typed are dropped, as they could hide what is meant (the joiner inside emoji stays).
 * Long texts are better put in a `plain_text` object, where nothing is markup.
 */
function shown(text: string): string {
  return escaped(text.replaceAll(/[\u200B\u200C\u2060\uFEFF]/g, ''))
    .replaceAll(/(?<![\p{L}\p{N}])[*_~`]/gu, '\u2060$&\u2060')
    .replaceAll(/(^|\n)(\s*)(&gt;|•|-)/g, '$1$2\u2060$3')
    .replaceAll(/@(?=channel|here|everyone)/g, '@\u2060')
    .replaceAll(/:(?=[a-z0-9_+-]+:)/g, ':\u2060');
}
