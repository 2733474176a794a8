// npm start [-- PATH] [--terminal]: everything from a fresh clone to the extension at work, see --help.
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ensureBuilt, ensureInstalled, ensurePackaged, logToStderr as log, root, run } from './setup.mjs';

const usage = `Usage: npm start [-- PATH] [--terminal]

Installs and builds what is missing, prints what "haconf check" and "haconf failover" say of PATH
(default examples/pair), then opens VS Code with the extension on that folder: the desktop's when "code" is on the
PATH, otherwise an embedded one that you reach with a browser on this machine.

  --terminal   stop after the terminal part; exit 1 when there are findings at error severity
  --help       this text`;

const flags = ['--terminal', '--help'];

class UsageError extends Error {}

/**
 * @param {readonly string[]} args
 * @returns {{ path: string, base: string, terminal: boolean, help: boolean }} `path` as given, relative to `base`
 */
function parse(args) {
  /** @type {string[]} */
  const paths = [];
  const given = new Set();
  for (const arg of args) {
    if (!arg.startsWith('-')) paths.push(arg);
    else if (flags.includes(arg)) given.add(arg);
    else throw new UsageError(`unknown flag "${arg}"; did you mean "${nearest(arg, flags)}"?`);
  }
  if (paths.length > 1) throw new UsageError(`one PATH at most, not ${paths.length}: ${paths.join(' ')}`);
  // npm runs scripts in the root of the project and keeps the folder that it was called in.
  const calledIn = process.env['npm_lifecycle_event'] === 'start' ? process.env['INIT_CWD'] : undefined;
  const [path] = paths;
  const base = path === undefined ? root : (calledIn ?? process.cwd());
  const result = { path: path ?? 'examples/pair', base, terminal: given.has('--terminal'), help: given.has('--help') };
  if (!result.help && !existsSync(resolve(base, result.path))) {
    throw new UsageError(`there is no file or folder "${result.path}" in ${base}`);
  }
  return result;
}

/** The word with the fewest edits to `word`. @param {string} word @param {readonly string[]} words */
function nearest(word, words) {
  return words.reduce((best, next) => (distance(word, next) < distance(word, best) ? next : best));
}

/** Levenshtein distance. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, character] of [...a].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (character === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * Prints what the two main commands say.
 *
 * @param {string} path
 * @param {string} base
 * @returns {Promise<number>} the worst exit code
 */
async function showInTerminal(path, base) {
  let worst = 0;
  for (const command of ['check', 'failover']) {
    console.log(`\n$ haconf ${command} ${path}`);
    worst = Math.max(worst, await run(process.execPath, [join(root, 'dist', 'cli.js'), command, path], { cwd: base }));
  }
  return worst;
}

/** The desktop's VS Code, when it is on the PATH. @returns {string | undefined} */
function findDesktopVscode() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** @param {string} code the program @param {string} path absolute */
async function openDesktop(code, path) {
  const shell = code.endsWith('.cmd');
  /** @param {string} word */
  const quote = (word) => (shell ? `"${word}"` : word);
  const args = [`--extensionDevelopmentPath=${root}`, path];
  log(`\nhaconf: opening VS Code (${code}) …`);
  return (await run(quote(code), args.map(quote), { shell })) === 0;
}

/**
 * Serves the embedded VS Code until a signal ends it.
 *
 * @param {string} path absolute
 */
async function serveEmbedded(path) {
  const { embeddedVscodeUnsupported, installEmbeddedVscode } = await import('./embedded-vscode/install.mjs');
  const server = await import('./embedded-vscode/code-server.mjs');
  const unsupported = embeddedVscodeUnsupported();
  if (unsupported !== undefined) {
    log(`\nhaconf: no "code" on the PATH, and ${unsupported}. In VS Code, "Shell Command: Install 'code' command in`);
    log(`PATH" puts it there; or open ${root} in VS Code and press F5.`);
    return;
  }
  await installEmbeddedVscode();
  const vsix = await ensurePackaged();
  log('haconf: starting the embedded VS Code …');
  const profile = server.makeProfile({ parent: join(root, '.cache') });
  /** @type {() => unknown} */
  let stop = () => {
    profile.remove();
    process.exit(130);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => stop());
  try {
    server.installExtension(profile, vsix);
    const running = await server.startCodeServer(profile);
    stop = running.stop;
    const isFolder = statSync(path).isDirectory();
    const address = server.workbenchAddress(
      running,
      isFolder ? path : dirname(path),
      isFolder ? {} : { openFile: path },
    );
    console.log(
      `\n  VS Code with haconf is ready. Open this address in a browser on this machine:\n\n    ${address}\n`,
    );
    console.log(
      '  Keep it to yourself: who knows it can run programs as you. The folder is restricted until you trust it.',
    );
    console.log('  Ctrl-C ends it.\n');
    await running.exited;
    log('haconf: the embedded VS Code has ended');
  } finally {
    profile.remove();
  }
}

/** @param {readonly string[]} args */
async function start(args) {
  const { path, base, terminal, help } = parse(args);
  if (help) {
    console.log(usage);
    return 0;
  }
  await ensureInstalled();
  await ensureBuilt();
  const code = await showInTerminal(path, base);
  if (terminal || code > 1) return code;
  const absolute = resolve(base, path);
  const desktop = findDesktopVscode();
  if (desktop === undefined || !(await openDesktop(desktop, absolute))) await serveEmbedded(absolute);
  return 0;
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  log(`haconf: ${error instanceof Error ? error.message : error}`);
  if (error instanceof UsageError) log(usage);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
