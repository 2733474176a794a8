import type { KeepalivedRule } from '../../rule.ts';

export const priorityOfAddressOwner: KeepalivedRule = {
  scope: 'keepalived',
  id: 'priority-of-address-owner',
  severity: 'information',
  verdict: 'own',
  summary: 'Priority 255, which only the owner of the address should have.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      if (instance.priority?.value !== 255) continue;
      report({
        at: { path, site: instance.priority.site },
        message:
          'Priority 255 says that the virtual address is a fixed one of this node. keepalived then takes it at once whenever it starts, ignores nopreempt and all weights, and two such nodes quarrel. Use 254 or less.',
      });
    }
  },
};
