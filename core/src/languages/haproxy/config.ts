import { LayeredMap } from '../../base/layered-map.ts';
import { memo } from '../../base/memo.ts';
import { query } from '../../base/query.ts';
import { lineAt, type Site, siteInLine } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { ModelKey } from '../model-key.ts';
import { haproxyProgram } from '../programs.ts';
import type { HaproxyAddress } from './address.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';

/** A name or word of the configuration and where it stands. */
export interface Named {
  readonly name: string;
  /** False when the name holds an environment variable. */
  readonly known: boolean;
  readonly site: Site;
}

/** One address of a `bind` line (a line may list several). */
export interface Bind {
  readonly address: HaproxyAddress;
  /** The address as written. */
  readonly text: string;
  /** `transparent`: the address may be bound although the host does not hold it. */
  readonly transparent: boolean;
  /** `interface <name>`. */
  readonly interface?: string;
  readonly site: Site;
}

export interface Server {
  readonly name: string;
  readonly address: HaproxyAddress;
  readonly addressText: string;
  /** Health checks are on, by its own line or by `default-server`. */
  readonly checked: boolean;
  readonly backup: boolean;
  /** The values of all words of its line: the options start at `firstServerOption`. */
  readonly values: readonly string[];
  /** Those behind the address, in a list of their own; `serverHas` and `serverSwitchedOn` need none. */
  readonly options: readonly string[];
  readonly site: Site;
}

/** Index of the word behind `server <name> <address>`. */
export const firstServerOption = 3;

/** A line of a section, for what the named fields leave out. */
export interface Directive {
  readonly keyword: string;
  /** Written as `no <keyword>`. */
  readonly negated: boolean;
  readonly args: readonly Word[];
  /** The first of them. */
  readonly first: Word | undefined;
  /** The value of one of them, which costs less than the word with its place; undefined where there is none. */
  value(index: number): string | undefined;
  /** The values of all words of the line, its keyword among them: they cost less than the words. */
  readonly values: readonly string[];
  /** All of its words are known. */
  readonly certain: boolean;
  /** Index of the line in the section. */
  readonly line: number;
}

/** A proxy's reference to a backend: `default_backend x` or `use_backend x if …`. */
export interface BackendReference extends Named {
  readonly kind: 'default_backend' | 'use_backend';
}

/** A section as far as the cluster, the picture and the rules need it; everything else stays in the syntax tree. */
export interface HaproxySection {
  readonly syntax: SectionSyntax;
  /** The section keyword, or '' for the lines before the first section. */
  readonly kind: string;
  readonly name?: Named;
  /** The name behind `from` in the header: the defaults section that it takes its settings from. */
  readonly from?: string;
  /** The header line's first word. */
  readonly site: Site;
  readonly mode?: Named;
  readonly binds: readonly Bind[];
  readonly servers: readonly Server[];
  readonly backends: readonly BackendReference[];
  /** The values of the words of the section's `default-server` lines, in order. */
  readonly serverDefaults: readonly string[];
  /** Every line with words after the header. */
  readonly directives: readonly Directive[];
  /** The same lines by their keyword, each list in order. */
  readonly byKeyword: ReadonlyMap<string, readonly Directive[]>;
  /** It has a `.if`: lines may be left out. */
  readonly conditional: boolean;
  readonly hasFilter: boolean;
}

export interface HaproxyConfig {
  readonly syntax: HaproxySyntax;
  readonly sections: readonly HaproxySection[];
  /** The sections, some at a time: what depends on a stretch of them is kept with it. */
  readonly stretches: readonly SectionStretch[];
  /** A template engine makes the file. */
  readonly template?: HaproxyTemplate;
}

/** What a template leaves open. */
export interface HaproxyTemplate {
  /** Some lines are maybe there, or several times. */
  readonly branches: boolean;
  /** Keywords of which some line holds a value that nobody knows. */
  readonly unsure: ReadonlySet<string>;
}

export interface SectionStretch {
  readonly sections: readonly HaproxySection[];
}

/** Sections of a configuration that take traffic. */
export function listeners(config: HaproxyConfig): readonly HaproxySection[] {
  return config.sections.filter((section) => section.kind === 'frontend' || section.kind === 'listen');
}

const backendsByName = memo((config: HaproxyConfig): ReadonlyMap<string, HaproxySection> => {
  const found = new Map<string, HaproxySection>();
  for (const section of config.sections) {
    const { kind, name } = section;
    if ((kind === 'backend' || kind === 'listen') && name && !found.has(name.name)) found.set(name.name, section);
  }
  return found;
});

/** The section that a backend reference resolves to. */
export function findBackend(config: HaproxyConfig, name: string): HaproxySection | undefined {
  return backendsByName(config).get(name);
}

const noDirectives: readonly Directive[] = [];

/** The lines of a section with a keyword, in order. */
export function directivesOf(section: HaproxySection, keyword: string): readonly Directive[] {
  return section.byKeyword.get(keyword) ?? noDirectives;
}

/** The `defaults` sections above a section. The same object while they are the same. */
export interface Inherited {
  readonly last: HaproxySection | undefined;
  readonly named: LayeredMap<string, HaproxySection>;
}

export const nothingInherited: Inherited = { last: undefined, named: LayeredMap.empty() };

/** The `defaults` section that a section takes its settings from: the one that it names, else the nearest above. */
export function defaultsAmong({ last, named }: Inherited, { from }: HaproxySection): HaproxySection | undefined {
  return from === undefined ? last : named.get(from);
}

/** What the sections below one may take their settings from. */
export function inheritedBelow(above: Inherited, section: HaproxySection): Inherited {
  return section.kind === 'defaults' ? belowDefaults(section, above) : above;
}

const belowDefaults = query((section: HaproxySection, above: Inherited): Inherited => {
  const named = section.name ? above.named.with([[section.name.name, section]]) : above.named;
  return { last: section, named };
});

const defaultsBySection = memo((config: HaproxyConfig) => {
  const found = new Map<HaproxySection, HaproxySection>();
  let above = nothingInherited;
  for (const section of config.sections) {
    const defaults = defaultsAmong(above, section);
    if (defaults) found.set(section, defaults);
    above = inheritedBelow(above, section);
  }
  return found;
});

/**
 * The `defaults` section that a proxy takes its settings from: the one that it names, else the one before it.
 * Undefined when there is none in this file.
 */
export function defaultsOf(config: HaproxyConfig, section: HaproxySection): HaproxySection | undefined {
  return defaultsBySection(config).get(section);
}

/** Where what is said about a server stands: its section, and the defaults section behind that. */
export interface ServerScope {
  readonly section: HaproxySection;
  readonly defaults: HaproxySection | undefined;
}

const protects = /["'\\]/;

/** Whether quotes and escapes can make words of a section that do not stand in its text. */
const isProtected = memo(({ text }: SectionSyntax): boolean => protects.test(text));

/**
 * Whether some word of a section may hold `part`: a look at the text, which costs much less than one at each word. Also
 * true where a comment holds it, or where quotes and escapes could put it together.
 */
export function mayHold({ syntax }: HaproxySection, part: string): boolean {
  return syntax.text.includes(part) || isProtected(syntax);
}

/** Whether some word of a section may match an expression, in the same sense. */
export function mayMatch({ syntax }: HaproxySection, expression: RegExp): boolean {
  return expression.test(syntax.text) || isProtected(syntax);
}

/** The lines of a section that may hold `part` in the same sense. */
export function directivesThatMayHold({ directives, syntax }: HaproxySection, part: string): readonly Directive[] {
  if (isProtected(syntax)) {
    return directives.filter(({ line }) => {
      const text = syntax.lines[line]?.text ?? '';
      return text.includes(part) || protects.test(text);
    });
  }
  const { text } = syntax;
  const found: Directive[] = [];
  for (let at = text.indexOf(part); at >= 0; ) {
    const holder = lineAt(syntax, at);
    if (!holder) break;
    const directive = directiveAt(directives, holder.index);
    if (directive) found.push(directive);
    at = text.indexOf(part, holder.start + holder.line.text.length);
  }
  return found;
}

/** The directive that stands in a line, if any does. */
function directiveAt(directives: readonly Directive[], line: number): Directive | undefined {
  let low = 0;
  let high = directives.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((directives[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  const found = directives[low];
  return found?.line === line ? found : undefined;
}

/** Whether `serverHas` or `serverSwitchedOn` can be true of a server for the word: see `mayHold`. */
export function serversMayHave({ section, defaults }: ServerScope, word: string): boolean {
  return mayHold(section, word) || defaults?.serverDefaults.includes(word) === true;
}

/** Whether the word stands among a server's options or those that it inherits. */
export function serverHas({ section, defaults }: ServerScope, server: Server, word: string): boolean {
  return (
    server.values.includes(word, firstServerOption) ||
    placesOfDefaults(section).has(word) ||
    (defaults !== undefined && placesOfDefaults(defaults).has(word))
  );
}

/** The last place of each word of a section's `default-server` lines: all of its servers ask for them. */
const placesOfDefaults = memo(
  ({ serverDefaults }: HaproxySection): ReadonlyMap<string, number> =>
    serverDefaults.length === 0 ? noPlaces : new Map(serverDefaults.map((word, at) => [word, at])),
);

const noPlaces: ReadonlyMap<string, number> = new Map();

/** `isSwitchedOn` for a server with what it inherits: what is said last decides. */
export function serverSwitchedOn({ section, defaults }: ServerScope, server: Server, on: string, off: string): boolean {
  return (
    lastOf(server.values, firstServerOption, on, off) ??
    lastOfDefaults(section, on, off) ??
    (defaults && lastOfDefaults(defaults, on, off)) ??
    false
  );
}

/** Whether the last of the two words from `from` on is the first one; undefined when neither stands there. */
function lastOf(values: readonly string[], from: number, on: string, off: string): boolean | undefined {
  for (let i = values.length - 1; i >= from; i--) {
    const value = values[i];
    if (value === on) return true;
    if (value === off) return false;
  }
  return undefined;
}

/** The same for the words of a section's `default-server` lines. */
function lastOfDefaults(section: HaproxySection, on: string, off: string): boolean | undefined {
  const places = placesOfDefaults(section);
  const onAt = places.get(on) ?? -1;
  const offAt = places.get(off) ?? -1;
  return onAt === offAt ? undefined : onAt > offAt;
}

/** Whether the last of two opposite words is the first one: `check` and `no-check`, `disabled` and `enabled`. */
export function isSwitchedOn(options: readonly string[], on: string, off: string): boolean {
  return options.lastIndexOf(on) > options.lastIndexOf(off);
}

/** Where a directive stands: from `from`, by default its keyword, to the end of `to`, by default its last word. */
export function directiveSite(section: HaproxySection, directive: Directive, from?: Word, to?: Word): Site {
  const words = section.syntax.lines[directive.line]?.words ?? [];
  const start = (from ?? words[0])?.range.start ?? 0;
  return siteInLine(section.syntax, directive.line, { start, end: (to ?? words.at(-1))?.range.end ?? start });
}

/** The files of a machine that HAProxy reads. */
export const haproxyFiles: ModelKey<HaproxyConfig> = haproxyProgram;
