import { mkdtemp, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../sandbox/demo/stage.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { endAll, patient, startProcess } from './child.ts';
import { openSlack, settingsFor, startReady } from './slack.ts';

let slack: Sandbox;
beforeAll(async () => {
  slack = await openSlack();
});
afterAll(async () => {
  endAll();
  await slack.stop();
});

describe('two processes on one folder', patient, () => {
  it('cannot share the folder of the embedded database; after a kill -9 the next one starts without help', async () => {
    const folder = await newFolder();
    const first = await startReady(slack, 'http', { DATA_DIR: folder });
    const second = startProcess({ ...(await settingsFor(slack, 'http')), DATA_DIR: folder });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`Another process uses ${folder}`);
    first.process.kill('SIGKILL');
    await first.ended;
    // A lock that nobody touches for ten seconds was left behind: as if most of them were over.
    const past = new Date(Date.now() - 8_000);
    await utimes(join(folder, 'lock'), past, past);
    await startReady(slack, 'http', { DATA_DIR: folder });
  });
});

/** A data folder with a database in it: making one anew takes seconds. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mentorat-folder-'));
  const database = await openEmbedded(folder);
  await database.close();
  return folder;
}
