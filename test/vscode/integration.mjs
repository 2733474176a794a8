// Runs a bundled suite in the extension host of a real VS Code.
//
// node integration.mjs [EXTENSION [SUITE [FOLDER]]]: exit code 0 = every test passed, 1 = one failed, 70 = no result.
// By default this project's extension and suite, in a copy of examples/pair.
import { cpSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { makeProfile, startCodeServer, workbenchAddress } from '../../tools/embedded-vscode/code-server.mjs';
import { launchBrowser, vscodeMissing } from './browser.mjs';
import { bundleSuite, linePrefix, root } from './bundle-suite.mjs';

/**
 * @typedef {object} HostRun
 * @property {string} extension folder of the extension, with its package.json
 * @property {string} suite a CommonJS file that exports `run(): Promise<void>`
 * @property {string} folder opened as the workspace, as a copy
 * @property {Record<string, string>} [env] what the suite shall see in `process.env`
 * @property {number} [timeoutMs]
 * @property {(line: string) => void} [onLine] each line that the suite reports
 */

/**
 * @param {HostRun} options
 * @returns {Promise<{ code: number, lines: string[], logs: string }>} `code`: 0 when `run()` resolved, 1 when it
 *   rejected; `lines`: what the suite reported; `logs`: VS Code's own log files when it failed
 */
export async function runInExtensionHost({
  extension,
  suite,
  folder,
  env = {},
  timeoutMs = 180_000,
  onLine = () => {},
}) {
  const profile = makeProfile();
  /** @type {import('../../tools/embedded-vscode/code-server.mjs').CodeServer | undefined} */
  let server;
  /** @type {import('playwright-core').BrowserContext | undefined} */
  let browser;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const workspace = join(profile.root, 'workspace', basename(folder));
    cpSync(folder, workspace, { recursive: true });
    server = await startCodeServer(profile, { env, testDriver: true, trusted: true });
    browser = await launchBrowser(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    /** @type {string[]} */
    const lines = [];
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      for (const line of format(...args).split('\n')) {
        if (!line.startsWith(linePrefix)) continue;
        lines.push(line.slice(linePrefix.length));
        onLine(line.slice(linePrefix.length));
      }
    });
    /** @type {Promise<{ code: number, logs: string }>} */
    const finished = new Promise((resolvePromise, reject) => {
      void page.exposeFunction(
        'codeAutomationExit',
        (/** @type {number} */ code, /** @type {{ relativePath: string, contents: string }[]} */ files) => {
          const logs = files.map((file) => `== ${file.relativePath}\n${file.contents}`).join('\n');
          resolvePromise({ code, logs: code === 0 ? '' : logs });
        },
      );
      page.on('crash', () => reject(new Error('the page crashed')));
      page.on('close', () => reject(new Error('the browser ended')));
      timer = setTimeout(() => reject(new Error(`no result after ${timeoutMs} ms:\n${lines.join('\n')}`)), timeoutMs);
    });
    finished.catch(() => {});
    const payload = { extensionDevelopmentPath: extension, extensionTestsPath: suite };
    await page.goto(workbenchAddress(server, workspace, payload), { waitUntil: 'commit', timeout: timeoutMs });
    return { ...(await finished), lines };
  } finally {
    clearTimeout(timer);
    await browser?.close().catch(() => {});
    await server?.stop();
    profile.remove();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [extension = root, suite = await bundleSuite(), folder = join(root, 'examples', 'pair')] =
    process.argv.slice(2);
  const missing = vscodeMissing();
  try {
    if (missing !== undefined) throw new Error(missing);
    const options = { extension: resolve(extension), suite: resolve(suite), folder: resolve(folder) };
    const { code, logs } = await runInExtensionHost({ ...options, onLine: (line) => console.log(line) });
    if (code !== 0 && process.env['VERBOSE']) console.error(logs);
    process.exitCode = code;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 70;
  }
}
