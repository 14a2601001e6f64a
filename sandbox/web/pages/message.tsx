import { DateTime } from 'luxon';
import { attachmentBlocks, blocksFor, nameOf } from '../../sees/look.ts';
import { stateIn } from '../../world/left.ts';
import { findMessage, repliesOf } from '../../world/messages.ts';
import type { Conversation, Message, PersonRecord } from '../../world/model.ts';
import { Blocks } from '../blocks/block.tsx';
import type { Look } from '../blocks/look.ts';
import { Mrkdwn } from '../blocks/mrkdwn.tsx';
import { isPicture } from '../blocks/picture.tsx';
import type { Face } from '../face.ts';
import { wordsFor } from '../words.ts';
import { Avatar } from './avatar.tsx';
import { Reactions } from './reactions.tsx';

interface Given {
  face: Face;
  person: PersonRecord;
  conversation: Conversation;
  message: Message;
  /** The same person wrote just before: no name again. */
  again?: boolean;
  /** Shown in its thread, so not with what leads there. */
  inThread?: boolean;
}

export function MessageRow({ face, person, conversation, message, again = false, inThread = false }: Given) {
  const { world } = face;
  const from = nameOf(world, message.user);
  const at = DateTime.fromJSDate(message.at).setZone(person.tz).setLocale(person.locale);
  const time = at.toLocaleString(DateTime.TIME_SIMPLE);
  const name = `${idOf(message)}${inThread ? '-t' : ''}`;
  const look = { ...messageLook(face, person, message), key: `b-${name}` };
  const blocks = message.blocks;
  const compact = again && !message.onlyFor;
  return (
    <article
      id={`m-${name}`}
      class={`message${compact ? ' again' : ''}${message.onlyFor ? ' ephemeral' : ''}`}
      aria-label={`${from}, ${time}`}
    >
      <div class="gutter">
        {compact ? <time class="small-time">{at.toFormat('HH:mm')}</time> : <Avatar world={world} id={message.user} />}
      </div>
      <div class="body">
        {message.onlyFor && <p class="only">👁️ {wordsFor(person).onlyYou}</p>}
        {!compact && (
          <p class="head">
            <b>{from}</b>
            {message.user === world.app.userId && <span class="app-badge">{wordsFor(person).appBadge}</span>}
            <time title={at.toLocaleString(DateTime.DATETIME_FULL)}>{time}</time>
          </p>
        )}
        {blocks.length > 0 ? (
          <Blocks blocks={blocks} look={look} />
        ) : (
          message.text !== '' && (
            <div class="text">
              <Mrkdwn text={message.tombstone ? wordsFor(person).wasDeleted : message.text} look={look} />
            </div>
          )
        )}
        <Attachments message={message} look={look} />
        <Files face={face} person={person} message={message} />
        {message.edited && <small class="edited">{wordsFor(person).edited}</small>}
        <Reactions face={face} person={person} message={message} />
        {!inThread && <Replies face={face} person={person} conversation={conversation} message={message} />}
      </div>
      {!message.onlyFor && (
        <More face={face} person={person} conversation={conversation} message={message} inThread={inThread} />
      )}
    </article>
  );
}

/** How the blocks of a message are looked at, and where their clicks go. */
export function messageLook({ world }: Face, person: PersonRecord, message: Message): Look {
  const blocks = blocksFor(message, person);
  return {
    world,
    locale: person.locale,
    tz: person.tz,
    viewer: person.id,
    place: 'message',
    state: stateIn(message, person, blocks),
    errors: {},
    key: `b-${idOf(message)}`,
    post: `/as/${person.id}/m/${message.channel}/${message.ts}`,
  };
}

const idOf = (message: Message) => message.ts.replace('.', '-');

function Attachments({ message, look }: { message: Message; look: Look }) {
  return message.attachments.map((each) => {
    const inside = attachmentBlocks({ ...message, attachments: [each] });
    const words =
      'text' in each ? String(each.text) : inside.length === 0 && 'fallback' in each ? String(each.fallback) : '';
    return (
      <div class="attachment">
        {'title' in each && <b>{String(each.title)}</b>}
        {words && (
          <div class="text">
            <Mrkdwn text={words} look={look} />
          </div>
        )}
        <Blocks blocks={inside} look={look} />
      </div>
    );
  });
}

function Files({ face, person, message }: { face: Face; person: PersonRecord; message: Message }) {
  return message.files.map((id) => {
    const file = face.world.files.get(id);
    if (!file || file.deleted) return <p class="file">{wordsFor(person).fileDeleted}</p>;
    const href = `/as/${person.id}/file/${file.id}`;
    if (isPicture(file)) return <img class="picture" src={href} alt={file.title} />;
    return (
      <p class="file">
        📄{' '}
        <a href={href} download={file.name}>
          {file.title}
        </a>{' '}
        <small>{wordsFor(person).kilobytes(Math.max(1, Math.round(file.content.length / 1024)))}</small>
      </p>
    );
  });
}

function Replies({ face, person, conversation, message }: Given) {
  const replies = repliesOf(conversation, message.ts);
  if (message.broadcast && message.threadTs) {
    const root = findMessage(conversation, message.threadTs);
    return root ? (
      <ThreadLink person={person} conversation={conversation} ts={root.ts} words={wordsFor(person).repliedToThread} />
    ) : null;
  }
  if (replies.length === 0) return null;
  const unread = replies.some((each) => face.memory.isUnread(person, each));
  return (
    <p class={unread ? 'replies unread' : 'replies'}>
      {[...new Set(replies.map((each) => each.user))].slice(0, 4).map((id) => (
        <Avatar world={face.world} id={id} small />
      ))}
      <ThreadLink
        person={person}
        conversation={conversation}
        ts={message.ts}
        words={wordsFor(person).replies(replies.length)}
        unread={unread}
      />
    </p>
  );
}

function ThreadLink(given: {
  person: PersonRecord;
  conversation: Conversation;
  ts: string;
  words: string;
  unread?: boolean;
}) {
  const { person, conversation, ts, words, unread = false } = given;
  return (
    <a href={`/as/${person.id}/c/${conversation.id}?thread=${ts}`}>
      {words}
      {unread && <span class="hidden"> {wordsFor(person).unread}</span>}
    </a>
  );
}

/** What can be done with a message: an answer, the app's shortcuts, and with one's own, taking it back. */
function More({ face, person, conversation, message, inThread }: Given) {
  const post = `/as/${person.id}/m/${message.channel}/${message.ts}`;
  const say = wordsFor(person);
  const shortcuts = face.world.manifest.features.shortcuts.filter((each) => each.type === 'message');
  return (
    <details class="menu more">
      <summary class="button icon" aria-label={say.moreActions(nameOf(face.world, message.user))}>
        ⋯
      </summary>
      <div class="menu-list">
        {!inThread && (
          <a href={`/as/${person.id}/c/${conversation.id}?thread=${message.threadTs ?? message.ts}`}>
            {say.replyInThread}
          </a>
        )}
        {shortcuts.map((each) => (
          <button
            type="button"
            hx-post={`${post}/shortcut`}
            hx-vals={JSON.stringify({ callback: each.callback_id })}
            hx-swap="none"
          >
            {each.name}
            <small>{face.world.app.name}</small>
          </button>
        ))}
        {message.user === person.id && (
          <button
            type="button"
            class="danger"
            hx-post={`${post}/delete`}
            hx-swap="none"
            hx-confirm="ask"
            data-ask-title={say.askDelete.title}
            data-ask-text={say.askDelete.text}
            data-ask-yes={say.askDelete.yes}
            data-ask-no={say.cancel}
            data-ask-style="danger"
          >
            {say.deleteMessage}
          </button>
        )}
      </div>
    </details>
  );
}
