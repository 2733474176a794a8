import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const tableForgetsEarly: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'table-forgets-early',
  severity: 'information',
  verdict: 'own',
  summary: 'A stick table whose entries go before the period of their rates ends, or never.',
  sections: ['frontend', 'listen', 'backend', 'peers'],
  keywords: ['stick-table', 'table'],
  checkSection(section, report, { path }) {
    for (const directive of [...directivesOf(section, 'stick-table'), ...directivesOf(section, 'table')]) {
      const { values } = directive;
      if (!directive.certain) continue;
      const expire = values.indexOf('expire');
      if (expire < 0) {
        if (!values.includes('nopurge')) continue;
        report({
          at: { path, site: directiveSite(section, directive) },
          severity: 'warning',
          message:
            'New keys are not counted once this table is full: with "nopurge" and without "expire" no entry ever goes. Add "expire" with a time, such as "expire 10m".',
        });
        continue;
      }
      const kept = milliseconds(values[expire + 1]);
      const stored = values.find((value) => value.includes('_rate('));
      if (stored === undefined) continue;
      const periods = [...values.join(' ').matchAll(/(\w+_rate)\((?:\d+,)?([^(),]+)\)/g)];
      const long = periods.find(([, , period]) => kept !== undefined && (milliseconds(period) ?? 0) > kept);
      if (!long) continue;
      report({
        at: { path, site: directiveSite(section, directive) },
        message: `The rate starts anew for a client that pauses for ${values[expire + 1]}: "${long[1]}" looks at ${long[2]}, and "expire ${values[expire + 1]}" forgets it earlier. Slow attempts are never seen. Write "expire ${long[2]}" or more.`,
      });
    }
  },
};

const units = new Map([
  ['us', 0.001],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

function milliseconds(text: string | undefined): number | undefined {
  const match = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text ?? '');
  return match ? Number(match[1]) * (units.get(match[2] ?? 'ms') ?? 1) : undefined;
}
