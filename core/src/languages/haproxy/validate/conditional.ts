import { type Table, table } from '../../../base/table.ts';
import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';
import type { Line } from '../../../syntax/line.ts';
import type { HaproxyLine } from '../lexer.ts';

/** What is known of the lines of an `.if` block: taken, left out, or not decidable from the text. */
export type Branch = 'taken' | 'skipped' | 'unknown';

/** The open blocks, innermost last: the state of this branch, whether an earlier one was taken, and whether it is the last. */
export type Blocks = readonly { readonly now: Branch; readonly before: Branch; readonly last?: true }[];

export const noBlocks: Blocks = [];

/** Whether lines are read in this state. */
export function branchOf(blocks: Blocks): Branch {
  if (blocks.some((block) => block.now === 'skipped')) return 'skipped';
  return blocks.some((block) => block.now === 'unknown') ? 'unknown' : 'taken';
}

const dot = 46;

/** The blocks behind a line, and whether the line is such a directive itself. */
export function readDirective(line: HaproxyLine, blocks: Blocks, version: Version): Blocks | undefined {
  const word = line.values[0] ?? '';
  if (word.charCodeAt(0) !== dot) return undefined;
  const value = (): Branch => evaluate(conditionOf(line), version);
  const top = blocks.at(-1);
  const outer = blocks.slice(0, -1);
  if (word === '.if') return [...blocks, { now: value(), before: 'skipped' }];
  if (!top) return blocks;
  const before = either(top.before, top.now);
  if (word === '.elif') return [...outer, { now: both(not(before), value()), before }];
  if (word === '.else') return [...outer, { now: not(before), before, last: true }];
  return word === '.endif' ? outer : blocks;
}

/** Why HAProxy refuses a line that starts with a dot, with the index of the word; undefined when it does not. */
export function directiveFault(line: Line, blocks: Blocks, version: Version): { at: number; why: string } | undefined {
  const word = line.words[0]?.value ?? '';
  if (compareVersions(version, [2, 4]) < 0) {
    return { at: 0, why: `Lines such as "${word}" came with 2.4: this version of HAProxy takes it for a keyword` };
  }
  const top = blocks.at(-1);
  const fail = (at: number, why: string): { at: number; why: string } => ({ at, why });
  switch (word) {
    case '.if':
      return branchOf(blocks) === 'taken' ? conditionFault(line) : undefined;
    case '.elif':
      if (!top) return fail(0, 'There is no ".if" above that this could belong to');
      if (top.last) return fail(0, 'No ".elif" may follow ".else"');
      return branchOf(blocks.slice(0, -1)) === 'taken' && either(top.before, top.now) === 'skipped'
        ? conditionFault(line)
        : undefined;
    case '.else':
    case '.endif':
      if (line.words[1]) return fail(1, `Nothing may follow "${word}"`);
      if (!top) return fail(0, 'There is no ".if" above that this could belong to');
      return word === '.else' && top.last ? fail(0, 'This block has an ".else" already') : undefined;
  }
  if (branchOf(blocks) !== 'taken' || /^\.(?:diag|notice|warning)$/.test(word)) return undefined;
  if (word === '.alert') return fail(0, 'HAProxy refuses a configuration that reaches an ".alert"');
  return fail(0, `There is no directive "${word}"`);
}

const predicates: Table<number> = table({
  awslc_api_atleast: 1,
  awslc_api_before: 1,
  defined: 1,
  enabled: 1,
  feature: 1,
  openssl_version_atleast: 1,
  openssl_version_before: 1,
  ssllib_name_startswith: 1,
  streq: 2,
  strneq: 2,
  strstr: 2,
  version_atleast: 1,
  version_before: 1,
});

/** Reads `a && !(b || c(d))` as HAProxy does. Says nothing when a variable may stand for more than a value. */
function conditionFault(line: Line): { at: number; why: string } | undefined {
  if (line.words.some((word) => !word.known)) return undefined;
  const text = conditionOf(line);
  let at = 0;
  const blanks = (): void => {
    while (text[at] === ' ') at++;
  };
  const term = (): string | undefined => {
    blanks();
    while (text[at] === '!') at++;
    blanks();
    if (text[at] === '(') {
      at++;
      const inner = expression();
      if (inner) return inner;
      blanks();
      return text[at++] === ')' ? undefined : 'a ")" is missing';
    }
    const [word = ''] = /^[A-Za-z0-9_]+/.exec(text.slice(at)) ?? [];
    at += word.length;
    if (/^\d+$|^(?:true|false)$/.test(word)) return undefined;
    const count = predicates.get(word);
    if (count === undefined || text[at] !== '(') {
      return word === ''
        ? 'a term is missing'
        : `"${word}" is neither a number nor a test such as "version_atleast(2.8)"`;
    }
    const close = text.indexOf(')', at);
    if (close < 0) return `the ")" behind "${word}" is missing`;
    const given = text.slice(at + 1, close).split(',').length;
    at = close + 1;
    return given < count ? `"${word}" needs ${count} arguments` : undefined;
  };
  const chain = (operator: string, operand: () => string | undefined) => (): string | undefined => {
    for (;;) {
      const fault = operand();
      if (fault) return fault;
      blanks();
      if (!text.startsWith(operator, at)) return undefined;
      at += operator.length;
    }
  };
  const conjunction = chain('&&', term);
  const expression = chain('||', conjunction);
  if (text.trim() === '' || /["']/.test(text)) return undefined;
  const fault = expression();
  blanks();
  const why = fault ?? (at < text.length ? `"${text.slice(at)}" is not expected` : undefined);
  return why === undefined ? undefined : { at: 1, why: `HAProxy cannot read this condition: ${why}` };
}

function conditionOf(line: Line): string {
  return line.words
    .slice(1)
    .map((word) => (word.known ? word.value : '$'))
    .join(' ');
}

function not(branch: Branch): Branch {
  return branch === 'taken' ? 'skipped' : branch === 'skipped' ? 'taken' : 'unknown';
}

function either(a: Branch, b: Branch): Branch {
  if (a === 'taken' || b === 'taken') return 'taken';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'skipped';
}

function both(a: Branch, b: Branch): Branch {
  return not(either(not(a), not(b)));
}

/**
 * What every distribution builds HAProxy with: threads, and OpenSSL as its library. Lines for another library are not
 * judged then.
 */
const usualBuild: Table<Branch> = table({
  'feature(OPENSSL)': 'taken',
  'feature(THREAD)': 'taken',
  'ssllib_name_startswith(AWS-LC)': 'skipped',
  'ssllib_name_startswith(LibreSSL)': 'skipped',
  'ssllib_name_startswith(OpenSSL)': 'taken',
  'ssllib_name_startswith(wolfSSL)': 'skipped',
});

/** Decides constants, comparisons with the version and how HAProxy is usually built; the rest depends on the machine. */
function evaluate(text: string, version: Version): Branch {
  const term = text.trim();
  if (term === '' || /^0+$/.test(term) || term === 'false') return 'skipped';
  if (/^\d+$/.test(term) || term === 'true') return 'taken';
  if (/[&|]{2}/.test(term)) return 'unknown';
  if (term.startsWith('!')) return not(evaluate(term.slice(1), version));
  const usual = usualBuild.get(term);
  if (usual !== undefined) return usual;
  const call = /^version_(atleast|before)\(([\d.]+)[^)]*\)$/.exec(term);
  if (!call) return 'unknown';
  const atLeast = compareVersions(version, (parseVersion(call[2] ?? '') ?? []).slice(0, 2)) >= 0;
  return atLeast === (call[1] === 'atleast') ? 'taken' : 'skipped';
}
