// npm run package: the extension as dist/haconf.vsix. The same sources give the same bytes.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { ensureBuilt, logToStderr as log, root, vsixPath } from './setup.mjs';

const maxBytes = 950_000;

/** All that may be in the package. What the allow list of .vscodeignore lets through by mistake fails here. */
const allowed =
  /^(dist\/(?!cli|program)[\w.]+\.js|dist\/package\.json|dist\/rules\/\w+\/[\w-]+\.md|syntaxes\/[\w.-]+\.json|schemas\/[\w.-]+\.json|docs\/icon\.png|package\.json|(README|CHANGELOG)\.md|LICENSE)$/;

/** What the extension does not work without. */
const needed = ['package.json', 'dist/extension.node.js', 'dist/extension.browser.js', 'dist/server.node.js'].concat([
  'dist/server.browser.js',
  'dist/preview.js',
  'dist/load.js',
  'dist/package.json',
  'schemas/haconf.schema.json',
  'README.md',
  'LICENSE',
]);

async function packageExtension() {
  await ensureBuilt();
  const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).sort();
  const foreign = files.filter((file) => !allowed.test(file));
  if (foreign.length > 0) throw new Error(`these files do not belong in the package: ${foreign.join(', ')}`);
  const missing = needed.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`these files are missing in the package: ${missing.join(', ')}`);

  // The archive's time stamps: the oldest that the format can hold.
  process.env['SOURCE_DATE_EPOCH'] = String(Date.UTC(1980, 0, 1) / 1000);
  await createVSIX({
    cwd: root,
    packagePath: vsixPath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const bytes = statSync(vsixPath).size;
  for (const file of files) log(`  ${String(statSync(join(root, file)).size).padStart(8)}  ${file}`);
  log(`haconf: dist/haconf.vsix, ${(bytes / 1000).toFixed(0)} kB`);
  if (bytes >= maxBytes) throw new Error(`the package has ${bytes} bytes, more than ${maxBytes}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await packageExtension();
  } catch (error) {
    log(`haconf: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
