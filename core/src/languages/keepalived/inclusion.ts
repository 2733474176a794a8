import { memo } from '../../base/memo.ts';
import { fileNameOf } from '../file-name.ts';
import type { Inclusion, SourceFile } from '../language.ts';
import { type Configuration, configurationOf, includedPaths, includesOf } from './configuration.ts';
import type { KeepalivedFile } from './file.ts';
import type { KeepalivedSyntax } from './parser.ts';
import { guessKeepalived, isPiece } from './recognise.ts';

/** What includes what. A configuration of which no file changed is the same object as in `before`. */
export function inclusionOf(
  files: ReadonlyMap<string, SourceFile>,
  isOurs: (file: SourceFile) => file is KeepalivedFile,
  before: Inclusion | undefined,
): Inclusion {
  const known = [...files.values()].filter(isOurs);
  const pieces = new Set(known.filter((file) => placeOf(file).inside).map(({ path }) => path));
  if (pieces.size === 0 && !known.some((file) => placeOf(file).includes))
    return { sources: files, mainsOf: (file) => [file] };
  const included = includedPaths(known);
  const sources = new Map(files);
  const mains = new Map<string, SourceFile[]>();
  for (const file of known) {
    if (included.has(file.path) || pieces.has(file.path)) sources.delete(file.path);
    else if (placeOf(file).includes) {
      const main = reused({ ...file, configuration: configurationOf(file, known) }, before);
      sources.set(file.path, main);
      for (const { path } of main.configuration.files) {
        const ofFile = mains.get(path);
        if (ofFile) ofFile.push(main);
        else mains.set(path, [main]);
      }
    }
  }
  return { sources, mainsOf: (file) => mains.get(file.path) ?? (pieces.has(file.path) ? [] : [file]) };
}

/** Whether a file stands inside of another, and whether it includes others: asked of every file after every edit. */
const placeOf = memo((file: KeepalivedFile) => ({ inside: standsInside(file), includes: includesAny(file) }));

/** Nobody knows the block that lines of an instance are meant for, where nothing includes their file: they are not judged. */
function standsInside({ path, syntax }: KeepalivedFile): boolean {
  return guessKeepalived(fileNameOf(path)) === 'possible' && syntax.length <= longestPiece && isPiece(textOf(syntax));
}

/** A file of more characters is no handful of lines of an instance. */
const longestPiece = 20_000;

const textOf = memo(({ chunks }: KeepalivedSyntax) => `${chunks.map((chunk) => chunk.text).join('')}\n`);

function includesAny(file: KeepalivedFile): boolean {
  return file.syntax.chunks.some((chunk) => includesOf(chunk).length > 0);
}

type Main = KeepalivedFile & { readonly configuration: Configuration };

function reused(main: Main, before: Inclusion | undefined): Main {
  const old = before?.sources.get(main.path) as Partial<Main> | undefined;
  if (!old?.configuration) return main;
  const parts = old.configuration.files;
  const { files, problems } = main.configuration;
  const same =
    parts.length === files.length &&
    files.every((file, index) => file.path === parts[index]?.path && file.syntax === parts[index]?.syntax);
  return same && problems.length === old.configuration.problems.length ? (old as Main) : main;
}
