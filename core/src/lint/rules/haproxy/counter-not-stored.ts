import { directiveSite } from '../../../languages/haproxy/config.ts';
import type { CountersRule } from '../../haproxy-counters.ts';
import { countersOfFile, nameOf, siteOf, tablesFor } from '../../haproxy-counters.ts';

export const counterNotStored: CountersRule = {
  scope: 'haproxy',
  id: 'counter-not-stored',
  severity: 'warning',
  verdict: 'own',
  misses: 'file',
  summary: 'A counter is asked for that its stick table does not store.',
  factsOf: countersOfFile,
  judge(counters, report, path) {
    const reported = new Set<string>();
    for (const asking of counters.own) {
      for (const at of asking.reads) {
        const tables = tablesFor(counters, asking, at);
        const [table] = tables ?? [];
        if (!table || tables?.some(({ stored }) => at.read.needs.some((data) => stored.has(data)))) continue;
        const data = at.read.needs[0] ?? '';
        const key = `${table.section.name?.name} ${data} ${at.read.by}`;
        if (reported.has(key)) continue;
        reported.add(key);
        report({
          at: siteOf(path, asking, at.directive, at.word),
          message: `"${at.read.name}" never has a value: ${nameOf(table)} does not store "${data}"${has(table.stored)}. HAProxy counts only what the table stores, so this condition or value never takes effect. Add ${wanted(data)} behind "store".`,
          ...(counters.sections.has(table.section) && {
            related: [
              {
                at: { path, site: directiveSite(table.section, table.directive) },
                message: 'The table.',
                mirrored: false,
              },
            ],
          }),
        });
      }
    }
  },
};

function has(stored: ReadonlySet<string>): string {
  return stored.size === 0 ? ', nor anything else' : `, only ${[...stored].slice(0, 6).join(', ')}`;
}

function wanted(data: string): string {
  if (data.endsWith('_rate')) return `"${data}" with its period, such as "${data}(10s)",`;
  return /^gp[ct]$/.test(data) ? `"${data}" with its size, such as "${data}(2)",` : `"${data}"`;
}
