import type { KeepalivedRule } from '../../rule.ts';

export const noGarpRefresh: KeepalivedRule = {
  scope: 'keepalived',
  id: 'no-garp-refresh',
  severity: 'hint',
  verdict: 'own',
  summary: 'Nothing repeats gratuitous ARP after a network partition has healed.',
  check(file, report) {
    const { config, path } = file;

    const repeats = /^(?:vrrp_)?(?:garp_master_refresh|higher_prio_send_advert)$/;
    if (config.hasIncludes || config.globals.some(({ keyword }) => repeats.test(keyword))) return;
    for (const instance of config.instances) {
      if (instance.vips.length === 0 || instance.settings.some(({ keyword }) => repeats.test(keyword))) continue;
      report({
        at: { path, site: instance.site },
        message: `After a partition both nodes have announced the addresses of ${instance.name}, and when it heals the one that stays MASTER announces them no more: others may go on sending to the wrong node until their caches expire. Add "garp_master_refresh 60" to the instance, or vrrp_garp_master_refresh to global_defs.`,
      });
      return;
    }
  },
};
