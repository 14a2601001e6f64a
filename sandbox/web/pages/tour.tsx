import { languageOf } from '../../language.ts';
import type { PersonRecord } from '../../world/model.ts';
import type { Face } from '../face.ts';
import type { Place } from '../place.ts';
import { wordsFor } from '../words.ts';

interface Given {
  face: Face;
  person: PersonRecord;
  place: Place;
}

/** The step that is next: whom to be, what to click, and whether it is done. */
export function TourPanel({ face, person, place }: Given) {
  const steps = face.options.tour?.steps ?? [];
  const { at } = face.memory.bookmark;
  const step = steps[at];
  const say = wordsFor(person);
  const language = languageOf(person);
  const done = face.memory.tourDone.has(at);
  return (
    <section class="tour" id="tour" aria-label={say.bar.tour} aria-live="polite">
      <div class="tour-words">
        <p class="tour-count">{step ? say.tour.step(at + 1, steps.length) : say.tour.end}</p>
        <h2>
          {done && (
            <span role="img" aria-label={say.tour.done}>
              ✅{' '}
            </span>
          )}
          {step?.title[language] ?? say.tour.over}
        </h2>
        <p>{step?.text[language] ?? say.tour.lookAround}</p>
      </div>
      <div class="tour-moves">
        {step && !done && <There face={face} person={person} place={place} step={step} />}
        {at > 0 && <Move to={step ? at - 1 : 0} words={step ? say.tour.back : say.tour.onceMore} />}
        {step && <Move to={at + 1} words={done ? say.tour.next : say.tour.skip} primary={done} />}
        <form method="post" action="/settings" class="switch">
          <input type="hidden" name="tour" value="off" />
          <button type="submit" class="button">
            {step ? say.tour.leave : say.close}
          </button>
        </form>
      </div>
    </section>
  );
}

type Step = NonNullable<Face['options']['tour']>['steps'][number];

/** The way to the person and the place of a step, unless both are there already. */
function There({ face, person, place, step }: Given & { step: Step }) {
  const be = step.as?.();
  const who = be ? face.world.people.get(be) : undefined;
  const where = step.where?.();
  const here = place.kind === 'home' ? 'home' : place.conversation.id;
  if (!who || (who === person && (!where || where === here))) return null;
  const address = `/as/${who.id}${where === 'home' ? '/home' : where ? `/c/${where}` : ''}`;
  return (
    <a class="button primary" href={address}>
      {who === person ? wordsFor(person).tour.takeMeThere : wordsFor(person).tour.be(who.realName)}
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
