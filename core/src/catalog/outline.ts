import type { TextRange } from '../base/text-range.ts';

/** An entry of a file's outline. Ranges count from the file's start; `nameRange` lies within `range`. */
export interface OutlineItem {
  readonly title: string;
  readonly detail: string;
  readonly kind: 'section' | 'listener' | 'server' | 'condition' | 'setting';
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly children: readonly OutlineItem[];
}
