import { memo } from '../../../base/memo.ts';
import { nearest } from '../../../base/nearest.ts';
import {
  halfOf,
  settersIn,
  type VariableRead,
  variablesReadIn,
} from '../../../languages/haproxy/conditions/variables.ts';
import {
  type Directive,
  directiveSite,
  type HaproxySection,
  type SectionStretch,
} from '../../../languages/haproxy/config.ts';
import { overviewOf } from '../../../languages/haproxy/overview.ts';
import type { HaproxyRule } from '../../rule.ts';

export const variableNeverSet: HaproxyRule = {
  scope: 'haproxy',
  id: 'variable-never-set',
  severity: 'warning',
  verdict: 'own',
  summary: 'A variable that rules look at and nothing sets.',
  check({ path, config }, report, { loadedTogether }) {
    const reads = config.stretches.flatMap(readsIn);
    if (reads.length === 0) return;
    const files = loadedTogether.length > 0 ? loadedTogether : [config];
    if (!files.some((file) => overviewOf(file).hasGlobal)) return;
    const all = files.flatMap((file) => file.stretches.map(settersIn));
    if (all.some(({ open }) => open)) return;
    const set = new Set(all.flatMap((part) => part.set.map(({ name }) => name)));
    const reported = new Set<string>();
    for (const { section, name, directive, word } of reads) {
      if (set.has(name) || reported.has(name) || isElsewhere(name, directive)) continue;
      reported.add(name);
      const last = name.slice(name.indexOf('.'));
      const meant =
        [...set].find((known) => known.endsWith(last) && known.indexOf('.') === known.length - last.length) ??
        nearest(name, set);
      report({
        at: { path, site: directiveSite(section, directive, word, word) },
        message: `"${name}" is always empty: nothing sets it. ${meant ? `What is set is "${meant}": write that` : `Set it above with "set-var(${name})"`}, or remove this.`,
      });
    }
  },
};

/** Another rule speaks of variables in the half of an exchange in which they do not live. */
function isElsewhere(name: string, directive: Directive): boolean {
  const half = halfOf(directive);
  return (half === 'response' && name.startsWith('req.')) || (half === 'request' && name.startsWith('res.'));
}

const readsIn = memo(({ sections }: SectionStretch) => {
  const reads: (VariableRead & { readonly section: HaproxySection })[] = [];
  for (const section of sections) for (const read of variablesReadIn(section)) reads.push({ ...read, section });
  return reads;
});
