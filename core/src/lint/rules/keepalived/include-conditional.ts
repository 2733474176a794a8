import { compareVersions } from '../../../base/version.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const includeConditional: KeepalivedRule = {
  scope: 'keepalived',
  id: 'include-conditional',
  severity: 'warning',
  verdict: 'program',
  summary: 'An `include` has a condition, and is read twice.',
  check(file, report, context) {
    if (compareVersions(context.version, [2, 2]) < 0) return;
    for (const { id, path, site, pattern } of file.config.configuration.problems) {
      if (id !== 'include-conditional') continue;
      report({
        at: { path, site },
        message: `keepalived reads "${pattern}" twice where the condition holds, and reports what it declares as declared already. Put the conditions into the included file.`,
      });
    }
  },
};
