import type { World } from '../world/model.ts';

/** What Slack's client makes of typed text: `@name` a mention, everything else characters. */
export function typed(world: World, text: string, withName: boolean): string {
  const people = [...world.people.values()].filter((each) => !each.deleted);
  const handles = people
    .flatMap((each) => [
      { handle: each.realName, person: each },
      { handle: each.name, person: each },
    ])
    .sort((a, b) => b.handle.length - a.handle.length);
  return text
    .split(/(?<![\p{L}\p{N}])(?=@)/u)
    .map((part) => {
      const match = handles.find(({ handle }) => {
        const written = part.slice(1, 1 + handle.length);
        return (
          part.startsWith('@') &&
          written.toLowerCase() === handle.toLowerCase() &&
          !/^[\p{L}\p{N}]/u.test(part.slice(1 + handle.length))
        );
      });
      if (!match) return escaped(part);
      const mention = withName ? `<@${match.person.id}|${match.person.name}>` : `<@${match.person.id}>`;
      return `${mention}${escaped(part.slice(1 + match.handle.length))}`;
    })
    .join('');
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
