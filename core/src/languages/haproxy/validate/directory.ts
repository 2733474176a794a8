import { memo } from '../../../base/memo.ts';
import { firewallOver } from '../../../base/query.ts';
import { sameFields, sameIfAny, sameItems, sameLists } from '../../../base/same-items.ts';
import { table } from '../../../base/table.ts';
import type { DocumentIdentity, Stretch } from '../../../syntax/stretch.ts';
import type { HaproxySyntax, SectionSyntax } from '../parser.ts';
import { type NameAt, namesOf, type Reference } from '../section-names.ts';

/** Where the sections of a configuration can be found by kind and name, and what else one may need to know of others. */
export interface Directory {
  /** Frontend, backend and listen sections. */
  readonly proxies: ReadonlyMap<string, readonly Exported[]>;
  /** The names of those that are a frontend, and a backend: a listen section is both. */
  readonly named: Readonly<Record<'backend' | 'frontend', ReadonlySet<string>>>;
  /** Global settings that change what is refused elsewhere. */
  readonly settings: ReadonlySet<string>;
  readonly declared: Declared;
  /** Fetches and actions may be known that no catalogue lists. */
  readonly luaLoaded: boolean;
  /** There is a global section: what is not here does not exist. */
  readonly complete: boolean;
  /** Some line here loads Lua. */
  readonly loadsLua: boolean;
  /** What `tune.stick-counters` says, where it says something. */
  readonly counters: string | undefined;
  /** Whether some listener, some server speaks TLS. */
  readonly tls: Readonly<Record<'bind' | 'server', boolean>>;
  /** Some name stands twice. */
  readonly repeats: boolean;
}

export type Declared = Readonly<
  Record<Reference['kind'] | 'userlist' | 'http-errors' | 'mailers' | 'fcgi-app', ReadonlySet<string>>
>;

/**
 * The directory of all files that a process loads. The same object as for the version of the text before while what
 * sections tell each other is the same: whatever was resolved by it still holds. Made once for a list of files.
 */
export const directoryOf: (files: readonly HaproxySyntax[]) => Directory = memo((files: readonly HaproxySyntax[]) => {
  const [first, ...others] = files;
  const stretches = first && others.length === 0 ? first.stretches : files.flatMap((file) => file.stretches);
  return directory(first?.identity ?? {}, stretches);
});

/** The same for files that are known to be all, although none of them has a global section. */
export const completed: (directory: Directory) => Directory = memo((known: Directory) => ({
  ...known,
  complete: true,
  luaLoaded: known.loadsLua,
}));

/** Whether a file itself has a global section: it is read first, and no defaults stand before it. */
export const isLeading: (file: HaproxySyntax) => boolean = memo(({ stretches }: HaproxySyntax) =>
  stretches.some(hasGlobal),
);

const hasGlobal = memo(({ chunks }: Stretch<SectionSyntax>): boolean =>
  chunks.some((section) => namesOf(section).kind === 'global'),
);

/** What a section tells others of itself: of its names no places, which every edit moves. */
export interface Exported {
  readonly kind: string;
  readonly name: NameOnly | undefined;
  readonly servers: readonly NameOnly[];
  readonly templates: readonly string[];
  readonly tables: readonly string[];
  readonly settings: readonly string[];
  readonly ids: readonly NameOnly[];
  readonly lua: boolean;
  readonly stickTable: boolean;
  readonly hasUnknown: boolean;
  readonly tls: Readonly<Record<'bind' | 'server', boolean>>;
}

type NameOnly = Pick<NameAt, 'name'>;

const sameName = sameFields<NameOnly>({ name: Object.is });

const sameExports = sameFields<Exported>({
  kind: Object.is,
  name: sameIfAny(sameName),
  servers: sameLists(sameName),
  templates: sameItems,
  tables: sameItems,
  settings: sameItems,
  ids: sameLists(sameName),
  lua: Object.is,
  stickTable: Object.is,
  hasUnknown: Object.is,
  tls: sameFields<Exported['tls']>({ bind: Object.is, server: Object.is }),
});

/** What the sections of a stretch tell others. */
function exportsOf({ chunks }: Stretch<SectionSyntax>): readonly Exported[] {
  return chunks.map(namesOf);
}

const counters = 'tune.stick-counters ';

const directory: (owner: DocumentIdentity, stretches: readonly Stretch<SectionSyntax>[]) => Directory = firewallOver(
  exportsOf,
  sameLists(sameExports),
  made,
);

function made(parts: readonly (readonly Exported[])[]): Directory {
  const sections = parts.flat();
  const complete = sections.some((names) => names.kind === 'global');
  const loadsLua = sections.some((names) => names.lua);
  const settings = new Set(sections.flatMap((names) => names.settings));
  return {
    proxies: proxiesOf(sections),
    named: { backend: namesOfKind(sections, 'backend'), frontend: namesOfKind(sections, 'frontend') },
    settings,
    counters: [...settings].find((text) => text.startsWith(counters))?.slice(counters.length),
    declared: declarations(sections),
    // Without a global section the file is one of several, and Lua may be loaded in another.
    luaLoaded: !complete || loadsLua,
    complete,
    tls: { bind: sections.some(({ tls }) => tls.bind), server: sections.some(({ tls }) => tls.server) },
    loadsLua,
    repeats: repeats(sections),
  };
}

function proxiesOf(sections: readonly Exported[]): ReadonlyMap<string, readonly Exported[]> {
  const proxies = new Map<string, Exported[]>();
  for (const names of sections) {
    if (!names.name || !/^(?:frontend|backend|listen)$/.test(names.kind)) continue;
    const others = proxies.get(names.name.name);
    if (others) others.push(names);
    else proxies.set(names.name.name, [names]);
  }
  return proxies;
}

function namesOfKind(sections: readonly Exported[], wanted: 'backend' | 'frontend'): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, name } of sections) if (name && (kind === wanted || kind === 'listen')) names.add(name.name);
  return names;
}

function declarations(sections: readonly Exported[]): Declared {
  const declared = {
    resolvers: new Set<string>(),
    peers: new Set<string>(),
    userlist: new Set<string>(),
    'http-errors': new Set<string>(),
    mailers: new Set<string>(),
    'fcgi-app': new Set<string>(),
    cache: new Set<string>(),
    table: new Set<string>(),
    server: new Set<string>(),
  };
  const byKind = table(declared);
  for (const { kind, name, stickTable, tables } of sections) {
    if (!name) continue;
    if (stickTable) declared.table.add(name.name);
    for (const other of tables) declared.table.add(`${name.name}/${other}`);
    byKind.get(kind)?.add(name.name);
  }
  return declared;
}

function repeats(sections: readonly Exported[]): boolean {
  const seen = new Set<string>();
  for (const { kind, name, ids } of sections) {
    for (const id of ids) {
      if (seen.has(id.name)) return true;
      seen.add(id.name);
    }
    if (!name) continue;
    // Proxies of all kinds share their names.
    const key = /^(?:frontend|backend|listen)$/.test(kind) ? name.name : `${kind} ${name.name}`;
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}
