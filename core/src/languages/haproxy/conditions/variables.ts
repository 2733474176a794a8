import type { Word } from '../../../syntax/line.ts';
import { type Directive, directivesThatMayHold, type HaproxySection, mayMatch } from '../config.ts';

/** A look at a variable, without a value of its own for the case that it is not there. */
export interface VariableRead {
  readonly name: string;
  readonly directive: Directive;
  readonly word: Word;
}

const nothing: readonly never[] = [];

/** The places where the lines of a section look at variables. */
export function variablesReadIn(section: HaproxySection): readonly VariableRead[] {
  if (!section.syntax.text.includes('var(') || !looks.test(section.syntax.text)) return nothing;
  const reads: VariableRead[] = [];
  for (const directive of directivesThatMayHold(section, 'var(')) {
    for (const word of directive.args) {
      if (!word.value.includes('var(')) continue;
      for (const [, name = ''] of word.value.matchAll(reading)) reads.push({ name, directive, word });
    }
  }
  return reads;
}

/** The names of the variables that a section's lines give a value. */
export function variablesSetIn(section: HaproxySection): readonly string[] {
  if (!mayMatch(section, named)) return nothing;
  const set: string[] = [];
  for (const { values } of section.directives) {
    for (let at = 1; at < values.length; at++) {
      const value = values[at] ?? '';
      if (!value.includes('(') || !named.test(value)) continue;
      for (const [, name = ''] of value.matchAll(setting)) set.push(name);
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
