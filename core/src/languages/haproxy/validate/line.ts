import type { Guess } from '../../../base/nearest.ts';
import type { TextRange } from '../../../base/text-range.ts';
import type { Word } from '../../../syntax/line.ts';
import type { HaproxyLine } from '../lexer.ts';
import type { DeclaredAcls } from './acl-names.ts';
import type { Facts } from './facts.ts';
import type { Issue, IssueId } from './issue.ts';
import type { KeywordEntries } from './keyword-entry.ts';
import type { EvaluationPoints } from './places.ts';
import type { Use, UseKind, UseSink } from './uses.ts';

/** What a proxy can do, as far as keywords depend on it. */
export interface ProxyContext {
  readonly kind: string;
  readonly named: boolean;
  readonly frontend: boolean;
  readonly backend: boolean;
  readonly defaults: boolean;
  /** The effective mode; undefined when it is not certain. */
  readonly mode: string | undefined;
  /** The ACLs that are declared above a line of the section, with the places at which one of their fetches works. */
  readonly acls: DeclaredAcls;
  readonly aclsKnown: boolean;
}

/**
 * Everything that the check of a line may look at beside the line. Whatever is added here has to tell
 * contexts apart in `verdictsFor` as well.
 */
export interface LineContext {
  readonly facts: Facts;
  /** What was found out for other lines in the same surroundings. */
  readonly known: KnownOfLines;
  readonly section: string;
  readonly proxy: ProxyContext | undefined;
  /** Anything may still be declared elsewhere: other files, Lua. */
  readonly luaLoaded: boolean;
}

/** What holds for all lines of one version, kind of section and mode. */
export interface KnownOfLines {
  readonly keywords: KeywordEntries;
  /** What followed name and address of `server` lines of which nothing was to be said: see `plain-server.ts`. */
  readonly parameters: Set<string>;
  /** The same without the values that differ from server to server. */
  readonly sharedParameters: Set<string>;
}

/**
 * A line under check. HAProxy stops at the first error of a line and so does this: what is reported after an error is
 * dropped. Nothing is ever reported on a word whose value depends on the environment.
 */
export class DirectiveLine implements UseSink {
  readonly context: LineContext;
  /** Ranges count from the line's start. */
  readonly issues: Issue[] = [];
  /** The word before the keyword that takes it back: `no` or `default`. */
  readonly negation: 'no' | 'default' | undefined;
  failed = false;
  /** Whether the verdict depends on the ACLs that are declared above. */
  needsAcls = false;
  /** Where the line takes its samples, and where its condition does; 0 where nobody knows. */
  places: EvaluationPoints = 0;
  conditionPlaces: EvaluationPoints = 0;
  /** What other sections have to provide; ranges as those of issues. */
  uses: Use[] = [];
  private latestUse = 0;
  private readonly source: HaproxyLine;
  /** How many of its words stand before the keyword. */
  private readonly before: number;

  constructor(line: HaproxyLine, context: LineContext, negation?: 'no' | 'default') {
    this.source = line;
    this.before = negation ? 1 : 0;
    this.negation = negation;
    this.context = context;
  }

  /** The whole line as it stands in the file. */
  get text(): string {
    return this.source.text;
  }

  /** From the keyword on. */
  get words(): readonly Word[] {
    const { words } = this.source;
    return this.before === 0 ? words : words.slice(this.before);
  }

  /** How many words there are. */
  get length(): number {
    return this.source.values.length - this.before;
  }

  /** The values of the words. */
  get values(): readonly string[] {
    const { values } = this.source;
    return this.before === 0 ? values : values.slice(this.before);
  }

  /** No word depends on anything outside the text. */
  get allKnown(): boolean {
    return this.source.certain || this.words.every(({ known }) => known);
  }

  /** The word's value; '' where there is none, as the program sees it. */
  value(index: number): string {
    return this.source.values[index + this.before] ?? '';
  }

  known(index: number): boolean {
    return this.source.certain || (this.source.words[index + this.before]?.known ?? true);
  }

  /** Whether HAProxy sees an argument there: an empty quoted word ends the list for most keywords. */
  has(index: number): boolean {
    const value = this.source.values[index + this.before];
    return value !== undefined && (value !== '' || !this.known(index));
  }

  /** Notes that the line relies on something; `from` is the index of the word that says so, or a text in it. */
  use(kind: UseKind, name: string, from: number | string): void {
    const use = { kind, name, range: this.rangeOf(typeof from === 'number' ? from : this.holderOf(from)) };
    this.uses.push(use);
  }

  /** The word that holds a text. Lines are read from left to right, so it is looked for from the latest one on. */
  private holderOf(text: string): number {
    const holds = (value: string | undefined): boolean => value?.includes(text) === true;
    const { values } = this;
    let at = this.latestUse;
    while (at < values.length && !holds(values[at])) at++;
    if (at === values.length) at = values.findIndex(holds);
    this.latestUse = Math.max(0, at);
    return at;
  }

  /** `guess` is what the message proposes in the place of the word. */
  error(id: IssueId, index: number, message: string, guess?: Guess): false {
    this.report(id, 'error', index, message, guess && { guess });
    this.failed = true;
    return false;
  }

  warn(id: IssueId, index: number, message: string): true {
    this.report(id, 'warning', index, message);
    return true;
  }

  /** Warns of what HAProxy warns of without naming the line. */
  warnUnplaced(id: IssueId, index: number, message: string): void {
    this.report(id, 'warning', index, message, { unplaced: true });
  }

  private report(
    id: IssueId,
    severity: Issue['severity'],
    index: number,
    message: string,
    more?: Pick<Issue, 'guess' | 'unplaced'>,
  ): void {
    if (this.failed) return;
    if (index < this.length && !this.known(index)) return;
    this.issues.push({ id, severity, message, range: this.rangeOf(index), ...more });
  }

  rangeOf(index: number): TextRange {
    const word = this.words[Math.max(0, Math.min(index, this.length - 1))];
    return word?.range ?? { start: 0, end: 0 };
  }
}
