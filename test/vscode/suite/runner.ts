/**
 * The smallest test runner that an extension host needs: it brings no dependency into the bundle, and each line says
 * by itself whether it is good news.
 */

/** A test that runs inside VS Code; it fails by throwing. */
export interface HostTest {
  readonly name: string;
  readonly run: () => Promise<void> | void;
  /** Default 60 s: the machine may be busy, and the first test waits for the language server. */
  readonly timeoutMs?: number;
}

/** Marks our lines among all that an extension host prints; `bundle-suite.mjs` defines it. */
declare const HACONF_LINE_PREFIX: string;

/** Runs the tests in order, prints `ok NAME` or `not ok NAME` for each, and throws when one failed. */
export async function runTests(tests: readonly HostTest[]): Promise<void> {
  let failed = 0;
  for (const test of tests) {
    const start = Date.now();
    try {
      await withTimeout(test);
      report(`ok ${test.name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed++;
      report(`not ok ${test.name} (${Date.now() - start} ms)`);
      for (const line of describeError(error).split('\n')) report(`  ${line}`);
    }
  }
  report(`${tests.length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

/** Asks again and again until `look` gives something else than undefined and false. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 30_000,
): Promise<T> {
  for (const start = Date.now(); ; ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - start > timeoutMs) throw new Error(`after ${timeoutMs} ms there is still no ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function withTimeout({ name, run, timeoutMs = 60_000 }: HostTest): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`"${name}" takes longer than ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function report(line: string): void {
  console.log(`${HACONF_LINE_PREFIX}${line}`);
}
