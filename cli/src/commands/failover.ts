import { inOneLine } from '#core/base/one-line.ts';
import { type Table, table } from '#core/base/table.ts';
import type { Cluster } from '#core/cluster/cluster.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { type PredictOptions, type PredictProgress, predict } from '#core/failover/predict.ts';
import { type ClusterReport, clusterReport } from '#core/failover/report.ts';
import { keepalived } from '#core/languages/keepalived/language.ts';
import { keepalivedProgram } from '#core/languages/programs.ts';
import type { Finding } from '#core/lint/finding.ts';
import { failoverIn } from '#core/workspace/failover-in.ts';
import { keptApart } from '#core/workspace/kept-apart.ts';
import { locate } from '#core/workspace/locate.ts';
import { defaultSettings, withForced } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { type Args, type Usage, unknownValue } from '../args.ts';
import { leftOut } from '../failover-table.ts';
import { failuresIn, perCluster } from '../failures.ts';
import { type LoadedFiles, loadFiles } from '../files.ts';
import { type Host, messageLines, type Outcome, usageError } from '../host.ts';
import { progressLines } from '../progress.ts';
import { failoverJson } from '../reporters/failover-json.ts';
import { failoverMarkdown } from '../reporters/failover-markdown.ts';
import { failoverText } from '../reporters/failover-text.ts';
import { styleFor } from '../style.ts';
import { versionError, versionsIn } from '../versions.ts';
import { nothingFound } from './check.ts';

export const failoverUsage: Usage = {
  name: 'failover',
  operands: '[PATH]',
  maxOperands: 1,
  summary: 'Predicts who holds each virtual IP, now and after each fault, and how long it is without a holder.',
  description: `PATH is a folder with the files of all nodes; by default the current folder.
A fault F is NODE:crash, NODE:kill, NODE:stop, NODE:haproxy, NODE:check:NAME, NODE:if:NAME or cut:NODE.
Exit 0: one healthy holder after every fault. 1: not so, or too many faults to look at all. 2: wrong usage, or a path that cannot be read.`,
  flags: {
    fault: { value: 'F', repeatable: true, help: 'predict only the combination of these faults' },
    'max-faults': { value: 'K', help: 'predict all combinations of up to K faults, 1 to 3; by default 1' },
    format: { value: 'text|json|markdown', help: 'how to print the prediction; by default text' },
    keepalived: { value: 'VERSION', help: 'version of keepalived on the machines; by default 2.3.4' },
  },
};

type Format = (reports: readonly ClusterReport[], host: Host) => string;

const formats: Table<Format> = table({
  text: (reports, host) => failoverText(inOneLine(reports), styleFor(host.colour), host.columns ?? 100),
  json: failoverJson,
  markdown: (reports) => failoverMarkdown(inOneLine(reports)),
});

export function failover(args: Args, host: Host): Outcome {
  const formatName = args.value('format') ?? 'text';
  const format = formats.get(formatName);
  if (!format) return usageError(unknownValue('--format', formatName, [...formats.keys()]));
  const maxFaults = args.value('max-faults') ?? '1';
  if (!/^[123]$/.test(maxFaults)) return usageError(`--max-faults takes 1, 2 or 3, not "${maxFaults}"`);
  if (args.has('max-faults') && args.has('fault')) return usageError('give --fault or --max-faults, not both');
  const version = versionError(keepalivedProgram, args.value(keepalivedProgram.id));
  if (version) return usageError(version);

  const path = args.operands[0] ?? '.';
  const loaded = loadFiles(host.cwd, [path]);
  if ('error' in loaded) return usageError(loaded.error);
  if (loaded.files.length === 0 && loaded.problems.length === 0) return usageError(...nothingFound([path]));
  const settings = withForced(defaultSettings, versionsIn(args));
  const snapshot = new Workspace().applyChange({ set: loaded.files, settings });
  // Machines that only share an HAProxy configuration have no address that moves.
  const clusters = snapshot.clusters().filter((cluster) => cluster.groups.length > 0);
  const wanted = wantedFaults(snapshot, clusters, args.values('fault'), Number(maxFaults));
  if ('error' in wanted) return usageError(wanted.error);

  const { results: reports, failed } = perCluster(wanted, 'predicted', ({ cluster, options }) =>
    report(host, snapshot, cluster, options),
  );
  const ofFiles = [...snapshot.files.keys()].flatMap((file) => snapshot.fileFindings(file));
  // Without a cluster it may be the search for clusters that failed; otherwise nobody asked for findings between files.
  const unjudged = failuresIn(wanted.length === 0 ? [...ofFiles, ...snapshot.clusterFindings()] : ofFiles);
  const incomplete = loaded.problems.map((problem) => `${problem.path}: ${problem.message}`);
  const apart = wanted.length === 0 ? obstacles(snapshot) : [];
  const missing = [...incomplete, ...unjudged, ...failed, ...apart, ...reports.flatMap(notSearched)];
  return {
    exitCode: missing.length === 0 && reports.every(isSound) ? 0 : 1,
    stdout: reports.length === 0 && formatName !== 'json' ? '' : format(reports, host),
    stderr: `${messageLines(missing)}${wanted.length === 0 ? noCluster(path, loaded) : doubt(ofFiles, path)}`,
  };
}

interface Wanted {
  readonly cluster: Cluster;
  readonly options: Pick<PredictOptions, 'faults' | 'maxFaults'>;
}

/**
 * What to predict of each cluster: all sets of up to `size` faults, or the one set that `words` name. Of several
 * clusters, those that know all of its names.
 */
function wantedFaults(
  snapshot: Snapshot,
  clusters: readonly Cluster[],
  words: readonly string[],
  size: number,
): Wanted[] | { readonly error: string } {
  const errors: string[] = [];
  const wanted = clusters.flatMap((cluster): Wanted[] => {
    if (words.length === 0) return [{ cluster, options: { maxFaults: size } }];
    const failover = failoverIn(snapshot, cluster);
    const faults: Fault[] = [];
    for (const word of new Set(words)) {
      const fault = parseFault(failover, word);
      if ('error' in fault) {
        errors.push(fault.error);
        return [];
      }
      faults.push(fault);
    }
    return [{ cluster, options: { faults: [faults] } }];
  });
  const [error] = errors;
  return wanted.length === 0 && error !== undefined ? { error } : wanted;
}

/**
 * What the table of faults may cost, in timers that run out, and as much again the histories: some seconds each. All
 * pairs of faults of 32 nodes need half of it.
 */
const maxCost = 6_000_000;

function report(host: Host, snapshot: Snapshot, cluster: Cluster, options: Wanted['options']): ClusterReport {
  const bars = {
    combinations: progressLines(host, `${cluster.name}: combinations of faults`),
    histories: progressLines(host, `${cluster.name}: states that faults and recoveries lead to`),
  };
  const onProgress = ({ what, done, total }: PredictProgress): void => bars[what].step(done, total);
  const prediction = predict(failoverIn(snapshot, cluster), { maxCost, onProgress, ...options });
  bars.combinations.end();
  bars.histories.end();
  return clusterReport(prediction, (at) => locate(snapshot, at).start.line + 1);
}

/** What a search that reached its limit says on standard error. */
function notSearched(cluster: ClusterReport): readonly string[] {
  const left = leftOut(cluster);
  if (left === undefined) return [];
  return [`${cluster.name}: not everything was looked at: ${left}; what was not found may be there all the same`];
}

function isSound(cluster: ClusterReport): boolean {
  return (
    cluster.properties.every((property) => property.holds) &&
    cluster.faults.every(
      ({ faults, vips }) => faults.length > 1 || Object.values(vips).every(({ verdict }) => verdict === 'ok'),
    ) &&
    Object.values(cluster.steady).every((now) => now.verdict === 'ok') &&
    // Without an address nothing is held.
    Object.keys(cluster.steady).length > 0
  );
}

/** So many files are named: the first ones tell what the others have in common. */
const mostObstacles = 10;

/** Where it stands why machines may be a cluster although none was found. */
export function obstacles(snapshot: Snapshot): readonly string[] {
  const found = keptApart(snapshot);
  const lines = found
    .slice(0, mostObstacles)
    .map(({ at, message }) => `${at.path}:${locate(snapshot, at).start.line + 1}: ${message}`);
  return found.length > lines.length ? [...lines, `the same in ${found.length - lines.length} more files`] : lines;
}

/** What to say when nothing below a path forms a cluster. */
export function noCluster(path: string, { files }: LoadedFiles): string {
  const count = files.filter(({ language }) => language === keepalived).length;
  return messageLines([
    `no cluster in "${path}" (${count} keepalived ${count === 1 ? 'file' : 'files'})`,
    'looked for keepalived files of at least two nodes, such as lb1/keepalived.conf and lb2/keepalived.conf or',
    'keepalived-master.conf and keepalived-backup.conf, that share a virtual IP, an instance or a virtual_router_id',
  ]);
}

/** A prediction rests on files that a program may refuse: say so, as the table itself cannot. */
function doubt(ofFiles: readonly Finding[], path: string): string {
  const errors = ofFiles.filter((finding) => finding.severity === 'error').length;
  if (errors === 0) return '';
  const what = errors === 1 ? 'an error' : `${errors} errors`;
  return messageLines([
    `the files have ${what}, and the prediction takes them as if they were loaded; see "haconf check ${path}"`,
  ]);
}
