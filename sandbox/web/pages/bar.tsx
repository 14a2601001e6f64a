import { DateTime } from 'luxon';
import { type Language, languageOf } from '../../language.ts';
import type { PersonRecord } from '../../world/model.ts';
import type { Face } from '../face.ts';
import type { Settings } from '../settings.ts';
import { type Words, wordsFor } from '../words.ts';
import { Avatar } from './avatar.tsx';

interface Given {
  face: Face;
  person: PersonRecord;
  settings: Settings;
}

/** What Slack does not have: whom to be, the time, and how to look at it all. */
export function Bar({ face, person, settings }: Given) {
  const { options, world } = face;
  const say = wordsFor(person);
  return (
    <header class="bar">
      <details class="menu who">
        <summary class="button">
          <Avatar world={world} id={person.id} small />
          <span>
            <span class="words">{say.bar.youAre}</span>
            <b>{person.realName}</b>
          </span>
        </summary>
        <div class="menu-list">
          {peopleOf(face).map((each) => (
            <a href={`/as/${each.id}`} {...(each === person && { 'aria-current': 'true' as const })}>
              <Avatar world={world} id={each.id} small />
              <span>
                {each.realName}
                <small>{aboutOf(face, each, languageOf(person))}</small>
              </span>
            </a>
          ))}
          <a href="/">{say.bar.everybody}</a>
        </div>
      </details>
      <Clock face={face} person={person} />
      {options.clock && <TimeTravel person={person} say={say.bar} />}
      <span class="grow" />
      {options.tour && settings.tour !== 'on' && <Switch name="tour" value="on" words={say.bar.tour} sign="🎓" />}
      <Switch
        name="glass"
        value={settings.glass === 'on' ? 'off' : 'on'}
        words={say.bar.glass}
        sign="🔍"
        pressed={settings.glass === 'on'}
      />
      <Switch name="theme" value={settings.theme === 'dark' ? 'light' : 'dark'} words={say.bar.theme} sign="🌓" short />
      {options.reset && (
        <button
          type="button"
          class="button"
          hx-post="/reset"
          hx-swap="none"
          hx-confirm="ask"
          data-ask-title={say.bar.askReset.title}
          data-ask-text={say.bar.askReset.text}
          data-ask-yes={say.bar.askReset.yes}
          data-ask-no={say.cancel}
          data-ask-style="danger"
        >
          {say.bar.reset}
        </button>
      )}
    </header>
  );
}

/** The moved clock, in the zone of whoever looks. */
export function Clock({ face, person }: { face: Face; person: PersonRecord }) {
  const now = DateTime.fromJSDate(face.world.now()).setZone(person.tz).setLocale(person.locale);
  const words = now.toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <span id="clock" class="clock">
      <span class="sign" aria-hidden="true">
        🕑{' '}
      </span>
      <time datetime={now.toISO() ?? ''}>{words}</time>{' '}
      <small>{person.tz.split('/').at(-1)?.replaceAll('_', ' ')}</small>
    </span>
  );
}

function TimeTravel({ person, say }: { person: PersonRecord; say: Words['bar'] }) {
  const jump = (to: string, words: string) => (
    <button type="button" class="button" hx-post="/time" hx-vals={JSON.stringify({ to })} hx-swap="none" hx-sync="drop">
      {words}
    </button>
  );
  return (
    <fieldset class="travel" aria-label={say.moveClock}>
      {jump('hour', say.hour)}
      {jump('tomorrow', say.tomorrow)}
      {jump('due', say.due)}
      <details class="menu">
        <summary class="button">{say.another}</summary>
        <form class="menu-list" hx-post="/time" hx-swap="none" hx-sync="drop">
          <input type="hidden" name="to" value="at" />
          <label>
            {say.moveTo}
            <input type="datetime-local" lang={person.locale} name="at" class="field" data-proposed required />
          </label>
          <button type="submit" class="button primary">
            {say.go}
          </button>
        </form>
      </details>
    </fieldset>
  );
}

/** One setting of this browser; the page comes again with it. */
function Switch(given: {
  name: string;
  value: string;
  words: string;
  sign: string;
  pressed?: boolean;
  short?: boolean;
}) {
  const { name, value, words, sign, pressed, short } = given;
  return (
    <form method="post" action="/settings" class="switch">
      <input type="hidden" name={name} value={value} />
      <button
        type="submit"
        class="button"
        {...(pressed !== undefined && { 'aria-pressed': pressed ? ('true' as const) : ('false' as const) })}
        {...(short && { 'aria-label': words, title: words })}
      >
        <span aria-hidden="true">{sign}</span>
        {!short && <span class="words"> {words}</span>}
      </button>
    </form>
  );
}

export function peopleOf({ world }: Face): PersonRecord[] {
  return [...world.people.values()].filter((each) => !each.bot && !each.deleted);
}

export function aboutOf({ options }: Face, person: PersonRecord, language: Language): string {
  const zone = person.tz.split('/').at(-1)?.replaceAll('_', ' ') ?? person.tz;
  return options.about?.({ id: person.id, name: person.realName }, language) ?? zone;
}
