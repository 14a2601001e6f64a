import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These mostly wait, for time-outs and for other processes. */
const waits = /test\/(ops|journeys\/database-away|sandbox\/(standalone|deliveries))/;

/** While one process waits, the other should have work: those that wait are spread evenly over the others. */
class WaitingSpread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waiting = sorted.filter(({ moduleId }) => waits.test(moduleId));
    const working = sorted.filter(({ moduleId }) => !waits.test(moduleId));
    const share = Math.ceil(working.length / Math.max(waiting.length, 1));
    const spread = waiting.flatMap((file, index) => [file, ...working.slice(index * share, (index + 1) * share)]);
    return spread.length === 0 ? working : spread;
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    isolate: false,
    // As many as the cores it is meant for: each process pays anew for loading, for compiling and for an embedded database.
    maxWorkers: 2,
    // Tests make much that they throw away at once: with more room for it, a tenth less is spent on collecting.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: WaitingSpread },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
