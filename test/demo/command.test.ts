import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasBrowser, howToAdd } from '../../sandbox/browser.ts';
import { fromBytes, toBytes } from '../../sandbox/demo/copy.ts';
import { openEmbedded } from '../../sandbox/demo/stage.ts';
import { says } from '../../sandbox/demo/walk.ts';
import { openWorkspace } from '../../sandbox/demo/workspace.ts';
import { endAll, patient, startDemo } from '../ops/child.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePort } from '../support/postgres.ts';
import { openWindow, type Window } from '../web/browser.ts';
import { personIn } from './demo.ts';

afterAll(endAll);

it(
  'puts aside what was kept and cannot be read, says so, and from then on leaves no half of a copy',
  patient,
  async () => {
    const keep = temporaryFolder();
    const recorded = await readFile(join(import.meta.dirname, '../../sandbox/demo/school.copy'));
    const half = recorded.subarray(0, recorded.length / 2);
    await writeFile(join(keep, 'now.copy'), half);
    const said: string[] = [];
    const database = await freshDatabase('pglite');
    const workspace = await openWorkspace({ database, keep, say: (step) => said.push(step) });
    expect(said).toContain('What was kept cannot be read: it lies in older.copy now, and the school begins anew');
    expect(half.equals(await readFile(join(keep, 'older.copy')))).toBe(true);
    await workspace.close();
    expect(fromBytes(await readFile(join(keep, 'now.copy'))).migration).toBe(fromBytes(recorded).migration);
    expect((await readdir(keep)).sort()).toEqual(['now.copy', 'older.copy']);
  },
);

it.concurrent.each([
  [['--prot', '4000'], "'--prot'"],
  [['--port', 'next'], 'port'],
])(
  'npm run demo -- %j says in a sentence what is wrong with that, and what can be asked',
  patient,
  async (args, words) => {
    const demo = startDemo(...args);
    expect(await demo.ended).toEqual({ code: 1, signal: null });
    expect(demo.output()).toContain(words);
    expect(demo.output()).toContain('--keep FOLDER');
    expect(demo.output()).not.toContain('    at ');
  },
);

describe.skipIf(!hasBrowser)(`npm run demo -- --keep FOLDER${howToAdd}`, patient, () => {
  let window: Window | undefined;
  afterAll(() => window?.close());

  it('says each step and an address, puts aside what an older version kept, and keeps what is done there', async () => {
    const keep = temporaryFolder();
    const recorded = fromBytes(await readFile(join(import.meta.dirname, '../../sandbox/demo/school.copy')));
    await writeFile(join(keep, 'now.copy'), toBytes({ ...recorded, migration: 'of another version' }));
    const taken = createServer().listen(await freePort(), '127.0.0.1');
    await once(taken, 'listening');
    const { port } = z.object({ port: z.int() }).parse(taken.address());

    const demo = startDemo('--keep', keep, '--port', String(port));
    await demo.until('http://');
    taken.close();
    expect(demo.output()).toMatch(/^ +\d+\.\d s {2}A database of its own\n/);
    expect(demo.output()).toContain('it lies in older.copy now, and the school begins anew');
    expect(fromBytes(await readFile(join(keep, 'older.copy'))).migration).toBe('of another version');
    const url = /http:\S+/.exec(demo.output())?.[0] ?? '';
    const next = Number(new URL(url).port) - port;
    expect(next).toBeGreaterThan(0);
    expect(next).toBeLessThan(20);

    window = await openWindow(url);
    const page = await window.context.newPage();
    await page.goto(url);
    await page.getByRole('link', { name: 'Ana Silva student · New York' }).click();
    await says(page, 'Keep this, please');
    await page.getByRole('article').getByText('Keep this, please').waitFor();
    await page.locator('#tour').getByRole('button', { name: 'Skip' }).click();
    await page.getByText('Step 2 of 8').waitFor();
    await page.close();
    demo.process.kill('SIGINT');
    expect(await demo.ended).toEqual({ code: 0, signal: null });

    const workspace = await openWorkspace({ database: await openEmbedded(keep), keep, say: () => {} });
    expect(personIn({ workspace }, 'ana').sees()).toContain('Keep this, please');
    expect(workspace.bookmark.at).toBe(1);
    await workspace.reset();
    expect(workspace.bookmark.at).toBe(0);
    await workspace.close();
  });
});
