// How long large files take: the command line beside `haproxy -c`, and the language server after every keystroke.
// Ratios are what counts: the machine is not always equally fast.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { largeHaproxy, largeKeepalived } from './large-config.mjs';
import { root } from './setup.mjs';

const sizes = [1000, 24_000, 100_000];
const edits = 40;

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds of the whole process, the best of three. @param {string} command @param {readonly string[]} args */
function processTime(command, args) {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    const { error } = spawnSync(command, args, { stdio: 'ignore', cwd: root });
    return error ? Number.NaN : performance.now() - start;
  });
  return Math.min(...times);
}

/** A server that answers one question at a time. @param {string} text @param {string} uri */
async function serverTimes(text, uri) {
  const child = spawn(process.execPath, [join(root, 'dist', 'server.node.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  /** @type {() => void} */
  let told = () => {};
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    if (params.uri === uri) told();
  });
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  /** Sends something that diagnostics follow. @param {string} method @param {unknown} params */
  const measure = async (method, params) => {
    const start = performance.now();
    const done = new Promise((resolve) => {
      told = () => resolve(undefined);
    });
    await connection.sendNotification(method, params);
    await done;
    return performance.now() - start;
  };
  const open = await measure('textDocument/didOpen', {
    textDocument: { uri, languageId: 'haproxy', version: 0, text },
  });
  const lines = text.split('\n');
  const line = lines.findIndex((candidate, i) => i > lines.length / 2 && /^ +server /.test(candidate));
  const character = (lines[line]?.indexOf(':') ?? 0) + 1;
  let version = 0;
  /** @param {number} from @param {number} to @param {string} added */
  const change = (from, to, added) =>
    measure('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start: { line, character: from }, end: { line, character: to } }, text: added }],
    });
  const letters = [];
  const inserts = [];
  const completions = [];
  for (let i = 0; i < edits; i++) letters.push(await change(character, character + 1, String(1 + (i % 8))));
  for (let i = 0; i < edits; i++) {
    inserts.push(await change(0, 0, '    # a comment\n'));
    const start = performance.now();
    await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: { line, character: 4 },
    });
    completions.push(performance.now() - start);
  }
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  connection.end();
  child.kill();
  return { open, letter: median(letters), insert: median(inserts), completion: median(completions), peak };
}

/** Prints how long whole runs of large keepalived.conf take, and how much of it the start is. @param {string} folder */
function printKeepalived(folder) {
  const cli = join(root, 'dist', 'cli.js');
  const start = processTime(process.execPath, [cli, '--version']);
  console.log('\nlarge files          haconf check  without start');
  for (const size of [1000, 20_000, 100_000]) {
    const file = join(folder, 'keepalived.conf');
    const text = largeKeepalived(size);
    writeFileSync(file, text);
    const own = processTime(process.execPath, [cli, 'check', file]);
    const cells = [`${own.toFixed(0)} ms`.padStart(10), `${(own - start).toFixed(0)} ms`.padStart(14)];
    console.log(`${text.split('\n').length} lines`.padEnd(22), ...cells);
  }
}

/** Prints a table: milliseconds, and for whole processes the ratio to the real program. */
export async function printEditing() {
  const folder = mkdtempSync(join(tmpdir(), 'haconf-bench-'));
  console.log('\nlarge files             haproxy -c  haconf check    ratio   open  letter  insert  completion    MiB');
  try {
    for (const size of sizes) {
      const file = join(folder, 'haproxy.cfg');
      const text = largeHaproxy(size);
      writeFileSync(file, text);
      const real = processTime('haproxy', ['-c', '-q', '-f', file]);
      const own = processTime(process.execPath, [join(root, 'dist', 'cli.js'), 'check', file]);
      const { open, letter, insert, completion, peak } = await serverTimes(text, pathToFileURL(file).href);
      const cells = [
        `${text.split('\n').length} lines`.padEnd(22),
        `${real.toFixed(0)} ms`.padStart(12),
        `${own.toFixed(0)} ms`.padStart(14),
        (own / real).toFixed(2).padStart(9),
        ...[open.toFixed(0), letter.toFixed(1), insert.toFixed(1)].map((cell) => cell.padStart(7)),
        completion.toFixed(1).padStart(11),
        peak.toFixed(0).padStart(7),
      ];
      console.log(cells.join(' '));
    }
    printKeepalived(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
