import type { KeepalivedRule } from '../../rule.ts';

export const includeWithoutFile: KeepalivedRule = {
  scope: 'keepalived',
  id: 'include-without-file',
  severity: 'warning',
  verdict: 'program',
  summary: 'An `include` names a file that is not there.',
  check(file, report) {
    for (const { id, path, site, pattern } of file.config.configuration.problems) {
      if (id !== 'include-without-file') continue;
      report({
        at: { path, site },
        message: `There is no file "${pattern}" beside the others of its folder: keepalived includes nothing and starts without what it should hold. Correct the name, or add the file.`,
      });
    }
  },
};
