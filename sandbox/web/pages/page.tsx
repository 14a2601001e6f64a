import type { Child } from 'hono/jsx';
import type { Face } from '../face.ts';
import type { Settings } from '../settings.ts';
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
        <script src="/static/htmx.js" defer></script>
        <script src="/static/dialogues.js" defer></script>
        <script src="/static/typing.js" defer></script>
      </head>
      {children}
    </html>
  );
}

/** Whom do you want to be? Each choice can be opened in a window of its own. */
export function ChoosePage({ face, settings }: { face: Face; settings: Settings }) {
  const people = peopleOf(face);
  return (
    <Page title={`${face.world.team.name}: who are you?`} settings={settings} language="en">
      <body class="choose">
        <main>
          <h1>{face.world.team.name}</h1>
          <p>
            A local Slack workspace with <b>{face.world.app.name}</b> in it. Choose who you are; open a second window
            beside it to be somebody else at the same time.
          </p>
          <ul class="people">
            {people.map((each) => (
              <li>
                <a href={`/as/${each.id}`}>
                  <Avatar world={face.world} id={each.id} />
                  <span>
                    <b>{each.realName}</b>
                    <small>{aboutOf(face, each, 'en')}</small>
                  </span>
                </a>
                <a
                  class="window"
                  href={`/as/${each.id}`}
                  target="_blank"
                  rel="noopener"
                  aria-label={`Open ${each.realName} in a new window`}
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
