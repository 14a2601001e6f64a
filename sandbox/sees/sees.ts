import { DateTime } from 'luxon';
import { plain } from '../kit.ts';
import { languageOf } from '../language.ts';
import type { Conversation, OpenView, PersonRecord, World } from '../world/model.ts';
import { stackOf } from '../world/views.ts';
import { readBlocks } from './blocks.ts';
import { conversationsOf, look, messagesFor, readerOf, titleOf } from './look.ts';
import { notificationsOf } from './notifications.ts';

/** The whole visible world of one person as text: what is not in it, they cannot see. */
export function sees(world: World, person: PersonRecord): string {
  const notifications = notificationsOf(world, person).map(
    (each) => `- ${each.because}, ${each.in}: ${each.from}: ${each.text}`,
  );
  const conversations = conversationsOf(world, person)
    .filter((each) => messagesFor(each, person).length > 0)
    .map((each) => section(titleOf(world, person, each), readConversation(world, person, each)));
  const home = world.homes.get(person.id);
  const notes = (world.notes.get(person.id) ?? []).map((each) => `Slack: ${each.text}`);
  return [
    section('Notifications', notifications.join('\n')),
    ...conversations,
    section(`Home of ${world.app.name}`, home ? readView(world, person, home) : ''),
    section('Only you can see', notes.join('\n')),
    ...stackOf(world, person.id).map((each) =>
      section(`Modal: ${plain(each.payload.title)}`, readView(world, person, each)),
    ),
  ]
    .filter((each) => each !== '')
    .join('\n\n');
}

export function readView(world: World, person: PersonRecord, view: OpenView): string {
  const body = readBlocks(view.payload.blocks, readerOf(world, person), view.state, view.errors).text;
  if (view.payload.type === 'home') return body;
  const close = plain(view.payload.close) || (languageOf(person) === 'fr' ? 'Annuler' : 'Cancel');
  const buttons = [view.payload.submit ? `[${plain(view.payload.submit)}]` : '', `[${close}]`];
  return `${body}\n${buttons.filter((each) => each !== '').join(' ')}`;
}

function readConversation(world: World, person: PersonRecord, conversation: Conversation): string {
  const messages = messagesFor(conversation, person);
  const line = (message: (typeof messages)[number], indent: string) => {
    const seen = look(world, person, message);
    const at = DateTime.fromJSDate(seen.at).setZone(person.tz).setLocale(person.locale);
    const marks = [seen.ephemeral ? 'only visible to you' : '', seen.edited ? 'edited' : ''].filter(
      (each) => each !== '',
    );
    const head = `${seen.from}, ${at.toFormat('ccc d LLL HH:mm')}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
    return `${indent}${head}\n${seen.text.replace(/^/gm, `${indent.replace('↳', ' ')}  `)}`;
  };
  const roots = messages.filter((each) => !each.threadTs || each.threadTs === each.ts || each.broadcast);
  const orphans = messages.filter(
    (each) =>
      each.threadTs && each.threadTs !== each.ts && !each.broadcast && !messages.some(({ ts }) => ts === each.threadTs),
  );
  return [
    ...roots.flatMap((root) => [
      line(root, ''),
      ...messages.filter((each) => each.threadTs === root.ts && each !== root).map((each) => line(each, '  ↳ ')),
    ]),
    ...orphans.map((each) => line(each, '  ↳ ')),
  ].join('\n');
}

const section = (title: string, body: string) => (body === '' ? '' : `== ${title} ==\n${body}`);
