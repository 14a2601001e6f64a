import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lock = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

/**
 * `npm ci` refuses a lock file that lacks an optional package of another platform; `npm install` leaves such a package out
 * where the registry at hand does not have it.
 */
it('locks the packages of every platform, so that npm ci works anywhere', async () => {
  const { packages } = lock.parse(
    JSON.parse(await readFile(join(import.meta.dirname, '../package-lock.json'), 'utf8')),
  );
  const locked = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const asked = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  expect(asked.filter((name) => !locked.has(name))).toEqual([]);
});
