import { defineConfig } from 'vitest/config';

/** Suites that need the machine for themselves: real daemons are measured to a tenth of a second. */
const alone = ['test/lab/**/*.test.ts', 'test/vscode/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './test/support/summary-reporter.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: alone, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'lab', include: ['test/lab/**/*.test.ts'], sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: { name: 'vscode', include: ['test/vscode/**/*.test.ts'], sequence: { groupOrder: 2 }, maxWorkers: 1 },
      },
    ],
  },
});
