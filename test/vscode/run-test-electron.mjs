// node run-test-electron.mjs [EXTENSION [SUITE [FOLDER]]]: the suite of integration.mjs in a desktop VS Code, either
// $VSCODE_EXECUTABLE_PATH or one that @vscode/test-electron downloads.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleSuite, root } from './bundle-suite.mjs';

const [extension = root, suite = await bundleSuite(), folder = join(root, 'examples', 'pair')] = process.argv.slice(2);
const executable = process.env['VSCODE_EXECUTABLE_PATH'];
const copies = mkdtempSync(join(tmpdir(), 'haconf-electron-'));
try {
  const workspace = join(copies, basename(folder));
  cpSync(folder, workspace, { recursive: true });
  process.exitCode = await runTests({
    ...(executable ? { vscodeExecutablePath: resolve(executable) } : {}),
    extensionDevelopmentPath: resolve(extension),
    extensionTestsPath: resolve(suite),
    launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${join(copies, 'user')}`],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(copies, { recursive: true, force: true, maxRetries: 20 });
}
