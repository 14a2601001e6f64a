import { styleText } from 'node:util';
import { DateTime } from 'luxon';
import type { MessageSeen, Person } from '../index.ts';
import type { Stage } from './stage.ts';

const width = 100;

/** Prints, for a terminal, what people see as it comes. */
export interface Printer {
  step(number: number, title: string): void;
  /** Something that one of them has in front of them. */
  shows(person: Person, what: string, text: string): void;
  /** All messages that came or were changed since the last look, each once: with everybody who reads it alike. */
  look(): void;
}

interface Sight {
  readonly readers: Person[];
  readonly message: MessageSeen;
  readonly text: string;
  readonly isNew: boolean;
}

export function createPrinter(stage: Stage, people: readonly Person[], write: (text: string) => void): Printer {
  const { world } = stage.slack.desk.context;
  const known = new Map<string, { edit: string | undefined; text: string }>();

  const clockOf = ({ id }: Person) => {
    const zone = world.people.get(id)?.tz ?? 'UTC';
    const now = DateTime.fromJSDate(stage.clock.now()).setZone(zone);
    return { day: now.toFormat('ccc d LLL'), time: `${now.toFormat('HH:mm')} ${cityOf(zone)}` };
  };
  /** The day is said again only where it is another one. */
  const clocksOf = (who: readonly Person[]) =>
    who
      .map(clockOf)
      .map(({ day, time }, at, all) => (all[at - 1]?.day === day ? time : `${day}, ${time}`))
      .join(' · ');
  const say = (who: readonly Person[], what: string, text: string) => {
    const head = `${who.map(firstName).join(' and ')} ${what}`;
    const when = clocksOf(who);
    const gap = width - head.length - when.length;
    write(`\n${styleText('bold', head)}${gap < 2 ? `\n${' '.repeat(width - when.length)}` : ' '.repeat(gap)}`);
    write(`${styleText('dim', when)}\n`);
    for (const line of text.split('\n').flatMap(wrap)) write(`${`${styleText('cyan', '│')} ${line}`.trimEnd()}\n`);
  };
  const whereIs = (message: MessageSeen) => {
    if (message.ephemeral) return 'for their eyes only';
    const conversation = world.conversations.get(message.channel);
    if (conversation?.kind === 'im') return 'in a direct message';
    const place = conversation?.kind === 'mpim' ? 'in their conversation' : `in #${conversation?.name ?? ''}`;
    return message.thread === undefined ? place : `${place}, as a reply`;
  };
  const editOf = ({ channel, ts }: MessageSeen) =>
    world.conversations.get(channel)?.messages.find((each) => each.ts === ts)?.edited?.ts;

  const newSights = () => {
    const sights = new Map<string, Sight>();
    for (const person of people) {
      for (const message of person.messages()) {
        const key = `${person.id} ${message.channel} ${message.ts}`;
        const before = known.get(key);
        const edit = editOf(message);
        known.set(key, { edit, text: message.text });
        if (message.from === person.name || (before !== undefined && before.edit === edit)) continue;
        const text = before === undefined ? message.text : newLines(before.text, message.text);
        if (text === '') continue;
        // Several messages that say the same from now on are told once.
        const sight = before === undefined ? `${message.channel} ${message.ts} ${text}` : `${message.channel} ${text}`;
        const alike = sights.get(sight);
        if (alike === undefined) sights.set(sight, { readers: [person], message, text, isNew: before === undefined });
        else if (!alike.readers.includes(person)) alike.readers.push(person);
      }
    }
    return [...sights.values()].sort((a, b) => (a.message.ts < b.message.ts ? -1 : 1));
  };

  return {
    step(number, title) {
      const line = `━━ ${number}. ${title} `;
      write(`\n\n${styleText('bold', line.padEnd(width, '━'))}\n`);
    },
    shows: (person, what, text) => say([person], what, text),
    look() {
      for (const { readers, message, text, isNew } of newSights()) {
        const verb = readers.length > 1 ? 'see' : 'sees';
        say(readers, `${isNew ? verb : `${verb} an earlier message change`} ${whereIs(message)}`, text);
      }
    },
  };
}

/** What an edit brought, without what stayed. */
function newLines(before: string, after: string): string {
  const old = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter((line) => !old.has(line))
    .join('\n');
}

/** A line as lines that fit; a button stays whole. */
function wrap(line: string): string[] {
  const lines = [''];
  for (const word of line.match(/\[[^\]]*\]|\S+/g) ?? []) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width - 2) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

const firstName = ({ name }: Person) => name.split(' ')[0] ?? name;

const cityOf = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
