import { z } from 'zod';
import { SandboxPerson } from '../driver/person.ts';
import type { ConversationSeen, MessageSeen, Sandbox } from '../driver.ts';
import { refusal } from './border.ts';

/** A person by id, handle or full name. */
export function personOf(slack: Sandbox, key: string): SandboxPerson {
  const people = [...slack.desk.context.world.people.values()].filter((each) => !each.bot);
  const handle = key.replace(/^@/, '');
  const found = people.find((each) => [each.id, each.name].includes(handle) || each.realName === key);
  if (found) return new SandboxPerson(slack.desk, found);
  throw refusal(404, `There is no person "${key}"; there are ${people.map((each) => each.name).join(', ') || 'none'}`);
}

/** All people but bots, as the workspace knows them. */
export function allPeople(slack: Sandbox): object[] {
  return [...slack.desk.context.world.people.keys()].flatMap((id) => {
    const person = describePerson(slack, id);
    return person ? [person] : [];
  });
}

export function describePerson(slack: Sandbox, id: string): object | undefined {
  const record = slack.desk.context.world.people.get(id);
  if (!record || record.bot) return undefined;
  const { name, realName, deleted, bot: _, updated: __, ...rest } = record;
  return { ...rest, name: realName, username: name, active: !deleted };
}

/** A conversation: its id, `#name`, or a list of the people in it. */
export const place = z.union([z.string(), z.array(z.string()).min(1)]);
export type Place = z.infer<typeof place>;

export const messageKey = z.object({ channel: z.string(), ts: z.string() });

export function conversationOf(slack: Sandbox, person: SandboxPerson, at: Place): ConversationSeen {
  if (typeof at !== 'string') return person.conversation(...at.map((each) => personOf(slack, each)));
  const { conversations } = slack.desk.context.world;
  const named = at.replace(/^#/, '');
  const found = conversations.get(at) ?? [...conversations.values()].find((each) => each.name === named);
  if (found?.members.has(person.id)) return person.handle(found);
  throw refusal(404, `${person.name} is in no conversation "${at}"`);
}

export function messageOf(person: SandboxPerson, { channel, ts }: z.infer<typeof messageKey>): MessageSeen {
  const found = person.messages().find((each) => each.channel === channel && each.ts === ts);
  if (found) return found;
  throw refusal(404, `${person.name} sees no message ${ts} in ${channel}`);
}
