import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const virtualAddressIsNoHost: KeepalivedRule = {
  scope: 'keepalived',
  id: 'virtual-address-is-no-host',
  severity: 'warning',
  verdict: 'own',
  summary: 'A virtual address that no host can have: of a network, a broadcast, a loopback or a group.',
  check(file, report) {
    const { config, path } = file;
    for (const vip of config.instances.flatMap(({ vips, excludedVips }) => [...vips, ...excludedVips])) {
      const fault = faultOf(vip);
      if (fault === undefined) continue;
      report({
        at: { path, site: vip.site },
        message: `${vip.text} ${fault}. keepalived adds it without a word. Write the address that clients use.`,
      });
    }
  },
};

function faultOf({ address, text }: VirtualAddress): string | undefined {
  if (address?.family !== 4) return undefined;
  const [first = 0] = address.text.split('.').map(Number);
  if (first === 127) return 'is a loopback address: no other machine can reach it';
  if (first === 0) return 'is no address of a host: nothing can be sent to it';
  if (first >= 224 && address.text !== '255.255.255.255' && first < 240)
    return 'is a multicast group: no connection can be made to it';
  if (address.text === '255.255.255.255') return 'is the broadcast address: no connection can be made to it';
  const prefix = Number(/\/(\d+)$/.exec(text)?.[1] ?? 32);
  if (prefix < 8 || prefix > 30) return undefined;
  const rest = address.text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) % 2 ** (32 - prefix);
  if (rest === 2 ** (32 - prefix) - 1)
    return 'is the broadcast address of its own network: machines of that network cannot connect to it';
  if (rest === 0)
    return 'is the address of its network and not of a host: machines with a kernel older than 5.14 take it for a broadcast and cannot connect to it';
  return undefined;
}
