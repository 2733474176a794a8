import { oneLine } from '#core/base/one-line.ts';
import { type Cluster, filesOf } from '#core/cluster/cluster.ts';
import { areComparable, type Difference, differencesOf, type Side } from '#core/cluster/drift/differences.ts';
import { haproxyFiles } from '#core/languages/haproxy/config.ts';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { type Args, type Usage, unknownValue } from '../args.ts';
import { perCluster } from '../failures.ts';
import { loadFiles } from '../files.ts';
import { type Host, messageLines, type Outcome, usageError } from '../host.ts';
import { type Style, styleFor } from '../style.ts';
import { nothingFound } from './check.ts';

export const diffUsage: Usage = {
  name: 'diff',
  operands: '[PATH]',
  maxOperands: 1,
  summary: 'Shows in what the HAProxy configurations of nodes that serve the same differ.',
  description: `Compared by meaning: order where it says nothing, spacing, comments, defaults, and what is about the machine
itself (its name, its addresses, where it logs to) count for nothing.
Exit 0: no difference. 1: differences. 2: wrong usage, or a path that cannot be read.`,
  flags: { format: { value: 'text|json', help: 'how to print the differences; by default text' } },
};

export function diff(args: Args, host: Host): Outcome {
  const format = args.value('format') ?? 'text';
  if (format !== 'text' && format !== 'json') return usageError(unknownValue('--format', format, ['text', 'json']));
  const path = args.operands[0] ?? '.';
  const loaded = loadFiles(host.cwd, [path]);
  if ('error' in loaded) return usageError(loaded.error);
  if (loaded.files.length === 0 && loaded.problems.length === 0) return usageError(...nothingFound([path]));
  const snapshot = new Workspace().applyChange({ set: loaded.files });
  const clusters = snapshot
    .clusters()
    .filter(({ nodes }) => nodes.filter((node) => filesOf(node, haproxyFiles).length > 0).length > 1);
  if (clusters.length === 0) return usageError(`no cluster in "${path}" whose nodes have HAProxy configurations`);
  const style = styleFor(host.colour);
  const { results, failed } = perCluster(
    clusters.map((cluster) => ({ cluster })),
    'compared',
    ({ cluster }) => ({
      shown: format === 'json' ? json(snapshot, cluster) : text(snapshot, cluster, style),
      differs: differencesOf(cluster).length > 0,
    }),
  );
  const shown = results.map((result) => result.shown);
  const stdout = format === 'json' ? `${JSON.stringify({ version: 1, clusters: shown }, null, 2)}\n` : shown.join('\n');
  return {
    exitCode: failed.length > 0 || results.some(({ differs }) => differs) ? 1 : 0,
    stdout,
    stderr: messageLines(failed),
  };
}

function text(snapshot: Snapshot, cluster: Cluster, style: Style): string {
  const differences = differencesOf(cluster);
  const nodes = oneLine(cluster.nodes.map((node) => node.name).join(', '));
  const name = style.strong(oneLine(cluster.name));
  if (!areComparable(cluster)) return `${name}: ${nodes} have hardly a section in common\n`;
  if (differences.length === 0) return `${name}: ${nodes} serve the same\n`;
  const sections = new Map<string, Difference[]>();
  for (const difference of differences) {
    const known = sections.get(difference.section);
    if (known) known.push(difference);
    else sections.set(difference.section, [difference]);
  }
  const blocks = [...sections].map(([section, list]) => {
    const lines = list.map((difference) => {
      const note = difference.inSecret ? ' (differs in a secret that is not shown)' : '';
      const subject = difference.subject === section ? '' : `    ${oneLine(difference.subject)}${note}\n`;
      return subject + [difference.there, difference.here].map((side) => sideLine(snapshot, side, style)).join('');
    });
    return `  ${style.strong(oneLine(section))}\n${lines.join('')}`;
  });
  return `${name}: ${nodes}\n${blocks.join('')}`;
}

function sideLine(snapshot: Snapshot, side: Side, style: Style): string {
  const { path, line } = place(snapshot, side);
  const where = side.text === undefined ? '' : style.faint(`  ${oneLine(path)}:${line}`);
  return `      ${oneLine(`${side.node.name}: ${side.text ?? '–'}`)}${where}\n`;
}

function place(snapshot: Snapshot, { at }: Side): { path: string; line: number } {
  return { path: at.path, line: locate(snapshot, at).start.line + 1 };
}

function json(snapshot: Snapshot, cluster: Cluster) {
  const side = (one: Side) => ({ node: one.node.name, text: one.text ?? null, ...place(snapshot, one) });
  return {
    name: cluster.name,
    nodes: cluster.nodes.map((node) => node.name),
    differences: differencesOf(cluster).map(({ kind, section, subject, there, here, inSecret }) => ({
      kind,
      section,
      subject,
      ...(inSecret && { inSecret }),
      sides: [side(there), side(here)],
    })),
  };
}
