// Installs VS Code (code-server) and the Node that it needs into this folder, apart from the rest of the project.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logToStderr, npm } from '../setup.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const stamp = join(folder, 'node_modules', '.haconf-installed');
const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

/** Parts of VS Code that nothing here uses: 275 MB of 780. */
const unused = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'extensions/microsoft-authentication',
  'extensions/ms-vscode.js-debug',
  'extensions/ms-vscode.js-debug-companion',
  'extensions/ms-vscode.vscode-js-profile-table',
];

/** Why the embedded VS Code can never run on this machine; undefined when it can. @returns {string | undefined} */
export function embeddedVscodeUnsupported() {
  const platform = `${process.platform}-${process.arch}`;
  return platform === 'linux-x64' ? undefined : `the embedded VS Code runs on linux-x64 only, this is ${platform}`;
}

/** Why the embedded VS Code cannot run as things are; undefined when it can. @returns {string | undefined} */
export function embeddedVscodeMissing() {
  const unsupported = embeddedVscodeUnsupported();
  if (unsupported !== undefined) return unsupported;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return undefined;
  const what = existsSync(stamp) ? 'out of date' : 'not installed';
  return `the embedded VS Code is ${what} (node tools/embedded-vscode/install.mjs installs it)`;
}

/**
 * Installs it, unless it is installed already; throws when this machine cannot run it.
 *
 * No install script of a dependency runs: code-server's own refuses to run on Node 20, and all that we need of it is
 * the nested install of VS Code's parts. The lock file that comes with these lacks packages, so that npm would take
 * whatever is newest; `parts/package-lock.json` is ours. The native modules in use come with ready binaries.
 *
 * @param {{ log?: import('../setup.mjs').Log, prune?: boolean }} [options] `prune`: remove what nothing here uses
 * @returns {Promise<boolean>} whether it installed
 */
export async function installEmbeddedVscode({ log = logToStderr, prune = true } = {}) {
  const unsupported = embeddedVscodeUnsupported();
  if (unsupported !== undefined) throw new Error(unsupported);
  if (embeddedVscodeMissing() === undefined) return false;
  log('haconf: installing the embedded VS Code (about 250 MB to download the first time) …');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await npm(['ci', ...quiet], { cwd: folder });
  log('haconf: installing the parts of the embedded VS Code …');
  copyFileSync(join(folder, 'parts/package-lock.json'), join(vscode, 'npm-shrinkwrap.json'));
  await npm(['ci', '--omit=dev', ...quiet], { cwd: vscode });
  if (prune) for (const path of unused) rmSync(join(vscode, path), { recursive: true, force: true });
  writeFileSync(stamp, lockHash());
  log('haconf: the embedded VS Code is installed');
  return true;
}

function lockHash() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', 'parts/package-lock.json'])
    hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (!(await installEmbeddedVscode())) logToStderr('haconf: the embedded VS Code is installed already');
  } catch (error) {
    logToStderr(`haconf: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
