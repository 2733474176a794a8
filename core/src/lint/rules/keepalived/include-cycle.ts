import type { KeepalivedRule } from '../../rule.ts';

export const includeCycle: KeepalivedRule = {
  scope: 'keepalived',
  id: 'include-cycle',
  severity: 'error',
  verdict: 'program',
  summary: 'A file includes itself, directly or through others.',
  check(file, report) {
    for (const { id, path, site, pattern } of file.config.configuration.problems) {
      if (id !== 'include-cycle') continue;
      report({
        at: { path, site },
        message: `"${pattern}" is read already where this line stands: keepalived reads it again and again until it may open no more files, and declares everything as often. Remove this line.`,
      });
    }
  },
};
