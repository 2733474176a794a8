import type { ReadingLimit } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const notReadCompletely: KeepalivedRule = {
  scope: 'keepalived',
  id: 'not-read-completely',
  severity: 'warning',
  verdict: 'own',
  notRead: true,
  summary: 'The configuration stands for more text, nodes or files than haconf reads, so not all of it is checked.',
  check({ path, config }, report) {
    for (const limit of config.limits) report({ at: { path, site: limit.site }, message: messageFor(limit) });
  },
};

function messageFor({ kind, read = 0, left = 0 }: ReadingLimit): string {
  const effect = 'the prediction of this configuration is not certain';
  switch (kind) {
    case 'definitions':
      return `With this line, definitions and repetitions make more of this configuration than haconf reads. From this block on they are not put in: what depends on them is not checked, and ${effect}. Write out less by definitions, or split the configuration.`;
    case 'nodes':
      return `Lines such as this one are for ${read + left} nodes, and haconf reads a text of this length for the first ${read}: lines for the other ${left} are not checked, and ${effect}. Give each group of nodes a file of its own.`;
    case 'includes':
      return `This line includes more than haconf reads: too many files, too deep in each other, or too often the same. They are left out: what they say is not checked, and ${effect}. Include each file once, by a shorter pattern.`;
  }
}
