import type { World } from '../../world/model.ts';

const colours = 8;

/** A person's initials on a colour of their own. */
export function Avatar({ world, id, small = false }: { world: World; id: string; small?: boolean }) {
  const person = world.people.get(id);
  const name = person?.realName ?? '?';
  const initials = name
    .split(/\s+/)
    .map((each) => [...each][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
  const colour = person?.bot ? 'app' : [...name].reduce((sum, each) => sum + (each.codePointAt(0) ?? 0), 0) % colours;
  return (
    <span class={`avatar a-${colour}${small ? ' small' : ''}`} aria-hidden="true">
      {initials}
    </span>
  );
}
