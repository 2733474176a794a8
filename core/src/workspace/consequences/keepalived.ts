import { nearest } from '../../base/nearest.ts';
import { isFindingOf } from '../../lint/rule-of.ts';
import { type Cause, isNamedBy, lineOf, type Placed } from './placed.ts';

/** The mistakes among the findings of a keepalived file that bring others with them, in the order of the file. */
export function keepalivedCauses(all: readonly Placed[], most: number): Cause[] {
  const causes: Cause[] = [];
  let lost = false;
  const needless = new Set(all.flatMap((one) => (one.traits.brace === 'needless {' ? [lineKey(one)] : [])));
  for (const placed of all) {
    if (causes.length >= most) break;
    const { brace } = placed.traits;
    if (placed.finding.severity !== 'error') continue;
    if (isUnknown(placed) && opensBlock(placed)) causes.push(unknownBlock(placed));
    else if (isUnknown(placed) && !isElsewhere(placed)) causes.push(unknownWord(placed));
    // Where one brace is missing, all others are read wrongly from there on.
    // A brace too many opens a block that nothing closes.
    else if (brace === 'missing }' && needless.has(lineKey(placed))) continue;
    else if (!lost && (brace !== undefined || isElsewhere(placed))) {
      lost = true;
      causes.push(lostBrace(placed));
    }
  }
  return causes;
}

/** A keyword that keepalived knows, and not here. */
function isElsewhere(placed: Placed): boolean {
  return isUnknown(placed) && placed.finding.word === 'astray';
}

function isUnknown({ finding }: Placed): boolean {
  return isFindingOf(finding, 'keepalived/unknown-keyword');
}

/** What may be missing because the word for it is not known: it is not there, or nothing declares or uses it. */
function isLacking({ traits: { misses, about } }: Placed): boolean {
  return misses !== undefined || about === 'name';
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
      (other.traits.about === 'name' && other.text === name) ||
      (isLacking(other) && (inside(other) || isNamedBy(placed.text, other.finding.message, isNear))) ||
      (other.start > end && (other.traits.brace === 'needless }' || isElsewhere(other))),
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
      (isLacking(other) || other.isOwn) &&
      isNamedBy(placed.text, other.finding.message, isNear),
  };
}

function lostBrace(placed: Placed): Cause {
  const { chunk } = placed.finding.at.site;
  return {
    placed,
    brings: (other) => {
      if (other.traits.brace === 'missing }' && lineKey(other) === lineKey(placed)) return true;
      if (other.traits.misses === 'file') return true;
      const inside = other.finding.at.site.chunk === chunk;
      // What the block above seems to lack stands behind the brace.
      if (other.start < placed.start) return inside && isLacking(other);
      // A word that is like no keyword is a value of the block that is not seen.
      if (isUnknown(other) && other.finding.word !== 'misspelt') return true;
      if (other.traits.about === 'name' || other.traits.misread || isElsewhere(other)) return true;
      return inside && (isLacking(other) || other.isOwn || isUnknown(other));
    },
  };
}

function isNear(word: string, names: readonly string[]): boolean {
  return nearest(word, names) !== undefined;
}
