import { memo } from './memo.ts';

/**
 * The candidate that `word` is most likely a slip of: fewest single-letter changes, swapped neighbours counted as
 * one, ties by order; letters of either case are the same. Undefined when none is near enough to be worth suggesting,
 * or where a very large list of very similar names leaves too much to compare (`mostSteps`).
 *
 * What a list of more than a few names costs once is kept with it: hand in the same object for the same names. A
 * set or map must not change afterwards.
 */
export function nearest(word: string, candidates: Iterable<string> | NameList): string | undefined {
  return nearestOf(word, [isList(candidates) ? candidates : [...candidates]]);
}

/** What a word was meant to be: one search for the message and for the change that an editor offers. */
export interface Guess {
  /** As it is written. */
  readonly word: string;
  readonly meant: string;
}

/** What `word` is most likely meant to be, as `nearest` finds it. */
export function guessOf(word: string, candidates: Iterable<string> | NameList): Guess | undefined {
  const meant = nearest(word, candidates);
  return meant === undefined ? undefined : { word, meant };
}

/** What a message says of a guess, behind its last sentence. */
export function didYouMean(guess: Guess | undefined): string {
  return guess ? ` Did you mean "${guess.meant}"?` : '';
}

/** The same for names that stand in several lists, the first ones first. */
export function nearestOf(word: string, lists: readonly NameList[]): string | undefined {
  return word.length > longestWord ? undefined : nearestIn(word, lists.map(sorted));
}

/** Longer words are no slips of the pen, and comparing them costs more than it helps. */
const longestWord = 200;

/**
 * Most places in a sorted list that are looked at for one word, by how many changes are allowed. Ordinary names need some
 * dozens. What is looked at depends on the word and the list alone, so that the same text always gets the same answer.
 */
const mostSteps = [1500, 1500, 500];

/** Names that are looked at again and again. */
export type NameList = readonly string[] | ReadonlySet<string> | ReadonlyMap<string, unknown>;

function isList(candidates: Iterable<string> | NameList): candidates is NameList {
  return Array.isArray(candidates) || candidates instanceof Set || candidates instanceof Map;
}

interface Entry {
  readonly lower: string;
  readonly word: string;
  readonly order: number;
  /** Which units it has: see `unitsOf`. */
  readonly units: number;
}

/** A bit for each of 32 classes of units. One change puts in or takes away two of them at most. */
function unitsOf(text: string): number {
  let units = 0;
  for (let at = 0; at < text.length; at++) units |= 1 << (text.charCodeAt(at) & 31);
  return units;
}

function count(bits: number): number {
  let found = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) found++;
  return found;
}

/** In the order of their letters, equal ones once: what begins alike stands together and is compared once. */
const sorted = memo((list: NameList): readonly Entry[] => {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  const words: Iterable<string> = list instanceof Map ? list.keys() : (list as Iterable<string>);
  for (const word of words) {
    if (word.length > longestWord + 2) continue;
    const lower = word.toLowerCase();
    if (seen.has(lower)) continue;
    seen.add(lower);
    entries.push({ lower, word, order: entries.length, units: unitsOf(lower) });
  }
  return entries.sort((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : 0));
});

function nearestIn(word: string, lists: readonly (readonly Entry[])[]): string | undefined {
  const wanted = word.toLowerCase();
  // The nearest ones first: with one change allowed, little of a list has to be looked at.
  for (let limit = 0; limit <= (word.length < 5 ? 1 : 2); limit++) {
    for (const entries of lists) {
      const found = new Search(wanted, entries, limit).best;
      if (found) return found.word;
    }
  }
  return undefined;
}

/**
 * Walks the sorted list as the tree that it is: entries that begin alike share a branch, and a branch is left as soon as
 * its beginning alone has more than `limit` changes.
 */
class Search {
  best: Entry | undefined;
  private readonly wanted: string;
  private readonly units: number;
  private readonly entries: readonly Entry[];
  private readonly limit: number;
  private steps = 0;

  constructor(wanted: string, entries: readonly Entry[], limit: number) {
    this.wanted = wanted;
    this.units = unitsOf(wanted);
    this.entries = entries;
    this.limit = limit;
    this.walk();
  }

  private walk(): void {
    const { entries, limit } = this;
    const open: Branch[] = [{ from: 0, to: entries.length, depth: 0, row: firstRow(limit), above: unseen }];
    for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
      const { to, depth, row, above } = branch;
      let { from } = branch;
      const whole = entries[from];
      if (whole !== undefined && whole.lower.length === depth) {
        this.judge(whole, row);
        from++;
      }
      while (from < to) {
        const entry = entries[from];
        if (entry === undefined) return;
        const end = this.endOf(from, to, depth, entry.lower.charCodeAt(depth));
        if (end - from === 1) this.follow(entry, depth, row, above);
        else {
          const next = this.nextRow(entry.lower, depth, row, above);
          if (next !== unseen) open.push({ from, to: end, depth: depth + 1, row: next, above: row });
        }
        if (this.steps > (mostSteps[limit] ?? 0)) {
          // Half an answer could be the wrong one.
          this.best = undefined;
          return;
        }
        from = end;
      }
    }
  }

  /** Goes to the end of a single entry. */
  private follow(entry: Entry, from: number, first: Row, before: Row): void {
    this.steps++;
    if (Math.abs(entry.lower.length - this.wanted.length) > this.limit) return;
    if (count(entry.units ^ this.units) > 2 * this.limit) return;
    let row = first;
    let above = before;
    for (let depth = from; depth < entry.lower.length; depth++) {
      const next = this.nextRow(entry.lower, depth, row, above);
      if (next === unseen) return;
      above = row;
      row = next;
    }
    this.judge(entry, row);
  }

  private judge(entry: Entry, row: Row): void {
    const at = this.wanted.length - entry.lower.length + this.limit;
    if (at < 0 || at > 2 * this.limit || changesAt(row, at) > this.limit) return;
    if (!this.best || entry.order < this.best.order) this.best = entry;
  }

  /** Where the entries end that have the same unit at an index. */
  private endOf(from: number, to: number, depth: number, unit: number): number {
    let low = from + 1;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]?.lower.charCodeAt(depth) === unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The row behind one more unit of the entries of a branch; `unseen` when too much has changed already. */
  private nextRow(lower: string, depth: number, row: Row, above: Row): Row {
    const { wanted, limit } = this;
    this.steps++;
    const unit = lower.charCodeAt(depth);
    const tooMany = limit + 1;
    let next = 0;
    let least = tooMany;
    let left = tooMany;
    for (let at = 0; at <= 2 * limit; at++) {
      // How much of the word is compared with the first `depth + 1` units of the entries.
      const length = depth + 1 + at - limit;
      let value = tooMany;
      if (length === 0) value = depth + 1;
      else if (length > 0 && length <= wanted.length) {
        const own = wanted.charCodeAt(length - 1);
        value = changesAt(row, at) + (own === unit ? 0 : 1);
        if (at < 2 * limit) value = Math.min(value, changesAt(row, at + 1) + 1);
        value = Math.min(value, left + 1);
        const swapped = above !== unseen && length > 1 && wanted.charCodeAt(length - 2) === unit;
        if (swapped && own === lower.charCodeAt(depth - 1)) value = Math.min(value, changesAt(above, at) + 1);
      }
      left = Math.min(value, tooMany);
      least = Math.min(least, left);
      next |= left << (2 * at);
    }
    return least <= limit ? next : unseen;
  }
}

interface Branch {
  readonly from: number;
  readonly to: number;
  /** How many units its entries have in common. */
  readonly depth: number;
  readonly row: Row;
  readonly above: Row;
}

/**
 * Changes between the beginning of the entries and beginnings of the word that are at most `limit` longer or shorter
 * (with more difference in length there are more changes): two bits each, as none is above 3.
 */
type Row = number;

const unseen: Row = -1;

function changesAt(row: Row, at: number): number {
  return (row >> (2 * at)) & 3;
}

function firstRow(limit: number): Row {
  let row = 0;
  for (let at = 0; at <= 2 * limit; at++) row |= (at < limit ? limit + 1 : at - limit) << (2 * at);
  return row;
}
