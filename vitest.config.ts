import { defineConfig } from 'vitest/config';

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

export default defineConfig({
  test: {
    // One more than the cores it is meant for: many stories wait, for a time-out or another process.
    maxWorkers: 3,
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
