import type { SignatureAt } from '../catalog/assist.ts';
import type { Completion, Explained } from '../languages/language.ts';
import type { Snapshot } from './snapshot.ts';

/** Everything that may stand at an offset of a file; nothing inside a comment or an unknown file. */
export function completionAt(snapshot: Snapshot, path: string, offset: number): Completion | undefined {
  const file = snapshot.files.get(path);
  const complete = file?.language.assist?.complete;
  if (!file || !complete) return undefined;
  return complete(file.syntax, offset, snapshot.versionFor(file), snapshot.modelsAround(file));
}

/** What the catalogue says of the word at an offset, and the word's range. */
export function explanationAt(snapshot: Snapshot, path: string, offset: number): Explained | undefined {
  const file = snapshot.files.get(path);
  return file?.language.assist?.explain?.(file.syntax, offset, snapshot.versionFor(file));
}

/** How the keyword around an offset is written. */
export function signatureAt(snapshot: Snapshot, path: string, offset: number): SignatureAt | undefined {
  const file = snapshot.files.get(path);
  return file?.language.assist?.sign?.(file.syntax, offset, snapshot.versionFor(file));
}
