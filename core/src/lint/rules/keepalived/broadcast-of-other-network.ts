import { parseIp } from '../../../base/ip-address.ts';
import type { Setting } from '../../../languages/keepalived/config.ts';
import type { Problem } from '../../finding.ts';
import { fix, replace } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const broadcastOfOtherNetwork: KeepalivedRule = {
  scope: 'keepalived',
  id: 'broadcast-of-other-network',
  severity: 'information',
  verdict: 'own',
  summary: '`brd` is the virtual address itself, or no broadcast address of its network.',
  check(file, report) {
    const { config, path } = file;
    for (const { settings } of config.instances) {
      for (const { keyword, children } of settings) {
        if (keyword !== 'virtual_ipaddress' && keyword !== 'virtual_ipaddress_excluded') continue;
        for (const line of children) {
          const problem = judge(line, path);
          if (problem) report(problem);
        }
      }
    }
  },
};

function judge({ keyword, args }: Setting, path: string): Problem | undefined {
  const index = args.findIndex(({ value }) => value === 'brd' || value === 'broadcast');
  const given = index < 0 ? undefined : args[index + 1];
  const broadcast = given && parseIp(given.value);
  const address = parseIp(keyword.replace(/\/\d+$/, ''));
  if (!given || broadcast?.family !== 4 || address?.family !== 4) return undefined;
  const at = { path, site: given.site };
  const prefix = Number(/\/(\d+)$/.exec(keyword)?.[1] ?? 32);
  const fixes = prefix < 31 ? [fix('Let the kernel work it out: "+"', replace(at, '+'))] : [];
  if (broadcast.text === address.text) {
    const message = `${broadcast.text} is the virtual address itself: programs that ask for the broadcast address of this network get that of the node, and their messages stay there. Write the last address of the network, or "+".`;
    return { at, severity: 'warning', message, fixes };
  }
  if (prefix < 8 || prefix > 30 || broadcast.text === '255.255.255.255') return undefined;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(numberOf(address.text) / size) * size;
  const value = numberOf(broadcast.text);
  if (value === first || value === first + size - 1) return undefined;
  const last = first + size - 1;
  const right = [24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join('.');
  const message = `${broadcast.text} is not the broadcast address of ${keyword}, which is ${right}: either the prefix or the broadcast address is that of another network. Write the one that is meant; "+" follows the prefix.`;
  return { at, message, fixes };
}

const numberOf = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
