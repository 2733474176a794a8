import { type Failure, failureOf, guarded } from '../base/failure.ts';
import { memo } from '../base/memo.ts';
import { query } from '../base/query.ts';
import type { Version } from '../base/version.ts';
import type { Work } from '../base/work.ts';
import { type Cluster, type DeclaredFacts, filesOf } from '../cluster/cluster.ts';
import { type Discovery, discover } from '../cluster/discovery.ts';
import type { ModelReader } from '../cluster/machine.ts';
import { machineKeyOf } from '../cluster/node-path.ts';
import type { NodeVersions } from '../cluster/versions.ts';
import type { SourceFile } from '../languages/language.ts';
import { type Languages, languages, programsOf } from '../languages/languages.ts';
import { isManifest, manifestOf } from '../languages/manifest/language.ts';
import type { Manifest } from '../languages/manifest/manifest.ts';
import { versionOf } from '../languages/programs.ts';
import { allPlacesOf, type Finding } from '../lint/finding.ts';
import { checkFile } from '../lint/judges.ts';
import { notJudged, startOf } from '../lint/not-judged.ts';
import { checkCluster, startOfCluster } from '../lint/run.ts';
import type { SyntaxFile } from '../syntax/chunk.ts';
import { withoutConsequences } from './consequences/consequences.ts';
import type { Judge } from './consequences/mended.ts';
import { directiveFindings } from './directive-findings.ts';
import { settingsFor } from './file-settings.ts';
import { type Inclusions, inclusionsOf } from './inclusions.ts';
import { findingsFor, forgetOthers, identityOf, type Known, sameModels, withVersions } from './known.ts';
import { withoutRenderedTemplates } from './rendered-templates.ts';
import type { Settings } from './settings.ts';
import { sourceFileOrFailure } from './source-file.ts';
import { withoutIgnored } from './suppressions.ts';
import { certainInTemplate } from './template-findings.ts';
import { versionsOf } from './versions.ts';

export interface SnapshotOptions {
  /** Findings that need long come later (`ClusterFindings.waitsFor`). */
  readonly postpones?: boolean;
  readonly known?: Languages;
}

/** Everything that can be known of a workspace at one moment. Immutable; answers are computed when first asked for. */
export class Snapshot {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly settings: Settings;
  #discovery: Discovery<SourceFile> | undefined;
  #inclusion: Inclusions | undefined;
  readonly #ofConfigurations = new Map<SourceFile, ReadonlyMap<string, readonly Finding[]>>();
  #clusterFindings: readonly ClusterFindings[] | undefined;
  #declared: ReadonlyMap<string, DeclaredFacts> | undefined;
  #withManifest: boolean | undefined;
  /** Of the search for clusters, or of what it rests on: nothing is then said between files. */
  #failure: Failure | undefined;
  readonly #loadedTogether = new Map<string, readonly unknown[]>();
  #byMachine: ReadonlyMap<string, readonly SourceFile[]> | undefined;
  /** Shared by all snapshots of a workspace. */
  readonly #known: Known;

  constructor(
    files: ReadonlyMap<string, SourceFile>,
    settings: Settings,
    before?: Snapshot,
    { postpones = false, known = languages }: SnapshotOptions = {},
  ) {
    this.files = files;
    this.settings = settings;
    this.#known = before ? before.#known : { postpones, languages: known, files: new Map(), machines: new Map() };
    forgetOthers(this.#known, files);
  }

  /** The languages that its files may be in. */
  get languages(): Languages {
    return this.#known.languages;
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
      `judging ${file.language.id}`,
      () => this.#findingsOf(path, file),
      (failure) => [notJudged(failure, startOf(path, file.syntax.chunks))],
    );
  }

  #findingsOf(path: string, file: SourceFile): readonly Finding[] {
    if (file.failure) return [notJudged(file.failure, startOf(path, file.syntax.chunks))];
    // A manifest speaks of other files, which may come and go.
    const manifest = manifestOf(file);
    if (manifest) return this.#checkManifest(path, manifest);
    const mains = file.language.inclusion ? this.#includes().mainsOf(file) : [];
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
    const own = this.settings.onlyProgram ? [] : directiveFindings(file, this.languages);
    const all = withoutIgnored(this.files, [...own, ...this.#checkFile(path, file)]);
    return file.template ? certainInTemplate(file, all) : all;
  }

  /** What would be said of a file with another text. */
  #withText(path: string, text: string): ReturnType<Judge> {
    const old = this.files.get(path);
    if (!old) return undefined;
    const file = sourceFileOrFailure(path, old.language, text, old);
    if (file.failure) return undefined;
    const other = new Snapshot(new Map(this.files).set(path, file), this.settings, undefined, {
      postpones: true,
      known: this.languages,
    });
    return { file, findings: withoutConsequences(file, other.#certainFindings(path, file)) };
  }

  #checkFile(path: string, file: SourceFile): readonly Finding[] {
    if (!file.language.inclusion) return this.#check(file);
    const mains = this.#includes().mainsOf(file);
    const findings = mains.flatMap((main) => this.#findingsIn(main, path, main === file));
    return mains.length > 1 ? withoutRepetitions(findings) : findings;
  }

  /** The models that a file is read with: of all files that one process loads, of the main files that include it, or its own. */
  modelsAround<S extends SyntaxFile, Model>(file: SourceFile<S, Model>): readonly Model[] {
    const { language, path } = file;
    if (language.loadedTogether) return this.loadedTogether(path) as readonly Model[];
    const mains = language.inclusion ? (this.#includes().mainsOf(file) as readonly SourceFile<S, Model>[]) : [file];
    return mains.flatMap((main) => language.models?.(main) ?? []);
  }

  /** Findings in one of the files of the configuration of a main file. */
  #findingsIn(main: SourceFile, path: string, isAlone: boolean): readonly Finding[] {
    if (isAlone) return this.#check(main).filter(({ at }) => at.path === path);
    let byPath = this.#ofConfigurations.get(main);
    if (!byPath) {
      byPath = groupedByPath(this.#check(main));
      this.#ofConfigurations.set(main, byPath);
    }
    return byPath.get(path) ?? [];
  }

  #check(file: SourceFile): readonly Finding[] {
    const context = { version: this.versionFor(file), loadedTogether: this.loadedTogether(file.path) };
    return checkFile(file, context, this.settings);
  }

  #includes(): Inclusions {
    this.#inclusion ??= guarded(
      'following includes',
      () => inclusionsOf(this.languages, this.files, this.#known.inclusion),
      (failure) => {
        this.#failure = failure;
        return { sources: this.files, mainsOf: (file) => [file], byLanguage: new Map() };
      },
    );
    this.#known.inclusion = this.#inclusion;
    return this.#inclusion;
  }

  /** What is wrong with a manifest by itself, and with what it says of other files. */
  #checkManifest(path: string, manifest: Manifest): readonly Finding[] {
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
        () => findingsOf(cluster, this.settings, postpones, this.files, this.languages),
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

  /** Which versions run on the nodes of a cluster, for whatever is said of it. */
  versionsOf(cluster: Cluster): NodeVersions {
    return versionsOf(cluster, this.settings, this.files, this.languages);
  }

  /** The settings that hold for a file: those of its node in a manifest, its own, or everybody's. */
  settingsFor(path: string): Settings {
    const settings = settingsFor(this.settings, this.files.get(path));
    const facts = this.#hasManifest() ? this.#declaredFacts(path) : undefined;
    if (!facts || facts.versions.size === 0) return settings;
    return withVersions(identityOf(this.#known.files, path), settings, facts.versions);
  }

  /** The version of the program that reads a file; none of a file that no program of ours reads. */
  versionFor({ path, language }: SourceFile): Version {
    return language.program ? versionOf(this.settingsFor(path).versions, language.program) : [];
  }

  /** What a manifest says of the machine whose file this is. */
  #declaredFacts(path: string): DeclaredFacts | undefined {
    if (!this.#declared) {
      const declared = new Map<string, DeclaredFacts>();
      const programs = programsOf(this.languages);
      for (const node of this.clusters().flatMap((cluster) => cluster.nodes)) {
        if (!node.declared) continue;
        for (const { path: own } of programs.flatMap((program) => filesOf(node, program))) {
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
    for (const file of this.files.values()) if (isManifest(file)) this.#withManifest = true;
    return this.#withManifest;
  }

  /** The models of the files of the same machine as `path`, itself among them, that one process may load together. */
  loadedTogether(path: string): readonly unknown[] {
    const file = this.files.get(path);
    const machine = file && machineOf(file);
    if (!machine) return none;
    const known = this.#loadedTogether.get(machine);
    if (known) return known;
    this.#byMachine ??= groupByMachine(this.files.values());
    const group = this.#byMachine.get(machine) ?? [];
    const models = sameModels(identityOf(this.#known.machines, machine), group.flatMap(modelsIfAny));
    this.#loadedTogether.set(machine, models);
    return models;
  }
}

const none: readonly unknown[] = [];

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

/** The files that one process may load together, by machine. */
function groupByMachine(files: Iterable<SourceFile>): ReadonlyMap<string, readonly SourceFile[]> {
  const byMachine = new Map<string, SourceFile[]>();
  for (const file of files) {
    const machine = machineOf(file);
    if (!machine) continue;
    const others = byMachine.get(machine);
    if (others) others.push(file);
    else byMachine.set(machine, [file]);
  }
  return byMachine;
}

/**
 * The machine whose files of this language one process loads together; empty for a file that is loaded alone. What is
 * not known of a template may be any name, so templates are looked at one by one.
 */
const machineOf = memo((file: SourceFile): string =>
  file.language.loadedTogether && !file.template ? `${file.language.id} ${machineKeyOf(file.path)}` : '',
);

/** None where they cannot be made: the file's own findings say so. */
function modelsIfAny(file: SourceFile): readonly unknown[] {
  return guarded(
    `reading ${file.language.id}`,
    () => file.language.models?.(file) ?? [],
    () => [],
  );
}

const reader: ModelReader<SourceFile> = {
  // What cannot be made is missing between files, too, and the file's own findings say so.
  model: (file, configId) =>
    guarded(
      `reading ${file.language.id}`,
      () => {
        const config = file.language.modelFor?.(file, configId);
        return config === undefined ? undefined : { language: file.language.id, config };
      },
      () => undefined,
    ),
  manifest: manifestOf,
  configIds: (file) => file.language.configIds?.(file) ?? [],
  mayBeConditional: (file) => file.language.configIds !== undefined,
};

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
    known: Languages,
  ): ClusterFindings => {
    const postponed = new Set<Work<unknown>>();
    const postpone = (work: Work<unknown>): void => void postponed.add(work);
    const context = { versionsOf: versionsOf(cluster, settings, files, known), ...(postpones && { postpone }) };
    const all = checkCluster(cluster, context, settings).filter((finding) => !isInOpenBlock(finding));
    return { settings, findings: withoutIgnored(files, all), waitsFor: [...postponed] };
  },
  {
    same: ([settings, postpones], [others, otherPostpones]) => settings === others && postpones === otherPostpones,
    isOver: isOutdated,
  },
);
