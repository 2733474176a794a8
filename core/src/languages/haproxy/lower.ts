import { memo } from '../../base/memo.ts';
import { type Site, siteInLine } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { Stretch } from '../../syntax/stretch.ts';
import { type HaproxyAddress, parseAddress } from './address.ts';
import type {
  BackendReference,
  Bind,
  Directive,
  HaproxyConfig,
  HaproxySection,
  Named,
  SectionStretch,
  Server,
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
    const first = directive.args[0];
    switch (directive.keyword) {
      case 'default-server':
        checkedByDefault = isChecked(directive.args, checkedByDefault);
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

/** The lines after the header, `no` taken away. */
function linesOf(syntax: SectionSyntax): Directive[] {
  const directives: Directive[] = [];
  const { lines } = syntax;
  for (let line = syntax.hasHeader ? 1 : 0; line < lines.length; line++) {
    const words = lines[line]?.words ?? [];
    const [first, second] = [words[0], words[1]];
    if (!first) continue;
    const negated = second !== undefined && first.value === 'no';
    directives.push({
      keyword: negated ? second.value : first.value,
      negated,
      args: words.slice(negated ? 2 : 1),
      line,
    });
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
  readonly name: string;
  readonly addressText: string;
  readonly options: readonly Word[];
  readonly #section: SectionSyntax;
  readonly #directive: Directive;
  readonly #checkedByDefault: boolean;
  #address: HaproxyAddress | undefined;

  constructor(section: SectionSyntax, directive: Directive, checkedByDefault: boolean) {
    const { args } = directive;
    this.name = args[0]?.value ?? '';
    this.addressText = args[1]?.value ?? '';
    this.options = args.slice(2);
    this.#section = section;
    this.#directive = directive;
    this.#checkedByDefault = checkedByDefault;
  }

  get address(): HaproxyAddress {
    this.#address ??= parseAddress(this.addressText, this.#directive.args[1]?.known ?? false);
    return this.#address;
  }

  get checked(): boolean {
    return isChecked(this.options, this.#checkedByDefault);
  }

  get backup(): boolean {
    return this.options.some(isBackup);
  }

  get site(): Site {
    const [name] = this.#directive.args;
    return siteInLine(this.#section, this.#directive.line, name?.range ?? { start: 0, end: 0 });
  }
}

/** The last of `check` and `no-check` decides, as HAProxy applies them in order. */
function isChecked(options: readonly Word[], inherited: boolean): boolean {
  let checked = inherited;
  for (const option of options) {
    if (option.value === 'check') checked = true;
    else if (option.value === 'no-check') checked = false;
  }
  return checked;
}

function isBackup(word: Word): boolean {
  return word.value === 'backup';
}
