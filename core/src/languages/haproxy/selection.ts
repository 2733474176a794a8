import { memo } from '../../base/memo.ts';
import type { HaproxyConfig, HaproxySection, SectionStretch } from './config.ts';

/**
 * What is taken of a file, stretch by stretch: a list of all of it, in order. What was taken of a stretch is kept with
 * it, so that after an edit only the one that changed is looked at.
 */
export function collected<Item>(
  inStretch: (stretch: SectionStretch) => readonly Item[],
): (config: HaproxyConfig) => readonly Item[] {
  const kept = memo(inStretch);
  return ({ stretches }) => {
    const found: Item[] = [];
    for (const stretch of stretches) for (const item of kept(stretch)) found.push(item);
    return found;
  };
}

/** The sections of a file for which something holds that they themselves decide. */
export function sectionsWhere(
  holds: (section: HaproxySection) => boolean,
): (config: HaproxyConfig) => readonly HaproxySection[] {
  return collected(({ sections }) => sections.filter(holds));
}

/** The global sections of a file. */
export const globalsOf = sectionsWhere(({ kind }) => kind === 'global');
