import type { PersonRecord } from '../../world/model.ts';
import { Blocks } from '../blocks/block.tsx';
import type { Look } from '../blocks/look.ts';
import type { Face } from '../face.ts';
import { directWithApp } from '../place.ts';
import { wordsFor } from '../words.ts';
import { Tabs } from './conversation.tsx';

/** The app's home, as it has published it for this person. */
export function HomePane({ face, person }: { face: Face; person: PersonRecord }) {
  return (
    <section class="pane main" id="main" aria-label={wordsFor(person).homeOf(face.world.app.name)}>
      <header class="pane-head">
        <a class="back" href={`/as/${person.id}`} aria-label={wordsFor(person).backToList}>
          ‹
        </a>
        <h2>{face.world.app.name}</h2>
        <Tabs face={face} person={person} at="home" conversation={directWithApp(face, person)} />
      </header>
      <HomeBody face={face} person={person} />
    </section>
  );
}

export function HomeBody({ face, person }: { face: Face; person: PersonRecord }) {
  const view = face.world.homes.get(person.id);
  const look = homeLook(face, person);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="home" id="home" tabIndex={0} aria-label={wordsFor(person).home}>
      <div class="home-inner">
        {view && look ? (
          <Blocks blocks={view.payload.blocks} look={look} />
        ) : (
          <p class="none">{wordsFor(person).noHome}</p>
        )}
      </div>
    </section>
  );
}

export function homeLook({ world }: Face, person: PersonRecord): Look | undefined {
  const view = world.homes.get(person.id);
  if (!view) return undefined;
  return {
    world,
    locale: person.locale,
    tz: person.tz,
    viewer: person.id,
    place: 'home',
    state: view.state,
    errors: view.errors,
    key: view.id,
    post: `/as/${person.id}/home`,
  };
}
