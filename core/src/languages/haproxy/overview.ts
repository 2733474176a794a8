import { memo } from '../../base/memo.ts';
import { firewallOver } from '../../base/query.ts';
import { sameFields, sameIfAny, sameItems, sameLists } from '../../base/same-items.ts';
import type { Word } from '../../syntax/line.ts';
import type { DocumentIdentity } from '../../syntax/stretch.ts';
import {
  type Directive,
  directivesOf,
  type HaproxyConfig,
  type HaproxySection,
  type SectionStretch,
} from './config.ts';
import { modesAmong } from './effective-mode.ts';

/**
 * What a configuration as a whole has, by name only: it holds no section, and is the same object as for the version of
 * the text before while all of it is the same.
 */
export interface Overview {
  /** Backend and listen sections. */
  readonly backends: ReadonlySet<string>;
  /** The names in `use_backend` and `default_backend`. */
  readonly namedBackends: ReadonlySet<string>;
  /** Those of them that are no backend here. */
  readonly missingBackends: readonly string[];
  /** Backends that none of them names. */
  readonly idleBackends: readonly string[];
  /** One of these names is decided at run time. */
  readonly choosesBackends: boolean;
  readonly hasGlobal: boolean;
  /** A frontend or listen section. */
  readonly hasListener: boolean;
  /** A `.if`: lines may be left out. */
  readonly hasConditions: boolean;
  readonly hasFilter: boolean;
  /** Some address is listened on twice. */
  readonly listensTwice: boolean;
  /** Some proxy names a backend whose mode is another than its own. */
  readonly modesDiffer: boolean;
  /** All proxies are certain to be in TCP mode. */
  readonly onlyTcp: boolean;
}

export const overviewOf: (config: HaproxyConfig) => Overview = memo((config: HaproxyConfig) =>
  overview(config.syntax.identity, config.stretches),
);

/** What files that are loaded together have, all of them taken as one. */
export type SharedOverview = Pick<
  Overview,
  'backends' | 'namedBackends' | 'choosesBackends' | 'hasGlobal' | 'hasListener' | 'hasConditions' | 'hasFilter'
>;

/** Made once for a list of configurations. */
export const sharedOverviewOf: (configs: readonly HaproxyConfig[]) => SharedOverview = memo(
  (configs: readonly HaproxyConfig[]): SharedOverview => {
    const [first, ...others] = configs.map(overviewOf);
    if (first && others.length === 0) return first;
    const all = first ? [first, ...others] : [];
    const union = (names: (overview: Overview) => ReadonlySet<string>): Set<string> => {
      const found = new Set<string>();
      for (const overview of all) for (const name of names(overview)) found.add(name);
      return found;
    };
    return {
      backends: union(({ backends }) => backends),
      namedBackends: union(({ namedBackends }) => namedBackends),
      choosesBackends: all.some(({ choosesBackends }) => choosesBackends),
      hasGlobal: all.some(({ hasGlobal }) => hasGlobal),
      hasListener: all.some(({ hasListener }) => hasListener),
      hasConditions: all.some(({ hasConditions }) => hasConditions),
      hasFilter: all.some(({ hasFilter }) => hasFilter),
    };
  },
);

/** What an overview takes of a section. */
interface Summary {
  readonly kind: string;
  readonly name?: KnownName | undefined;
  readonly from?: string | undefined;
  readonly mode?: KnownName | undefined;
  readonly backends: readonly KnownName[];
  readonly conditional: boolean;
  readonly hasFilter: boolean;
}

interface KnownName {
  readonly name: string;
  readonly known: boolean;
}

/** What it takes of a stretch. */
interface Part {
  readonly sections: readonly Summary[];
  /** The keys of all addresses that they listen on. */
  readonly addresses: readonly string[];
}

const sameName = sameFields<KnownName>({ name: Object.is, known: Object.is });

const samePart = sameFields<Part>({
  sections: sameLists(
    sameFields<Summary>({
      kind: Object.is,
      name: sameIfAny(sameName),
      from: Object.is,
      mode: sameIfAny(sameName),
      backends: sameLists(sameName),
      conditional: Object.is,
      hasFilter: Object.is,
    }),
  ),
  addresses: sameItems,
});

function partOf({ sections }: SectionStretch): Part {
  return { sections, addresses: sections.flatMap((section) => listeningOf(section).map(({ key }) => key)) };
}

const overview: (owner: DocumentIdentity, stretches: readonly SectionStretch[]) => Overview = firewallOver(
  partOf,
  samePart,
  made,
);

function made(parts: readonly Part[]): Overview {
  const sections = parts.flatMap((part) => part.sections);
  const backends = new Map<string, Summary>();
  const idle = new Set<string>();
  const namedBackends = new Set<string>();
  let choosesBackends = false;
  for (const section of sections) {
    const { kind, name } = section;
    if ((kind === 'backend' || kind === 'listen') && name && !backends.has(name.name)) backends.set(name.name, section);
    if (kind === 'backend' && name?.known) idle.add(name.name);
    for (const reference of section.backends) {
      namedBackends.add(reference.name);
      if (!reference.known) choosesBackends = true;
    }
  }
  const modes = modesAmong(sections);
  return {
    backends: new Set(backends.keys()),
    namedBackends,
    missingBackends: [...namedBackends].filter((name) => !backends.has(name)),
    idleBackends: [...idle].filter((name) => !namedBackends.has(name)),
    choosesBackends,
    hasGlobal: sections.some(({ kind }) => kind === 'global'),
    hasListener: sections.some(({ kind }) => kind === 'frontend' || kind === 'listen'),
    hasConditions: sections.some(({ conditional }) => conditional),
    hasFilter: sections.some(({ hasFilter }) => hasFilter),
    listensTwice: repeats(parts),
    modesDiffer: modesDiffer(sections, backends, modes),
    onlyTcp: sections.every((section) => !isProxy.test(section.kind) || modes.get(section) === 'tcp'),
  };
}

const isProxy = /^(?:frontend|backend|listen)$/;

function repeats(parts: readonly Part[]): boolean {
  const seen = new Set<string>();
  return parts.some(({ addresses }) => addresses.some((key) => seen.size === seen.add(key).size));
}

function modesDiffer(
  sections: readonly Summary[],
  backends: ReadonlyMap<string, Summary>,
  modes: ReadonlyMap<Summary, string>,
): boolean {
  return sections.some((section) => {
    const own = modes.get(section);
    return section.backends.some(({ name }) => {
      const backend = backends.get(name);
      const other = backend && modes.get(backend);
      return own !== undefined && other !== undefined && own !== other;
    });
  });
}

/** An address with a port that a section binds on all interfaces and threads. */
export interface Listening {
  /** Equal for two ways to write the same address. */
  readonly key: string;
  readonly text: string;
  readonly section: HaproxySection;
  readonly directive: Directive;
  readonly addresses: Word;
}

const noListening: readonly Listening[] = [];

/** The addresses with a port that a frontend or listen section binds on all interfaces and threads. */
export const listeningOf: (section: HaproxySection) => readonly Listening[] = memo((section: HaproxySection) => {
  if (section.kind !== 'frontend' && section.kind !== 'listen') return noListening;
  const found: Listening[] = [];
  for (const directive of directivesOf(section, 'bind')) {
    const [addresses] = directive.args;
    if (directive.negated || !addresses?.known) continue;
    if (directive.args.some(({ value }) => /^(?:interface|namespace|process|thread)$/.test(value))) continue;
    for (const text of addresses.value.split(',')) {
      if (!/^[^/]*:\d+$/.test(text) || /^(?:fd|sockpair|rhttp|unix|abns|abnsz|uxst)@/.test(text)) continue;
      const key = text.replace(/^(?:ipv4@|tcp4?@|\*(?=:))/, '').replace(/^0\.0\.0\.0:/, ':');
      found.push({ key, text, section, directive, addresses });
    }
  }
  return found;
});
