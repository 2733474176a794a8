import { memo } from '../base/memo.ts';
import {
  type Directive,
  directivesThatMayHold,
  type HaproxyConfig,
  type HaproxySection,
  type SectionStretch,
} from '../languages/haproxy/config.ts';
import type { SectionContext } from './rule.ts';

/** Whether it applies to everything: no condition, or one that is always true. */
export function isUnconditional(directive: Directive): boolean {
  const { args } = directive;
  const at = args.findIndex(({ value }) => startsCondition(value));
  if (at < 0) return true;
  return args.length === at + 2 && args[at + 1]?.value === (args[at]?.value === 'if' ? 'TRUE' : 'FALSE');
}

/**
 * Whether everything is known that holds for a section, by itself or by the `defaults` that it takes its settings from: no
 * line may be left out, and none of it stands in another file.
 */
export function isWhollyKnown(section: HaproxySection, { defaults, whole }: SectionContext): boolean {
  if (section.conditional || defaults?.conditional) return false;
  return defaults ? defaults.from === undefined : whole;
}

/** Lines under `.if` depend on what is known only where HAProxy starts. */
export function hasPreprocessor(section: HaproxySection): boolean {
  return section.conditional;
}

/** All that can be a name in the lines of a section, but for the names that `acl` lines define. */
export const namesIn: (section: HaproxySection) => ReadonlySet<string> = memo((section: HaproxySection) => {
  const names = new Set<string>();
  for (const directive of section.directives) {
    for (let at = directive.keyword === 'acl' ? 1 : 0; ; at++) {
      const value = directive.value(at);
      if (value === undefined) break;
      if (/^[\w.:-]+$/.test(value)) names.add(value);
      else for (const name of value.split(notInNames)) names.add(name);
    }
  }
  return names;
});

const notInNames = /[^\w.:-]+/;

/**
 * Whether a name stands in some line of a section, but for the names that `acl` lines define: whole, or in a longer
 * word between characters that no name has.
 */
export function isNamedIn(section: HaproxySection, name: string): boolean {
  for (const directive of directivesThatMayHold(section, name)) {
    for (let at = directive.keyword === 'acl' ? 1 : 0; ; at++) {
      const value = directive.value(at);
      if (value === undefined) break;
      if (value === name || (value.includes(name) && value.split(notInNames).includes(name))) return true;
    }
  }
  return false;
}

const usedInStretch = memo(({ sections }: SectionStretch): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const section of sections) for (const name of namesIn(section)) names.add(name);
  return names;
});

/** Takes away the names that stand in some line of a configuration, but for those that `acl` lines define. */
export function removeUsedNames(config: HaproxyConfig, names: Set<string>): void {
  for (const stretch of config.stretches) {
    const used = usedInStretch(stretch);
    // Whichever is shorter: each name of the configuration is looked at once at most.
    const [some, others] = names.size < used.size ? [names, used] : [used, names];
    for (const name of [...some]) if (others.has(name)) names.delete(name);
  }
}

function startsCondition(value: string | undefined): boolean {
  return value === 'if' || value === 'unless';
}
