import { memo } from '../../../base/memo.ts';
import type { Word } from '../../../syntax/line.ts';
import {
  type Directive,
  directivesOf,
  directivesThatMayHold,
  type HaproxyConfig,
  type HaproxySection,
  mayMatch,
} from '../config.ts';
import { overviewOf } from '../overview.ts';
import { collected, sectionsWhere } from '../selection.ts';

/** A look at a variable, without a value of its own for the case that it is not there. */
export interface VariableRead {
  readonly name: string;
  readonly directive: Directive;
  readonly word: Word;
}

const nothing: readonly never[] = [];

/** The places where the lines of a section look at variables. */
export function variablesReadIn(section: HaproxySection): readonly VariableRead[] {
  return section.syntax.text.includes('var(') ? readsOf(section) : nothing;
}

/** Several rules ask. */
const readsOf = memo((section: HaproxySection): readonly VariableRead[] => {
  if (!looks.test(section.syntax.text)) return nothing;
  const reads: VariableRead[] = [];
  for (const directive of directivesThatMayHold(section, 'var(')) {
    for (const word of directive.args) {
      if (!word.value.includes('var(')) continue;
      for (const [, name = ''] of word.value.matchAll(reading)) reads.push({ name, directive, word });
    }
  }
  return reads;
});

/** A line that may give a variable a value. */
export interface VariableSetter {
  readonly name: string;
  readonly directive: Directive;
}

/** The variables that a section's lines give a value. */
export function variablesSetIn(section: HaproxySection): readonly VariableSetter[] {
  if (!mayMatch(section, named)) return nothing;
  const set: VariableSetter[] = [];
  for (const directive of section.directives) {
    const { values } = directive;
    for (let at = 1; at < values.length; at++) {
      const value = values[at] ?? '';
      if (!value.includes('(') || !named.test(value)) continue;
      for (const [, name = ''] of value.matchAll(setting)) set.push({ name, directive });
    }
  }
  return set;
}

/** A variable's name behind a parenthesis or a comma. */
const named = /[(,]\s*(?:sess|txn|req|res)\./;

/** `set-var(` does not look. */
const looks = /(?:^|[^\w.-])var\(/;

/** Actions and converters that store; a name in any other place than `var()` is given to one that may. */
const setting = /(?<!(?<![\w.-])var\(\s*|unset-var\(\s*)(?<=[(,]\s*)((?:sess|txn|req|res)\.[\w.]+)/g;
const reading = /(?<![\w.-])var\(\s*((?:sess|txn|req|res)\.[\w.]+)\s*\)/g;

/** Which half of an exchange a line belongs to; undefined for those that may belong to both. */
export function halfOf({ keyword, args }: Directive): 'request' | 'response' | undefined {
  switch (keyword) {
    case 'http-request':
    case 'redirect':
    case 'use_backend':
    case 'use-server':
      return 'request';
    case 'http-response':
    case 'http-after-response':
    case 'tcp-response':
      return 'response';
    case 'tcp-request':
      return args[0]?.value === 'content' ? 'request' : undefined;
    case 'log-format':
      return 'response';
  }
  return undefined;
}

/** A line that gives a variable a value, and its section. */
export interface SetAt extends VariableSetter {
  readonly section: HaproxySection;
}

/** The lines of a file that give a variable a value. */
export const settersOf: (config: HaproxyConfig) => readonly SetAt[] = collected(({ sections }) => {
  const set: SetAt[] = [];
  for (const section of sections) {
    for (const one of variablesSetIn(section)) set.push({ ...one, section });
  }
  return set;
});

/** The sections that name programs or filters that may give any variable a value. */
const open = sectionsWhere(
  (section) =>
    section.byKeyword.has('lua-load') ||
    section.byKeyword.has('lua-load-per-thread') ||
    (section.hasFilter && directivesOf(section, 'filter').some(mayStore)),
);

/**
 * What gives variables a value in all files that are loaded with one; undefined where others may that are not at hand, or
 * that cannot be read.
 */
export function settersOfAll(
  config: HaproxyConfig,
  loadedTogether: readonly HaproxyConfig[],
): readonly SetAt[] | undefined {
  const files = loadedTogether.length > 0 ? loadedTogether : [config];
  if (!files.some((file) => overviewOf(file).hasGlobal) || files.some((file) => open(file).length > 0))
    return undefined;
  return files.flatMap(settersOf);
}

/** Filters that are known to store nothing are the few that stand here. */
function mayStore({ first }: Directive): boolean {
  return !/^(?:bwlim-in|bwlim-out|cache|comp-req|comp-res|compression|fcgi-app|trace)$/.test(first?.value ?? '');
}
