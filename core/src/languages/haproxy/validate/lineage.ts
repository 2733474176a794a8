import { memo } from '../../../base/memo.ts';
import type { SectionSyntax } from '../parser.ts';

/** The defaults sections that a section builds on: the nearest one, and those that it builds on itself. */
export interface Lineage {
  /** Undefined where there is none. */
  readonly section: SectionSyntax | undefined;
  readonly above: Lineage | undefined;
}

export const noLineage: Lineage = { section: undefined, above: undefined };

/**
 * Something that is known of each section and joined from the oldest to the nearest. The result is kept with every
 * link of the chain, so chains that have most links in common cost the difference.
 */
function joined<Value>(of: (section: SectionSyntax) => Value, join: (above: Value, own: Value) => Value, none: Value) {
  const kept = memo((_lineage: Lineage): { known?: { readonly value: Value } } => ({}));
  return (lineage: Lineage): Value => {
    const open: Lineage[] = [];
    let value = none;
    for (let link: Lineage | undefined = lineage; link?.section !== undefined; link = link.above) {
      const { known } = kept(link);
      if (known) {
        value = known.value;
        break;
      }
      open.push(link);
    }
    for (let link = open.pop(); link !== undefined; link = open.pop()) {
      if (link.section) value = join(value, of(link.section));
      kept(link).known = { value };
    }
    return value;
  };
}

/** Sections with what they build on, for whom something is asked. */
export interface Heir {
  readonly section: SectionSyntax;
  /** Undefined when it is not certain on what the section builds. */
  readonly inherits: Lineage | undefined;
}

/** What the lines of a section say, as far as servers and other sections ask for it. */
interface Said {
  /** First words, and of some lines the two first ones. */
  readonly starts: ReadonlySet<string>;
  /**
   * What `default-server` lines say of words: given, or taken back by `no-…`. Undefined where that is not certain: lines
   * may be left out, or words depend on the environment.
   */
  readonly given: ReadonlyMap<string, boolean> | undefined;
}

const pairs: ReadonlySet<string> = new Set(['email-alert', 'http-check', 'option', 'tcp-check']);

const saidIn = memo(({ lines }: SectionSyntax): Said => {
  const starts = new Set<string>();
  const given = new Map<string, boolean>();
  let isCertain = true;
  for (const line of lines) {
    const [first, second] = line.values;
    if (first === undefined) continue;
    starts.add(first);
    if (second !== undefined && pairs.has(first)) starts.add(`${first} ${second}`);
    if (first.startsWith('.') || (!line.certain && line.words[0]?.known === false)) isCertain = false;
    if (first !== 'default-server') continue;
    if (!line.certain && line.words.some(({ known }) => !known)) isCertain = false;
    const { values } = line;
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? '';
      given.set(value, true);
      if (value === 'verify') given.set('verify required', values[at + 1] === 'required');
      if (value.startsWith('no-')) given.set(value.slice(3), false);
    }
  }
  return { starts, given: isCertain ? given : undefined };
});

const startsOf = new Map<string, (lineage: Lineage) => boolean>();

/** Whether a line starts with a word, or with two, in the section or in what it surely builds on. */
export function hasStart(start: string, { section, inherits }: Heir): boolean {
  if (saidIn(section).starts.has(start)) return true;
  let inherited = startsOf.get(start);
  if (!inherited) {
    inherited = joined(
      (defaults) => saidIn(defaults).starts.has(start),
      (above, own) => above || own,
      false,
    );
    startsOf.set(start, inherited);
  }
  return inherits !== undefined && inherited(inherits);
}

type Given = 'given' | 'taken back' | 'unsaid' | 'unknown';

function givenIn(word: string, section: SectionSyntax): Given {
  const { given } = saidIn(section);
  if (!given) return 'unknown';
  const said = given.get(word);
  return said === undefined ? 'unsaid' : said ? 'given' : 'taken back';
}

/** What is said below counts, and where anything is uncertain, all of it is. */
function givenBelow(above: Given, own: Given): Given {
  if (above === 'unknown' || own === 'unknown') return 'unknown';
  return own === 'unsaid' ? above : own;
}

const givenOf = new Map<string, (lineage: Lineage) => Given>();

/** Whether `default-server` lines of what a section builds on give a word; undefined when that is not certain. */
export function isInherited(word: string, inherits: Lineage): boolean | undefined {
  const given = inheritedGiven(word)(inherits);
  return given === 'unknown' ? undefined : given === 'given';
}

function inheritedGiven(word: string): (lineage: Lineage) => Given {
  const known = givenOf.get(word);
  if (known) return known;
  const made = joined((defaults) => givenIn(word, defaults), givenBelow, 'unsaid');
  givenOf.set(word, made);
  return made;
}

/** Whether a `default-server` line gives a word to the section's servers; undefined when that is not certain. */
export function isGiven(word: string, { section, inherits }: Heir): boolean | undefined {
  if (!inherits) return undefined;
  const given = givenBelow(inheritedGiven(word)(inherits), givenIn(word, section));
  return given === 'unknown' ? undefined : given === 'given';
}
