import type { PersonRecord } from '../../world/model.ts';
import { topView } from '../../world/views.ts';
import type { Face } from '../face.ts';
import { wordsFor } from '../words.ts';

/** What Slack says to one person, read out at once: in the modal when there is one, as nothing else is in reach then. */
export function Toasts({ face, person, inModal = false }: { face: Face; person: PersonRecord; inModal?: boolean }) {
  const here = (topView(face.world, person.id) !== undefined) === inModal;
  const toasts = here ? face.memory.toastsOf(person.id) : [];
  return (
    <div id={inModal ? 'modal-toasts' : 'toasts'} class="toasts" role="alert">
      {toasts.map((each) => (
        <p class="toast">
          <span aria-hidden="true">⚠️ </span>
          {each}
        </p>
      ))}
      {toasts.length > 0 && (
        <button type="button" class="button" hx-post={`/as/${person.id}/put-away`} hx-swap="none">
          {wordsFor(person).dismiss}
        </button>
      )}
    </div>
  );
}
