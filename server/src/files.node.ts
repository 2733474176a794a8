import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'vscode-uri';
import { guessByPath, recognise } from '#core/languages/languages.ts';
import type { FileProblem } from '#core/workspace/file-problem.ts';
import { isFile } from '#disk/is-file.ts';
import { readText } from '#disk/read-text.ts';
import { DiskWorker } from '#disk/run-later.ts';
import { walk } from '#disk/walk.ts';
import type { FileHost } from './host.ts';

const skipped = new Set(['node_modules', '.git', '.hg', '.svn', '.terraform', '.venv', 'dist', 'target', 'vendor']);

/** Enough for any workspace with configurations, and a stop for a home folder opened by mistake. */
const limits = { folders: 20_000, files: 100_000, entries: 1_000_000, depth: 100 } as const;

/** The most files that are asked for at once whether they are there: those that one document links to. */
const mostAsked = 2_000;

/** A disk that needs longer than that helps nobody who waits for an editor. Milliseconds. */
const searchMs = 120_000;
const disk = new DiskWorker({ stepMs: 10_000, totalMs: 30_000 });

/** Reads the local disk. Its URIs are written as VS Code writes them, so that a file has one name. */
export const nodeFiles: FileHost = {
  async findFiles(folders, goesOn) {
    const uris = new Set<string>();
    const problems: FileProblem[] = [];
    const end = performance.now() + searchMs;
    for (const folder of folders.flatMap(localPath)) {
      const found = await disk.run(
        walk({
          folder,
          limits,
          shown: uriOf,
          named: slashed,
          // Editors put links of this name beside a file that is being edited, which lead nowhere.
          skips: (name, isFolder) => (isFolder ? skipped.has(name) : name.startsWith('.#')),
          ends: () => {
            if (!goesOn()) return 'the files that were not found before the search was cancelled';
            return performance.now() < end ? undefined : `the files that were not found in ${searchMs / 1000} seconds`;
          },
        }),
        // It ends by itself before.
        2 * searchMs,
      );
      for (const { path } of found.files) uris.add(path);
      problems.push(...found.problems);
    }
    return { uris: [...uris], problems };
  },
  async readFile(uri, limit) {
    const [file] = localPath(uri);
    if (file === undefined) return null;
    const wanted = (head: string): boolean => recognise(uri, head) !== undefined;
    const read = await disk.run(readText({ file, path: uri, limit, wanted }));
    if (read === undefined || 'text' in read) return read ?? null;
    // A file that only might be one of ours says nothing when it cannot be read, one that was known by its text does.
    const isOurs =
      guessByPath(slashed(file))?.certain || read.kind === 'too-large-file' || read.kind === 'changing-file';
    return isOurs && !read.gone ? { problem: read } : null;
  },
  async existingFiles(uris) {
    const found = await Promise.all(
      uris.slice(0, mostAsked).map(async (uri) => {
        const [path] = localPath(uri);
        return path !== undefined && (await disk.run(isFile(path))) ? [uri] : [];
      }),
    );
    return found.flat();
  },
};

function uriOf(path: string): string {
  return URI.file(path).toString();
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function localPath(uri: string): string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    return [];
  }
}
