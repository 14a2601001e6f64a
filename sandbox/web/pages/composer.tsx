import type { Child } from 'hono/jsx';
import { calls, channelsFor } from '../../driver/typing.ts';
import { titleOf } from '../../sees/look.ts';
import type { Conversation, PersonRecord } from '../../world/model.ts';
import type { Face } from '../face.ts';
import { wordsFor } from '../words.ts';

interface Given {
  face: Face;
  person: PersonRecord;
  conversation: Conversation;
  thread: string | undefined;
  focus: boolean;
}

/** Whether the app takes no messages there, by its manifest. */
export function isClosed({ world }: Face, conversation: Conversation): boolean {
  const tab = world.manifest.features.app_home;
  const withApp = conversation.kind === 'im' && conversation.members.has(world.app.userId);
  return withApp && (!tab?.messages_tab_enabled || tab.messages_tab_read_only_enabled);
}

/** Where a person writes: Enter sends, `/` completes commands, `@` people, `#` channels. The script beside it does the completing. */
export function Composer({ face, person, conversation, thread, focus }: Given) {
  const { world } = face;
  const { shortcuts } = world.manifest.features;
  const closed = isClosed(face, conversation);
  const id = thread ? 'composer-thread' : 'composer';
  const where = titleOf(world, person, conversation);
  const say = wordsFor(person);
  const label = thread ? say.reply : say.message(where);
  const commands = closed ? [] : world.manifest.features.slash_commands;
  if (closed) return <p class="composer-closed">{say.refused.turnedOff}</p>;
  return (
    <form
      class="composer"
      id={id}
      hx-post={`/as/${person.id}/c/${conversation.id}/say`}
      hx-swap="none"
      hx-encoding="multipart/form-data"
      hx-sync="queue all"
      data-composer
    >
      {thread && <input type="hidden" name="thread" value={thread} />}
      <div class="completions" role="listbox" id={`${id}-list`} aria-label={say.suggestions} hidden>
        {(thread ? [] : commands).map((each, index) => (
          <Completion id={`${id}-c${index}`} insert={`${each.command} `}>
            <b>{each.command}</b> <span>{stringOf(each['usage_hint'])}</span>
            <small>{stringOf(each['description'])}</small>
          </Completion>
        ))}
        {[...world.people.values()]
          .filter((each) => !each.deleted)
          .map((each, index) => (
            <Completion id={`${id}-p${index}`} insert={`@${each.realName} `} also={`@${each.name}`}>
              <b>@{each.realName}</b>
            </Completion>
          ))}
        {[...channelsFor(world, person).map(({ name }) => `#${name}`), ...calls.map((each) => `@${each}`)].map(
          (each, index) => (
            <Completion id={`${id}-n${index}`} insert={`${each} `}>
              <b>{each}</b>
            </Completion>
          ),
        )}
      </div>
      <textarea
        name="text"
        rows={1}
        id={`${id}-text`}
        aria-label={label}
        placeholder={label}
        data-completes
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        autocomplete="off"
        {...(focus && { autofocus: true })}
      ></textarea>
      <div class="composer-tools">
        <details class="menu">
          <summary class="button icon" aria-label={say.shortcutsAndFiles}>
            +
          </summary>
          <div class="menu-list">
            {shortcuts
              .filter((each) => each.type === 'global')
              .map((each) => (
                <button
                  type="button"
                  hx-post={`/as/${person.id}/shortcut`}
                  hx-vals={JSON.stringify({ callback: each.callback_id, in: conversation.id })}
                  hx-swap="none"
                >
                  ⚡ {each.name}
                  <small>{world.app.name}</small>
                </button>
              ))}
            <label class="upload">
              📎 {say.upload}
              <input type="file" name="files" multiple data-files />
            </label>
          </div>
        </details>
        <span class="attached" data-attached data-remove={say.remove}></span>
        <button type="submit" class="button primary send" aria-label={say.send}>
          ➤
        </button>
      </div>
    </form>
  );
}

/** What is offered for the letters that it begins with. */
function Completion({ id, insert, also, children }: { id: string; insert: string; also?: string; children: Child }) {
  return (
    <div
      role="option"
      tabIndex={-1}
      aria-selected="false"
      id={id}
      data-insert={insert}
      {...(also && { 'data-also': also })}
      hidden
    >
      {children}
    </div>
  );
}

const stringOf = (given: unknown) => (typeof given === 'string' ? given : '');
