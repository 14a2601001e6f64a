import type { Child } from 'hono/jsx';
import { languageOf } from '../../language.ts';
import type { Face } from '../face.ts';
import type { Settings } from '../settings.ts';
import { wordsFor } from '../words.ts';
import { Avatar } from './avatar.tsx';
import { aboutOf, peopleOf } from './bar.tsx';

const config = JSON.stringify({
  includeIndicatorCSS: false,
  history: false,
  morphIgnore: ['data-htmx-powered', 'open'],
});

/** The frame of every page: styles and scripts are files of this server, nothing stands in the page itself. */
export function Page({
  title,
  settings,
  language,
  children,
}: {
  title: string;
  settings: Settings;
  language: string;
  children: Child;
}) {
  return (
    <html lang={language} {...(settings.theme && { 'data-theme': settings.theme })}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="htmx-config" content={config} />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/static/workspace.css" />
        <script src="/static/early.js"></script>
        <script src="/static/dialogues.js" defer></script>
        <script src="/static/typing.js" defer></script>
        <script src="/static/htmx.js" defer></script>
      </head>
      {children}
    </html>
  );
}

/** Whom do you want to be? Each choice can be opened in a window of its own. */
export function ChoosePage({ face, settings, reader }: { face: Face; settings: Settings; reader: { locale: string } }) {
  const { team, app } = face.world;
  const people = peopleOf(face);
  const language = languageOf(reader);
  const say = wordsFor(reader).choosePerson;
  return (
    <Page title={say.title(team.name)} settings={settings} language={language}>
      <body class="choose">
        <main>
          <h1>{team.name}</h1>
          <p>{say.about(app.name)}</p>
          <ul class="people">
            {people.map((each) => (
              <li>
                <a href={`/as/${each.id}`}>
                  <Avatar world={face.world} id={each.id} />
                  <span>
                    <b>{each.realName}</b>
                    <small>{aboutOf(face, each, language)}</small>
                  </span>
                </a>
                <a
                  class="window"
                  href={`/as/${each.id}`}
                  target="_blank"
                  rel="noopener"
                  aria-label={say.newWindow(each.realName)}
                >
                  ↗
                </a>
              </li>
            ))}
          </ul>
        </main>
      </body>
    </Page>
  );
}
