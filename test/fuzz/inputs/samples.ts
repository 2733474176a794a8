import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { guessByPath } from '#core/languages/languages.ts';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';
import type { RawSettings } from '#core/workspace/settings.ts';
import { markdownCases } from '../../support/markdown-cases.ts';
import type { NamedText } from '../trial.ts';

/** Files that belong together. */
export interface SampleGroup {
  readonly files: readonly NamedText[];
  readonly settings: RawSettings;
}

const mostFiles = 8;
const mostBytes = 200_000;

/** The examples of all rules' pages and those of the examples folder; the working folder is the checkout's root. */
export function ownGroups(): SampleGroup[] {
  const pages = rules.flatMap((rule) =>
    markdownCases(readFileSync(`core/src/lint/rules/${publishedId(rule)}.md`, 'utf8')).map(
      ({ files, settings }): SampleGroup => ({
        files: [...files].map(([path, text]) => ({ path, text })),
        settings,
      }),
    ),
  );
  return [...pages, ...groupsBelow('examples')];
}

/** The files of each folder and those of the folders beside it, as the files of a pair lie. */
export function groupsBelow(folder: string): SampleGroup[] {
  const byPlace = new Map<string, NamedText[]>();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of entries) {
    if (!guessByPath(path) || statSync(path).size > mostBytes) continue;
    const named = { path: relative(folder, path), text: readFileSync(path, 'utf8') };
    // `pair/lb1/haproxy.cfg` and `pair/lb2/etc/haproxy/haproxy.cfg` are of one place; a flat folder is many.
    const parts = dirname(named.path).split('/');
    const place = parts.length > 1 ? (parts[0] ?? '') + (parts[1] ?? '') : named.path;
    byPlace.set(place, [...(byPlace.get(place) ?? []), named]);
  }
  return [...byPlace.values()].flatMap((files) =>
    Array.from({ length: Math.ceil(files.length / mostFiles) }, (_, index): SampleGroup => {
      const some = files.slice(index * mostFiles, (index + 1) * mostFiles);
      // Names such as 0017.cfg of a collection say nothing of the language.
      const renamed = some.map(({ path, text }) => ({ path: guessByPath(path)?.certain ? path : known(path), text }));
      return { files: renamed, settings: {} };
    }),
  );
}

function known(path: string): string {
  const name = basename(path);
  return join(dirname(path), path.endsWith('.cfg') ? `haproxy-${name}` : `keepalived-${name}`);
}
