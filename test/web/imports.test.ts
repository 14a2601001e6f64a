import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../sandbox/web');

it('draws with nothing of the product', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  expect(files.length).toBeGreaterThan(10);
  for (const name of files) {
    expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/from '(\.\.\/)+(src|test|bench)\//);
  }
});
