import { memo } from '../../base/memo.ts';
import { groupByKeyword } from '../../syntax/by-keyword.ts';
import { type Site, siteInLine } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { Stretch } from '../../syntax/stretch.ts';
import { type HaproxyAddress, parseAddress } from './address.ts';
import {
  type BackendReference,
  type Bind,
  type Directive,
  firstServerOption,
  type HaproxyConfig,
  type HaproxySection,
  type Named,
  type SectionStretch,
  type Server,
} from './config.ts';
import { type HaproxyLine, isKnownWord } from './lexer.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';
import { readHeader } from './section-header.ts';

/** The model of a parsed configuration. Total: what cannot be understood is left out. Equal sections are lowered once. */
export const lowerHaproxy: (syntax: HaproxySyntax) => HaproxyConfig = memo((syntax: HaproxySyntax) => {
  const stretches = syntax.stretches.map(lowerStretch);
  const sections: HaproxySection[] = [];
  for (const stretch of stretches) for (const section of stretch.sections) sections.push(section);
  return { syntax, stretches, sections };
});

const lowerStretch = memo(
  (stretch: Stretch<SectionSyntax>): SectionStretch => ({ sections: stretch.chunks.map(lowerSection) }),
);

const lowerSection = memo((syntax: SectionSyntax): HaproxySection => {
  const directives = linesOf(syntax);
  const header = syntax.hasHeader ? syntax.lines[0]?.words : undefined;
  const keyword = header?.[0];
  const { kind, name: nameAt, from: fromAt } = readHeader(syntax.hasHeader ? syntax.lines[0]?.values : undefined);
  const name = header?.[nameAt];
  const headerEnd = syntax.lines[0]?.words.at(-1) ?? keyword;
  const byKeyword = groupByKeyword(directives);
  const from = header?.[fromAt]?.value;
  const mode = byKeyword.get('mode')?.findLast(hasArgument);
  const serverDefaults = byKeyword.get('default-server')?.filter(isOn) ?? noLines;
  const section: Mutable<HaproxySection> = {
    syntax,
    kind,
    site: siteInLine(syntax, 0, { start: keyword?.range.start ?? 0, end: (keyword && headerEnd?.range.end) ?? 0 }),
    binds: byKeyword.get('bind')?.flatMap((directive) => lowerBind(syntax, directive)) ?? [],
    servers: byKeyword.get('server')?.filter(hasArgument).map(serversWith(syntax, serverDefaults)) ?? [],
    backends: lowerBackends(syntax, byKeyword),
    serverDefaults: serverDefaults.flatMap(({ values }) => values.slice(1)),
    directives,
    byKeyword,
    conditional: byKeyword.has('.if'),
    hasFilter: byKeyword.has('filter'),
  };
  if (name) section.name = named(name, siteInLine(syntax, 0, name.range));
  if (from !== undefined) section.from = from;
  if (mode?.first) section.mode = named(mode.first, siteInLine(syntax, mode.line, mode.first.range));
  return section;
});

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const noLines: readonly LoweredLine[] = [];

/** Nothing that is lowered has a negated form that matters yet. */
function isOn({ negated }: LoweredLine): boolean {
  return !negated;
}

function hasArgument({ negated, values }: LoweredLine): boolean {
  return !negated && values.length > 1;
}

/** Makes servers of lines that come in order, each with what the `default-server` lines above it say of checks. */
function serversWith(syntax: SectionSyntax, defaults: readonly LoweredLine[]): (directive: LoweredLine) => Server {
  let checked = false;
  let next = 0;
  return (directive) => {
    for (let above = defaults[next]; above !== undefined && above.line < directive.line; above = defaults[++next]) {
      checked = isChecked(above.values, 1, checked);
    }
    return new ServerLine(syntax, directive, checked);
  };
}

/** In the order of the lines, whichever of the two keywords they have. */
function lowerBackends(syntax: SectionSyntax, byKeyword: ReadonlyMap<string, LoweredLine[]>): BackendReference[] {
  const used = byKeyword.get('use_backend') ?? noLines;
  const byDefault = byKeyword.get('default_backend') ?? noLines;
  if (used.length + byDefault.length === 0) return [];
  const found: BackendReference[] = [];
  for (const { keyword, negated, first, line } of inOrder(used, byDefault)) {
    if (negated || !first) continue;
    const kind = keyword as BackendReference['kind'];
    found.push({ kind, ...named(first, siteInLine(syntax, line, first.range)) });
  }
  return found;
}

function inOrder(a: readonly LoweredLine[], b: readonly LoweredLine[]): readonly LoweredLine[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...a, ...b].sort((one, other) => one.line - other.line);
}

/** A line that makes the list of its arguments when asked: of most lines rules look at the keyword only. */
class LoweredLine implements Directive {
  readonly keyword: string;
  readonly negated: boolean;
  readonly line: number;
  private readonly source: HaproxyLine;
  private argList: readonly Word[] | undefined;

  constructor(source: HaproxyLine, keyword: string, negated: boolean, line: number) {
    this.source = source;
    this.keyword = keyword;
    this.negated = negated;
    this.line = line;
    this.argList = undefined;
  }

  /** All words, those before the arguments among them. */
  get words(): readonly Word[] {
    return this.source.words;
  }

  get certain(): boolean {
    return this.source.certain || this.words.every(({ known }) => known);
  }

  get values(): readonly string[] {
    return this.source.values;
  }

  /** Whether there is a word with this index whose value is known. */
  isKnown(index: number): boolean {
    return isKnownWord(this.source, index);
  }

  value(index: number): string | undefined {
    return this.source.values[index + (this.negated ? 2 : 1)];
  }

  get first(): Word | undefined {
    return this.words[this.negated ? 2 : 1];
  }

  get args(): readonly Word[] {
    this.argList ??= this.words.slice(this.negated ? 2 : 1);
    return this.argList;
  }
}

/** The lines after the header, `no` taken away. */
function linesOf(syntax: SectionSyntax): LoweredLine[] {
  const directives: LoweredLine[] = [];
  const { lines } = syntax;
  for (let line = syntax.hasHeader ? 1 : 0; line < lines.length; line++) {
    const source = lines[line];
    const first = source?.values[0];
    if (!source || first === undefined) continue;
    const second = first === 'no' ? source.values[1] : undefined;
    directives.push(new LoweredLine(source, second ?? first, second !== undefined, line));
  }
  return directives;
}

function named(word: Word, site: Site): Named {
  // A log-format in a backend's name (`use_backend %[…]`) is decided at run time.
  return { name: word.value, known: word.known && !word.value.includes('%['), site };
}

function lowerBind(syntax: SectionSyntax, { negated, first, args, line }: LoweredLine): Bind[] {
  if (negated || !first) return [];
  const site = siteInLine(syntax, line, first.range);
  const options = args.slice(1).map((word) => word.value);
  const interfaceAt = options.indexOf('interface');
  const interfaceName = interfaceAt < 0 ? undefined : options[interfaceAt + 1];
  const transparent = options.includes('transparent');
  return first.value.split(',').map((text) => ({
    address: parseAddress(text, first.known),
    text,
    transparent,
    ...(interfaceName !== undefined && { interface: interfaceName }),
    site,
  }));
}

/** A `server` line that is read when asked: a large file has thousands, and rules look at few things of each. */
class ServerLine implements Server {
  private readonly section: SectionSyntax;
  private readonly directive: LoweredLine;
  private readonly checkedByDefault: boolean;
  private parsed: HaproxyAddress | undefined;

  constructor(section: SectionSyntax, directive: LoweredLine, checkedByDefault: boolean) {
    this.section = section;
    this.directive = directive;
    this.checkedByDefault = checkedByDefault;
    this.parsed = undefined;
  }

  get name(): string {
    return this.directive.values[1] ?? '';
  }

  get addressText(): string {
    return this.directive.values[2] ?? '';
  }

  get values(): readonly string[] {
    return this.directive.values;
  }

  get options(): readonly string[] {
    return this.values.slice(firstServerOption);
  }

  get address(): HaproxyAddress {
    this.parsed ??= parseAddress(this.addressText, this.directive.isKnown(2));
    return this.parsed;
  }

  get checked(): boolean {
    return isChecked(this.values, firstServerOption, this.checkedByDefault);
  }

  get backup(): boolean {
    return this.values.includes('backup', firstServerOption);
  }

  get site(): Site {
    const { words, line } = this.directive;
    return siteInLine(this.section, line, words[1]?.range ?? { start: 0, end: 0 });
  }
}

/** The last of `check` and `no-check` from a word on decides, as HAProxy applies them in order. */
function isChecked(values: readonly string[], from: number, inherited: boolean): boolean {
  for (let at = values.length - 1; at >= from; at--) {
    const value = values[at];
    if (value === 'check') return true;
    if (value === 'no-check') return false;
  }
  return inherited;
}
