import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const configuration = z.object({ forbidden: z.array(z.object({ name: z.string() })) });
const rules = configuration.parse(createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))).forbidden;

const folders = ['src', 'sandbox', 'test', 'bench'].filter((name) => existsSync(join(root, name)));

/** A small house in which everything is where it belongs. */
const house: Readonly<Record<string, string>> = {
  'src/core/time.ts': 'export const time = 1;',
  'src/db/client.ts': 'export const db = 1;',
  'src/features/notes/service.ts':
    "import './store.ts';\nimport { time } from '../../core/time.ts';\nexport const notes = time;",
  'src/features/notes/store.ts': "import { db } from '../../db/client.ts';\nexport const store = db;",
  'src/features/notes/rules.ts': "import { time } from '../../core/time.ts';\nexport const rules = time;",
  'src/features/notes/views.ts': "import { rules } from './rules.ts';\nexport const views = rules;",
  'src/features/sessions/service.ts': "import { notes } from '../notes/service.ts';\nexport const sessions = notes;",
  'sandbox/world.ts': 'export const world = 1;',
  'test/notes.test.ts': "import '../src/features/notes/service.ts';\nimport '../sandbox/world.ts';",
};

/** For each rule of the house one import that breaks it: in which file it is planted. */
const planted: Readonly<Record<string, { file: string; imports: string }>> = {
  'no-circular': { file: 'src/features/notes/service.ts', imports: '../sessions/service.ts' },
  'core-uses-no-room': { file: 'src/core/time.ts', imports: '../db/client.ts' },
  'a-feature-calls-another-only-through-its-service': {
    file: 'src/features/sessions/service.ts',
    imports: '../notes/store.ts',
  },
  'rules-import-only-core-luxon-zod': { file: 'src/features/notes/rules.ts', imports: '../../db/client.ts' },
  'views-use-no-store-and-no-service': { file: 'src/features/notes/views.ts', imports: './store.ts' },
  'only-listeners-see-bolt': { file: 'src/features/notes/store.ts', imports: '@slack/bolt' },
  'rooms-know-no-feature': { file: 'src/db/client.ts', imports: '../features/notes/rules.ts' },
  'src-knows-no-sandbox-test-bench': { file: 'src/features/notes/store.ts', imports: '../../../sandbox/world.ts' },
  'sandbox-knows-the-product-only-in-the-demo': { file: 'sandbox/world.ts', imports: '../src/core/time.ts' },
  'production-uses-no-dev-dependency': { file: 'src/db/client.ts', imports: 'fast-check' },
  'not-to-unresolvable': { file: 'src/db/client.ts', imports: './no-such-file.ts' },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mentorat-house-'));
  for (const name of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
    await cp(join(root, name), join(folder, name));
  for (const name of ['@slack/bolt', 'fast-check']) {
    await build({
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }),
      [`node_modules/${name}/index.js`]: '',
    });
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the rules of the house', () => {
  it('hold for the whole project, which the tool really sees', async () => {
    const { broken, modules } = await cruise(root, folders);
    expect(broken).toEqual([]);
    expect(modules).toBeGreaterThan(100);
  }, 180_000);

  it('let a house pass in which everything is in its place', async () => {
    await build(house);
    expect(await cruise(folder, ['src', 'sandbox', 'test'])).toMatchObject({ broken: [] });
  }, 180_000);

  it('bite, each at the import that breaks it', async () => {
    const broken = Object.fromEntries(Object.entries(house).map(([file, text]) => [file, `${importsOf(file)}${text}`]));
    await build(broken);
    const found = await cruise(folder, ['src', 'sandbox', 'test']);
    expect(found.broken).toEqual(
      expect.arrayContaining(
        Object.entries(planted).map(([rule, { file }]) => expect.stringMatching(`${rule}: .*${file}`)),
      ),
    );
  }, 180_000);

  it('have a planted violation each', () => {
    expect(Object.keys(planted).sort()).toEqual(rules.map(({ name }) => name).sort());
  });
});

function importsOf(file: string): string {
  return Object.values(planted)
    .filter((each) => each.file === file)
    .map(({ imports }) => `import '${imports}';\n`)
    .join('');
}

async function build(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const report = z.object({
  modules: z.array(z.unknown()),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** What dependency-cruiser says of a tree: "rule: file" for each rule that is broken, and how many files it saw. */
async function cruise(cwd: string, folders: readonly string[]): Promise<{ broken: string[]; modules: number }> {
  const args = [cruiser, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  // With violations it ends with their number as its exit code, and its report on the same output.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 100_000_000 }).catch(
    (error: unknown) => z.object({ stdout: z.string() }).parse(error),
  );
  const { modules, summary } = report.parse(JSON.parse(stdout));
  return { broken: summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`), modules: modules.length };
}
