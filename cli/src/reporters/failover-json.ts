import type { ClusterReport } from '#core/failover/report.ts';

export function failoverJson(clusters: readonly ClusterReport[]): string {
  return `${JSON.stringify({ version: 1, clusters }, null, 2)}\n`;
}
