import { memo } from '../../base/memo.ts';
import type { Chunk, Site } from '../../syntax/chunk.ts';
import { folderOf, globMatcher, isGlob, resolveFrom, withoutBraces } from './include-pattern.ts';
import type { BlockSyntax, KeepalivedSyntax } from './parser.ts';

/** A file and where it lies. Paths are opaque but for their `/`. */
export interface ConfigFile {
  readonly path: string;
  readonly syntax: KeepalivedSyntax;
}

/** An `include` line that does not do what it is there for. */
export interface IncludeProblem {
  readonly id: 'include-conditional' | 'include-cycle' | 'include-without-file';
  readonly path: string;
  readonly site: Site;
  readonly pattern: string;
}

/** What keepalived reads on one machine: a file with all that it includes. */
export interface Configuration {
  /** The main file first. */
  readonly files: readonly ConfigFile[];
  /** All that stands outside of blocks, in the order of reading. The main file's own syntax when it includes nothing. */
  readonly syntax: KeepalivedSyntax;
  /** The files that an `include` line of a chunk reads; undefined when nobody knows them. */
  readonly included: (chunk: Chunk, pattern: string) => readonly ConfigFile[] | undefined;
  /** The file that a chunk comes from. */
  readonly pathOf: (chunk: Chunk) => string;
  readonly problems: readonly IncludeProblem[];
}

/** `include PATTERN` with where it stands. */
export interface IncludeLine {
  readonly pattern: string;
  readonly site: Site;
  /** It stands outside of blocks and holds for every node: what is included takes its place. */
  readonly whole: boolean;
  /** It has a condition: `@id include …`. */
  readonly conditional: boolean;
}

/** The pattern of an `include` line is everything up to a comment, quotes and blanks among it. */
export function includePattern(text: string): string | undefined {
  const match = /^\s*(?:@\S*\s+)*include[rmwba]?[ \t]+([^#!\r\n]*)/.exec(text);
  return match?.[1]?.trim() || undefined;
}

/** The `include` lines of a chunk. */
export const includesOf: (chunk: BlockSyntax) => readonly IncludeLine[] = memo((chunk: BlockSyntax) => {
  if (!chunk.text.includes('include')) return [];
  const nested = chunk.statements.some((statement) => statement.block);
  return chunk.lines.flatMap((line, index): IncludeLine[] => {
    const pattern = line.code ? includePattern(line.text) : undefined;
    if (pattern === undefined) return [];
    const words = chunk.lineWords[index] ?? [];
    const range = { start: words[0]?.range.start ?? 0, end: words.at(-1)?.range.end ?? 0 };
    const conditional = words[0]?.value.startsWith('@') === true;
    return [{ pattern, site: { chunk, range }, whole: !nested && !conditional, conditional }];
  });
});

/** No configuration has more parts; a few files that include each other many times could make any number. */
const mostParts = 2000;

/** The configuration whose main file this is, made of the files that are known. */
export function configurationOf(main: ConfigFile, known: readonly ConfigFile[]): Configuration {
  if (!includes(main)) return alone(main);
  const files = new Set<ConfigFile>([main]);
  const owners = new Map<Chunk, string>();
  const targets = new Map<Chunk, Map<string, readonly ConfigFile[]>>();
  const problems: IncludeProblem[] = [];
  const chunks: BlockSyntax[] = [];
  let parts = 0;
  const visit = (file: ConfigFile, within: readonly ConfigFile[], into: BlockSyntax[] | undefined): void => {
    const first = within.length === 0 || !files.has(file);
    files.add(file);
    for (const chunk of file.syntax.chunks) {
      if (first) owners.set(chunk, file.path);
      into?.push(chunk);
      for (const line of includesOf(chunk)) {
        const found = resolve(line.pattern, file, main, known);
        const cyclic = found.filter((target) => target === file || within.includes(target));
        const open = found.filter((target) => !cyclic.includes(target));
        const problem = { path: file.path, site: line.site, pattern: line.pattern };
        if (first && line.conditional) problems.push({ id: 'include-conditional', ...problem });
        if (first && cyclic.length > 0) problems.push({ id: 'include-cycle', ...problem });
        if (first && found.length === 0 && isMissing(line.pattern, file, main, known)) {
          problems.push({ id: 'include-without-file', ...problem });
        }
        if (found.length === 0) continue;
        const ofChunk = targets.get(chunk) ?? new Map<string, readonly ConfigFile[]>();
        targets.set(chunk, ofChunk.set(line.pattern, open));
        for (const target of open) {
          if (++parts <= mostParts) visit(target, [...within, file], line.whole ? into : undefined);
        }
      }
    }
  };
  visit(main, [], chunks);
  if (parts > mostParts) return { ...alone(main), problems };
  return {
    files: [...files],
    syntax: { chunks, length: chunks.reduce((length, chunk) => length + chunk.text.length, 0) },
    included: (chunk, pattern) => targets.get(chunk)?.get(pattern),
    pathOf: (chunk) => owners.get(chunk) ?? main.path,
    problems,
  };
}

/** A file that includes nothing that is known. */
export function alone(file: ConfigFile): Configuration {
  return {
    files: [file],
    syntax: file.syntax,
    included: () => undefined,
    pathOf: () => file.path,
    problems: [],
  };
}

function includes(file: ConfigFile): boolean {
  return file.syntax.chunks.some((chunk) => includesOf(chunk).length > 0);
}

/**
 * The known files that a pattern matches, by name. It counts from the file that includes; where it starts with the
 * folder in which keepalived's configuration lies on the machine, from the main file.
 */
function resolve(
  pattern: string,
  from: ConfigFile,
  main: ConfigFile,
  known: readonly ConfigFile[],
): readonly ConfigFile[] {
  const places = patternsOf(pattern, from, main).flatMap(withoutBraces);
  const found = places.map(globMatcher).flatMap((matches) => known.filter(({ path }) => matches(path)).sort(byPath));
  return [...new Set(found)];
}

function byPath(a: ConfigFile, b: ConfigFile): number {
  return a.path < b.path ? -1 : 1;
}

const installed = /^\/(?:usr\/local\/)?etc\/keepalived\//;

function patternsOf(pattern: string, from: ConfigFile, main: ConfigFile): readonly string[] {
  if (!pattern.startsWith('/')) return [resolveFrom(folderOf(from.path), pattern)];
  const scheme = /^[a-z][\w+.-]*:\/\//.exec(main.path)?.[0] ?? '';
  const there = resolveFrom('', scheme + pattern);
  const here = installed.test(pattern) ? [resolveFrom(folderOf(main.path), pattern.replace(installed, ''))] : [];
  return [there, ...here];
}

/** Whether a plain name is not there although other files of its folder are known, so that it would be known, too. */
function isMissing(pattern: string, from: ConfigFile, main: ConfigFile, known: readonly ConfigFile[]): boolean {
  if (isGlob(pattern) || /[$"'\s]/.test(pattern)) return false;
  return patternsOf(pattern, from, main).some((path) => {
    const folder = folderOf(path);
    return known.some((file) => file !== from && file !== main && folderOf(file.path) === folder);
  });
}

/** The files that others include: they are no configurations of their own. Of files that include each other, one is. */
export function includedPaths(known: readonly ConfigFile[]): ReadonlySet<string> {
  const including = known.filter(includes);
  const taken = new Set<string>();
  for (const file of including) {
    if (taken.has(file.path)) continue;
    for (const part of configurationOf(file, known).files) if (part !== file) taken.add(part.path);
  }
  return taken;
}
