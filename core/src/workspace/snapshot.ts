import { type Failure, failureOf, guarded } from '../base/failure.ts';
import { query } from '../base/query.ts';
import type { Work } from '../base/work.ts';
import type { Cluster, DeclaredFacts } from '../cluster/cluster.ts';
import { type Discovery, discover } from '../cluster/discovery.ts';
import type { Model, ModelReader } from '../cluster/machine.ts';
import { machineKeyOf } from '../cluster/node-path.ts';
import type { NodeVersions } from '../cluster/versions.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { configIdsOf } from '../languages/keepalived/config-ids.ts';
import { alone } from '../languages/keepalived/configuration.ts';
import { lowerConfiguration } from '../languages/keepalived/lower.ts';
import { allPlacesOf, type Finding } from '../lint/finding.ts';
import { notJudged, startOf } from '../lint/not-judged.ts';
import type { RuleContext } from '../lint/rule.ts';
import { checkCluster, checkHaproxy, checkKeepalived, startOfCluster } from '../lint/run.ts';
import { withoutConsequences } from './consequences/consequences.ts';
import type { Judge } from './consequences/mended.ts';
import { directiveFindings } from './directive-findings.ts';
import { settingsFor } from './file-settings.ts';
import { type Inclusion, inclusionOf } from './inclusion.ts';
import {
  findingsFor,
  forgetOthers,
  type Identities,
  identityOf,
  type Known,
  sameConfigs,
  withVersions,
} from './known.ts';
import type { Settings } from './settings.ts';
import {
  type HaproxyFile,
  haproxyConfig,
  type KeepalivedFile,
  keepalivedVariants,
  type ManifestFile,
  type SourceFile,
  sourceFileOrFailure,
} from './source-file.ts';
import { withoutIgnored } from './suppressions.ts';
import { certainInTemplate } from './template-findings.ts';
import { haproxyTemplate, withoutRenderedTemplates, withTemplate } from './template-model.ts';
import { versionsDeclared, versionsOf } from './versions.ts';

/** Everything that can be known of a workspace at one moment. Immutable; answers are computed when first asked for. */
export class Snapshot {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly settings: Settings;
  #discovery: Discovery<SourceFile> | undefined;
  #inclusion: Inclusion | undefined;
  readonly #ofConfigurations = new Map<KeepalivedFile, ReadonlyMap<string, readonly Finding[]>>();
  #clusterFindings: readonly ClusterFindings[] | undefined;
  #declared: ReadonlyMap<string, DeclaredFacts> | undefined;
  #withManifest: boolean | undefined;
  /** Of the search for clusters, or of what it rests on: nothing is then said between files. */
  #failure: Failure | undefined;
  #loadedTogether: ReadonlyMap<string, readonly HaproxyConfig[]> | undefined;
  /** Shared by all snapshots of a workspace. */
  readonly #known: Known;

  constructor(files: ReadonlyMap<string, SourceFile>, settings: Settings, before?: Snapshot, postpones = false) {
    this.files = files;
    this.settings = settings;
    this.#known = before ? before.#known : { postpones, files: new Map(), machines: new Map() };
    forgetOthers(this.#known, files);
  }

  clusters(): readonly Cluster[] {
    const { sources } = this.#includes();
    if (this.#failure) return [];
    try {
      this.#discovery ??= discover(withoutRenderedTemplates(sources, machineKeyOf), reader, this.#known.discovery);
    } catch (thrown) {
      this.#failure = failureOf('the search for clusters', thrown);
      return [];
    }
    this.#known.discovery = this.#discovery;
    return this.#discovery.clusters;
  }

  /**
   * Findings of one file by itself; none for a path that is not in the workspace. The very same list as before while
   * nothing changes that they depend on.
   */
  fileFindings(path: string): readonly Finding[] {
    const file = this.files.get(path);
    if (!file) return [];
    return guarded(
      `judging ${file.language}`,
      () => this.#findingsOf(path, file),
      (failure) => [notJudged(failure, startOf(path, file.syntax.chunks))],
    );
  }

  #findingsOf(path: string, file: SourceFile): readonly Finding[] {
    if (file.failure) return [notJudged(file.failure, startOf(path, file.syntax.chunks))];
    // A manifest speaks of other files, which may come and go.
    if (file.language === 'manifest') return this.#checkManifest(file);
    const mains = file.language === 'keepalived' ? this.#includes().mainsOf(file) : [];
    // Only a manifest says more of versions than settings and files. An included file is judged for those of its mains.
    const judgedFor = this.#hasManifest() ? [path, ...mains.map((main) => main.path)] : [];
    const versions = judgedFor.map((each) => this.settingsFor(each));
    const inputs = [file, this.settings, this.loadedTogether(path), ...mains, ...versions];
    return findingsFor(identityOf(this.#known.files, path), inputs, () => {
      const certain = this.#certainFindings(path, file);
      if (this.settings.onlyProgram) return certain;
      return withoutConsequences(file, certain, (text) => this.#withText(path, text));
    });
  }

  #certainFindings(path: string, file: SourceFile): readonly Finding[] {
    const own = this.settings.onlyProgram ? [] : directiveFindings(file);
    const all = withoutIgnored(this.files, [...own, ...this.#checkFile(path, file)]);
    return file.template ? certainInTemplate(file, all) : all;
  }

  /** What would be said of a file with another text. */
  #withText(path: string, text: string): ReturnType<Judge> {
    const old = this.files.get(path);
    if (!old) return undefined;
    const file = sourceFileOrFailure(path, old.language, text, old);
    if (file.failure) return undefined;
    const other = new Snapshot(new Map(this.files).set(path, file), this.settings, undefined, true);
    return { file, findings: withoutConsequences(file, other.#certainFindings(path, file)) };
  }

  #checkFile(path: string, file: SourceFile): readonly Finding[] {
    if (file.language === 'haproxy') {
      return checkHaproxy({ path, config: haproxyConfig(file) }, this.#context(path), this.settings);
    }
    if (file.language === 'keepalived') {
      const mains = this.#includes().mainsOf(file);
      const findings = mains.flatMap((main) => this.#keepalivedFindings(main, path));
      return mains.length > 1 ? withoutRepetitions(findings) : findings;
    }
    return [];
  }

  /** The models that a keepalived file is part of: of the main files that include it, or its own. */
  keepalivedConfigs(file: KeepalivedFile): readonly KeepalivedConfig[] {
    return this.#includes().mainsOf(file).flatMap(keepalivedVariants);
  }

  /** Findings in one of the files of the configuration of a main file. */
  #keepalivedFindings(main: KeepalivedFile, path: string): readonly Finding[] {
    if (!main.configuration) return this.#check(main).filter(({ at }) => at.path === path);
    let byPath = this.#ofConfigurations.get(main);
    if (!byPath) {
      byPath = groupedByPath(this.#check(main));
      this.#ofConfigurations.set(main, byPath);
    }
    return byPath.get(path) ?? [];
  }

  #check(main: KeepalivedFile): readonly Finding[] {
    return checkKeepalived(main.path, keepalivedVariants(main), this.#context(main.path), this.settings);
  }

  #includes(): Inclusion {
    this.#inclusion ??= guarded(
      'following includes',
      () => inclusionOf(this.files, this.#known.inclusion),
      (failure) => {
        this.#failure = failure;
        return { sources: this.files, mainsOf: (file) => [file] };
      },
    );
    this.#known.inclusion = this.#inclusion;
    return this.#inclusion;
  }

  /** What is wrong with a manifest by itself, and with what it says of other files. */
  #checkManifest({ path, manifest }: ManifestFile): readonly Finding[] {
    this.clusters();
    const own = manifest.problems.map(({ site, message }) => ({ at: { path, site }, message }));
    const others = this.#discovery?.declaration.problems.filter(({ at }) => at.path === path) ?? [];
    return [...own, ...others].map((problem) => ({
      ...problem,
      rule: 'haconf/invalid-manifest',
      severity: 'error',
      related: [],
    }));
  }

  /** Findings between files, of all clusters. */
  clusterFindings(): readonly Finding[] {
    return this.findingsByCluster().flatMap(({ findings }) => findings);
  }

  /** The same, cluster by cluster. What no edit touched is the very same object as before. */
  findingsByCluster(): readonly ClusterFindings[] {
    const { postpones } = this.#known;
    if (this.#clusterFindings?.some(isOutdated)) this.#clusterFindings = undefined;
    this.#clusterFindings ??= this.clusters().map((cluster) =>
      guarded(
        'judging a cluster',
        () => findingsOf(cluster, this.settings, postpones, this.files),
        (failure) => ({
          settings: this.settings,
          findings: [notJudged(failure, startOfCluster(cluster))],
          waitsFor: [],
        }),
      ),
    );
    if (this.#failure) return [{ settings: this.settings, findings: this.#aboutAll(this.#failure), waitsFor: [] }];
    return this.#clusterFindings;
  }

  /** What concerns all files stands in the first. */
  #aboutAll(failure: Failure): readonly Finding[] {
    const [first] = this.files.values();
    return first ? [notJudged(failure, startOf(first.path, first.syntax.chunks))] : [];
  }

  /** All findings, file by file and then those between files. */
  findings(): readonly Finding[] {
    return [...[...this.files.keys()].flatMap((path) => this.fileFindings(path)), ...this.clusterFindings()];
  }

  #context(path: string): RuleContext {
    return { versions: this.settingsFor(path), loadedTogether: this.loadedTogether(path) };
  }

  /** Which versions run on the nodes of a cluster, for whatever is said of it. */
  versionsOf(cluster: Cluster): NodeVersions {
    return versionsOf(cluster, this.settings, this.files);
  }

  /** The settings that hold for a file: those of its node in a manifest, its own, or everybody's. */
  settingsFor(path: string): Settings {
    const settings = settingsFor(this.settings, this.files.get(path));
    const facts = this.#hasManifest() ? this.#declaredFacts(path) : undefined;
    if (!facts?.haproxy && !facts?.keepalived) return settings;
    const { haproxy, keepalived } = { ...settings, ...versionsDeclared(facts), ...settings.forced };
    return withVersions(identityOf(this.#known.files, path), settings, haproxy, keepalived);
  }

  /** What a manifest says of the machine whose file this is. */
  #declaredFacts(path: string): DeclaredFacts | undefined {
    if (!this.#declared) {
      const declared = new Map<string, DeclaredFacts>();
      for (const node of this.clusters().flatMap((cluster) => cluster.nodes)) {
        if (!node.declared) continue;
        for (const { path: own } of [...node.haproxy, ...node.keepalived]) {
          if (!declared.has(own)) declared.set(own, node.declared);
        }
      }
      this.#declared = declared;
    }
    return this.#declared.get(path);
  }

  #hasManifest(): boolean {
    if (this.#withManifest !== undefined) return this.#withManifest;
    this.#withManifest = false;
    for (const file of this.files.values()) if (file.language === 'manifest') this.#withManifest = true;
    return this.#withManifest;
  }

  /** The HAProxy files of the same machine as `path`, itself among them: those that one process may load together. */
  loadedTogether(path: string): readonly HaproxyConfig[] {
    this.#loadedTogether ??= groupHaproxy(withoutTemplates(this.files).values(), this.#known.machines);
    return this.#loadedTogether.get(path) ?? none;
  }
}

/** What is not known of a template may be any name: its files are looked at one by one. */
function withoutTemplates(files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> {
  for (const file of files.values()) {
    if (file.template) return new Map([...files].filter(([, other]) => !other.template));
  }
  return files;
}

const none: readonly HaproxyConfig[] = [];

function groupedByPath(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = byPath.get(finding.at.path);
    if (known) known.push(finding);
    else byPath.set(finding.at.path, [finding]);
  }
  return byPath;
}

/** What several configurations say of a file that all of them include. */
function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<unknown, Set<string>>();
  return findings.filter(({ rule, message, at }) => {
    const known = seen.get(at.site.chunk) ?? new Set();
    seen.set(at.site.chunk, known);
    const key = `${rule} ${at.site.range.start} ${message}`;
    return !known.has(key) && known.add(key);
  });
}

function groupHaproxy(files: Iterable<SourceFile>, machines: Identities): Map<string, readonly HaproxyConfig[]> {
  const byMachine = new Map<string, HaproxyFile[]>();
  for (const file of files) {
    if (file.language !== 'haproxy') continue;
    const machine = machineKeyOf(file.path);
    const others = byMachine.get(machine);
    if (others) others.push(file);
    else byMachine.set(machine, [file]);
  }
  const together = new Map<string, readonly HaproxyConfig[]>();
  for (const [machine, group] of byMachine) {
    const configs = sameConfigs(identityOf(machines, machine), group.flatMap(configIfAny));
    for (const file of group) together.set(file.path, configs);
  }
  return together;
}

/** None where it cannot be made: the file's own findings say so. */
function configIfAny(file: HaproxyFile): HaproxyConfig[] {
  return guarded(
    'reading haproxy',
    () => [haproxyConfig(file)],
    () => [],
  );
}

const reader: ModelReader<SourceFile> = {
  // What cannot be made is missing between files, too, and the file's own findings say so.
  model: (file, configId) =>
    guarded(
      `reading ${file.language}`,
      () => modelOf(file, configId),
      () => undefined,
    ),
  manifest: (file) => (file.language === 'manifest' ? file.manifest : undefined),
  configIds: (file) => (file.language === 'keepalived' ? configIdsOf(file.configuration?.syntax ?? file.syntax) : []),
};

function modelOf(file: SourceFile, configId: string): Model | undefined {
  if (file.language === 'manifest') return undefined;
  if (file.language === 'keepalived')
    return { language: 'keepalived', config: withTemplate(keepalivedFor(file, configId)) };
  if (file.language === 'haproxy') {
    return { language: 'haproxy', config: file.template ? haproxyTemplate(file) : haproxyConfig(file) };
  }
  if (file.language === 'sysctl') return { language: 'sysctl', config: file.config };
  return { language: file.language, config: file.host };
}

/** A file without conditional lines is the same for every node, and is lowered once. */
function keepalivedFor(file: KeepalivedFile, configId: string): KeepalivedConfig {
  const configuration = file.configuration ?? alone(file);
  if (configIdsOf(configuration.syntax).length === 0) return keepalivedVariants(file)[0];
  return lowerConfiguration(configuration, configId);
}

/** The findings between the files of one cluster. */
export interface ClusterFindings {
  readonly settings: Settings;
  readonly findings: readonly Finding[];
  /** Work that more findings may come from: once it is over, they are asked for anew. */
  readonly waitsFor: readonly Work<unknown>[];
}

/** A block without its closing brace takes up what follows it: what a rule makes of that is said when the brace is there. */
function isInOpenBlock(finding: Finding): boolean {
  return allPlacesOf(finding).some(({ site }) => site.chunk.errors.some(({ id }) => id === 'unclosed-block'));
}

function isOutdated({ waitsFor }: ClusterFindings): boolean {
  return waitsFor.some(({ isOver }) => isOver);
}

/**
 * A cluster is the same object while none of its files change, and so are its findings: what they depend on in `files`
 * are the files of the cluster.
 */
const findingsOf = query(
  (
    cluster: Cluster,
    settings: Settings,
    postpones: boolean,
    files: ReadonlyMap<string, SourceFile>,
  ): ClusterFindings => {
    const postponed = new Set<Work<unknown>>();
    const postpone = (work: Work<unknown>): void => void postponed.add(work);
    const context = { versionsOf: versionsOf(cluster, settings, files), ...(postpones && { postpone }) };
    const all = checkCluster(cluster, context, settings).filter((finding) => !isInOpenBlock(finding));
    return { settings, findings: withoutIgnored(files, all), waitsFor: [...postponed] };
  },
  {
    same: ([settings, postpones], [others, otherPostpones]) => settings === others && postpones === otherPostpones,
    isOver: isOutdated,
  },
);
