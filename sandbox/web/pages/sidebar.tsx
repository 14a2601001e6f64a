import { conversationsOf, titleOf } from '../../sees/look.ts';
import type { PersonRecord } from '../../world/model.ts';
import type { Face } from '../face.ts';
import type { Place } from '../place.ts';
import { directWithApp } from '../place.ts';
import { wordsFor } from '../words.ts';
import { Avatar } from './avatar.tsx';

/** Where a person can go, and what is new there. */
export function Sidebar({ face, person, place }: { face: Face; person: PersonRecord; place: Place }) {
  const { world, memory } = face;
  const say = wordsFor(person);
  const all = conversationsOf(world, person);
  const unread = memory.unreadOf(person);
  const app = directWithApp(face, person);
  const here = place.kind === 'conversation' ? place.conversation.id : 'home';
  const entry = (id: string, href: string, words: string, sign: unknown, count = 0) => (
    <li>
      <a href={href} class={count > 0 ? 'unread' : ''} {...(here === id && { 'aria-current': 'page' as const })}>
        {sign}
        <span class="name">{words}</span>
        {count > 0 && (
          <span class="badge">
            {count}
            <span class="hidden"> {say.unread}</span>
          </span>
        )}
      </a>
    </li>
  );
  const conversation = (each: (typeof all)[number], sign: unknown) =>
    entry(
      each.id,
      `/as/${person.id}/c/${each.id}`,
      titleOf(world, person, each).replace(/^#/, ''),
      sign,
      unread.get(each.id),
    );
  const channels = all.filter((each) => each.kind === 'channel' || each.kind === 'group');
  const direct = all
    .filter((each) => (each.kind === 'im' || each.kind === 'mpim') && each !== app && each.messages.length > 0)
    .sort((a, b) => titleOf(world, person, a).localeCompare(titleOf(world, person, b)));
  return (
    <nav id="sidebar" aria-label={say.workspace}>
      <div class="team">{world.team.name}</div>
      <h2>{say.channels}</h2>
      <ul>
        {channels.map((each) => conversation(each, <span class="sign">{each.kind === 'group' ? '🔒' : '#'}</span>))}
        {channels.length === 0 && <li class="none">{say.noneYet}</li>}
      </ul>
      <h2>{say.direct}</h2>
      <ul>
        {direct.map((each) => conversation(each, othersOf(face, person, each.members)))}
        {direct.length === 0 && <li class="none">{say.noneYet}</li>}
      </ul>
      <h2>{say.apps}</h2>
      <ul>
        {entry(
          app.id,
          `/as/${person.id}/c/${app.id}`,
          world.app.name,
          <Avatar world={world} id={world.app.userId} small />,
          unread.get(app.id),
        )}
        {world.manifest.features.app_home?.home_tab_enabled &&
          entry('home', `/as/${person.id}/home`, say.homeOf(world.app.name), <span class="sign">🏠</span>)}
      </ul>
    </nav>
  );
}

function othersOf({ world }: Face, person: PersonRecord, members: ReadonlySet<string>) {
  const others = [...members].filter((each) => each !== person.id && each !== world.app.userId);
  const [first, ...rest] = others;
  if (rest.length === 0) return <Avatar world={world} id={first ?? person.id} small />;
  return (
    <span class="avatar small count" aria-hidden="true">
      {others.length}
    </span>
  );
}
