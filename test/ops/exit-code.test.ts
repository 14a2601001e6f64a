import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('a run with a test that failed says so to whoever started it, although it had a PostgreSQL of its own', async () => {
  const script = `
    import { loadPostgres } from './test/support/postgres.ts';
    await loadPostgres(false, '');
    process.exitCode = 3;
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: 'inherit',
  });
  expect(await once(child, 'exit')).toEqual([3, null]);
});
