import { memo } from '../../base/memo.ts';
import type { SyntaxFile } from '../../syntax/chunk.ts';
import { parsePlainText, plainTextOf } from '../../syntax/plain-text.ts';
import { isOf, type Language, type SourceFile } from '../language.ts';
import { type Manifest, parseManifest } from './manifest.ts';

/** `haconf.json`. */
export const manifest: Language<SyntaxFile, Manifest> = {
  id: 'manifest',
  guess: ({ written }) => (written === 'haconf.json' ? 'certain' : undefined),
  parse: readNow,
};

export function isManifest(file: SourceFile): boolean {
  return isOf(file, manifest);
}

/** What a file says of clusters, if it is a manifest. */
export function manifestOf(file: SourceFile): Manifest | undefined {
  return isOf(file, manifest) ? lowered(file.syntax) : undefined;
}

const lowered = memo((syntax: SyntaxFile) => parseManifest(plainTextOf(syntax), syntax));

/** Its model is made at once: what fails, fails when the file is read, and costs that file only. */
function readNow(text: string, previous?: SyntaxFile): SyntaxFile {
  const { syntax } = parsePlainText(text, previous);
  lowered(syntax);
  return syntax;
}
