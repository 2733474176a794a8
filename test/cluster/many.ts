import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type FileText, Workspace } from '#core/workspace/workspace.ts';

const vip = '192.168.1.100';
const kinds = [
  ['keepalived.conf', 'keepalived'],
  ['haproxy.cfg', 'haproxy'],
  ['sysctl.d/60-haproxy-vip.conf', 'sysctl'],
] as const;

/** As many clusters of two nodes, with four files each, as asked for: copies of the example with other addresses. */
function manyClusters(count: number): FileText[] {
  const texts = ['lb1', 'lb2'].map((node) =>
    kinds.map(([file, language]) => ({
      file: `${node}/${file}`,
      language,
      text: readFileSync(`examples/pair/${node}/${file}`, 'utf8'),
    })),
  );
  return Array.from({ length: count }, (_, i) => {
    const own = `10.${Math.floor(i / 250)}.${i % 250}.100`;
    return texts.flatMap((files, node) => [
      ...files.map(({ file, language, text }) => ({
        path: `many/c${i}/${file}`,
        language,
        text: text.replaceAll(vip, own),
      })),
      {
        path: `many/c${i}/lb${node + 1}/sysctl.d/70-net.conf`,
        language: 'sysctl' as const,
        text: 'net.ipv4.ip_forward = 1\n',
      },
    ]);
  }).flat();
}

/** Milliseconds that some work takes. */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * How long a complete check and an edit take, by the number of clusters. An edit, from the changed text to the findings
 * of both keepalived files and of all clusters, costs its own cluster: its time hardly grows.
 */
export function manyClustersTable(): string[] {
  const rows = [10, 100, 1000].map((count) => {
    const files = manyClusters(count);
    const workspace = new Workspace();
    const full = timed(() => workspace.applyChange({ set: files }).findings());
    const [edited, other] = ['many/c5/lb1/keepalived.conf', 'many/c5/lb2/keepalived.conf'];
    const text = files.find(({ path }) => path === edited)?.text ?? '';
    const edits = Array.from({ length: 41 }, (_, i) => {
      const changed = text.replace('priority 101', `priority ${100 + (i % 50)}`);
      return timed(() => {
        const snapshot = workspace.applyChange({ set: [{ path: edited, language: 'keepalived', text: changed }] });
        snapshot.fileFindings(edited);
        snapshot.fileFindings(other);
        snapshot.findingsByCluster();
      });
    });
    const memory = process.memoryUsage().rss / 1024 / 1024;
    return [count, files.length, full.toFixed(0), median(edits).toFixed(2), memory.toFixed(0)].map(String);
  });
  const head = ['clusters', 'files', 'check ms', 'edit ms', 'memory MB'];
  return [head, ...rows].map((row) => row.map((cell) => cell.padStart(10)).join(''));
}
