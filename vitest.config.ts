import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Tests make much that they throw away at once: with more room for it, a tenth less is spent on collecting.
setFlagsFromString('--max-semi-space-size=64');

/** These mostly wait, for time-outs and for other processes. */
const waits = /test\/(ops|journeys\/database-away|sandbox\/(standalone|deliveries))/;

/** While one thread waits, the other should have work: two of the long tests that work come after each that waits. */
class WaitingBetween extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const working = sorted.filter(({ moduleId }) => !waits.test(moduleId));
    const waiting = sorted.filter(({ moduleId }) => waits.test(moduleId));
    return [...waiting.flatMap((file) => [file, ...working.splice(0, 2)]), ...working];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'threads',
    isolate: false,
    // As many as the cores it is meant for: each thread loads everything anew, and opens an embedded database.
    maxWorkers: 2,
    sequence: { sequencer: WaitingBetween },
    // In files that say so, tests run at once.
    maxConcurrency: 3,
    testTimeout: 60_000,
    // What is waited for comes at once on a machine that does nothing else.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
});
