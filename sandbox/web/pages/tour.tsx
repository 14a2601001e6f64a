import type { PersonRecord } from '../../world/model.ts';
import type { Face } from '../face.ts';

/** The step that is next: whom to be, what to click, and whether it is done. */
export function TourPanel({ face, person }: { face: Face; person: PersonRecord }) {
  const steps = face.options.tour?.steps ?? [];
  const at = face.memory.tourAt;
  const step = steps[at];
  const done = face.memory.tourDone.has(at);
  return (
    <section class="tour" id="tour" aria-label="Tour" aria-live="polite">
      <div class="tour-words">
        <p class="tour-count">{step ? `Step ${at + 1} of ${steps.length}` : 'The end'}</p>
        <h2>
          {done && (
            <span role="img" aria-label="Done">
              ✅{' '}
            </span>
          )}
          {step?.title ?? 'That was the tour'}
        </h2>
        <p>{step?.text ?? 'Look around as whoever you like; Reset starts over.'}</p>
      </div>
      <div class="tour-moves">
        {step && !done && <There face={face} person={person} step={step} />}
        {at > 0 && <Move to={step ? at - 1 : 0} words={step ? 'Back' : 'Once more'} />}
        {step && <Move to={at + 1} words={done ? 'Next' : 'Skip'} primary={done} />}
        <form method="post" action="/settings" class="switch">
          <input type="hidden" name="tour" value="off" />
          <button type="submit" class="button">
            {step ? 'End the tour' : 'Close'}
          </button>
        </form>
      </div>
    </section>
  );
}

type Step = NonNullable<Face['options']['tour']>['steps'][number];

/** The way to the person and the place of a step, unless both are there already. */
function There({ face, person, step }: { face: Face; person: PersonRecord; step: Step }) {
  const be = step.as?.();
  const who = be ? face.world.people.get(be) : undefined;
  const where = step.where?.();
  if (!who || (who === person && !where)) return null;
  const address = `/as/${who.id}${where === 'home' ? '/home' : where ? `/c/${where}` : ''}`;
  return (
    <a class="button primary" href={address}>
      {who === person ? 'Take me there' : `Be ${who.realName}`}
    </a>
  );
}

function Move({ to, words, primary = false }: { to: number; words: string; primary?: boolean }) {
  return (
    <button
      type="button"
      class={primary ? 'button primary' : 'button'}
      hx-post="/tour"
      hx-vals={JSON.stringify({ to })}
      hx-swap="none"
    >
      {words}
    </button>
  );
}
