import type { Notification } from '../driver.ts';
import { findMessage, repliesOf } from '../world/messages.ts';
import type { Conversation, Message, PersonRecord, World } from '../world/model.ts';
import { conversationsOf, look, mentionsIn, nameOf, titleOf } from './look.ts';

/** What Slack told a person of, the oldest first, by Slack's default settings. An edit tells nobody anything. */
export function notificationsOf(world: World, person: PersonRecord): Notification[] {
  return conversationsOf(world, person)
    .flatMap((conversation) =>
      conversation.messages.flatMap((message): Notification[] => {
        const because = reason(world, person, conversation, message);
        if (!because) return [];
        return [
          {
            from: nameOf(world, message.user),
            text: look(world, person, message).notification,
            in: titleOf(world, person, conversation),
            because,
            at: message.at,
          },
        ];
      }),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function reason(
  world: World,
  person: PersonRecord,
  conversation: Conversation,
  message: Message,
): Notification['because'] | undefined {
  if (message.user === person.id) return undefined;
  // A mention that an edit brought in calls nobody.
  const mentions = message.edited ? message.calledWhenPosted : mentionsIn(world, message);
  if (mentions.has(person.id)) return 'mention';
  if (['channel', 'here', 'everyone'].some((each) => mentions.has(each))) return 'everyone';
  const inThread = message.threadTs !== undefined && message.threadTs !== message.ts;
  if (conversation.kind === 'im') return 'direct message';
  if (!inThread || message.broadcast) return conversation.kind === 'mpim' ? 'group message' : undefined;
  return follows(world, person, conversation, message) ? 'thread' : undefined;
}

/** Whoever wrote in a thread before, or was called there, follows it. */
function follows(world: World, person: PersonRecord, conversation: Conversation, message: Message): boolean {
  const rootTs = message.threadTs ?? '';
  const root = findMessage(conversation, rootTs);
  const before = [...(root ? [root] : []), ...repliesOf(conversation, rootTs)].filter((each) => each.ts < message.ts);
  return before.some((each) => each.user === person.id || mentionsIn(world, each).has(person.id));
}
