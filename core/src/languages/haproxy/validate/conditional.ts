import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';
import type { Line } from '../../../syntax/line.ts';

/** What is known of the lines of an `.if` block: taken, left out, or not decidable from the text. */
export type Branch = 'taken' | 'skipped' | 'unknown';

/** The open blocks, innermost last: the state of this branch, and whether an earlier one was taken. */
export type Blocks = readonly { readonly now: Branch; readonly before: Branch }[];

export const noBlocks: Blocks = [];

/** Whether lines are read in this state. */
export function branchOf(blocks: Blocks): Branch {
  if (blocks.some((block) => block.now === 'skipped')) return 'skipped';
  return blocks.some((block) => block.now === 'unknown') ? 'unknown' : 'taken';
}

const dot = 46;

/** The blocks behind a line, and whether the line is such a directive itself. */
export function readDirective(line: Line, blocks: Blocks, version: Version): Blocks | undefined {
  const word = line.words[0]?.value ?? '';
  if (word.charCodeAt(0) !== dot) return undefined;
  const rest = line.words.slice(1);
  const value = (): Branch => evaluate(rest.map((other) => (other.known ? other.value : '$')).join(' '), version);
  const top = blocks.at(-1);
  const outer = blocks.slice(0, -1);
  if (word === '.if') return [...blocks, { now: value(), before: 'skipped' }];
  if (!top) return blocks;
  const before = either(top.before, top.now);
  if (word === '.elif') return [...outer, { now: both(not(before), value()), before }];
  if (word === '.else') return [...outer, { now: not(before), before }];
  return word === '.endif' ? outer : blocks;
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

/** Decides constants and comparisons with the version; everything else depends on the machine. */
function evaluate(text: string, version: Version): Branch {
  const term = text.trim();
  if (term === '' || /^0+$/.test(term) || term === 'false') return 'skipped';
  if (/^\d+$/.test(term) || term === 'true') return 'taken';
  if (/[&|]{2}/.test(term)) return 'unknown';
  if (term.startsWith('!')) return not(evaluate(term.slice(1), version));
  const call = /^version_(atleast|before)\(([\d.]+)[^)]*\)$/.exec(term);
  if (!call) return 'unknown';
  const atLeast = compareVersions(version, (parseVersion(call[2] ?? '') ?? []).slice(0, 2)) >= 0;
  return atLeast === (call[1] === 'atleast') ? 'taken' : 'skipped';
}
