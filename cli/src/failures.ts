import { type Failure, failureLine, failureOf } from '#core/base/failure.ts';
import type { Cluster } from '#core/cluster/cluster.ts';
import type { Finding } from '#core/lint/finding.ts';

/** What became of the clusters one by one: one that fails costs its own answer, and is told with the others' results. */
export interface PerCluster<T> {
  readonly results: readonly T[];
  /** Messages for standard error; none when all went well. */
  readonly failed: readonly string[];
}

/** Asks the same of every cluster. `what`, in words, is what could then not be done: `predicted`. */
export function perCluster<T extends { readonly cluster: Cluster }, Result>(
  list: readonly T[],
  what: string,
  ask: (one: T) => Result,
): PerCluster<Result> {
  const results: Result[] = [];
  const failed: string[] = [];
  for (const one of list) {
    try {
      results.push(ask(one));
    } catch (thrown) {
      const failure = failureOf(`the cluster ${one.cluster.name}`, thrown);
      failed.push(`the cluster "${one.cluster.name}" could not be ${what}`, ...reportMessages([failure]));
    }
  }
  return { results, failed };
}

/** The failures behind findings, each once, with the place in haconf, for who reports them: no text of a file is in it. */
export function failuresIn(findings: readonly Finding[]): readonly string[] {
  const failures = new Map<string, Failure>();
  for (const { failure } of findings) if (failure) failures.set(`${failure.what} ${failure.stack}`, failure);
  return reportMessages([...failures.values()]);
}

function reportMessages(failures: readonly Failure[]): readonly string[] {
  return failures.map((failure) => `${failureLine(failure)}; this is a mistake in haconf: please report it`);
}
