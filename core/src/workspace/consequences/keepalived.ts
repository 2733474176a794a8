import { nearest } from '../../base/nearest.ts';
import { type Cause, isNamedBy, isOwn, lineOf, type Placed } from './placed.ts';

/** A block that is not the one that it seems to be. */
const braces = /^(?:missing-opening-brace|unclosed-block|unexpected-opening-brace|unexpected-closing-brace)$/;
/** What is said of lines that are read as a part of something else. */
const misread = /^(?:missing-opening-brace|unexpected-closing-brace|unexpected-opening-brace|incomplete-block)$/;
/** What is missing because the word for it is not known. */
const lacking = /^(?:missing-|incomplete-block|virtual-server-default|quorum-above-weights|un(?:defined|used)-)/;

/** The mistakes among the findings of a keepalived file that bring others with them, in the order of the file. */
export function keepalivedCauses(all: readonly Placed[], most: number): Cause[] {
  const causes: Cause[] = [];
  let lost = false;
  const needless = new Set(all.flatMap((one) => (one.id === 'unexpected-opening-brace' ? [lineKey(one)] : [])));
  for (const placed of all) {
    if (causes.length >= most) break;
    const { id, finding } = placed;
    if (finding.severity !== 'error') continue;
    if (id === 'unknown-keyword' && opensBlock(placed)) causes.push(unknownBlock(placed));
    else if (id === 'unknown-keyword' && !isElsewhere(placed)) causes.push(unknownWord(placed));
    // Where one brace is missing, all others are read wrongly from there on.
    // A brace too many opens a block that nothing closes.
    else if (id === 'unclosed-block' && needless.has(lineKey(placed))) continue;
    else if (!lost && (braces.test(id) || isElsewhere(placed))) {
      lost = true;
      causes.push(lostBrace(placed));
    }
  }
  return causes;
}

/** A keyword that keepalived knows, and not here. */
function isElsewhere({ id, finding }: Placed): boolean {
  return id === 'unknown-keyword' && finding.word === 'astray';
}

function lineKey({ line, start, finding }: Placed): string {
  return `${start - finding.at.site.range.start} ${line}`;
}

function opensBlock(placed: Placed): boolean {
  const text = lineOf(placed);
  if (/\{\s*$/.test(text)) return true;
  const next = placed.finding.at.site.chunk.lines[placed.line + 1]?.text ?? '';
  return /^\s*\{/.test(next);
}

/** All that stands between the braces behind an unknown keyword is read as if it stood around them. */
function unknownBlock(placed: Placed): Cause {
  const end = placed.start + lengthOfBlock(placed);
  const { chunk } = placed.finding.at.site;
  const inside = ({ finding }: Placed): boolean => finding.at.site.chunk === chunk;
  const [, name] = lineOf(placed)
    .trim()
    .split(/[\s{]+/);
  return {
    placed,
    brings: (other) =>
      (other.start > placed.start && other.start <= end) ||
      (/^undefined-/.test(other.id) && other.text === name) ||
      (lacking.test(other.id) && (inside(other) || isNamedBy(placed.text, other.finding.message, isNear))) ||
      (other.start > end && (other.id === 'unexpected-closing-brace' || isElsewhere(other))),
  };
}

/** To the brace that closes what the first one opens; 0 where none does. Braces in comments and quotes do not count. */
function lengthOfBlock({ finding }: Placed): number {
  const { chunk, range } = finding.at.site;
  const token = /"[^"\n]*"|[#!][^\n]*|[{}]/g;
  token.lastIndex = range.start;
  let depth = 0;
  for (let found = token.exec(chunk.text); found; found = token.exec(chunk.text)) {
    if (found[0] === '{') depth++;
    else if (found[0] === '}' && --depth <= 0) return found.index - range.start;
  }
  return 0;
}

function unknownWord(placed: Placed): Cause {
  const { chunk } = placed.finding.at.site;
  return {
    placed,
    brings: (other) =>
      other.finding.at.site.chunk === chunk &&
      (lacking.test(other.id) || isOwn(other)) &&
      isNamedBy(placed.text, other.finding.message, isNear),
  };
}

function lostBrace(placed: Placed): Cause {
  const { chunk } = placed.finding.at.site;
  return {
    placed,
    brings: (other) => {
      if (other.id === 'unclosed-block' && lineKey(other) === lineKey(placed)) return true;
      if (other.id === 'unused-script') return true;
      const inside = other.finding.at.site.chunk === chunk;
      // What the block above seems to lack stands behind the brace.
      if (other.start < placed.start) return inside && lacking.test(other.id);
      // A word that is like no keyword is a value of the block that is not seen.
      if (other.id === 'unknown-keyword' && other.finding.word !== 'misspelt') return true;
      if (/^(?:undefined-|invalid-address$)/.test(other.id)) return true;
      if (misread.test(other.id) || isElsewhere(other)) return true;
      return inside && (lacking.test(other.id) || isOwn(other) || other.id === 'unknown-keyword');
    },
  };
}

function isNear(word: string, names: readonly string[]): boolean {
  return nearest(word, names) !== undefined;
}
