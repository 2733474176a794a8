import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { haproxy } from '#core/languages/haproxy/language.ts';
import { keepalived } from '#core/languages/keepalived/language.ts';
import { readProgramOutput } from '#core/lint/program-output.ts';
import { runProgram } from '#server/programs.node.ts';
import { findPrograms, oracleMissing } from '../oracle/programs.ts';
import { languageClient } from '../support/language-client.ts';
import { describeNeeding } from '../support/requires.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('what a program says', () => {
  test('HAProxy, old and new', () => {
    expect(
      readProgramOutput(
        haproxy,
        `[NOTICE]   (12) : haproxy version is 3.2.1
[WARNING]  (12) : config : parsing [/tmp/x/checked.cfg:3]: 'nbproc' is deprecated
[ALERT]    (12) : config : parsing [/dev/stdin:7] : unknown keyword 'maxcon' in 'global' section;
    | did you mean 'maxconn' maybe ?
[ALERT] 123/456 (12) : Proxy 'f': unable to find required default_backend: 'nowhere'.
[ALERT]    (12) : config : parsing [x:9] : unable to stat SSL certificate from file '/a.pem' : No such file or directory.
[ALERT]    (12) : config : Fatal errors found in configuration.
noise
`,
      ),
    ).toEqual([
      { severity: 'warning', text: "'nbproc' is deprecated", line: 3 },
      {
        severity: 'error',
        text: "unknown keyword 'maxcon' in 'global' section; did you mean 'maxconn' maybe ?",
        line: 7,
      },
      { severity: 'error', text: "Proxy 'f': unable to find required default_backend: 'nowhere'." },
      {
        severity: 'information',
        text: "unable to stat SSL certificate from file '/a.pem' : No such file or directory.",
        line: 9,
      },
    ]);
  });

  test('keepalived, each message once', () => {
    expect(
      readProgramOutput(
        keepalived,
        `(/tmp/checked.cfg: Line 3) Unknown keyword 'prioriti'
(/tmp/checked.cfg: Line 3) Unknown keyword 'prioriti'
(Line 9) (VI_1) interface eth7 doesn't exist
(VI_1) state previously set at line 4 - ignoring
`,
      ),
    ).toEqual([
      { severity: 'error', text: "Unknown keyword 'prioriti'", line: 3 },
      { severity: 'information', text: "(VI_1) interface eth7 doesn't exist", line: 9 },
      { severity: 'error', text: '(VI_1) state previously set at line 4 - ignoring' },
    ]);
  });
});

describe('what a program says is shown as text', () => {
  test('colours go, and other control characters and marks of direction can be seen', () => {
    const output = `\u001b[31m[ALERT]   \u001b[0m (12) : config : parsing [/x:3]\t: bad \u0007word \u202e\u0000\u001b]0;title\u0007'x\u009b'\r\r\n`;
    expect(readProgramOutput(haproxy, output)).toEqual([
      { severity: 'error', text: "bad \\u{7}word \\u{202e}\\u{0}'x\\u{9b}'", line: 3 },
    ]);
    const [message] = readProgramOutput(keepalived, '(/x: Line 3) Unknown\u001b]8;;http://x\u001b\\ \u001bkeyword\r\n');
    expect(message).toEqual({ severity: 'error', text: 'Unknown \\u{1b}keyword', line: 3 });
  });

  test('endless lines and messages are cut, at a cost that does not grow with their length', () => {
    const alert = '[ALERT] (1) : config : parsing [/x:3] : ';
    const [message] = readProgramOutput(haproxy, `${alert}${'x\n '.repeat(100_000)}`);
    expect(message?.text.length).toBeLessThan(5000);
    for (const part of ['[', '(', "file '", 'keepalived', 'interface ', 'script ', '[:1', '\u001b[', '\u001b]', '\r']) {
      const before = process.cpuUsage();
      const output = `${alert}${part.repeat(500_000 / part.length)}`;
      for (const language of [haproxy, keepalived]) readProgramOutput(language, output);
      const { user } = process.cpuUsage(before);
      expect(user / 1000, part).toBeLessThan(500);
    }
  });
});

describe('a program', () => {
  const node = (script: string, ...args: string[]) => [process.execPath, '-e', script, ...args];
  const beside = pathToFileURL(join(import.meta.dirname, 'x.cfg')).href;

  test('gets the text as its input, or in a file of its own, beside the document', async () => {
    const echo = node('process.stdin.pipe(process.stderr); console.log(process.cwd())');
    const result = await runProgram({ command: echo, text: 'global\n', beside, limitMs: 10_000 });
    expect(result).toEqual({ output: expect.stringContaining('global\n') });
    expect(result).toEqual({ output: expect.stringContaining(import.meta.dirname) });
    const cat = node(
      'console.log(process.argv[1] + "|" + require("fs").readFileSync(process.argv[1], "utf8"))',
      '{file}',
    );
    const read = await runProgram({ command: cat, text: 'defaults', beside, limitMs: 10_000 });
    const [file = '', text] = 'output' in read ? read.output.split('|') : [];
    expect(text).toBe('defaults\n');
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  test('that hangs is ended, and one that is missing is said to be', async () => {
    const hang = node('require("child_process").spawnSync("sleep", ["60"])');
    const start = performance.now();
    expect(await runProgram({ command: hang, text: '', beside, limitMs: 300 })).toEqual({
      error: 'did not end within 0.3 s',
    });
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await runProgram({ command: ['/no/such/program'], text: '', beside, limitMs: 300 })).toEqual({
      error: expect.stringContaining('cannot be started'),
    });
  });
});

const text = `global
    maxcon 10
    maxconn 10
defaults
    timeout client 3s
`;

test('its messages join ours on save, without doubling them, and go with the next edit', async () => {
  const folder = tempFolder({ 'haproxy.cfg': text });
  const asked: string[] = [];
  const client = await languageClient(folder, {
    settings: { haproxy: { command: ['check', '{file}'] } },
    host: {
      async runProgram({ text: given }) {
        asked.push(given);
        return {
          output: `[ALERT] (1) : config : parsing [/x:2] : unknown keyword 'maxcon'\n[WARNING] (1) : config : parsing [/x:3] : only here\n`,
        };
      },
    },
  });
  await client.open('haproxy.cfg');
  await client.notify('textDocument/didSave', { textDocument: { uri: client.uriOf('haproxy.cfg') } });
  const isProgram = ({ code }: { code?: unknown }): boolean => code === 'haproxy/program';
  const found = await client.diagnostics('haproxy.cfg', (list) => list.some(isProgram));
  expect(asked).toEqual([text]);
  expect(found.filter(isProgram)).toEqual([
    {
      range: { start: { line: 2, character: 4 }, end: { line: 2, character: 14 } },
      severity: 2,
      source: 'haconf',
      code: 'haproxy/program',
      message: 'haproxy: only here',
    },
  ]);
  await client.change('haproxy.cfg', 2, `${text}# more\n`);
  await client.diagnostics('haproxy.cfg', (list) => list.length > 0 && !list.some(isProgram));
});

describeNeeding('oracle', 'the real program on save', oracleMissing(), () => {
  test('adds what it alone knows', async () => {
    const program = findPrograms().haproxy.at(-1)?.path ?? '';
    const source = 'global\n    maxconn 10\n    ca-base /etc\n    user nobody-has-this-name\n    maxcon 1\n';
    const folder = tempFolder({ 'haproxy.cfg': source });
    const client = await languageClient(folder, {
      settings: { haproxy: { command: [program, '-c', '-f', '{file}'] } },
      host: { runProgram },
    });
    await client.open('haproxy.cfg');
    await client.notify('textDocument/didSave', { textDocument: { uri: client.uriOf('haproxy.cfg') } });
    const found = await client.diagnostics('haproxy.cfg', (list) =>
      list.some(({ code }) => code === 'haproxy/program'),
    );
    expect(found.map(({ code, range, severity }) => `${range.start.line + 1} ${severity} ${code}`).sort()).toEqual([
      '4 3 haproxy/program',
      '5 1 haproxy/unknown-keyword',
    ]);
  });
});
