// Leaves the compiled code of the command line and of the language server beside their bundles (cli/src/load.ts).
//
// The code is taken at the end of a run, when the engine has compiled just what such a run needs. The run is a process
// of its own that calls this file with the bundle's name and the arguments of the program.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { largeHaproxy, largeKeepalived } from './large-config.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const folder = join(dist, 'compiled');
const example = join(root, 'examples', 'pair');

/** Compiles the bundles of `dist/`. What an earlier build left is removed. */
export async function compileBundles() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'haconf-'));
  // A pair, and files with everything that large ones are made of.
  writeFileSync(join(work, 'haproxy.cfg'), largeHaproxy(500));
  writeFileSync(join(work, 'keepalived.conf'), largeKeepalived(500));
  await Promise.all([
    run('program.js', ['check', example, work], ''),
    run('server.browser.js', ['--stdio'], session()),
  ]);
  rmSync(work, { recursive: true });
  for (const name of readdirSync(folder)) ensureAccepted(name);
  if (readdirSync(folder).length !== 2) throw new Error('the compiled code of the bundles was not written');
}

/** Nobody would notice compiled code that the engine refuses: everything works, and starts slowly. @param {string} name */
function ensureAccepted(name) {
  const filename = join(dist, name.slice(0, name.lastIndexOf('.')));
  const cachedData = readFileSync(join(folder, name));
  const script = new Script(Module.wrap(readFileSync(filename, 'latin1')), { filename, cachedData });
  if (script.cachedDataRejected) throw new Error(`the engine refuses the compiled code of ${filename}`);
}

/** @param {string} bundle @param {readonly string[]} args @param {string} input */
function run(bundle, args, input) {
  const name = `${bundle}.${createHash('sha256')
    .update(readFileSync(join(dist, bundle)))
    .digest('hex')
    .slice(0, 16)}`;
  appendFileSync(join(dist, bundle), `// compiled: ${name}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), bundle, name, ...args], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`${bundle}: exit code ${code}`))));
    // Not ended: a server whose input ends stops at once.
    child.stdin.write(input);
  });
}

/** What an editor says from its start to its end, with a question of each kind that is asked after a keystroke. */
function session() {
  let id = 0;
  /** @param {string} method @param {object} params */
  const notify = (method, params) => message({ method, params });
  /** @param {string} method @param {object} params */
  const ask = (method, params) => message({ id: ++id, method, params });
  const files = ['haproxy.cfg', 'keepalived.conf'].map((name) => {
    const text = readFileSync(join(example, 'lb1', name), 'utf8');
    return { uri: `file:///compile/${name}`, languageId: name.split('.')[0], version: 1, text };
  });
  const position = { line: 12, character: 4 };
  return [
    ask('initialize', { processId: null, rootUri: null, capabilities: {} }),
    notify('initialized', {}),
    ...files.flatMap((textDocument) => [
      notify('textDocument/didOpen', { textDocument }),
      notify('textDocument/didChange', {
        textDocument: { uri: textDocument.uri, version: 2 },
        contentChanges: [{ range: { start: position, end: position }, text: ' ' }],
      }),
      ...['completion', 'hover', 'signatureHelp', 'documentSymbol', 'semanticTokens/full', 'foldingRange'].map((name) =>
        ask(`textDocument/${name}`, { textDocument: { uri: textDocument.uri }, position }),
      ),
    ]),
    ask('shutdown', {}),
    notify('exit', {}),
  ].join('');
}

/** @param {object} content */
function message(content) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...content });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [bundle = '', name = '', ...args] = process.argv.slice(2);
  process.argv.splice(1, process.argv.length, join(dist, 'cli.js'), ...args);
  /** @type {{ load(folder: string, bundle: string, watch: (script: Script) => void): void }} */
  const { load } = createRequire(import.meta.url)('../dist/load.js');
  load(dist, bundle, (script) =>
    process.once('exit', () => writeFileSync(join(folder, name), script.createCachedData())),
  );
}
