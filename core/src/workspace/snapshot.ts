import type { Cluster } from '../cluster/cluster.ts';
import { type Discovery, discover } from '../cluster/discovery.ts';
import type { Model, ModelReader } from '../cluster/machine.ts';
import { machineKeyOf } from '../cluster/node-path.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import { lowerKeepalived } from '../languages/keepalived/lower.ts';
import { configIdsOf } from '../languages/keepalived/statements.ts';
import type { Finding } from '../lint/finding.ts';
import type { RuleContext } from '../lint/rule.ts';
import { checkCluster, checkHaproxy, checkKeepalived } from '../lint/run.ts';
import type { Settings } from './settings.ts';
import { type HaproxyFile, haproxyConfig, keepalivedVariants, type SourceFile } from './source-file.ts';
import { certainInTemplate } from './template-findings.ts';

/** Everything that can be known of a workspace at one moment. Immutable; answers are computed when first asked for. */
export class Snapshot {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly settings: Settings;
  #discovery: Discovery<SourceFile> | undefined;
  /** The newest discovery that is known, of this snapshot or of one before it. */
  #lastDiscovery: Discovery<SourceFile> | undefined;
  #clusterFindings: readonly Finding[] | undefined;
  #loadedTogether: ReadonlyMap<string, readonly HaproxyConfig[]> | undefined;

  constructor(files: ReadonlyMap<string, SourceFile>, settings: Settings, before?: Snapshot) {
    this.files = files;
    this.settings = settings;
    if (before) this.#lastDiscovery = before.#lastDiscovery;
  }

  clusters(): readonly Cluster[] {
    this.#discovery ??= discover(withoutTemplates(this.files), reader, this.#lastDiscovery);
    this.#lastDiscovery = this.#discovery;
    return this.#discovery.clusters;
  }

  /** Findings of one file by itself; none for a path that is not in the workspace. */
  fileFindings(path: string): readonly Finding[] {
    const file = this.files.get(path);
    const findings = this.#findingsOf(path);
    return file?.template ? certainInTemplate(file, findings) : findings;
  }

  #findingsOf(path: string): readonly Finding[] {
    const file = this.files.get(path);
    if (file?.language === 'haproxy') {
      return checkHaproxy({ path, config: haproxyConfig(file) }, this.#context(path), this.settings);
    }
    if (file?.language === 'keepalived') {
      return checkKeepalived(path, keepalivedVariants(file), this.#context(path), this.settings);
    }
    return [];
  }

  /** Findings between files, of all clusters. */
  clusterFindings(): readonly Finding[] {
    this.#clusterFindings ??= this.clusters().flatMap((cluster) => findingsOf(cluster, this.settings));
    return this.#clusterFindings;
  }

  /** All findings, file by file and then those between files. */
  findings(): readonly Finding[] {
    return [...[...this.files.keys()].flatMap((path) => this.fileFindings(path)), ...this.clusterFindings()];
  }

  #context(path: string): RuleContext {
    return { versions: this.settings, loadedTogether: this.loadedTogether(path) };
  }

  /** The HAProxy files of the same machine as `path`, itself among them: those that one process may load together. */
  loadedTogether(path: string): readonly HaproxyConfig[] {
    this.#loadedTogether ??= groupHaproxy(
      [...withoutTemplates(this.files).values()].filter((file) => file.language === 'haproxy'),
    );
    return this.#loadedTogether.get(path) ?? [];
  }
}

/** A template is the file of no machine: what it says of addresses and names holds for none. */
function withoutTemplates(files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> {
  if (![...files.values()].some((file) => file.template)) return files;
  return new Map([...files].filter(([, file]) => !file.template));
}

function groupHaproxy(files: readonly HaproxyFile[]): Map<string, readonly HaproxyConfig[]> {
  const byKey = new Map<string, HaproxyFile[]>();
  for (const file of files) {
    const key = machineKeyOf(file.path);
    byKey.set(key, [...(byKey.get(key) ?? []), file]);
  }
  const together = new Map<string, readonly HaproxyConfig[]>();
  for (const group of byKey.values()) {
    const configs = group.map(haproxyConfig);
    for (const file of group) together.set(file.path, configs);
  }
  return together;
}

const reader: ModelReader<SourceFile> = {
  model: (file, configId): Model => {
    if (file.language === 'keepalived')
      return { language: 'keepalived', config: lowerKeepalived(file.syntax, configId) };
    if (file.language === 'haproxy') return { language: 'haproxy', config: haproxyConfig(file) };
    return { language: 'sysctl', config: file.config };
  },
  configIds: (file) => (file.language === 'keepalived' ? configIdsOf(file.syntax) : []),
};

const findingsByCluster = new WeakMap<
  Cluster,
  { readonly settings: Settings; readonly findings: readonly Finding[] }
>();

/** A cluster is the same object while none of its files change, and so are its findings. */
function findingsOf(cluster: Cluster, settings: Settings): readonly Finding[] {
  const known = findingsByCluster.get(cluster);
  if (known?.settings === settings) return known.findings;
  const findings = checkCluster(cluster, { versions: settings, loadedTogether: [] }, settings);
  findingsByCluster.set(cluster, { settings, findings });
  return findings;
}
