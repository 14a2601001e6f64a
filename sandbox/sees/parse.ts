/** A part of a text in Slack's mrkdwn. Texts are as they came, still escaped. */
export type Piece =
  | { kind: 'text' | 'url'; text: string }
  /** What stood in angle brackets: a mention, a date, a link. */
  | { kind: 'angle'; inner: string }
  | { kind: 'code' | Style; inside: Piece[] };

type Style = 'bold' | 'italic' | 'strike';

/** A mark formats only at the edge of a word: after and before one of these, or the ends of a line. */
const before = String.raw`(?<=^|[\s([{"'—–\-,.:;!?>*_~\u0000])`;
const behind = String.raw`(?=$|[\s)\]}"'—–\-,.:;!?*_~\u0000])`;
const formatted = new RegExp(String.raw`${before}([*_~])(?=\S)((?:(?!\1)[^\n])+)(?<=\S)\1${behind}`, 'gm');

/** A web address, without the punctuation, quotes and marks behind it. */
export const webAddress = 'https?://[^\\s<>|`]*[^\\s<>|`.,;:!?)"\'*_~»”’]';

/** Code, what stands in angle brackets, and addresses: none of them is looked into for marks. */
const whole = new RegExp(
  ['```[\\s\\S]*?```', `${before}\`[^\`\\n]+\`${behind}`, '<[^<>\\n]+>', webAddress].join('|'),
  'gm',
);

/** Reads mrkdwn, once for all who show it: a mark that is in a text here is a character, not formatting. */
export function parseMrkdwn(source: string): Piece[] {
  // Formatting may enclose a mention or a date, so those are held apart while marks are looked for.
  const held: Piece[] = [];
  const marked = source
    .replaceAll('\u0000', '')
    .replace(whole, (part) => `\u0000${held.push(pieceOf(part)) - 1}\u0000`);
  return within(marked, held);
}

/** Code shows its characters as they are, but names people and links. */
export function parseCode(text: string): Piece[] {
  return text.split(/(<[^<>\n]+>)/).map((part, at) => (at % 2 === 1 ? pieceOf(part) : { kind: 'text', text: part }));
}

function pieceOf(part: string): Piece {
  if (part.startsWith('<')) return { kind: 'angle', inner: part.slice(1, -1) };
  if (part.startsWith('`')) return { kind: 'code', inside: parseCode(part.replace(/^`+|`+$/g, '')) };
  return { kind: 'url', text: part };
}

function within(text: string, held: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: all, 1: mark, 2: inner = '', index } of text.matchAll(formatted)) {
    const kind = mark === '*' ? 'bold' : mark === '_' ? 'italic' : 'strike';
    pieces.push(...withHeld(text.slice(end, index), held), { kind, inside: within(inner, held) });
    end = index + all.length;
  }
  return [...pieces, ...withHeld(text.slice(end), held)];
}

function withHeld(text: string, held: readonly Piece[]): Piece[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the places of what is held apart
  return text.split(/\u0000(\d+)\u0000/).flatMap((part, at): Piece[] => {
    const piece = at % 2 === 1 ? held[Number(part)] : undefined;
    if (piece) return [piece];
    return part === '' ? [] : [{ kind: 'text', text: part }];
  });
}
