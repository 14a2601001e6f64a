import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that need no database: they start at once. */
const withoutDatabase = [
  'test/core/**/*.test.ts',
  'test/sandbox/**/*.test.ts',
  'test/slack/**/*.test.ts',
  'test/web/**/*.test.{ts,tsx}',
  'test/**/rules.test.ts',
  'test/*.test.ts',
];

const shared = { pool: 'forks', isolate: false, testTimeout: 60_000, hookTimeout: 120_000 } as const;

/** These mostly wait, for time-outs and for other processes: begun first, others work meanwhile. */
const waiting = /test\/(ops|journeys\/database-away|sandbox\/(standalone|deliveries))/;

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const late = ({ project, moduleId }: TestSpecification) =>
      (project.name === 'stories' ? 2 : 0) + (waiting.test(moduleId) ? 0 : 1);
    return sorted.toSorted((one, other) => late(one) - late(other));
  }
}

export default defineConfig({
  test: {
    // One more than the cores it is meant for: many stories wait, for a time-out or another process.
    maxWorkers: 3,
    sequence: { sequencer: WaitingFirst },
    projects: [
      { test: { ...shared, name: 'rules', include: withoutDatabase } },
      {
        test: {
          ...shared,
          name: 'stories',
          include: ['test/**/*.test.ts'],
          exclude: withoutDatabase,
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
    ],
  },
});
