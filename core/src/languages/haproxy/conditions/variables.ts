import { memo } from '../../../base/memo.ts';
import type { Word } from '../../../syntax/line.ts';
import type { Directive, HaproxySection } from '../config.ts';

/** A look at a variable, without a value of its own for the case that it is not there. */
export interface VariableRead {
  readonly name: string;
  readonly directive: Directive;
  readonly word: Word;
}

export interface Variables {
  /** Names that something gives a value. */
  readonly set: readonly string[];
  readonly reads: readonly VariableRead[];
}

const none: Variables = { set: [], reads: [] };

/** The variables that the lines of a section set and look at. */
export const variablesOf = memo((section: HaproxySection): Variables => {
  const { text } = section.syntax;
  if (!text.includes('var') && !text.includes('do-resolve')) return none;
  const set: string[] = [];
  const reads: VariableRead[] = [];
  for (const directive of section.directives) {
    for (const word of directive.args) {
      const { value } = word;
      if (!value.includes('(')) continue;
      for (const [, name = ''] of value.matchAll(setting)) set.push(name);
      for (const [, name = ''] of value.matchAll(reading)) reads.push({ name, directive, word });
    }
  }
  return set.length + reads.length === 0 ? none : { set, reads };
});

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
