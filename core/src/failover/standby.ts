import { type GroupMember, groupVips, type VrrpGroup } from '../cluster/cluster.ts';
import { syncGroupsWith } from '../languages/keepalived/by-name.ts';
import { watchesHaproxy } from './haproxy-health.ts';
import { trackersOf } from './trackers.ts';

/**
 * What findings say of a member and the election does not follow yet, in words: answers that hang on it are uncertain.
 */
export function standbyDoubts(group: VrrpGroup, member: GroupMember): string[] {
  const { node, instance } = member;
  const doubts: string[] = [];
  const check = trackersOf(member).find((tracker) => watchesHaproxy(member, tracker) === 'yes');
  if (check && switchesHaproxy(member)) {
    doubts.push(
      `notify lines start and stop HAProxy on ${node.name}, so while it is a standby ${check.name} fails there; what its start after a takeover brings is not followed`,
    );
  }
  const bound = cannotBind(group, member);
  if (bound !== undefined) {
    const follows = check ? ` and ${check.name} fails` : '';
    doubts.push(
      `HAProxy on ${node.name} cannot bind ${bound} while another node holds it, so it may not run there${follows}`,
    );
  }
  if (
    instance.vips[0]?.address?.family === 6 &&
    instance.unicastPeers.length > 0 &&
    instance.unicastSource === undefined
  ) {
    doubts.push(
      `${instance.name} on ${node.name} sends unicast over IPv6 and has no unicast_src_ip: whether its advertisements are taken depends on the address that the kernel chooses`,
    );
  }
  if (instance.vips.length === 0 && instance.excludedVips.length > 0) {
    doubts.push(`${instance.name} on ${node.name} has excluded addresses only, and advertises none`);
  }
  return doubts;
}

/** The checks that fail on a member while it is a standby, since its HAProxy does not run there then. */
export function failingOnStandby(group: VrrpGroup, member: GroupMember): readonly string[] {
  if (!switchesHaproxy(member) && cannotBind(group, member) === undefined) return [];
  return trackersOf(member)
    .filter((tracker) => !tracker.reverse && watchesHaproxy(member, tracker) === 'yes')
    .map(({ name }) => name);
}

/** Whether a change of state starts or stops HAProxy: by the instance's own lines or those of its sync group. */
function switchesHaproxy({ instance, config }: GroupMember): boolean {
  const groups = syncGroupsWith(config, instance.name);
  return [instance, ...groups].some(({ settings }) =>
    settings.some(({ keyword, args }) => {
      const text = args.map(({ value }) => value).join(' ');
      return (
        /^notify_(?:master|backup|fault)$/.test(keyword) && /\bhaproxy\b/.test(text) && /\bst(?:art|op)\b/.test(text)
      );
    }),
  );
}

/** The virtual address that HAProxy binds on a node whose sysctl files do not allow that. */
function cannotBind(group: VrrpGroup, { node }: GroupMember): string | undefined {
  if (node.sysctl.length === 0) return undefined;
  const vips = new Set(groupVips(group));
  const settings = node.sysctl.flatMap(({ config }) => config.settings);
  for (const { config } of node.haproxy) {
    for (const { binds } of config.sections) {
      for (const { address, transparent } of binds) {
        if (transparent || address.kind !== 'ip' || !address.host || !vips.has(address.host.text)) continue;
        const key = `net.ipv${address.host.family}.ip_nonlocal_bind`;
        if (settings.findLast((setting) => setting.key === key)?.value !== '1') return address.host.text;
      }
    }
  }
  return undefined;
}
