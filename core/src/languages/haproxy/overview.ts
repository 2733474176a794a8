import { memo } from '../../base/memo.ts';
import type { Word } from '../../syntax/line.ts';
import { digest } from '../../syntax/stretch.ts';
import {
  type Directive,
  directivesOf,
  findBackend,
  type HaproxyConfig,
  type HaproxySection,
  type SectionStretch,
} from './config.ts';
import { modesOf } from './effective-mode.ts';

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
  overview(config.syntax.cell, config.stretches, config),
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

/** Everything that an overview says of a stretch, as a text to compare. */
function textOf({ sections }: SectionStretch): string {
  return JSON.stringify(
    sections.map((section) => {
      const { kind, name, backends, conditional, hasFilter, mode, from } = section;
      const references = backends.map((reference) => [reference.known, reference.name]);
      const addresses = listeningOf(section).map(({ key }) => key);
      return [
        kind,
        name?.name,
        name?.known,
        conditional,
        hasFilter,
        references,
        addresses,
        mode?.known,
        mode?.name,
        from,
      ];
    }),
  );
}

const overview = digest(textOf, (config: HaproxyConfig): Overview => {
  const { sections } = config;
  const backends = new Set<string>();
  const idle = new Set<string>();
  const namedBackends = new Set<string>();
  const addresses = new Set<string>();
  let choosesBackends = false;
  let listensTwice = false;
  for (const section of sections) {
    const { kind, name } = section;
    if ((kind === 'backend' || kind === 'listen') && name) backends.add(name.name);
    if (kind === 'backend' && name?.known) idle.add(name.name);
    for (const reference of section.backends) {
      namedBackends.add(reference.name);
      if (!reference.known) choosesBackends = true;
    }
    for (const { key } of listeningOf(section)) {
      if (addresses.has(key)) listensTwice = true;
      addresses.add(key);
    }
  }
  return {
    backends,
    namedBackends,
    missingBackends: [...namedBackends].filter((name) => !backends.has(name)),
    idleBackends: [...idle].filter((name) => !namedBackends.has(name)),
    choosesBackends,
    hasGlobal: sections.some(({ kind }) => kind === 'global'),
    hasListener: sections.some(({ kind }) => kind === 'frontend' || kind === 'listen'),
    hasConditions: sections.some(({ conditional }) => conditional),
    hasFilter: sections.some(({ hasFilter }) => hasFilter),
    listensTwice,
    modesDiffer: modesDiffer(config),
    onlyTcp: onlyTcp(config),
  };
});

function onlyTcp(config: HaproxyConfig): boolean {
  const modes = modesOf(config);
  return config.sections.every(
    (section) => !/^(?:frontend|backend|listen)$/.test(section.kind) || modes.get(section) === 'tcp',
  );
}

function modesDiffer(config: HaproxyConfig): boolean {
  const modes = modesOf(config);
  const differs = (mode: string | undefined, backend: string | undefined): boolean =>
    mode !== undefined && backend !== undefined && mode !== backend;
  return config.sections.some((section) =>
    section.backends.some(({ name }) => {
      const backend = findBackend(config, name);
      return backend !== undefined && differs(modes.get(section), modes.get(backend));
    }),
  );
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
