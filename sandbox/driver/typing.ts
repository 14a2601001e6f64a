import { webAddress } from '../sees/parse.ts';
import type { Conversation, PersonRecord, World } from '../world/model.ts';

/**
 * What Slack's client makes of typed text: `@name` a mention, `#name` a channel that the person can see, web and e-mail
 * addresses links, in a message `@here` and the like a call; everything else characters. A command gets the names as well.
 */
export function typed(world: World, person: PersonRecord, text: string, into: 'message' | 'command'): string {
  const tokens = tokensFor(world, person, into);
  return text
    .split(addresses)
    .map((part, index) => (index % 2 === 1 ? link(part) : named(part, tokens)))
    .join('');
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Web and e-mail addresses. */
const addresses = new RegExp(`(${webAddress}|[\\p{L}\\p{N}._+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+)`, 'u');

const link = (address: string) =>
  /^https?:/.test(address) ? `<${escaped(address)}>` : `<mailto:${address}|${address}>`;

interface Token {
  typed: string;
  markup: string;
}

/** All that can be called by a name, the longest name first. */
function tokensFor(world: World, person: PersonRecord, into: 'message' | 'command'): Token[] {
  const token = (sign: '@' | '#', id: string, name: string) =>
    into === 'command' ? `<${sign}${id}|${name}>` : `<${sign}${id}>`;
  const people = [...world.people.values()].filter((each) => !each.deleted);
  return [
    ...people.flatMap(({ id, name, realName }) =>
      [realName, name].map((each) => ({ typed: `@${each}`, markup: token('@', id, name) })),
    ),
    ...channelsFor(world, person).map(({ id, name }) => ({ typed: `#${name}`, markup: token('#', id, name) })),
    ...(into === 'message' ? calls : []).map((each) => ({ typed: `@${each}`, markup: `<!${each}>` })),
  ].sort((one, other) => other.typed.length - one.typed.length);
}

/** What calls everybody in a conversation, or whoever of them is there. */
export const calls = ['here', 'channel', 'everyone'];

/** The channels that a person can name. */
export function channelsFor(world: World, { id }: PersonRecord): Conversation[] {
  return [...world.conversations.values()].filter(
    ({ kind, members }) => kind === 'channel' || (kind === 'group' && members.has(id)),
  );
}

/** A name counts where a word begins, as far as the word goes. */
function named(text: string, tokens: readonly Token[]): string {
  return text
    .split(/(?<![\p{L}\p{N}])(?=[@#])/u)
    .map((part) => {
      const found = tokens.find(
        ({ typed }) =>
          part.slice(0, typed.length).toLowerCase() === typed.toLowerCase() &&
          !/^[-_]?[\p{L}\p{N}]/u.test(part.slice(typed.length)),
      );
      return found ? `${found.markup}${escaped(part.slice(found.typed.length))}` : escaped(part);
    })
    .join('');
}
