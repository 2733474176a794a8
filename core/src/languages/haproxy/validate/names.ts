import { memo } from '../../../base/memo.ts';
import type { Word } from '../../../syntax/line.ts';
import type { SectionSyntax } from '../parser.ts';

/** A name that a section declares or uses, and where. */
export interface NameAt {
  readonly name: string;
  /** It lies in this line of the section; its range counts from the line's start. */
  readonly word: Pick<Word, 'range'>;
  readonly line: number;
  /** False inside an `.if` block: the line may be left out. */
  readonly certain: boolean;
}

/** What other sections need to know of one. A function of its text only. */
export interface SectionNames {
  readonly kind: string;
  readonly name: NameAt | undefined;
  readonly from: NameAt | undefined;
  readonly mode: string | undefined;
  readonly acls: readonly string[];
  readonly servers: readonly NameAt[];
  /** Settings that change what is refused elsewhere, with their value. */
  readonly settings: readonly string[];
  readonly nameservers: readonly NameAt[];
  /** Prefixes of `server-template` lines; '' where it is not known. */
  readonly templates: readonly string[];
  /** The steps of its health checks. */
  readonly steps: readonly NameAt[];
  readonly disabled: boolean;
  readonly lua: boolean;
  readonly stickTable: boolean;
  /** Words that start with a dot: `.if` blocks may leave lines out. */
  readonly conditional: boolean;
  readonly hasUnknown: boolean;
  readonly tables: readonly string[];
  readonly references: readonly Reference[];
}

export interface Reference extends NameAt {
  readonly kind: 'resolvers' | 'peers' | 'table' | 'cache' | 'server';
}

export const namesOf: (section: SectionSyntax) => SectionNames = memo((section: SectionSyntax) => {
  let mode: string | undefined;
  let disabled = false;
  let lua = false;
  let stickTable = false;
  let conditional = false;
  let hasUnknown = false;
  const acls: string[] = [];
  const tables: string[] = [];
  const servers: NameAt[] = [];
  const settings: string[] = [];
  const nameservers: NameAt[] = [];
  const templates: string[] = [];
  const steps: NameAt[] = [];
  const references: Reference[] = [];
  /** Those of `default-server` lines: nobody looks for them before there is a server. */
  const forServers: Reference[] = [];
  let depth = 0;
  const place = (word: Word, line: number): NameAt => ({
    certain: depth === 0,
    name: word.value,
    word,
    line,
  });
  const header = section.hasHeader ? section.lines[0]?.words : undefined;
  const kind = header?.[0]?.value ?? '';
  for (let index = section.hasHeader ? 1 : 0; index < section.lines.length; index++) {
    const line = section.lines[index];
    const keyword = line?.words[0];
    if (!line || !keyword || (!telling.has(keyword.value) && keyword.known && !isDirective(keyword))) continue;
    const first = line.words[1];
    if (isDirective(keyword)) {
      conditional = true;
      if (keyword.value === '.if') depth++;
      else if (keyword.value === '.endif') depth--;
    }
    if (!keyword.known) hasUnknown = true;
    switch (keyword.value) {
      case 'server':
        if (first?.known) servers.push(place(first, index));
        break;
      case 'mode':
        mode = first?.known && depth === 0 ? first.value : '';
        break;
      case 'acl':
        if (first) acls.push(first.value);
        break;
      case 'server-template':
        templates.push(first?.known ? first.value : '');
        break;
      case 'http-check':
      case 'tcp-check':
        if (first?.known) steps.push({ ...place(first, index), name: `${keyword.value} ${first.value}` });
        break;
      case 'ssl-server-verify':
      case 'external-check':
      case 'expose-experimental-directives':
      case 'tune.stick-counters':
        settings.push(first && isValued.test(keyword.value) ? `${keyword.value} ${first.value}` : keyword.value);
        break;
      case 'nameserver':
        if (first?.known) nameservers.push(place(first, index));
        break;
      case 'disabled':
        disabled = true;
        break;
      case 'lua-load':
      case 'lua-load-per-thread':
        lua = true;
        break;
      case 'stick-table':
        stickTable = true;
        break;
      case 'table':
        if (first) tables.push(first.value);
        break;
    }
    const isServer = keyword.value === 'server' || keyword.value === 'server-template';
    if (isServer && forServers.length > 0) references.push(...forServers.splice(0));
    if (!mayRefer(keyword.value, line.text) || isUnread(kind, keyword.value)) continue;
    const into = keyword.value === 'default-server' ? forServers : references;
    collectReferences(line.words, (kindOf, word) => into.push({ kind: kindOf, ...place(word, index) }));
  }
  const fromAt = header?.findIndex((word, index) => index > 0 && word.value === 'from') ?? -1;
  const fromWord = fromAt > 0 ? header?.[fromAt + 1] : undefined;
  const nameWord = fromAt === 1 && kind === 'defaults' ? undefined : header?.[1];
  return {
    kind,
    name: nameWord && place(nameWord, 0),
    from: fromWord && place(fromWord, 0),
    mode,
    acls,
    servers,
    settings,
    nameservers,
    templates,
    steps,
    disabled,
    lua,
    stickTable,
    conditional,
    hasUnknown,
    tables,
    references,
  };
});

const isValued = /^(?:ssl-server-verify|tune\.stick-counters)$/;
/** Where names are not looked up. */
function isUnread(kind: string, keyword: string): boolean {
  return (kind === 'frontend' && keyword === 'stick') || (kind === 'peers' && keyword === 'server');
}

const dot = 46;

/** A line such as `.if`. */
function isDirective({ value }: Word): boolean {
  return value.charCodeAt(0) === dot;
}

const referring: ReadonlySet<string> = new Set([
  'stick-table',
  'stick',
  'use-server',
  'filter',
  'http-request',
  'http-response',
  'tcp-request',
  'tcp-response',
]);

/** All keywords of lines that `namesOf` takes something from: most lines are passed over. */
const telling: ReadonlySet<string> = new Set([
  ...referring,
  'acl',
  'default-server',
  'disabled',
  'expose-experimental-directives',
  'external-check',
  'http-check',
  'lua-load',
  'lua-load-per-thread',
  'mode',
  'nameserver',
  'server',
  'server-template',
  'ssl-server-verify',
  'table',
  'tcp-check',
  'tune.stick-counters',
]);

/** Whether the words of a line are worth a look: most lines are servers, and few of those name anything. */
function mayRefer(keyword: string, text: string): boolean {
  if (referring.has(keyword)) return true;
  return (
    (keyword === 'server' || keyword === 'default-server' || keyword === 'server-template') &&
    text.includes('resolvers')
  );
}

type Found = (kind: Reference['kind'], word: Word) => void;

function collectReferences(words: readonly Word[], found: Found): void {
  const keyword = words[0]?.value ?? '';
  const after = (name: string, from: number): Word | undefined => {
    const at = words.findIndex((word, index) => index >= from && word.value === name);
    return at < 0 ? undefined : words[at + 1];
  };
  const add = (kind: Reference['kind'], word: Word | undefined): void => {
    if (word?.known && word.value !== '' && !word.value.includes('%[')) found(kind, word);
  };
  switch (keyword) {
    case 'server':
    case 'default-server':
    case 'server-template':
      add('resolvers', after('resolvers', 1));
      break;
    case 'stick-table':
      add('peers', after('peers', 1));
      break;
    case 'stick':
      add('table', after('table', 2));
      break;
    case 'use-server':
      add('server', words[1]);
      break;
    case 'filter':
      if (words[1]?.value === 'cache') add('cache', words[2]);
      break;
    case 'http-request':
    case 'http-response':
    case 'tcp-request':
    case 'tcp-response': {
      const at = keyword.startsWith('tcp') ? 2 : 1;
      const action = words[at]?.value ?? '';
      if (action === 'cache-use' || action === 'cache-store') add('cache', words[at + 1]);
      if (action.startsWith('track-sc')) add('table', after('table', at + 1));
      break;
    }
  }
}
