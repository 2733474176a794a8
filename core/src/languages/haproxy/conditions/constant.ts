import type { Directive, HaproxySection } from '../config.ts';
import type { AclTest } from './acl-test.ts';
import { type Alternative, type Condition, conditionOf, type Term } from './condition.ts';
import { decryptionOf } from './tls.ts';

/**
 * Whether a rule applies to everything that reaches it: it has no condition, or one that always holds. Undefined where
 * that depends on what is asked. Parts that contradict each other are another rule's matter.
 */
export function alwaysApplies(section: HaproxySection, directive: Directive): boolean | undefined {
  const condition = conditionOf(section, directive);
  if (!condition) return isWithout(directive) || undefined;
  const holds = valueOfCondition(condition, section);
  return holds === undefined ? undefined : holds !== condition.unless;
}

function valueOfCondition(condition: Condition, section: HaproxySection): boolean | undefined {
  if (!condition.alternatives.some((terms) => terms.some(mayBeKnown))) return undefined;
  const values = condition.alternatives.map((terms) => valueOfAll(terms, section));
  if (values.includes(true)) return true;
  return values.every((value) => value === false) ? false : undefined;
}

function valueOfAll(terms: Alternative, section: HaproxySection): boolean | undefined {
  const values = terms.map((term) => valueOfTerm(term, section));
  if (values.includes(false)) return false;
  return values.length > 0 && values.every((value) => value === true) ? true : undefined;
}

function isWithout({ args }: Directive): boolean {
  return !args.some(({ value }) => value === 'if' || value === 'unless');
}

/** Whether a look at a term's tests is worth its price: most ask for what nobody knows before. */
function mayBeKnown(term: Term): boolean {
  const { head } = term;
  if (head === 'alw') return true;
  if (head === 'ssl') return term.keywords?.includes('ssl_fc') === true;
  return head === 'pat' && all.test(term.source);
}

/** A pattern that may fit every path. */
const all = /[ \t](?:\/|\^\/?\.?\*?\$?|\^?\/?\.\*\$?)(?:[ \t\r\n]|$)/;

function valueOfTerm(term: Term, section: HaproxySection): boolean | undefined {
  if (!mayBeKnown(term)) return undefined;
  const { tests, negated } = term;
  if (!tests || tests.length === 0) return undefined;
  const values = tests.map((test) => valueOfTest(test, section));
  const value = values.includes(true) ? true : values.every((one) => one === false) ? false : undefined;
  return value === undefined ? undefined : value !== negated;
}

function valueOfTest(test: AclTest, section: HaproxySection): boolean | undefined {
  if (isOfEveryPath(test)) return true;
  const { fetch, args, patterns, converters, open, words } = test;
  if (open || args.length > 0 || patterns.length > 0 || converters !== '' || words.length > 1) return undefined;
  if (fetch === 'always_true') return true;
  if (fetch === 'always_false') return false;
  return fetch === 'ssl_fc' && decryptionOf(section)?.encrypted.length === 0 ? false : undefined;
}

/** `path_beg /`: of all requests but `OPTIONS *`, which nobody means. */
function isOfEveryPath({ fetch, method, converters, patterns }: AclTest): boolean {
  if (fetch !== 'path' || converters !== '') return false;
  return patterns.some(({ value, known }) => {
    if (!known) return false;
    if (method === 'beg' || method === 'sub') return value === '/';
    return method === 'reg' && /^(?:\^?\/(?:\.\*)?|\^?\.\*)\$?$/.test(value) && value !== '^/$' && value !== '/$';
  });
}
