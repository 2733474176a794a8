import type { KeepalivedRule } from '../../rule.ts';

export const unusedScript: KeepalivedRule = {
  scope: 'keepalived',
  id: 'unused-script',
  severity: 'warning',
  verdict: 'own',
  misses: 'file',
  summary: 'A `vrrp_script` that no `track_script` names.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes || config.instances.length === 0) return;
    const groups = config.syncGroups.flatMap(({ settings }) =>
      settings.filter(({ keyword }) => keyword === 'track_script').flatMap(({ children }) => children),
    );
    const used = new Set([
      ...config.instances.flatMap(({ trackScripts }) => trackScripts.map(({ name }) => name)),
      ...groups.map(({ keyword }) => keyword),
    ]);
    // A name made of definitions may be any of them.
    if ([...used].some((name) => /[$~]/.test(name))) return;
    for (const script of config.scripts) {
      if (used.has(script.name) || /[$~]/.test(script.name)) continue;
      report({
        at: { path, site: script.site },
        message: `No track_script names "${script.name}", so keepalived never runs it, and its failure moves nothing. Add it to track_script of an instance or a sync group, or remove it.`,
      });
    }
  },
};
