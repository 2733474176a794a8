import type { OutlineItem } from '../catalog/outline.ts';
import type { Snapshot } from './snapshot.ts';

/** The sections or blocks of a file with what matters in them. */
export function outlineOf(snapshot: Snapshot, path: string): readonly OutlineItem[] {
  const file = snapshot.files.get(path);
  return file?.language.outline?.(file) ?? [];
}
