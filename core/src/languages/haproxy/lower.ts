import { memo } from '../../base/memo.ts';
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
import type { HaproxySyntax, SectionSyntax } from './parser.ts';

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
  const [keyword, name] = syntax.hasHeader ? (syntax.lines[0]?.words ?? []) : [];
  const from = syntax.hasHeader ? inheritedFrom(syntax.lines[0]?.words ?? []) : undefined;
  const headerEnd = syntax.lines[0]?.words.at(-1) ?? keyword;
  const keywords = byKeyword(directives);
  const binds: Bind[] = [];
  const servers: Server[] = [];
  const backends: BackendReference[] = [];
  const serverDefaults: Word[] = [];
  let mode: Named | undefined;
  let checkedByDefault = false;
  for (const directive of directives) {
    // Nothing lowered here has a negated form that matters yet.
    if (directive.negated) continue;
    const { words } = directive;
    const first = words[1];
    switch (directive.keyword) {
      case 'default-server':
        checkedByDefault = isChecked(words, 1, checkedByDefault);
        serverDefaults.push(...directive.args);
        break;
      case 'bind':
        if (first) binds.push(...lowerBind(directive.args, first, siteInLine(syntax, directive.line, first.range)));
        break;
      case 'server':
        if (first) servers.push(new ServerLine(syntax, directive, checkedByDefault));
        break;
      case 'default_backend':
      case 'use_backend':
        if (first)
          backends.push({ kind: directive.keyword, ...named(first, siteInLine(syntax, directive.line, first.range)) });
        break;
      case 'mode':
        if (first) mode = named(first, siteInLine(syntax, directive.line, first.range));
        break;
    }
  }
  return {
    syntax,
    kind: keyword?.value ?? '',
    ...(name && { name: named(name, siteInLine(syntax, 0, name.range)) }),
    ...(from !== undefined && { from }),
    site: siteInLine(syntax, 0, { start: keyword?.range.start ?? 0, end: (keyword && headerEnd?.range.end) ?? 0 }),
    ...(mode && { mode }),
    binds,
    servers,
    backends,
    serverDefaults,
    directives,
    byKeyword: keywords,
    conditional: keywords.has('.if'),
    hasFilter: keywords.has('filter'),
  };
});

function inheritedFrom(header: readonly Word[]): string | undefined {
  for (let i = 1; i + 1 < header.length; i++) if (header[i]?.value === 'from') return header[i + 1]?.value;
  return undefined;
}

function byKeyword(directives: readonly Directive[]): Map<string, Directive[]> {
  const found = new Map<string, Directive[]>();
  for (const directive of directives) {
    const known = found.get(directive.keyword);
    if (known) known.push(directive);
    else found.set(directive.keyword, [directive]);
  }
  return found;
}

/** A line that makes the list of its arguments when asked: of most lines rules look at the keyword only. */
class LoweredLine implements Directive {
  readonly keyword: string;
  readonly negated: boolean;
  readonly line: number;
  /** All words, those before the arguments among them. */
  readonly words: readonly Word[];
  #args: readonly Word[] | undefined;

  constructor(words: readonly Word[], keyword: string, negated: boolean, line: number) {
    this.words = words;
    this.keyword = keyword;
    this.negated = negated;
    this.line = line;
  }

  get first(): Word | undefined {
    return this.words[this.negated ? 2 : 1];
  }

  get args(): readonly Word[] {
    this.#args ??= this.words.slice(this.negated ? 2 : 1);
    return this.#args;
  }
}

/** The lines after the header, `no` taken away. */
function linesOf(syntax: SectionSyntax): LoweredLine[] {
  const directives: LoweredLine[] = [];
  const { lines } = syntax;
  for (let line = syntax.hasHeader ? 1 : 0; line < lines.length; line++) {
    const words = lines[line]?.words;
    const first = words?.[0];
    if (!words || !first) continue;
    const second = first.value === 'no' ? words[1] : undefined;
    directives.push(new LoweredLine(words, (second ?? first).value, second !== undefined, line));
  }
  return directives;
}

function named(word: Word, site: Site): Named {
  // A log-format in a backend's name (`use_backend %[…]`) is decided at run time.
  return { name: word.value, known: word.known && !word.value.includes('%['), site };
}

function lowerBind(args: readonly Word[], first: Word, site: Site): Bind[] {
  const options = args.slice(1).map((word) => word.value);
  const interfaceAt = options.indexOf('interface');
  const interfaceName = interfaceAt < 0 ? undefined : options[interfaceAt + 1];
  return first.value.split(',').map((text) => ({
    address: parseAddress(text, first.known),
    text,
    transparent: options.includes('transparent'),
    ...(interfaceName !== undefined && { interface: interfaceName }),
    site,
  }));
}

/** A `server` line that is read when asked: a large file has thousands, and rules look at few things of each. */
class ServerLine implements Server {
  readonly #section: SectionSyntax;
  readonly #directive: LoweredLine;
  readonly #checkedByDefault: boolean;
  #address: HaproxyAddress | undefined;

  constructor(section: SectionSyntax, directive: LoweredLine, checkedByDefault: boolean) {
    this.#section = section;
    this.#directive = directive;
    this.#checkedByDefault = checkedByDefault;
  }

  get name(): string {
    return this.#directive.words[1]?.value ?? '';
  }

  get addressText(): string {
    return this.#directive.words[2]?.value ?? '';
  }

  get words(): readonly Word[] {
    return this.#directive.words;
  }

  get options(): readonly Word[] {
    return this.words.slice(firstServerOption);
  }

  get address(): HaproxyAddress {
    this.#address ??= parseAddress(this.addressText, this.#directive.words[2]?.known ?? false);
    return this.#address;
  }

  get checked(): boolean {
    return isChecked(this.words, firstServerOption, this.#checkedByDefault);
  }

  get backup(): boolean {
    return this.words.some(isBackup);
  }

  get site(): Site {
    const { words, line } = this.#directive;
    return siteInLine(this.#section, line, words[1]?.range ?? { start: 0, end: 0 });
  }
}

/** The last of `check` and `no-check` from a word on decides, as HAProxy applies them in order. */
function isChecked(words: readonly Word[], from: number, inherited: boolean): boolean {
  for (let at = words.length - 1; at >= from; at--) {
    const value = words[at]?.value;
    if (value === 'check') return true;
    if (value === 'no-check') return false;
  }
  return inherited;
}

function isBackup(word: Word, index: number): boolean {
  return index >= firstServerOption && word.value === 'backup';
}
