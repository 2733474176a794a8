import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with every skipped suite or test by name (the reason is part of the name) and one plain closing line. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const skipped = new Set<string>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') count.passed++;
        else if (state === 'failed') count.failed++;
        else {
          count.skipped++;
          skipped.add(test.parent.type === 'suite' ? test.parent.fullName : test.fullName);
        }
      }
      if (module.state() === 'failed' && module.errors().length > 0) count.failed++;
    }
    for (const name of skipped) console.log(`skipped: ${name}`);
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}
