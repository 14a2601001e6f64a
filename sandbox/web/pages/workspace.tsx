import { titleOf } from '../../sees/look.ts';
import type { PersonRecord } from '../../world/model.ts';
import type { Face, WireRows } from '../face.ts';
import type { Place } from '../place.ts';
import { addressOf } from '../place.ts';
import type { Settings } from '../settings.ts';
import { wordsFor } from '../words.ts';
import { Bar, Clock } from './bar.tsx';
import { ConversationPane, Log, ThreadLog, ThreadPane } from './conversation.tsx';
import { Glass, GlassPanel, Switches } from './glass.tsx';
import { HomeBody, HomePane } from './home.tsx';
import { ModalRegion } from './modal.tsx';
import { Page } from './page.tsx';
import { Sidebar } from './sidebar.tsx';
import { Toasts } from './toasts.tsx';
import { TourPanel } from './tour.tsx';

export interface Shown {
  face: Face;
  person: PersonRecord;
  place: Place;
  settings: Settings;
  further: WireRows;
}

/** The whole workspace as one person sees it. */
export function Workspace({ face, person, place, settings, further }: Shown) {
  const root = place.kind === 'conversation' && place.root;
  const thread = place.kind === 'conversation' ? place.thread : undefined;
  const touring = face.options.tour !== undefined && settings.tour !== 'off';
  const live = addressOf(person, place);
  const say = wordsFor(person);
  const words = place.kind === 'home' ? say.home : titleOf(face.world, person, place.conversation);
  const classes = ['workspace', root && 'at-root', thread && 'with-thread', settings.glass === 'on' && 'with-glass'];
  return (
    <Page
      title={`${words} · ${person.realName} · ${face.world.team.name}`}
      settings={settings}
      language={person.locale}
    >
      <body
        class={classes.filter(Boolean).join(' ')}
        {...{ 'hx-sse:connect': `${live}${live.includes('?') ? '&' : '?'}live=1` }}
        hx-swap="none"
      >
        <a class="skip" href="#main">
          {say.skip}
        </a>
        <Bar face={face} person={person} settings={{ ...settings, tour: touring ? 'on' : 'off' }} />
        {touring && <TourPanel face={face} person={person} place={place} />}
        <div class="columns">
          <div class="slack">
            <main class="columns" id="slack">
              <h1 class="hidden">{`${words}, ${face.world.team.name}`}</h1>
              <Sidebar face={face} person={person} place={place} />
              {place.kind === 'home' ? (
                <HomePane face={face} person={person} />
              ) : (
                <ConversationPane face={face} person={person} conversation={place.conversation} thread={thread} />
              )}
              {place.kind === 'conversation' && thread && (
                <ThreadPane face={face} person={person} conversation={place.conversation} thread={thread} />
              )}
            </main>
            <ModalRegion face={face} person={person} />
          </div>
          {settings.glass === 'on' && <Glass face={face} person={person} further={further} />}
        </div>
        <Toasts face={face} person={person} />
        <dialog class="ask" id="ask" aria-labelledby="ask-title" data-title={say.areYouSure}>
          <h2 id="ask-title">{say.areYouSure}</h2>
          <p id="ask-text"></p>
          <footer>
            <button type="button" class="button" id="ask-no"></button>
            <button type="button" class="button primary" id="ask-yes"></button>
          </footer>
        </dialog>
      </body>
    </Page>
  );
}

/** The parts of the page that change by themselves, by their ids. */
export function regions({ face, person, place, settings, further }: Shown): Map<string, string> {
  const parts: [string, unknown][] = [
    ['sidebar', <Sidebar face={face} person={person} place={place} />],
    ['clock', <Clock face={face} person={person} />],
    ['modal', <ModalRegion face={face} person={person} />],
    ['toasts', <Toasts face={face} person={person} />],
  ];
  if (place.kind === 'home') parts.push(['home', <HomeBody face={face} person={person} />]);
  else {
    const { conversation, thread } = place;
    parts.push(['log', <Log face={face} person={person} conversation={conversation} />]);
    if (thread)
      parts.push(['thread-log', <ThreadLog face={face} person={person} conversation={conversation} thread={thread} />]);
  }
  if (settings.glass === 'on') {
    parts.push(['glass-rows', <GlassPanel face={face} person={person} further={further} />]);
    if (face.options.faults) parts.push(['faults', <Switches face={face} person={person} />]);
  }
  if (face.options.tour && settings.tour !== 'off')
    parts.push(['tour', <TourPanel face={face} person={person} place={place} />]);
  return new Map(parts.map(([id, drawn]) => [id, String(drawn)]));
}
