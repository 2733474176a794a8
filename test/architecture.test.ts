import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const projects = ['core', 'disk', 'server', 'cli', 'client', 'webview'];

describe('the layering', () => {
  const cruise = cruiseIn(root);

  test('is kept by every import', () => {
    expect(cruise.violations).toEqual([]);
  });

  test('was applied to every source file', () => {
    // A cruiser that cannot read TypeScript finds no module, and therefore nothing wrong.
    const sources = projects.flatMap((project) => filesBelow(`${project}/src`, '.ts'));
    expect(sources.length).toBeGreaterThan(100);
    expect(cruise.modules).toEqual(sources.sort());
  });

  test('has exactly one layer for every source file', async () => {
    const config: { readonly layers: Readonly<Record<string, { readonly path: string }>> } = await import(
      join(root, '.dependency-cruiser.mjs')
    );
    const patterns = Object.values(config.layers).map((layer) => new RegExp(layer.path));
    const homeless = cruise.modules.filter((file) => patterns.filter((pattern) => pattern.test(file)).length !== 1);
    expect(homeless).toEqual([]);
  });

  test('has none for the folder of an engine or of a language before it has a row', async () => {
    const { layers } = await import(join(root, '.dependency-cruiser.mjs'));
    const patterns = Object.values<{ readonly path: string }>(layers).map(({ path }) => new RegExp(path));
    for (const file of ['core/src/failover/toy/engine.ts', 'core/src/languages/toy/language.ts']) {
      expect(patterns.filter((pattern) => pattern.test(file))).toEqual([]);
    }
  });

  test.each([
    [
      'a lower layer that sees a higher one',
      'core/src/base/low.ts',
      "import type { high } from '../failover/high.ts';",
    ],
    ['a rule that sees another rule', 'core/src/lint/rules/cluster/one.ts', "import { high } from './other.ts';"],
    ['a core that reads files', 'core/src/workspace/reader.ts', "import { readFileSync as high } from 'node:fs';"],
    [
      'a command that sees the server',
      'cli/src/commands/lsp.ts',
      "import { high } from '../../../server/src/server.ts';",
    ],
    [
      'a picture that knows what moves the addresses',
      'core/src/topology/member.ts',
      "import { high } from '../failover/vrrp/low.ts';",
    ],
    [
      'a picture that asks for virtual routers',
      'core/src/topology/groups.ts',
      "import { high } from '../cluster/vrrp.ts';",
    ],
    [
      'a command that follows VRRP by itself',
      'cli/src/commands/predict.ts',
      "import { high } from '../../../core/src/failover/vrrp/low.ts';",
    ],
    ['a prediction that prefers an engine', 'core/src/failover/predict.ts', "import { high } from './vrrp/low.ts';"],
    ['a cycle', 'core/src/failover/high.ts', "import { high } from './low.ts';"],
  ])('refuses %s', (_, path, line) => {
    const folder = mkdtempSync(join(tmpdir(), 'haconf-layers-'));
    try {
      const fixed = [
        'core/src/failover/vrrp/low.ts',
        'core/src/cluster/vrrp.ts',
        'core/src/lint/rules/cluster/other.ts',
        'server/src/server.ts',
      ];
      write(folder, 'core/src/failover/high.ts', 'export const high = 1;\n');
      for (const file of fixed) write(folder, file, 'export const high = 1;\n');
      write(folder, 'core/src/failover/low.ts', "export { high } from './high.ts';\n");
      write(folder, path, `${line}\nexport const used = high;\n`);
      expect(cruiseIn(folder).violations.map((violation) => violation.split(' ')[1])).toContain(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('lets the page see only types of the failover model', () => {
    const lines = filesBelow('webview/src', '.ts').flatMap((file) => read(file).match(/^import .*$/gm) ?? []);
    expect(lines.filter((line) => line.includes('core/failover/') && !line.startsWith('import type '))).toEqual([]);
  });
});

describe('languages', () => {
  test('are told apart in their own folders: elsewhere at most five times', () => {
    const sources = ['core', 'disk', 'server', 'cli', 'client'].flatMap((project) =>
      filesBelow(`${project}/src`, '.ts').map((file) => ({ file, text: read(file) })),
    );
    expect(sources.length).toBeGreaterThan(100);
    const branches = sources.flatMap(({ file, text }) => languageBranches(file, text));
    expect(branches.length, branches.join('\n')).toBeLessThanOrEqual(5);
  });

  test.each([
    ['a comparison with an id', "if (file.language === 'haproxy') return 1;"],
    ['a comparison with a value', 'if (file.language === keepalived) return 1;'],
    ['a comparison of ids', 'return file.language.id !== haproxyProgram.id;'],
    ['a question for one language', 'if (isOf(file, keepalived)) return 1;'],
    ['a case', "case 'keepalived':"],
    ['a list of ids', 'const known = [\'x\', "haproxy"];'],
    ['a rule of one language', "if (rule.startsWith('keepalived/')) return 1;"],
    ['a field of a language', "settings['sysctl']"],
  ])('%s counts', (_, line) => {
    expect(languageBranches('core/src/workspace/x.ts', `// ${line}\n/* ${line} */\n${line}\n`)).toEqual([
      `core/src/workspace/x.ts:3 ${line}`,
    ]);
    expect(languageBranches('core/src/languages/haproxy/x.ts', line)).toEqual([]);
    expect(languageBranches('core/src/lint/rules/keepalived/x.ts', line)).toEqual([]);
  });
});

describe('hand-written files', () => {
  const sizes = [...projects.map((project) => `${project}/src`), 'tools', 'test']
    .flatMap((folder) => [...filesBelow(folder, '.ts'), ...filesBelow(folder, '.mjs')])
    .filter((file) => !file.endsWith('.generated.ts'))
    .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);

  test('have at most 400 lines', () => {
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  test('are small: half of them up to 90 lines, nine of ten up to 300', () => {
    expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThanOrEqual(90);
    expect(sizes[Math.floor(sizes.length * 0.9)]?.lines).toBeLessThanOrEqual(300);
  });
});

describe('rules', () => {
  const files = filesBelow('core/src/lint/rules', '.ts').map((file) =>
    file.replace('core/src/lint/rules/', '').replace(/[.]ts$/, ''),
  );

  test('are named like their files, and every file is registered', () => {
    expect(rules.map(publishedId).sort()).toEqual([...files].sort());
  });

  test('have a summary that is one sentence', () => {
    expect(rules.filter((rule) => !/^[A-Z`].*[.]$/.test(rule.summary)).map(publishedId)).toEqual([]);
  });

  test.each(files)('%s is documented beside its source', (id) => {
    const headings = read(`core/src/lint/rules/${id}.md`)
      .replace(/^(`{3,})[\s\S]*?^\1/gm, '')
      .match(/^##? .*$/gm);
    expect(headings?.filter((heading) => required(id).includes(heading))).toEqual(required(id));
  });
});

const required = (id: string): string[] => [
  `# ${id.slice(id.indexOf('/') + 1)}`,
  '## What it does',
  '## Why it matters',
  '## Examples',
  '## Fix',
];

/** Each has its own way to a language: the folders of languages, and the rules about one of them. */
const knowsLanguages = /^core\/src\/(?:languages|lint\/rules\/(?:haproxy|keepalived))\//;

/**
 * The failover engine and the picture of it are about processes, which have the names of their programs: `haproxy` is
 * what fails there, and no language.
 */
const isAboutProcesses = /^core\/src\/(?:failover|topology)\//;

/** A comparison of languages, but with nothing: whether there is one is no question about which. */
const comparison = /(?<!typeof [\w.]*)\blanguage(?:Id)?(?:[?.]*\.id)?\s*[!=]==(?!\s*(?:undefined|null)\b)/;
const ofOneLanguage = /[!=]==\s*\w+Program\b|\bisOf\([^()]*,\s*(?:haproxy|keepalived|sysctl|manifest|script|unit)\)/;
/** An id, or the beginning of a rule's id. Texts for people hold more than the name. */
const quotedId = /(['"`])(?:haproxy|keepalived|sysctl)\/?\1/;

/** The lines of code that tell languages apart, as `FILE:LINE TEXT`. */
function languageBranches(file: string, text: string): string[] {
  if (knowsLanguages.test(file) || file.endsWith('.generated.ts')) return [];
  const blank = (comment: string): string => comment.replace(/[^\n]/g, ' ');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<=^|\s)\/\/.*$/gm, blank);
  return code.split('\n').flatMap((line, index) => {
    // Members of other types may have the name of a program.
    const named = !isAboutProcesses.test(file) && quotedId.test(line.replace(/\b(?:Omit|Pick)<[^<>]*>/g, ''));
    const isBranch = named || comparison.test(line) || ofOneLanguage.test(line);
    return isBranch ? [`${file}:${index + 1} ${line.trim()}`] : [];
  });
}

interface Cruise {
  /** `RULE FROM -> TO` of each violation. */
  readonly violations: readonly string[];
  /** The source files of the project that were read, sorted. */
  readonly modules: readonly string[];
}

/** Applies the project's rules to the sources below a folder. */
function cruiseIn(folder: string): Cruise {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const sources = projects.map((project) => `${project}/src`).filter((path) => readdirSafely(join(folder, path)));
  const config = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'];
  const result = spawnSync(process.execPath, [program, ...config, ...sources], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (!result.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${result.stderr}`);
  const output: {
    readonly modules: readonly { readonly source: string }[];
    readonly summary: { readonly violations: readonly { rule: { name: string }; from: string; to: string }[] };
  } = JSON.parse(result.stdout);
  return {
    violations: output.summary.violations.map(({ rule, from, to }) => `${rule.name} ${from} -> ${to}`),
    modules: output.modules
      .map((module) => module.source)
      .filter((source) => /^\w+\/src\//.test(source))
      .sort(),
  };
}

function readdirSafely(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path, extension);
    return entry.name.endsWith(extension) ? [path] : [];
  });
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
