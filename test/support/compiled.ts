import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The product as JavaScript in a temporary folder, beside what it needs of the project: most of what a process of `npm start` does
 * at its start is reading TypeScript, which the tests' many processes need not do anew each.
 */
export async function compileProduct(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mentorat-compiled-'));
  for (const name of ['node_modules', 'drizzle', 'manifest.yml', 'package.json']) {
    await symlink(join(root, name), join(folder, name));
  }
  const files = await readdir(join(root, 'src'), { recursive: true });
  await Promise.all(
    files
      .filter((name) => name.endsWith('.ts'))
      .map(async (name) => {
        const { code } = await transformFile(join(root, 'src', name), options);
        const to = join(folder, 'src', name.replace(/ts$/, 'js'));
        await mkdir(dirname(to), { recursive: true });
        await writeFile(to, code);
      }),
  );
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

const options = {
  swcrc: false,
  module: { type: 'es6' },
  jsc: { target: 'es2023', parser: { syntax: 'typescript' }, rewriteRelativeImportExtensions: true },
} as const;
