import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import { guarded } from '#core/base/failure.ts';
import { query } from '#core/base/query.ts';
import { sameItems } from '#core/base/same-items.ts';
import type { Finding } from '#core/lint/finding.ts';
import type { FileProblem } from '#core/workspace/file-problem.ts';
import type { ClusterFindings, Snapshot } from '#core/workspace/snapshot.ts';
import { asDiagnostics, clusterDiagnostics, type KnownDiagnostics, problemDiagnostic } from './features/diagnostics.ts';
import type { Log } from './log.ts';
import { type Positions, positionsOf } from './positions.ts';

/** What the editor has been told of a file. */
interface Published {
  /** The findings that `own` was made of: the same list as long as they and their places are the same. */
  readonly findings: readonly Finding[];
  readonly own: readonly Diagnostic[];
  /** The diagnostics of each cluster that has some in the file. */
  readonly between: readonly (readonly Diagnostic[])[];
}

type ByFile = ReadonlyMap<string, readonly Diagnostic[]>;

/** How a client that asks for diagnostics does it. */
export interface Pulled {
  readonly refresh: boolean;
}

/** So many files that could not be read are enough to see what is wrong. */
const mostProblems = 100;

const nothing: Published = { findings: [], own: [], between: [] };

/**
 * Tells the editor the findings of every file of the workspace, and tells it again only what has changed. What no
 * edit touched is recognised by identity, so that thousands of other files cost nothing.
 */
export class Publisher {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #docsUri: string;
  readonly #log: Log;
  /** The client asks by itself; `refresh`: and can be told that asking again is worth while. */
  readonly #pulled: Pulled | undefined;
  readonly #published = new Map<string, Published>();
  #stale = false;
  readonly #known: KnownDiagnostics = new WeakMap();
  /** What real programs said of saved documents. */
  readonly #programs = new Map<string, readonly Diagnostic[]>();

  constructor(
    connection: Connection,
    log: Log,
    documents: TextDocuments<TextDocument>,
    docsUri: string,
    pulled?: Pulled,
  ) {
    this.#log = log;
    this.#pulled = pulled;
    this.#connection = connection;
    this.#documents = documents;
    this.#docsUri = docsUri;
  }

  /** Takes what a program said of a document, until the next edit or save; published with the next findings. */
  setProgramDiagnostics(uri: string, diagnostics: readonly Diagnostic[] | undefined): void {
    if (diagnostics && diagnostics.length > 0) this.#programs.set(uri, diagnostics);
    else this.#programs.delete(uri);
  }

  /**
   * `edited` are told even when their findings are the same: an editor may wait for those of its version. `problems` are
   * those of files and folders that the snapshot lacks.
   */
  publish(snapshot: Snapshot, edited: ReadonlySet<string>, problems: ReadonlyMap<string, FileProblem>): void {
    const positions = positionsOf(snapshot, this.#documents);
    const between = this.#between(snapshot, positions);
    for (const uri of snapshot.files.keys()) {
      const known = this.#published.get(uri) ?? nothing;
      const findings = snapshot.fileFindings(uri);
      const own = known.findings === findings ? known.own : this.#diagnostics(uri, findings, positions);
      const others = between.get(uri) ?? nothing.between;
      const said = this.#programs.get(uri);
      const now: Published = { findings, own, between: said ? [...others, said] : others };
      this.#published.set(uri, now);
      if (!edited.has(uri)) {
        if (isSame(known, now)) continue;
        // The document that was edited is asked for anyway.
        this.#stale = true;
      }
      this.#send(uri, now);
    }
    const missing = [...problems.values()].filter(({ path }) => !snapshot.files.has(path)).slice(0, mostProblems);
    for (const problem of missing) this.#publishProblem(problem);
    const isMissing = new Set(missing.map(({ path }) => path));
    for (const uri of this.#published.keys()) {
      if (!snapshot.files.has(uri) && !isMissing.has(uri)) this.#forget(uri);
    }
    for (const uri of edited) if (!snapshot.files.has(uri) && !isMissing.has(uri)) this.#forget(uri);
    if (this.#stale && this.#pulled?.refresh) this.#connection.languages.diagnostics.refresh();
    this.#stale = false;
  }

  #publishProblem(problem: FileProblem): void {
    const known = this.#published.get(problem.path) ?? nothing;
    const now: Published = { ...nothing, own: [problemDiagnostic(problem)] };
    if (isSame(known, now)) return;
    this.#published.set(problem.path, now);
    this.#stale = true;
    this.#send(problem.path, now);
  }

  /** A file that cannot be shown costs itself only. */
  #diagnostics(uri: string, findings: readonly Finding[], positions: Positions): readonly Diagnostic[] {
    for (const { failure } of findings) if (failure) this.#log.failure(failure, uri);
    return guarded(
      'showing findings',
      () => asDiagnostics(findings, positions, this.#docsUri, this.#known),
      (failure) => {
        this.#log.failure(failure, uri);
        return [];
      },
    );
  }

  /** What the editor knows, or is about to ask for. */
  diagnosticsOf(uri: string): readonly Diagnostic[] {
    const { own, between } = this.#published.get(uri) ?? nothing;
    return [...own, ...between.flat()];
  }

  /** What stands between files, by file; the lists of a cluster that no edit touched are the same ones as before. */
  #between(snapshot: Snapshot, positions: Positions): Map<string, (readonly Diagnostic[])[]> {
    const byFile = new Map<string, (readonly Diagnostic[])[]>();
    for (const cluster of snapshot.findingsByCluster()) {
      if (cluster.findings.length === 0) continue;
      for (const [uri, diagnostics] of this.#clusterDiagnostics(cluster, positions)) {
        const lists = byFile.get(uri);
        if (lists) lists.push(diagnostics);
        else byFile.set(uri, [diagnostics]);
      }
    }
    return byFile;
  }

  /** Findings between files are the same object while no edit moves them. */
  readonly #clusterDiagnostics = query(
    (cluster: ClusterFindings, positions: Positions) => this.#makeClusterDiagnostics(cluster, positions),
    { same: () => true },
  );

  #makeClusterDiagnostics({ findings }: ClusterFindings, positions: Positions): ByFile {
    for (const { failure, at } of findings) if (failure) this.#log.failure(failure, at.path);
    return guarded(
      'showing findings between files',
      () => clusterDiagnostics(findings, positions, this.#docsUri, this.#known),
      (failure) => {
        this.#log.failure(failure);
        return new Map();
      },
    );
  }

  #send(uri: string, { own, between }: Published): void {
    if (this.#pulled) return;
    const version = this.#documents.get(uri)?.version;
    const diagnostics = [...own, ...between.flat()];
    void this.#connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  }

  #forget(uri: string): void {
    this.#published.delete(uri);
    this.#send(uri, nothing);
  }
}

/** By identity first, and by content where an edit made new objects of the same. */
function isSame(a: Published, b: Published): boolean {
  return (
    (a.own === b.own || JSON.stringify(a.own) === JSON.stringify(b.own)) &&
    (sameItems(a.between, b.between) || JSON.stringify(a.between) === JSON.stringify(b.between))
  );
}
