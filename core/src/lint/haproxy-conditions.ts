import { memo } from '../base/memo.ts';
import type { Directive, HaproxyConfig, HaproxySection, SectionStretch } from '../languages/haproxy/config.ts';

/** The words from `if` or `unless` on, joined; undefined when the directive has no condition. */
export function conditionOf(directive: Directive): string | undefined {
  const at = directive.args.findIndex(({ value }) => value === 'if' || value === 'unless');
  return at < 0
    ? undefined
    : directive.args
        .slice(at)
        .map(({ value }) => value)
        .join(' ');
}

/** Whether it applies to everything: no condition, or one that is always true. */
export function isUnconditional(directive: Directive): boolean {
  const { args } = directive;
  const at = args.findIndex(({ value }) => value === 'if' || value === 'unless');
  if (at < 0) return true;
  return args.length === at + 2 && args[at + 1]?.value === (args[at]?.value === 'if' ? 'TRUE' : 'FALSE');
}

/** Lines under `.if` depend on what is known only where HAProxy starts. */
export function hasPreprocessor(section: HaproxySection): boolean {
  return section.conditional;
}

const used = memo((section: HaproxySection): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { keyword, args } of section.directives) {
    for (const { value } of keyword === 'acl' ? args.slice(1) : args) {
      if (/^[\w.:-]+$/.test(value)) names.add(value);
      else for (const name of value.split(/[^\w.:-]+/)) names.add(name);
    }
  }
  return names;
});

/** Every name in the lines of a section, but for those that `acl` lines define. */
export function namesUsed(section: HaproxySection): ReadonlySet<string> {
  return used(section);
}

const usedInStretch = memo(({ sections }: SectionStretch): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const section of sections) for (const name of used(section)) names.add(name);
  return names;
});

/** Whether a name stands in some line of a configuration, but for the names that `acl` lines define. */
export function isNameUsed(config: HaproxyConfig, name: string): boolean {
  return config.stretches.some((stretch) => usedInStretch(stretch).has(name));
}

/**
 * The alternatives of an `if` condition, each as its terms in a fixed order (`! a` is `!a`, an anonymous `{ … }` is
 * one term). Undefined for anything else.
 */
export function alternativesOf(condition: string): readonly (readonly string[])[] | undefined {
  const words = condition.split(' ');
  if (words.shift() !== 'if') return undefined;
  const alternatives: string[][] = [[]];
  let negated = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '||' || word.toLowerCase() === 'or') alternatives.push([]);
    else if (word === '!') negated = negated === '' ? '!' : '';
    else {
      const end = word === '{' ? words.indexOf('}', i) : i;
      if (end < 0) return undefined;
      alternatives.at(-1)?.push(negated + words.slice(i, end + 1).join(' '));
      negated = '';
      i = end;
    }
  }
  return alternatives.map((terms) => (terms.length < 2 ? terms : [...new Set(terms)].sort()));
}
