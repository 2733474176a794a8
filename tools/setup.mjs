// What a fresh clone needs before anything else can run. Only Node's own modules: nothing is installed yet.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {(line: string) => void} Log */
/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'stdout' | 'stderr', shell?: boolean }} RunOptions */

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The packaged extension, as `tools/package.mjs` writes it. */
export const vsixPath = join(root, 'dist', 'haconf.vsix');

/** Set-up speaks on standard error, so that standard output holds only what the product says. @type {Log} */
export const logToStderr = (line) => console.error(line);

const builtFiles = [
  'cli.js',
  'program.js',
  'load.js',
  'server.node.js',
  'server.browser.js',
  'extension.node.js',
  'extension.browser.js',
  'preview.js',
];
const sources = [
  'core',
  'server',
  'cli',
  'client',
  'webview',
  'syntaxes',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tools/bundle.mjs',
  'tools/compile.mjs',
];
const packaged = [
  'dist',
  'syntaxes',
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
  'tools/package.mjs',
];
const buildStamp = join(root, '.cache', 'built');
const windows = process.platform === 'win32';

/**
 * Runs a program to its end and gives its exit code (128 + n when signal n ended it).
 *
 * The program gets a process group of its own, and a signal to us goes to that whole group: a `npm ci` that is
 * interrupted leaves no install script behind.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options] `output`: where the program's standard output goes; its standard error is ours
 * @returns {Promise<number>}
 */
export function run(command, args, { cwd = root, env = process.env, output = 'stdout', shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      detached: !windows,
      stdio: ['ignore', output === 'stdout' ? 'inherit' : 2, 'inherit'],
    });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      try {
        if (child.pid !== undefined) process.kill(windows ? child.pid : -child.pid, signal);
      } catch {
        // it ended in this moment
      }
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    /** @type {NodeJS.Signals | undefined} */
    let interruptedBy;
    /** @param {NodeJS.Signals} signal */
    const onSignal = (signal) => {
      interruptedBy = signal;
      forward(signal);
    };
    for (const signal of signals) process.on(signal, onSignal);
    const done = () => {
      for (const signal of signals) process.off(signal, onSignal);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      done();
      if (interruptedBy !== undefined) {
        forward('SIGKILL');
        process.exit(128 + constants.signals[interruptedBy]);
      }
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Runs npm, with its output on standard error; throws when it fails.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 */
export async function npm(args, { cwd = root } = {}) {
  const program = process.env['npm_execpath'];
  const viaNode = program !== undefined && /npm-cli\.c?js$/.test(program);
  const code = viaNode
    ? await run(process.execPath, [program, ...args], { cwd, output: 'stderr' })
    : await run('npm', args, { cwd, output: 'stderr', shell: windows });
  if (code !== 0) throw new Error(`"npm ${args.join(' ')}" failed with exit code ${code}`);
}

/**
 * Installs the dependencies unless what is installed is what the lock file says.
 *
 * @param {{ log?: Log }} [options]
 * @returns {Promise<boolean>} whether it installed
 */
export async function ensureInstalled({ log = logToStderr } = {}) {
  if (treeMatchesLock(root)) return false;
  log('haconf: installing the dependencies (npm ci) …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await npm(['ci', ...quiet]);
  } catch (error) {
    // `npm ci` refuses a lock file that lacks an optional package of another platform, which a registry may not have;
    // `npm install --no-save` installs the locked versions all the same and leaves the lock file as it is.
    log(`haconf: ${error instanceof Error ? error.message : error}; trying npm install --no-save …`);
    await npm(['install', '--no-save', ...quiet]);
  }
  return true;
}

/**
 * Builds `dist/` unless it is complete and newer than every source.
 *
 * @param {{ log?: Log }} [options]
 * @returns {Promise<boolean>} whether it built
 */
export async function ensureBuilt({ log = logToStderr } = {}) {
  const outputs = builtFiles.map((file) => modified(join(root, 'dist', file)));
  // A bundler may leave an unchanged output untouched, so our own stamp counts as well.
  const builtAt = outputs.includes(0) ? 0 : Math.max(modified(buildStamp), Math.min(...outputs));
  if (builtAt >= newest(sources)) return false;
  log('haconf: building (npm run build) …');
  const startedAt = new Date();
  await npm(['run', '--silent', 'build']);
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, `${startedAt.toISOString()}\n`);
  return true;
}

/**
 * Builds what is out of date and packages the extension unless the package is newer.
 *
 * @param {{ log?: Log }} [options]
 * @returns {Promise<string>} the path of the .vsix
 */
export async function ensurePackaged({ log = logToStderr } = {}) {
  await ensureBuilt({ log });
  if (modified(vsixPath) < newest(packaged, vsixPath)) {
    log('haconf: packaging the extension …');
    const code = await run(process.execPath, [join(root, 'tools', 'package.mjs')], { output: 'stderr' });
    if (code !== 0) throw new Error(`packaging failed with exit code ${code}`);
  }
  return vsixPath;
}

/**
 * Whether `node_modules` holds exactly what the lock file asks for, by the record that npm keeps in it. That record
 * is written last, so a broken-off install does not match; an install by hand does.
 *
 * @param {string} folder
 */
function treeMatchesLock(folder) {
  const wanted = lockedPackages(join(folder, 'package-lock.json'));
  const present = lockedPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  for (const [path, { version, optional, devOptional }] of wanted) {
    if (path === '') continue;
    const found = present.get(path);
    if (found ? found.version !== version : !optional && !devOptional) return false;
  }
  return [...present.keys()].every((path) => wanted.has(path));
}

/**
 * @param {string} file
 * @returns {Map<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function lockedPackages(file) {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages));
  } catch {
    return undefined;
  }
}

/** Time of the last change in ms, 0 when there is no such file. @param {string} file */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Time of the last change of any of these files and folders. A folder's own time counts: it tells of a deletion.
 *
 * @param {readonly string[]} paths relative to the root
 * @param {string} [except] a file that does not count, nor the time of the folder that it is in
 */
function newest(paths, except) {
  let latest = 0;
  /** @param {string} path */
  const visit = (path) => {
    if (path === except || !existsSync(path)) return;
    const stat = statSync(path);
    if (except === undefined || dirname(except) !== path) latest = Math.max(latest, stat.mtimeMs);
    if (!stat.isDirectory()) return;
    for (const name of readdirSync(path)) if (name !== 'node_modules') visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return latest;
}
