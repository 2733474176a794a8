// Bundles dist/: one file for each program or page. With --watch it stays and rebuilds on every change.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { compileBundles } from './compile.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  target: 'es2023',
  logLevel: 'warning',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
/** @type {import('esbuild').BuildOptions} */
const browser = { ...common, platform: 'browser' };

/**
 * Modules of Node that the language server's libraries load at the start and hardly ever use. Loading them takes a
 * tenth of the time to the first diagnostics.
 *
 * @type {import('esbuild').Plugin}
 */
const loadedWhenUsed = {
  name: 'loaded-when-used',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:crypto|child_process)$/ }, ({ path, importer }) =>
      importer.includes('node_modules') ? { path, namespace: 'loaded-when-used' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'loaded-when-used' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions[]} */
export const bundles = [
  { ...node, entryPoints: ['cli/src/launch.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: ['cli/src/main.ts'], outfile: 'dist/program.js' },
  { ...node, entryPoints: ['cli/src/load.ts'], outfile: 'dist/load.js' },
  // Runs in a web worker and in Node, where server.node.js starts it: what it needs of Node is loaded in Node only.
  {
    ...node,
    entryPoints: ['server/src/main.ts'],
    outfile: 'dist/server.browser.js',
    format: 'iife',
    conditions: ['browser', 'module'],
    plugins: [loadedWhenUsed],
  },
  { ...node, entryPoints: ['client/src/extension.node.ts'], outfile: 'dist/extension.node.js', external: ['vscode'] },
  {
    ...browser,
    entryPoints: ['client/src/extension.browser.ts'],
    outfile: 'dist/extension.browser.js',
    format: 'cjs',
    external: ['vscode'],
  },
  { ...browser, entryPoints: ['webview/src/preview.ts'], outfile: 'dist/preview.js', format: 'iife' },
];

/** What stands beside the bundles. @param {string} folder */
export function writeFixedFiles(folder) {
  // VS Code loads extensions with require(), and CommonJS starts faster than modules do.
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(folder, 'server.node.js'), "require('./load.js').load(__dirname, 'server.browser.js');\n");
}

/** The rules' documentation travels with every package: `explain` and the links of diagnostics open it. */
function copyRuleDocs() {
  for (const scope of ['haproxy', 'keepalived', 'cluster']) {
    cpSync(join(root, 'core/src/lint/rules', scope), join(dist, 'rules', scope), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Files are written over, never removed first: something may be running from dist/ at this moment.
  mkdirSync(dist, { recursive: true });
  writeFixedFiles(dist);
  copyRuleDocs();
  if (process.argv.includes('--watch')) {
    for (const options of bundles) await (await context(options)).watch();
    console.log('watching');
  } else {
    await Promise.all(bundles.map((options) => build(options)));
    await compileBundles();
  }
}
