import { gemoji } from 'gemoji';

const byName = new Map(gemoji.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const)));

/** Names that Slack has and the list does not. */
const ofSlack: Record<string, string> = {
  slightly_smiling_face: '🙂',
  simple_smile: '🙂',
  thumbsup_all: '👍',
  spiral_calendar_pad: '🗓️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  party_blob: '🥳',
};

/** The character of `:name:`, with its skin tone left out; undefined for a name that nobody knows. */
export function emojiOf(name: string): string | undefined {
  return byName.get(name) ?? ofSlack[name] ?? byName.get(name.replaceAll('-', '_'));
}

/** Text with its `:names:` as characters. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):(?::skin-tone-\d:)?/g, (whole, name: string) => emojiOf(name) ?? whole);
}
