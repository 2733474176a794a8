import type { Cluster } from '../cluster/cluster.ts';
import { type ClusterFiles, discoverClusters } from '../cluster/discovery.ts';
import { nodeKeyOf } from '../cluster/node-path.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import { lowerKeepalived } from '../languages/keepalived/lower.ts';
import type { Finding } from '../lint/finding.ts';
import type { RuleContext } from '../lint/rule.ts';
import { checkCluster, checkHaproxy, checkKeepalived } from '../lint/run.ts';
import type { Settings } from './settings.ts';
import { type HaproxyFile, haproxyConfig, keepalivedVariants, type SourceFile } from './source-file.ts';

/** Everything that can be known of a workspace at one moment. Immutable; answers are computed when first asked for. */
export class Snapshot {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly settings: Settings;
  #clusters: readonly Cluster[] | undefined;
  #clusterFindings: readonly Finding[] | undefined;
  #loadedTogether: ReadonlyMap<string, readonly HaproxyConfig[]> | undefined;

  constructor(files: ReadonlyMap<string, SourceFile>, settings: Settings) {
    this.files = files;
    this.settings = settings;
  }

  clusters(): readonly Cluster[] {
    this.#clusters ??= discoverClusters(clusterFiles(this.files));
    return this.#clusters;
  }

  /** Findings of one file by itself; none for a path that is not in the workspace. */
  fileFindings(path: string): readonly Finding[] {
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
    this.#clusterFindings ??= this.clusters().flatMap((cluster) =>
      checkCluster(cluster, { versions: this.settings, loadedTogether: [] }, this.settings),
    );
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
    this.#loadedTogether ??= groupHaproxy([...this.files.values()].filter((file) => file.language === 'haproxy'));
    return this.#loadedTogether.get(path) ?? [];
  }
}

function groupHaproxy(files: readonly HaproxyFile[]): Map<string, readonly HaproxyConfig[]> {
  const byKey = new Map<string, HaproxyFile[]>();
  for (const file of files) {
    const key = nodeKeyOf(file.path).join('/');
    byKey.set(key, [...(byKey.get(key) ?? []), file]);
  }
  const together = new Map<string, readonly HaproxyConfig[]>();
  for (const group of byKey.values()) {
    const configs = group.map(haproxyConfig);
    for (const file of group) together.set(file.path, configs);
  }
  return together;
}

function clusterFiles(files: ReadonlyMap<string, SourceFile>): ClusterFiles {
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    keepalived: sorted.flatMap((file) =>
      file.language === 'keepalived'
        ? [{ path: file.path, lowerFor: (id: string) => lowerKeepalived(file.syntax, id) }]
        : [],
    ),
    haproxy: sorted.flatMap((file) =>
      file.language === 'haproxy' ? [{ path: file.path, config: haproxyConfig(file) }] : [],
    ),
    sysctl: sorted.flatMap((file) => (file.language === 'sysctl' ? [{ path: file.path, config: file.config }] : [])),
  };
}
