import { plain } from '../../kit.ts';
import type { OpenView, PersonRecord } from '../../world/model.ts';
import { stackOf, topView } from '../../world/views.ts';
import { Blocks } from '../blocks/block.tsx';
import { withEmoji } from '../blocks/emoji.ts';
import type { Look } from '../blocks/look.ts';
import type { Face } from '../face.ts';
import { wordsFor } from '../words.ts';
import { Toasts } from './toasts.tsx';

/**
 * The modal on top, in a dialogue that holds the focus. What is typed goes to the server when a field is left, or as it is typed
 * where the app wants to hear of it. Of what waits there the newest counts: it has all that stands in the form.
 */
export function ModalRegion({ face, person }: { face: Face; person: PersonRecord }) {
  const view = topView(face.world, person.id);
  return <div id="modal">{view && <Dialogue face={face} person={person} view={view} />}</div>;
}

function Dialogue({ face, person, view }: { face: Face; person: PersonRecord; view: OpenView }) {
  const post = `/as/${person.id}/modal/${view.id}`;
  const { payload } = view;
  const say = wordsFor(person);
  const stacked = stackOf(face.world, person.id).length > 1;
  const wrong = Object.keys(view.errors).length;
  return (
    <dialog class="modal" id="dialogue" data-modal={view.id} data-refusal={view.refusals} aria-labelledby="modal-title">
      <form
        id={`form-${view.id}`}
        method="post"
        action={`${post}/submit`}
        hx-post={`${post}/submit`}
        hx-swap="none"
        hx-encoding="multipart/form-data"
        hx-sync="drop"
        novalidate
      >
        <div class="modal-head">
          <span class="avatar app small" aria-hidden="true">
            {face.world.app.name.slice(0, 1)}
          </span>
          <h2 id="modal-title" tabIndex={-1}>
            {withEmoji(plain(payload.title))}
          </h2>
          <button
            type="button"
            class="button icon"
            aria-label={say.close}
            hx-post={`${post}/close`}
            hx-vals='{"how":"all"}'
            hx-swap="none"
          >
            ✕
          </button>
        </div>
        <Toasts face={face} person={person} inModal />
        <div
          class="modal-body"
          hx-post={`${post}/fill`}
          hx-trigger="change, input target:[data-as-typed] delay:300ms"
          hx-sync="queue last"
          hx-include="closest form"
          hx-swap="none"
          hx-encoding="multipart/form-data"
        >
          <p class="hidden" role="alert">
            {/* Another one each time: what only stays is not read out again. */}
            {wrong > 0 && <span id={`${view.id}-refusal-${view.refusals}`}>{say.fieldsToCorrect(wrong)}</span>}
          </p>
          <Blocks blocks={payload.blocks} look={modalLook(face, person, view)} />
        </div>
        <div class="modal-foot">
          <button type="button" class="button" hx-post={`${post}/close`} hx-vals='{"how":"this"}' hx-swap="none">
            {plain(payload.close) || (stacked ? say.back : say.cancel)}
          </button>
          {payload.submit && (
            <button type="submit" class="button primary">
              {withEmoji(plain(payload.submit))}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

export function modalLook({ world }: Face, person: PersonRecord, view: OpenView): Look {
  return {
    world,
    locale: person.locale,
    tz: person.tz,
    viewer: person.id,
    place: 'modal',
    state: view.state,
    errors: view.errors,
    key: view.id,
    post: `/as/${person.id}/modal/${view.id}`,
  };
}
