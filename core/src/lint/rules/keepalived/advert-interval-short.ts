import type { KeepalivedRule } from '../../rule.ts';

export const advertIntervalShort: KeepalivedRule = {
  scope: 'keepalived',
  id: 'advert-interval-short',
  severity: 'information',
  verdict: 'own',
  summary: 'Advertisements more often than every half second, without a priority for the process.',
  check(file, report) {
    const { config, path } = file;

    const protectedBy =
      /^(?:vrrp_rt_priority|vrrp_priority|vrrp_process_priority|vrrp_no_swap|vrrp_rlimit_rttime|max_auto_priority|min_auto_priority_delay)$/;
    if (config.hasIncludes || config.globals.some(({ keyword }) => protectedBy.test(keyword))) return;
    for (const instance of config.instances) {
      const { advertInterval } = instance;
      if (!advertInterval || advertInterval.value <= 0 || advertInterval.value >= 0.5) continue;
      report({
        at: { path, site: advertInterval.site },
        message: `With ${advertInterval.value} s a pause of ${Number((advertInterval.value * 3).toFixed(3))} s makes two MASTERs, and a virtual machine under load has such pauses. Raise the interval, or add vrrp_rt_priority and vrrp_no_swap to global_defs.`,
      });
    }
  },
};
