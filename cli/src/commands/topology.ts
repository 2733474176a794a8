import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Table, table } from '#core/base/table.ts';
import type { Cluster } from '#core/cluster/cluster.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { keepalivedProgram } from '#core/languages/programs.ts';
import type { Emphasis } from '#core/topology/diagram.ts';
import { exportDiagram, exportHtml, exportMermaid, exportRunbook, exportSvg } from '#core/workspace/export.ts';
import { failoverIn } from '#core/workspace/failover-in.ts';
import { planPage } from '#core/workspace/page-plan.ts';
import { defaultSettings, withForced } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { type Args, suggestion, type Usage, unknownValue } from '../args.ts';
import { loadFiles } from '../files.ts';
import { type Host, messageLines, type Outcome, usageError } from '../host.ts';
import { programFolder } from '../program-folder.ts';
import { progressLines } from '../progress.ts';
import { versionError, versionsIn } from '../versions.ts';
import { nothingFound } from './check.ts';
import { noCluster, obstacles } from './failover.ts';

export const topologyUsage: Usage = {
  name: 'topology',
  operands: '[PATH]',
  maxOperands: 1,
  summary: 'Draws the cluster: clients, virtual IPs, nodes, HAProxy and what it serves, now or after faults.',
  description: `PATH is a folder with the files of all nodes; by default the current folder.
svg stands alone, light and dark; mermaid is drawn by GitHub and GitLab; html is one page with the what-if inside;
markdown is a runbook with every fault. Secrets of the files are in none of them.
A fault F is NODE:crash, NODE:kill, NODE:stop, NODE:haproxy, NODE:check:NAME, NODE:if:NAME or cut:NODE.
Exit 0: drawn. 2: wrong usage, no cluster, or a path that cannot be read.`,
  flags: {
    format: { value: 'svg|mermaid|html|markdown|json', help: 'how to draw it; by default svg' },
    fault: { value: 'F', repeatable: true, help: 'draw the state after this fault; they happen in this order' },
    cluster: { value: 'NAME', help: 'which of several clusters; html and json hold all of them by default' },
    emphasis: { value: 'failover|traffic', help: 'what the picture dwells on; by default failover' },
    keepalived: { value: 'VERSION', help: 'version of keepalived on the machines; by default 2.3.4' },
  },
};

/** A cluster and the faults after which it is drawn. */
interface Shown {
  readonly cluster: Cluster;
  readonly faults: readonly Fault[];
}

interface Drawn {
  readonly text: string;
  readonly notes: readonly string[];
}

interface Format {
  /** It can hold more than one cluster. */
  readonly several: boolean;
  /** What is drawn, and what of it was left out. */
  draw(snapshot: Snapshot, shown: readonly [Shown, ...Shown[]], emphasis: Emphasis, host: Host): string | Drawn;
}

const formats: Table<Format> = table({
  svg: {
    several: false,
    draw: (snapshot, [{ cluster, faults }], emphasis) => exportSvg(snapshot, cluster, { faults, emphasis }),
  },
  mermaid: {
    several: false,
    draw: (snapshot, [{ cluster, faults }]) => exportMermaid(snapshot, cluster, faults),
  },
  html: {
    several: true,
    draw: (snapshot, shown, _, host) => {
      const progress = progressLines(host, 'drawing clusters');
      const script = readFileSync(join(programFolder, 'preview.js'), 'utf8');
      const clusters = shown.map(({ cluster }) => cluster);
      const plan = planPage(snapshot, clusters);
      const text = exportHtml(snapshot, clusters, script, progress.step, plan);
      progress.end();
      return { text, notes: plan.notes };
    },
  },
  markdown: {
    several: true,
    draw: (snapshot, shown) => shown.map(({ cluster, faults }) => exportRunbook(snapshot, cluster, faults)).join('\n'),
  },
  json: {
    several: true,
    draw: (snapshot, shown, emphasis) => {
      const diagrams = shown.map(({ cluster, faults }) => exportDiagram(snapshot, cluster, { faults, emphasis }));
      return `${JSON.stringify({ version: 1, clusters: diagrams }, null, 2)}\n`;
    },
  },
});

export function topology(args: Args, host: Host): Outcome {
  const formatName = args.value('format') ?? 'svg';
  const format = formats.get(formatName);
  if (!format) return usageError(unknownValue('--format', formatName, [...formats.keys()]));
  const emphasis = args.value('emphasis') ?? 'failover';
  if (emphasis !== 'failover' && emphasis !== 'traffic') {
    return usageError(unknownValue('--emphasis', emphasis, ['failover', 'traffic']));
  }
  const version = versionError(keepalivedProgram, args.value(keepalivedProgram.id));
  if (version) return usageError(version);
  if (formatName === 'html' && args.has('fault')) {
    return usageError('--fault is not for html: there every fault is a click');
  }

  const path = args.operands[0] ?? '.';
  const loaded = loadFiles(host.cwd, [path]);
  if ('error' in loaded) return usageError(loaded.error);
  if (loaded.files.length === 0 && loaded.problems.length === 0) return usageError(...nothingFound([path]));
  const settings = withForced(defaultSettings, versionsIn(args));
  const snapshot = new Workspace().applyChange({ set: loaded.files, settings });
  const problems = loaded.problems.map((problem) => `${problem.path}: ${problem.message}`);
  if (snapshot.clusters().length === 0) {
    const why = messageLines([...problems, ...obstacles(snapshot)]);
    return { exitCode: 2, stderr: `${why}${noCluster(path, loaded)}` };
  }
  const wanted = wantedClusters(snapshot, args.value('cluster'), args.values('fault'), format.several);
  if ('error' in wanted) return usageError(wanted.error);
  const drawn = format.draw(snapshot, wanted.shown, emphasis, host);
  const { text, notes }: Drawn = typeof drawn === 'string' ? { text: drawn, notes: [] } : drawn;
  return { exitCode: 0, stdout: text, stderr: messageLines([...problems, ...notes]) };
}

/** The named cluster, or all; where only one can be drawn and there are several, the user has to say which. */
function wantedClusters(
  snapshot: Snapshot,
  name: string | undefined,
  words: readonly string[],
  several: boolean,
): { readonly shown: readonly [Shown, ...Shown[]] } | { readonly error: string } {
  const names = snapshot.clusters().map((cluster) => cluster.name);
  const chosen = snapshot.clusters().filter((cluster) => name === undefined || cluster.name === name);
  if (chosen.length === 0) {
    return { error: `no cluster is called "${name}"${suggestion(name ?? '', names)}; there are ${names.join(', ')}` };
  }
  const errors: string[] = [];
  const shown = chosen.flatMap((cluster): Shown[] => {
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
    return [{ cluster, faults }];
  });
  const [first, ...others] = shown;
  if (!first) return { error: errors[0] ?? 'nothing to draw' };
  if (others.length > 0 && !several) {
    return { error: `there are several clusters: say which with --cluster (${names.join(', ')})` };
  }
  return { shown: [first, ...others] };
}
