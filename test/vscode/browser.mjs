// The browser that shows the embedded VS Code.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { isolated } from '../../tools/embedded-vscode/code-server.mjs';
import { embeddedVscodeMissing } from '../../tools/embedded-vscode/install.mjs';

/** @typedef {import('../../tools/embedded-vscode/code-server.mjs').Profile} Profile */

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser's program: $CHROMIUM, or a known name on the PATH. @returns {string | undefined} */
export function findChromium() {
  const given = process.env['CHROMIUM'];
  if (given) return isExecutable(given) ? given : undefined;
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)].filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Why no test can run in a real VS Code here; undefined when it can. @returns {string | undefined} */
export function vscodeMissing() {
  const missing = embeddedVscodeMissing();
  if (missing !== undefined) return missing;
  return findChromium() === undefined ? 'there is no Chromium (set CHROMIUM to its program)' : undefined;
}

/**
 * A headless browser whose every file is in the profile. It ends with its context, or with this process.
 *
 * @param {Profile} profile
 * @param {{ width: number, height: number }} [viewport]
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export function launchBrowser(profile, viewport = { width: 1280, height: 800 }) {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(vscodeMissing());
  return chromium.launchPersistentContext(join(profile.root, 'browser'), {
    executablePath,
    headless: true,
    viewport,
    // Chromium's own sandbox refuses to run as root; the only page it opens is ours.
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    env: definedOnly(isolated(profile)),
    timeout: 60_000,
  });
}

/** @param {Record<string, string | undefined>} env @returns {Record<string, string>} */
function definedOnly(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
