import type { Manifest } from '../manifest.ts';
import { Signal } from '../signal.ts';
import { WakingClock } from '../waking.ts';
import type { World } from './model.ts';

export function createWorld(now: () => Date, manifest: Manifest, name: string): World {
  const id = ids();
  const world: World = {
    now,
    waking: new WakingClock(),
    manifest,
    team: { id: id('T'), name, domain: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') },
    app: { id: id('A'), name: manifest.display_information.name, botId: id('B'), userId: id('U') },
    secrets: {
      botToken: `xoxb-${random()}`,
      appToken: `xapp-1-${random()}`,
      signingSecret: random(),
      verificationToken: random(),
    },
    people: new Map(),
    conversations: new Map(),
    modals: new Map(),
    homes: new Map(),
    viewIds: new Set(),
    triggers: new Map(),
    responseUrls: new Map(),
    files: new Map(),
    scheduled: new Map(),
    notes: new Map(),
    signal: new Signal(),
    id,
    ts: timestamps(now),
    origin: '',
    installed: true,
  };
  return world;
}

/** Ids in the order in which things came to be, and different in every run: an app may remember them. */
function ids(): (prefix: string) => string {
  const run = random().slice(0, 4).toUpperCase();
  let count = 0;
  return (prefix) => `${prefix}${run}${(++count).toString(36).toUpperCase().padStart(6, '0')}`;
}

/** As far as the moved clock goes: a message's `ts` counts microseconds, which numbers tell apart until the year 2255. */
export const lastInstant = new Date('2200-01-01T00:00:00Z');

/** Message timestamps of the moved clock, unique and increasing also while it stands still. */
function timestamps(now: () => Date): () => string {
  let last = 0;
  return () => {
    last = Math.max(now().getTime() * 1000, last + 1);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

const random = () =>
  Array.from({ length: 24 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(Math.random() * 36)]).join('');
