import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** A folder of a test's own, which goes when the run ends. */
export function temporaryFolder(): string {
  return mkdtempSync(join(inject('folder'), 'folder-'));
}
