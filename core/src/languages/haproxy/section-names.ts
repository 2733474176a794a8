import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { siteInLine } from '../../syntax/chunk.ts';
import { isKnownWord } from './lexer.ts';
import type { SectionSyntax } from './parser.ts';
import { readHeader } from './section-header.ts';
import { collectReferences, mayRefer, type ReferenceKind, referringKeywords } from './section-references.ts';

/** A name that a section declares or uses, and where. */
export interface NameAt {
  readonly name: string;
  /** Index of its line in the section, and of its word in the line: see `rangeOfName`. */
  readonly line: number;
  readonly word: number;
  /** False inside an `.if` block: the line may be left out. */
  readonly certain: boolean;
}

/** Where a name stands, counted from the start of its section. */
export function rangeOfName(section: SectionSyntax, { line, word }: NameAt): TextRange {
  const range = section.lines[line]?.words[word]?.range ?? { start: 0, end: 0 };
  return siteInLine(section, line, range).range;
}

/**
 * The index of a section: which names it declares and uses, and what else other sections need to know of it. A function
 * of its text only, made in one pass. The validator, completion and the directory of all sections take names from here;
 * what has to know the role of every word (rename, outline) asks symbols.ts, and a test holds that both agree.
 */
export interface SectionNames {
  readonly kind: string;
  readonly name: NameAt | undefined;
  readonly from: NameAt | undefined;
  readonly mode: string | undefined;
  readonly acls: readonly string[];
  /** Of a defaults section: whether it holds rules, and whether some are for responses of servers only. */
  readonly rules: 'none' | 'some' | 'of servers';
  readonly servers: readonly NameAt[];
  /** Settings that change what is refused elsewhere, with their value. */
  readonly settings: readonly string[];
  readonly nameservers: readonly NameAt[];
  /** What proxies may say to be told apart by: `id 7`, `guid web`. */
  readonly ids: readonly NameAt[];
  /** It has lines that may contradict others of the section: see `consistency.ts`. */
  readonly mayContradict: boolean;
  /** Prefixes of `server-template` lines; '' where it is not known. */
  readonly templates: readonly string[];
  /** The steps of its health checks. */
  readonly steps: readonly NameAt[];
  /** Some of its listeners, some of its servers speak TLS. */
  readonly tls: Readonly<Record<'bind' | 'server', boolean>>;
  /** A `default-server` line asks for TLS. */
  readonly tlsByDefault: boolean;
  readonly disabled: boolean;
  readonly lua: boolean;
  readonly stickTable: boolean;
  /** Words that start with a dot: `.if` blocks may leave lines out. */
  readonly conditional: boolean;
  readonly hasUnknown: boolean;
  readonly tables: readonly string[];
  /** Names of `filter bwlim-…` lines. */
  readonly limits: readonly string[];
  readonly references: readonly Reference[];
}

export interface Reference extends NameAt {
  readonly kind: ReferenceKind;
}

export const namesOf: (section: SectionSyntax) => SectionNames = memo((section: SectionSyntax) => {
  let mode: string | undefined;
  let disabled = false;
  let lua = false;
  let stickTable = false;
  let conditional = false;
  let hasUnknown = false;
  let mayContradict = false;
  let rules: SectionNames['rules'] = 'none';
  const tls = { bind: false, server: false };
  let tlsByDefault = false;
  const acls: string[] = [];
  const tables: string[] = [];
  const limits: string[] = [];
  const servers: NameAt[] = [];
  const settings: string[] = [];
  const nameservers: NameAt[] = [];
  const ids: NameAt[] = [];
  const templates: string[] = [];
  const steps: NameAt[] = [];
  const references: Reference[] = [];
  /** Those of `default-server` lines: nobody looks for them before there is a server. */
  const forServers: Reference[] = [];
  let depth = 0;
  const place = (name: string, line: number, word: number): NameAt => ({ certain: depth === 0, name, line, word });
  const header = section.hasHeader ? section.lines[0]?.values : undefined;
  const { kind, name: nameAt, from: fromAt } = readHeader(header);
  for (let index = section.hasHeader ? 1 : 0; index < section.lines.length; index++) {
    const line = section.lines[index];
    const keyword = line?.values[0];
    if (!line || keyword === undefined) continue;
    const isKnown = isKnownWord(line, 0);
    if (isKnown && !declaringKeywords.has(keyword) && !isDirective(keyword)) continue;
    const first = line.values[1];
    const firstKnown = isKnownWord(line, 1) ? first : undefined;
    if (isDirective(keyword)) {
      conditional = true;
      if (keyword === '.if') depth++;
      else if (keyword === '.endif') depth--;
    }
    if (!isKnown) hasUnknown = true;
    if (kind === 'defaults' && depth === 0 && isRule.test(keyword) && first !== 'inspect-delay') {
      rules = keyword === 'tcp-response' ? 'of servers' : rules === 'none' ? 'some' : rules;
    }
    switch (keyword) {
      case 'server':
        if (firstKnown !== undefined) servers.push(place(firstKnown, index, 1));
        if (line.values.includes('id', 3) || line.values.includes('fcgi', 3)) mayContradict = true;
        tls.server ||= depth === 0 && line.values.includes('ssl', 3);
        break;
      case 'default-server':
        tlsByDefault ||= line.values.includes('ssl') || line.values.includes('check-ssl');
        tls.server ||= depth === 0 && line.values.includes('ssl');
        break;
      case 'bind':
        if (line.values.includes('id', 2)) mayContradict = true;
        tls.bind ||= depth === 0 && line.values.includes('ssl', 2);
        break;
      case 'filter':
        mayContradict = true;
        if (first?.startsWith('bwlim') && line.values[2] !== undefined) limits.push(line.values[2]);
        break;
      case 'stats':
        mayContradict = true;
        break;
      case 'mode':
        mode = depth === 0 ? (firstKnown ?? '') : '';
        break;
      case 'acl':
        if (first !== undefined) acls.push(first);
        break;
      case 'server-template':
        templates.push(firstKnown ?? '');
        break;
      case 'http-check':
      case 'tcp-check':
        if (firstKnown !== undefined) steps.push(place(`${keyword} ${firstKnown}`, index, 1));
        break;
      case 'ssl-server-verify':
      case 'external-check':
      case 'expose-deprecated-directives':
      case 'expose-experimental-directives':
      case 'tune.lua.bool-sample-conversion':
      case 'tune.stick-counters':
        // A proxy has an "external-check" of its own.
        if (kind !== 'global') break;
        settings.push(first !== undefined && isValued.test(keyword) ? `${keyword} ${first}` : keyword);
        break;
      case 'id':
      case 'guid':
        if (firstKnown !== undefined) ids.push(place(`${keyword} ${firstKnown}`, index, 1));
        break;
      case 'nameserver':
        if (firstKnown !== undefined) nameservers.push(place(firstKnown, index, 1));
        break;
      case 'disabled':
        disabled = true;
        break;
      case 'lua-load':
      case 'lua-load-per-thread':
        lua = true;
        break;
      case 'stick-table':
        if (stickTable) mayContradict = true;
        stickTable = true;
        break;
      case 'table':
        if (first !== undefined) tables.push(first);
        break;
    }
    const isServer = keyword === 'server' || keyword === 'server-template';
    if (isServer) for (const reference of forServers.splice(0)) references.push(reference);
    if (!mayRefer(kind, keyword, line.text)) continue;
    const into = keyword === 'default-server' ? forServers : references;
    collectReferences(line, (kindOf, name, word) => into.push({ kind: kindOf, ...place(name, index, word) }));
  }
  const from = header?.[fromAt];
  const name = header?.[nameAt];
  return {
    kind,
    name: name === undefined ? undefined : place(name, 0, nameAt),
    from: from === undefined ? undefined : place(from, 0, fromAt),
    mode,
    acls,
    rules,
    servers,
    settings,
    nameservers,
    ids,
    mayContradict: mayContradict || contradictable.has(kind),
    templates,
    steps,
    tls,
    tlsByDefault,
    disabled,
    lua,
    stickTable,
    conditional,
    hasUnknown,
    tables,
    limits,
    references,
  };
});

/** Lines that are rules wherever they stand. */
const isRule = /^(?:http-(?:request|response|after-response)|tcp-(?:request|response))$/;

/** Kinds of sections whose lines have to fit each other whatever they are. */
const contradictable: ReadonlySet<string> = new Set(['listen', 'cache', 'userlist', 'peers', 'fcgi-app']);

const isValued = /^(?:ssl-server-verify|tune\.stick-counters)$/;

const dot = 46;

/** A line such as `.if`. */
function isDirective(keyword: string): boolean {
  return keyword.charCodeAt(0) === dot;
}

/** The keywords of all lines that declare or use a name, or tell something else of the section: most lines do not. */
const declaringKeywords: ReadonlySet<string> = new Set([
  ...referringKeywords,
  'acl',
  'bind',
  'default-server',
  'disabled',
  'expose-deprecated-directives',
  'expose-experimental-directives',
  'external-check',
  'guid',
  'http-after-response',
  'http-check',
  'id',
  'lua-load',
  'lua-load-per-thread',
  'mode',
  'nameserver',
  'server',
  'server-template',
  'ssl-server-verify',
  'stats',
  'table',
  'tcp-check',
  'tune.lua.bool-sample-conversion',
  'tune.stick-counters',
]);
