import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'vscode-uri';
import { guessByPath } from '#core/languages/languages.ts';
import type { FileHost } from './host.ts';

const skipped = new Set(['node_modules', '.git', '.hg', '.svn', '.terraform', '.venv', 'dist', 'target', 'vendor']);
/** Enough for any workspace of configurations, and a stop for a home folder opened by mistake. */
const mostFolders = 20_000;

/** Reads the local disk. Its URIs are written as VS Code writes them, so that a file has one name. */
export const nodeFiles: FileHost = {
  async findFiles(folders) {
    const found: string[] = [];
    const pending = folders.flatMap(localPath);
    for (let visited = 0; pending.length > 0 && visited < mostFolders; visited++) {
      const folder = pending.pop();
      if (folder === undefined) break;
      // A folder that cannot be read has nothing that we could show.
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!skipped.has(entry.name)) pending.push(path);
        } else if (guessByPath(path.replaceAll('\\', '/'))) found.push(URI.file(path).toString());
      }
    }
    return found;
  },
  async readFile(uri) {
    const [path] = localPath(uri);
    return path === undefined ? null : readFile(path, 'utf8').catch(() => null);
  },
  async existingFiles(uris) {
    const found = await Promise.all(
      uris.map(async (uri) => {
        const [path] = localPath(uri);
        const facts = path === undefined ? undefined : await stat(path).catch(() => undefined);
        return facts?.isFile() ? [uri] : [];
      }),
    );
    return found.flat();
  },
};

function localPath(uri: string): string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    return [];
  }
}
