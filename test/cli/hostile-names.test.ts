import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { oneLine } from '#core/base/one-line.ts';
import { useBuiltProgram } from '../support/built.ts';
import { run } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

/** Clears a screen, sets a title, rings, turns text around, ends a paragraph, looks like a mark of a colour of ours. */
const inName = '\u001b[2J\u001b]0;t\u0007\u009b31m\u202e\u2066\u2028\u007f\u0008\ufdd0a:31\ufdd1';
/** A name in a file ends at a blank and at a line’s end; a folder’s name and what is said on the command line do not. */
const inPath = `${inName}\nhaconf: forged\r\`|<img onerror=f>](javascript:f)`;
/** As wide as what is shown of it, without a sign that means anything. */
const harmless = (text: string): string => oneLine(text).replace(/[^ ]/g, 'x');

interface Names {
  readonly name: string;
  readonly path: string;
}

function files({ name, path }: Names): Readonly<Record<string, string>> {
  const node = (which: 1 | 2): Readonly<Record<string, string>> => ({
    [`n${which}${path}/keepalived.conf`]: `vrrp_script s${name} {
    script "/bin/check ${name}"
    interval 2
    weight 2
}
vrrp_instance VI${name} {
    interface eth0
    virtual_router_id 51
    state BACKUP
    priority ${100 + which}
    virtual_ipaddress {
        192.168.1.100/24 dev eth0 label eth0:${name}
    }
    track_script {
        s${name}
        t${name}
    }
    unknown${name} ${name}
}
`,
    [`n${which}${path}/haproxy.cfg`]: `frontend f${name}
    bind 192.168.1.100:80
    acl a${name} path_beg /${which}${name}
    use_backend b${name} if a${name}
    use_backend u${name} if { path /${name} }
    timeout client ${which}s
backend b${name}
    server s${name} 192.168.1.21:80${which} chek${name}
    unknown${name} ${name}`,
  });
  const nodes = (which: 1 | 2): string => JSON.stringify({ files: Object.keys(node(which)) });
  return {
    ...node(1),
    ...node(2),
    'haconf.json': `{ "clusters": { ${JSON.stringify(`c${path}`)}: { "nodes": { ${JSON.stringify(`m${path}`)}: ${nodes(1)}, ${JSON.stringify(`o${path}`)}: ${nodes(2)} } } } }`,
    'scenario.json': JSON.stringify({
      id: `i${path}`,
      nodes: {
        [`m${path}`]: {
          ifs: { eth0: ['192.168.1.11/24'] },
          conf: node(1)[`n1${path}/keepalived.conf`],
        },
      },
      vips: [`192.168.1.100${path}`, '192.168.1.100'],
      events: [[0, 'start', `m${path}`]],
      until: 6,
    }),
    'wrong.json': `{ "nodes": ${path}`,
  };
}

const hostile: Names = { name: inName, path: inPath };
const plain: Names = { name: harmless(inName), path: harmless(inPath) };

/** Command lines, given what stands for a name in them. */
const commands = (path: string): readonly (readonly string[])[] => [
  ['check', '--hints'],
  ['check', '--format', 'json'],
  ['check', '--haproxy', '3.2', '--compare', '2.2'],
  ['failover'],
  ['failover', '--max-faults', '2'],
  ['failover', '--format', 'json'],
  ['failover', '--format', 'markdown'],
  ['failover', '--fault', path],
  ['diff'],
  ['diff', '--format', 'json'],
  ['topology'],
  ['topology', '--format', 'mermaid'],
  ['topology', '--format', 'html'],
  ['topology', '--format', 'markdown'],
  ['topology', '--format', 'json'],
  ['topology', '--fault', path],
  ['topology', '--cluster', path],
  ['simulate', 'scenario.json'],
  ['simulate', '--format', 'json', 'scenario.json'],
  ['simulate', 'wrong.json'],
  ['simulate', path],
  ['init', '--print'],
  ['init', path],
  ['explain', path],
  ['check', path],
  ['check', '--max-warnings', path],
  ['check', '--format', path],
  ['check', '--language', path],
  ['check', '--haproxy', path],
  [`--${path}`],
  [path],
  ['check', `--${path}`],
  ['lsp', path],
  // Last: it writes.
  ['check', '--fix'],
];

/** Printable characters in UTF-8, line feeds and tabs. */
function foreign(text: string, allowed: RegExp): readonly string[] {
  return [
    ...new Set(text.replace(allowed, '').match(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu)),
  ];
}

const lines = (text: string): number => text.split('\n').length;

/** Lines of a check that are no finding, no other place of one, and no summary. */
function oddLines(text: string): readonly string[] {
  const known =
    /^(?:n[12]| {4}n[12]).*:\d+:\d+: |^\d+ (?:errors?|warnings?|hints?).* in \d+ files|^Reported by the other version|^$/;
  return text.split('\n').filter((line) => !known.test(line));
}

describe('names that a file, a folder or a command line may hold reach neither the terminal nor the shape of the output', () => {
  test.for([true, false])('in a pipe, stdout and stderr, first half: %s', { timeout: 120_000 }, async (first) => {
    const [cwd, other] = [tempFolder(files(hostile)), tempFolder(files(plain))];
    const rows = commands(hostile.path).map((args, index) => [args, commands(plain.path)[index] ?? []] as const);
    for (const [args, likewise] of first ? rows.slice(0, 17) : rows.slice(17)) {
      const found = await program.haconf(args, { cwd });
      const expected = await program.haconf(likewise, { cwd: other });
      const shown = args.map((arg) => (arg.length > 40 ? 'NAME' : arg)).join(' ');
      expect(foreign(found.stdout + found.stderr, /(?!)/g), shown).toEqual([]);
      expect(found.exitCode, shown).toBe(expected.exitCode);
      expect(lines(found.stderr), shown).toBe(lines(expected.stderr));
      expect(`${found.stdout}${found.stderr}`, shown).not.toMatch(/^haconf: forged/m);
      // A name with such signs is a finding itself, and a server that is reached otherwise is drawn otherwise.
      if (args[0] === 'check') expect(args.includes('json') ? [] : oddLines(found.stdout), shown).toEqual([]);
      else if (args[0] !== 'topology') expect(lines(found.stdout), shown).toBe(lines(expected.stdout));
      if (args.includes('json') && found.exitCode !== 2) expect(() => JSON.parse(found.stdout), shown).not.toThrow();
    }
  });

  /** It runs a program on a terminal of its own; other systems have another program of this name. */
  const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
  const name = 'on a terminal only the colours of our own go through';
  test.skipIf(!hasTerminal)(
    hasTerminal ? name : `${name} [skipped: no "script" of util-linux]`,
    { timeout: 60_000 },
    async () => {
      const cwd = tempFolder(files(hostile));
      const coloured = [
        ['check', '--hints'],
        ['failover'],
        ['diff'],
        ['topology', '--format', 'markdown'],
        ['explain'],
      ];
      for (const args of coloured) {
        const command = [process.execPath, program.cli, ...args].join(' ');
        const { stdout } = await run('script', ['-qec', command, '/dev/null'], { cwd });
        const text = stdout.replaceAll('\r\n', '\n');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a colour is
        const ours = /\u001b\[(?:1|2|22|31|32|33|39)m/g;
        expect(foreign(text, ours), args.join(' ')).toEqual([]);
        if (args.length === 1 && args[0] !== 'explain') expect(text, args.join(' ')).toMatch(ours);
      }
      const { stdout } = await run(
        'script',
        ['-qec', `NO_COLOR=1 ${process.execPath} ${program.cli} check`, '/dev/null'],
        {
          cwd,
        },
      );
      expect(foreign(stdout.replaceAll('\r\n', '\n'), /(?!)/g)).toEqual([]);
    },
  );
});

test('Markdown, Mermaid, SVG and HTML take a name for a name', async () => {
  const name = 'x`|<img_src=x_onerror=alert(1)>](javascript:alert(1))';
  const cwd = tempFolder(files({ name: '', path: name.replaceAll('/', '') }));
  const markdown = (await program.haconf(['failover', '--format', 'markdown'], { cwd })).stdout;
  const book = (await program.haconf(['topology', '--format', 'markdown'], { cwd })).stdout;
  for (const text of [markdown, book.replace(/```mermaid[\s\S]*```/, '')]) {
    expect(text.replace(/`[^`\n]*`|\\./g, '')).not.toMatch(/<img|\]\(/);
    expect(text).toContain('javascript');
  }
  for (const format of ['mermaid', 'svg', 'html']) {
    const { stdout } = await program.haconf(['topology', '--format', format], { cwd });
    expect(stdout, format).toContain('img');
    expect(stdout.replace(/^title: .*$/m, ''), format).not.toContain('<img_src');
  }
});

test('nothing of the command line is written but through the one way out', () => {
  const folder = new URL('../../cli/src/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const writing = sources.filter((path) =>
    /writeSync|console\.|std(?:out|err)\.write|\\u001b/.test(readFileSync(new URL(path, folder), 'utf8')),
  );
  // `overwrite.ts` writes a configuration, which is no output.
  expect(writing.sort()).toEqual(['output.ts', 'overwrite.ts', 'style.ts']);
});
