// npm test [-- ARGS]: everything from a fresh clone to the last test; ARGS go to vitest.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, ensurePackaged, logToStderr as log, root, run } from './setup.mjs';

/** What may not be missing: see test/support/requires.ts. */
const required = (process.env['HACONF_REQUIRE'] ?? '').split(',');

/** Installs VS Code where tests can use it; a machine that cannot run it skips them, unless they are required. */
async function prepareVscode() {
  const { embeddedVscodeUnsupported, installEmbeddedVscode } = await import('./embedded-vscode/install.mjs');
  /** @type {{ findChromium(): string | undefined }} */
  const browser = await import(pathToFileURL(join(root, 'test/vscode/browser.mjs')).href);
  const reason = embeddedVscodeUnsupported() ?? (browser.findChromium() ? undefined : 'there is no Chromium');
  try {
    if (reason !== undefined) throw new Error(reason);
    await installEmbeddedVscode();
  } catch (error) {
    if (required.includes('vscode')) throw error;
    log(`haconf: the tests in VS Code are skipped: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {readonly string[]} args @returns {Promise<number>} exit code */
async function test(args) {
  await ensureInstalled();
  await ensureBuilt();
  const { check } = await import('./check.mjs');
  const failed = await check();
  await ensurePackaged();
  await prepareVscode();
  console.log('\n== tests (vitest)');
  const code = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args]);
  // A format that is off should not hide what the tests say, so it counts only now.
  if (failed.length > 0) log(`haconf: failed checks: ${failed.join(', ')} (npm run check)`);
  return code === 0 && failed.length > 0 ? 1 : code;
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  log(`haconf: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
