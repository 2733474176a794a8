import type { Site } from '../../syntax/chunk.ts';
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
  readonly site: Site;
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
  /** The header line's first word. */
  readonly site: Site;
  readonly mode?: Named;
  readonly binds: readonly Bind[];
  readonly servers: readonly Server[];
  readonly backends: readonly BackendReference[];
}

export interface HaproxyConfig {
  readonly syntax: HaproxySyntax;
  readonly sections: readonly HaproxySection[];
}

/** Sections of a configuration that take traffic. */
export function listeners(config: HaproxyConfig): readonly HaproxySection[] {
  return config.sections.filter((section) => section.kind === 'frontend' || section.kind === 'listen');
}

/** The section that a backend reference resolves to. */
export function findBackend(config: HaproxyConfig, name: string): HaproxySection | undefined {
  return config.sections.find(
    (section) => (section.kind === 'backend' || section.kind === 'listen') && section.name?.name === name,
  );
}
