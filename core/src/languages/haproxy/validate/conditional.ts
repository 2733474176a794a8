import { type Table, table } from '../../../base/table.ts';
import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';
import type { Line } from '../../../syntax/line.ts';
import type { HaproxyLine } from '../lexer.ts';
import { ConditionReader } from './condition-reader.ts';

/** What is known of the lines of an `.if` block: taken, left out, or not decidable from the text. */
export type Branch = 'taken' | 'skipped' | 'unknown';

/** The open blocks, innermost last. */
export type Blocks = readonly Block[];

interface Block {
  /** The state of this branch. */
  readonly now: Branch;
  /** Whether an earlier one was taken. */
  readonly before: Branch;
  /** It is the last one. */
  readonly last?: true;
  /** Only in `unread`. */
  readonly stopped?: true;
}

export const noBlocks: Blocks = [];

/** Most blocks that HAProxy reads within each other, in all versions; it says "max is 100" of one more. */
const mostBlocks = 99;

/** Behind an `.if` too many: HAProxy stops reading there, and says nothing of what follows. */
export const unread: Blocks = [{ now: 'skipped', before: 'taken', stopped: true }];

/** Whether lines mean the same behind both. */
export function isSameBlocks(a: Blocks, b: Blocks): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((block, at) => isSameBlock(block, b[at]));
}

function isSameBlock(a: Block, b: Block | undefined): boolean {
  return a.now === b?.now && a.before === b.before && a.last === b.last && a.stopped === b.stopped;
}

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
  if (blocks === unread) return unread;
  const value = (): Branch => evaluate(conditionOf(line), version);
  const top = blocks.at(-1);
  const outer = blocks.slice(0, -1);
  if (word === '.if') return blocks.length < mostBlocks ? [...blocks, { now: value(), before: 'skipped' }] : unread;
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
  if (blocks === unread) return undefined;
  const top = blocks.at(-1);
  const fail = (at: number, why: string): { at: number; why: string } => ({ at, why });
  switch (word) {
    case '.if':
      if (blocks.length >= mostBlocks) {
        return fail(0, `HAProxy reads ${mostBlocks} ".if" blocks within each other at most, and stops at this one`);
      }
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
  if (branchOf(blocks) !== 'taken') return undefined;
  if (/^\.(?:diag|notice|warning)$/.test(word)) {
    return line.words[2] && line.words[1]?.known
      ? fail(2, `HAProxy refuses more than one word behind "${word}": put the whole message in quotes`)
      : undefined;
  }
  if (word === '.alert') return fail(0, 'HAProxy refuses a configuration that reaches an ".alert"');
  return fail(0, `There is no directive "${word}"`);
}

/** Why HAProxy cannot read a condition. Says nothing when a variable may stand for more than a value. */
function conditionFault(line: Line): { at: number; why: string } | undefined {
  if (line.words.some((word) => !word.known)) return undefined;
  const text = conditionOf(line);
  if (text.trim() === '' || /["']/.test(text)) return undefined;
  const why = new ConditionReader(text).fault();
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
  const condition = text.trim();
  if (/[&|]{2}/.test(condition)) return 'unknown';
  const [signs = ''] = /^[!\s]*/.exec(condition) ?? [];
  const value = valueOfTerm(condition.slice(signs.length), version);
  const negations = signs.replace(/\s/g, '').length;
  return negations % 2 === 0 ? value : not(value);
}

/** Of a single term. */
function valueOfTerm(term: string, version: Version): Branch {
  if (term === '' || /^0+$/.test(term) || term === 'false') return 'skipped';
  if (/^\d+$/.test(term) || term === 'true') return 'taken';
  const usual = usualBuild.get(term);
  if (usual !== undefined) return usual;
  const call = /^version_(atleast|before)\(([\d.]+)(?:[^\d.)][^)]*)?\)$/.exec(term);
  if (!call) return 'unknown';
  const atLeast = compareVersions(version, (parseVersion(call[2] ?? '') ?? []).slice(0, 2)) >= 0;
  return atLeast === (call[1] === 'atleast') ? 'taken' : 'skipped';
}
