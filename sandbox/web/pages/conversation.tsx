import { DateTime } from 'luxon';
import { messagesFor, titleOf } from '../../sees/look.ts';
import { findMessage } from '../../world/messages.ts';
import type { Conversation, Message, PersonRecord } from '../../world/model.ts';
import type { Face } from '../face.ts';
import { outsideThreads } from '../memory.ts';
import { wordsFor } from '../words.ts';
import { Composer } from './composer.tsx';
import { MessageRow } from './message.tsx';

interface Given {
  face: Face;
  person: PersonRecord;
  conversation: Conversation;
}

const shown = 120;

export function ConversationPane({ face, person, conversation, thread }: Given & { thread: string | undefined }) {
  const { world } = face;
  const withApp = conversation.kind === 'im' && conversation.members.has(world.app.userId);
  const title = titleOf(world, person, conversation);
  return (
    <section class="pane main" id="main" aria-label={title}>
      <header class="pane-head">
        <a class="back" href={`/as/${person.id}`} aria-label={wordsFor(person).backToList}>
          ‹
        </a>
        <h2>{title}</h2>
        {conversation.kind !== 'im' && (
          <span class="members">{wordsFor(person).members(conversation.members.size)}</span>
        )}
        {withApp && <Tabs face={face} person={person} at="messages" conversation={conversation} />}
      </header>
      <Log face={face} person={person} conversation={conversation} />
      <Composer
        face={face}
        person={person}
        conversation={conversation}
        thread={undefined}
        focus={thread === undefined}
      />
    </section>
  );
}

export function Tabs({ face, person, at, conversation }: Given & { at: 'home' | 'messages' }) {
  const home = face.world.manifest.features.app_home?.home_tab_enabled;
  const tab = (href: string, words: string, current: boolean) => (
    <a href={href} {...(current && { 'aria-current': 'page' as const })}>
      {words}
    </a>
  );
  return (
    <nav class="tabs" aria-label={`${face.world.app.name}`}>
      {home && tab(`/as/${person.id}/home`, wordsFor(person).home, at === 'home')}
      {tab(`/as/${person.id}/c/${conversation.id}`, wordsFor(person).messages, at === 'messages')}
    </nav>
  );
}

/** The messages outside threads, with a line for each day; what is new is read out. */
export function Log({ face, person, conversation }: Given) {
  const all = messagesFor(conversation, person).filter((each) => !isReply(each) || each.broadcast);
  const messages = all.slice(-shown);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="log" id="log" role="log" aria-label={wordsFor(person).messages} tabIndex={0}>
      <div class="log-inner">
        {all.length > messages.length && <p class="none">{wordsFor(person).earlier}</p>}
        {messages.length === 0 && <p class="none">{emptyWords(face, person, conversation)}</p>}
        {messages.map((message, index) => (
          <>
            <Day face={face} person={person} message={message} before={messages[index - 1]} />
            <MessageRow
              face={face}
              person={person}
              conversation={conversation}
              message={message}
              again={follows(message, messages[index - 1])}
            />
          </>
        ))}
        <End face={face} person={person} conversation={conversation} thread={outsideThreads} messages={messages} />
      </div>
    </div>
  );
}

/** One message and what was answered to it, beside the conversation. */
export function ThreadPane({ face, person, conversation, thread }: Given & { thread: string }) {
  return (
    <section class="pane thread" id="thread" aria-label={wordsFor(person).thread}>
      <header class="pane-head">
        <h2>{wordsFor(person).thread}</h2>
        <span class="members">{titleOf(face.world, person, conversation)}</span>
        <a class="close" href={`/as/${person.id}/c/${conversation.id}`} aria-label={wordsFor(person).closeThread}>
          ✕
        </a>
      </header>
      <ThreadLog face={face} person={person} conversation={conversation} thread={thread} />
      <Composer face={face} person={person} conversation={conversation} thread={thread} focus />
    </section>
  );
}

export function ThreadLog({ face, person, conversation, thread }: Given & { thread: string }) {
  const root = findMessage(conversation, thread);
  const replies = messagesFor(conversation, person).filter((each) => each.threadTs === thread && each.ts !== thread);
  const row = (message: Message, before: Message | undefined) => (
    <MessageRow
      face={face}
      person={person}
      conversation={conversation}
      message={message}
      again={follows(message, before)}
      inThread
    />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="log" id="thread-log" role="log" aria-label={wordsFor(person).thread} tabIndex={0}>
      <div class="log-inner">
        {root ? row(root, undefined) : <p class="none">{wordsFor(person).wasDeleted}</p>}
        <p class="day">
          <span>{wordsFor(person).replies(replies.length)}</span>
        </p>
        {replies.map((each, index) => row(each, replies[index - 1]))}
        <End face={face} person={person} conversation={conversation} thread={thread} messages={replies} />
      </div>
    </div>
  );
}

/** When this comes into view all before it has been read. What a phone does not show beside what it shows never does. */
function End({ face, person, conversation, thread, messages }: Given & { thread: string; messages: Message[] }) {
  const newest = messages.findLast((each) => face.memory.isUnread(person, each));
  if (!newest) return null;
  return (
    <div
      class="end"
      id={`end-${newest.ts}-${thread}`.replaceAll('.', '-')}
      hx-post={`/as/${person.id}/c/${conversation.id}/seen`}
      hx-vals={JSON.stringify({ thread, ts: newest.ts })}
      hx-trigger="intersect once"
      hx-swap="none"
    ></div>
  );
}

function Day(given: { face: Face; person: PersonRecord; message: Message; before: Message | undefined }) {
  const { face, person, message, before } = given;
  const day = (at: Date) => DateTime.fromJSDate(at).setZone(person.tz).setLocale(person.locale).startOf('day');
  const at = day(message.at);
  if (before && day(before.at).equals(at)) return null;
  const days = Math.round(at.diff(day(face.world.now()), 'days').days);
  const near = new Intl.RelativeTimeFormat(person.locale, { numeric: 'auto' });
  const words =
    days === 0 || days === -1
      ? capital(near.format(days, 'day'))
      : at.toLocaleString({ weekday: 'long', month: 'long', day: 'numeric' });
  return (
    <p class="day">
      <span>{words}</span>
    </p>
  );
}

function emptyWords({ world }: Face, person: PersonRecord, conversation: Conversation): string {
  const say = wordsFor(person);
  if (conversation.kind !== 'im') return say.beginning(titleOf(world, person, conversation));
  const begins = say.beginningWith(titleOf(world, person, conversation));
  const commands = world.manifest.features.slash_commands.map((each) => each.command).slice(0, 3);
  const isApps = conversation.members.has(world.app.userId);
  return isApps && commands.length > 0 ? `${begins} ${say.tryCommands(commands.join(', '))}` : begins;
}

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

const isReply = (message: Message) => message.threadTs !== undefined && message.threadTs !== message.ts;

const follows = (message: Message, before: Message | undefined) =>
  before !== undefined &&
  before.user === message.user &&
  before.onlyFor === message.onlyFor &&
  message.at.getTime() - before.at.getTime() < 5 * 60_000;
