import { memo } from '../../base/memo.ts';
import type { Chunk, Site } from '../../syntax/chunk.ts';
import { FileIndex } from './file-index.ts';
import { folderOf, isGlob, resolveFrom, withoutBraces } from './include-pattern.ts';
import type { BlockSyntax, KeepalivedSyntax } from './parser.ts';

/** A file and where it lies. Paths are opaque but for their `/`. */
export interface ConfigFile {
  readonly path: string;
  readonly syntax: KeepalivedSyntax;
}

/** An `include` line that does not do what it is there for. */
export interface IncludeProblem {
  readonly id: 'include-conditional' | 'include-cycle' | 'include-limit' | 'include-without-file';
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

/** How often files may be read again because several lines include them, and how much text that may be, in characters. */
const mostReadings = 2000;
const mostText = 1_000_000;

/** No files include each other more deeply; what does must not exhaust the stack of those who read them. */
const deepest = 64;

/** The configuration whose main file this is, made of the files that are known. */
export function configurationOf(main: ConfigFile, known: readonly ConfigFile[]): Configuration {
  return includes(main) ? new Gathering(main, indexOf(known)).configuration() : alone(main);
}

const indexOf = memo((known: readonly ConfigFile[]) => new FileIndex<ConfigFile>(known));

/** Follows the `include` lines of a main file. */
class Gathering {
  readonly #main: ConfigFile;
  readonly #index: FileIndex<ConfigFile>;
  readonly #files = new Set<ConfigFile>();
  readonly #owners = new Map<Chunk, string>();
  readonly #targets = new Map<Chunk, Map<string, readonly ConfigFile[]>>();
  readonly #problems: IncludeProblem[] = [];
  readonly #chunks: BlockSyntax[] = [];
  /** The files that are being read. */
  readonly #within = new Set<ConfigFile>();
  #readings = mostReadings;
  #text = mostText;
  #full = false;

  constructor(main: ConfigFile, index: FileIndex<ConfigFile>) {
    this.#main = main;
    this.#index = index;
  }

  configuration(): Configuration {
    this.#read(this.#main, this.#chunks);
    const chunks = this.#chunks;
    return {
      files: [...this.#files],
      syntax: { chunks, length: chunks.reduce((length, chunk) => length + chunk.text.length, 0) },
      included: (chunk, pattern) => this.#targets.get(chunk)?.get(pattern),
      pathOf: (chunk) => this.#owners.get(chunk) ?? this.#main.path,
      problems: this.#problems,
    };
  }

  #read(file: ConfigFile, into: BlockSyntax[] | undefined): void {
    const first = !this.#files.has(file);
    this.#files.add(file);
    this.#within.add(file);
    for (const chunk of file.syntax.chunks) {
      if (first) this.#owners.set(chunk, file.path);
      into?.push(chunk);
      for (const line of includesOf(chunk)) this.#follow(file, chunk, line, first, into);
    }
    this.#within.delete(file);
  }

  #follow(
    file: ConfigFile,
    chunk: BlockSyntax,
    line: IncludeLine,
    first: boolean,
    into: BlockSyntax[] | undefined,
  ): void {
    const problem = { path: file.path, site: line.site, pattern: line.pattern };
    if (first && line.conditional) this.#problems.push({ id: 'include-conditional', ...problem });
    const found = resolve(line.pattern, file, this.#main, this.#index);
    const open = found?.filter((target) => !this.#within.has(target)) ?? [];
    if (found && first && open.length < found.length) this.#problems.push({ id: 'include-cycle', ...problem });
    if (first && found?.length === 0 && isMissing(line.pattern, file, this.#main, this.#index)) {
      this.#problems.push({ id: 'include-without-file', ...problem });
    }
    if (!found || !this.#takes(open)) {
      // What follows from it, such as that it stops here at every reading, is said once.
      if (!this.#full) this.#problems.push({ id: 'include-limit', ...problem });
      this.#full = true;
      return;
    }
    if (found.length === 0) return;
    const ofChunk = this.#targets.get(chunk) ?? new Map<string, readonly ConfigFile[]>();
    this.#targets.set(chunk, ofChunk.set(line.pattern, open));
    for (const target of open) this.#read(target, line.whole ? into : undefined);
  }

  /** Whether some more files may be read. Reading each once costs no more than they are long. */
  #takes(files: readonly ConfigFile[]): boolean {
    if (files.length > 0 && this.#within.size > deepest) return false;
    for (const file of files) {
      this.#index.readings--;
      if (!this.#files.has(file)) continue;
      this.#readings--;
      this.#text -= file.syntax.length;
    }
    return this.#readings >= 0 && this.#text >= 0 && this.#index.readings >= 0;
  }
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
 * folder in which keepalived's configuration lies on the machine, from the main file. Undefined where it takes too much
 * to find out.
 */
function resolve(
  pattern: string,
  from: ConfigFile,
  main: ConfigFile,
  known: FileIndex<ConfigFile>,
): readonly ConfigFile[] | undefined {
  const found = new Set<ConfigFile>();
  for (const place of patternsOf(pattern, from, main)) {
    for (const plain of withoutBraces(place) ?? [undefined]) {
      const files = plain === undefined ? undefined : known.matching(plain);
      if (!files) return undefined;
      for (const file of files) found.add(file);
    }
  }
  return [...found];
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
function isMissing(pattern: string, from: ConfigFile, main: ConfigFile, known: FileIndex<ConfigFile>): boolean {
  if (isGlob(pattern) || /[$"'\s]/.test(pattern)) return false;
  return patternsOf(pattern, from, main).some((path) => known.hasOthers(folderOf(path), from, main));
}

/** The files that others include: they are no configurations of their own. Of files that include each other, one is. */
export function includedPaths(known: readonly ConfigFile[]): ReadonlySet<string> {
  const including = known.filter(includes);
  const taken = new Set<string>();
  // Those first that nothing includes: what they read is then not read again from the middle on, file by file.
  const inner = new Set(including.flatMap((file) => directTargets(file, known)));
  for (const file of [
    ...including.filter((each) => !inner.has(each)),
    ...including.filter((each) => inner.has(each)),
  ]) {
    if (taken.has(file.path)) continue;
    for (const part of configurationOf(file, known).files) if (part !== file) taken.add(part.path);
  }
  return taken;
}

/** What a file includes itself, read as a main file. */
function directTargets(file: ConfigFile, known: readonly ConfigFile[]): readonly ConfigFile[] {
  const patterns = new Set(file.syntax.chunks.flatMap((chunk) => includesOf(chunk).map(({ pattern }) => pattern)));
  return [...patterns]
    .flatMap((pattern) => resolve(pattern, file, file, indexOf(known)) ?? [])
    .filter((each) => each !== file);
}
