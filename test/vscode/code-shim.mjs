#!/usr/bin/env node
// Stands in for the `code` program: takes the arguments that @vscode/test-electron passes and runs them in the
// embedded VS Code, so that run-test-electron.mjs runs where no desktop VS Code can be downloaded:
//
//   VSCODE_EXECUTABLE_PATH=test/vscode/code-shim.mjs node test/vscode/run-test-electron.mjs
import { join } from 'node:path';
import { vscodeMissing } from './browser.mjs';
import { root } from './bundle-suite.mjs';
import { runInExtensionHost } from './integration.mjs';

/** @param {string} name */
function flag(name) {
  const start = `--${name}=`;
  const value = process.argv.find((arg) => arg.startsWith(start))?.slice(start.length);
  if (value === undefined) throw new Error(`the argument --${name} is missing`);
  return value;
}

try {
  const missing = vscodeMissing();
  if (missing !== undefined) throw new Error(missing);
  const { code } = await runInExtensionHost({
    extension: flag('extensionDevelopmentPath'),
    suite: flag('extensionTestsPath'),
    folder: process.argv.slice(2).find((arg) => !arg.startsWith('-')) ?? join(root, 'examples', 'pair'),
    onLine: (line) => console.log(line),
  });
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 70;
}
