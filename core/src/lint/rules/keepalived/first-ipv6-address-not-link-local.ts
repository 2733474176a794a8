import type { KeepalivedRule } from '../../rule.ts';

export const firstIpv6AddressNotLinkLocal: KeepalivedRule = {
  scope: 'keepalived',
  id: 'first-ipv6-address-not-link-local',
  severity: 'information',
  verdict: 'own',
  summary: 'The first IPv6 virtual address is not a link-local one.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const [first] = instance.vips;
      if (first?.address?.family !== 6 || /^fe[89ab]/i.test(first.address.text)) continue;
      report({
        at: { path, site: first.site },
        message: `The first virtual address of an IPv6 router should be link-local: hosts use it as their gateway. keepalived logs this, and refuses it in strict mode. Where the address is for a service only, it does not matter; else put an fe80:: address first.`,
      });
    }
  },
};
