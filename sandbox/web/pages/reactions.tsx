import { nameOf } from '../../sees/look.ts';
import type { Message, PersonRecord } from '../../world/model.ts';
import { withEmoji } from '../blocks/emoji.ts';
import type { Face } from '../face.ts';
import { wordsFor } from '../words.ts';

/** How people reacted to a message: each emoji with how many; who they are is read out, and shows under the mouse. */
export function Reactions({ face, person, message }: { face: Face; person: PersonRecord; message: Message }) {
  if (message.reactions.size === 0) return null;
  const say = wordsFor(person);
  const who = (id: string) => (id === person.id ? say.you(person.realName) : nameOf(face.world, id));
  return (
    <ul class="reactions" aria-label={say.reactions}>
      {[...message.reactions].map(([name, people]) => {
        const emoji = withEmoji(`:${name}:`);
        const names = [...people].map(who).join(', ');
        return (
          <li class={people.has(person.id) ? 'own' : ''}>
            <span aria-hidden="true" title={names}>
              {emoji} <b>{people.size}</b>
            </span>
            <span class="hidden">{`${emoji}, ${people.size}: ${names}`}</span>
          </li>
        );
      })}
    </ul>
  );
}
