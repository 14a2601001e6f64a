import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MovableClock } from '../../src/core/clock.ts';
import type { Database } from '../../src/db/client.ts';
import { openPort, type Port } from '../port.ts';
import type { Bookmark } from '../web/memory.ts';
import {
  type Copy,
  copyOf,
  emptyTables,
  fromBytes,
  newestMigration,
  restoreRows,
  restoreSlack,
  toBytes,
} from './copy.ts';
import { historyBegins, liveHistory } from './history.ts';
import { RunningClock } from './running-clock.ts';
import { arrive, team } from './school.ts';
import { openSlack, openStage, type Stage } from './stage.ts';

/** The school of the browser demo: its stage now, and as it stood when the story began. */
export interface Workspace {
  stage(): Stage;
  /** Where its tour stands, kept with it. */
  readonly bookmark: Bookmark;
  /** The one port at which all of it is served. */
  readonly port: Port;
  /** Everything as when the story began. */
  reset(): Promise<void>;
  /** Writes down how the story begins, for the next starts. */
  record(): Promise<void>;
  /** Keeps it, where it is to be kept, and ends. */
  close(): Promise<void>;
}

/** How often what is to be kept is written down, beside at the end. */
const keepEveryMs = 10_000;

/** The school as it stood when its weeks were lived the last time: `npm run demo -- --record`. */
const recording = new URL('./school.copy', import.meta.url);

/**
 * Opens it in this database, whatever that holds: as it was left in the folder `keep`, or else as it was recorded, or else by living
 * its weeks anew, which takes half a minute. Says each step.
 */
export async function openWorkspace(options: {
  database: Database;
  keep?: string;
  anew?: boolean;
  /** Where to serve it, or at the next free port; any by itself. */
  port?: number;
  /** What the time is told by, from an instant on; by itself it runs as a real clock does. */
  clock?: (from: Date) => MovableClock;
  say(step: string): void;
}): Promise<Workspace> {
  const { database, keep, say, clock = (from: Date) => new RunningClock(from) } = options;
  const port = await openPort(options.port);
  const migration = await newestMigration(database.db);
  const left = keep === undefined ? null : await takeUp(keep, migration, say);
  const found = options.anew ? null : await readFile(recording).then(fromBytes, () => null);
  const recorded = found?.migration === migration ? found : null;
  say(left === null ? 'Slack, with the school in it' : 'The school as it was left');
  const beginning = recorded ?? (await liveAnew(database, say));
  let stage = await bringBack(left ?? beginning, database, port, clock);
  const bookmark = { at: left?.tourAt ?? 0 };
  const write = async () => {
    if (keep === undefined) return;
    // Whoever ends it in the middle of writing still has what was kept before.
    await writeFile(join(keep, nextFile), toBytes({ ...(await copyOf(stage)), tourAt: bookmark.at }));
    await rename(join(keep, nextFile), join(keep, nowFile));
  };
  let written = Promise.resolve();
  const save = () => {
    written = written.then(write);
    return written;
  };
  await save();
  const saving = setInterval(() => void save(), keepEveryMs).unref();
  return {
    stage: () => stage,
    bookmark,
    port,
    async reset() {
      const { slack, mentorat } = stage;
      await stage.settle();
      await mentorat.stop();
      await slack.stop();
      stage = await bringBack(beginning, database, port, clock);
      bookmark.at = 0;
    },
    record: async () => await writeFile(recording, toBytes(beginning)),
    async close() {
      clearInterval(saving);
      await stage.settle();
      await save();
      await stage.close();
      await port.close();
    },
  };
}

/** What was kept in the folder, if it can go on; what cannot is put aside, and said. */
async function takeUp(keep: string, migration: string, say: (step: string) => void): Promise<Copy | null> {
  const now = join(keep, nowFile);
  const bytes = await readFile(now).catch(ifThere);
  if (bytes === null) return null;
  const copy = readable(bytes);
  if (copy?.migration === migration) return copy;
  await rename(now, join(keep, olderFile));
  const why = copy === null ? 'cannot be read' : 'is of an older version';
  say(`What was kept ${why}: it lies in ${olderFile} now, and the school begins anew`);
  return null;
}

function readable(bytes: Uint8Array): Copy | null {
  try {
    return fromBytes(bytes);
  } catch {
    return null;
  }
}

/** Nothing kept yet is as it should be; a file that is there but not given out is not. */
function ifThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

async function liveAnew(database: Database, say: (step: string) => void): Promise<Copy> {
  await emptyTables(database.db);
  const stage = await openStage({ clock: new MovableClock(historyBegins), database, team });
  await liveHistory(stage, arrive(stage.slack, stage.team), (day) => say(`Their weeks, until ${day}`));
  const copy = await copyOf(stage);
  await stage.mentorat.stop();
  await stage.slack.stop();
  return copy;
}

const nowFile = 'now.copy';
const nextFile = 'next.copy';
const olderFile = 'older.copy';

/** A stage on which everything stands as it was copied. */
async function bringBack(
  copy: Copy,
  database: Database,
  port: Port,
  clockFrom: (from: Date) => MovableClock,
): Promise<Stage> {
  await restoreRows(database.db, copy);
  // A second later: no message may get the timestamp of one that is there.
  const clock = clockFrom(new Date(copy.at.getTime() + 1_000));
  const slack = await openSlack(clock, { at: port });
  restoreSlack(slack, copy);
  const channel = [...slack.desk.context.world.conversations.values()].find(({ name }) => name === 'team');
  return await openStage({ clock, database, slack, env: channel === undefined ? {} : { STAFF_CHANNEL: channel.id } });
}
