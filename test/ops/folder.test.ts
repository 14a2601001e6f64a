import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
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
    const folder = await migratedFolder();
    const first = await startReady(slack, 'http', { DATA_DIR: folder });
    const second = startProcess({ ...(await settingsFor(slack, 'http')), DATA_DIR: folder });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`Another process uses ${folder}`);
    first.process.kill('SIGKILL');
    await first.ended;
    await startReady(slack, 'http', { DATA_DIR: folder });
  });
});

/** A data folder as a first start leaves it, which takes seconds to make anew. */
async function migratedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mentorat-folder-'));
  const client = await PGlite.create(join(folder, 'database'), {
    extensions: { btree_gist },
    loadDataDir: new Blob([await readFile(inject('pgliteDump'))]),
  });
  await client.close();
  return folder;
}
