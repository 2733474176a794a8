import type { IpAddress } from '../../base/ip-address.ts';
import { type ClusterNode, filesOf } from '../../cluster/cluster.ts';
import type { GroupMember, VrrpGroup } from '../../cluster/vrrp.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import { syncGroupsWith } from '../../languages/keepalived/by-name.ts';
import { sysctlFiles } from '../../languages/sysctl/sysctl.ts';
import { watchesHaproxy } from './haproxy-health.ts';
import { trackersOf } from './trackers.ts';

/**
 * What findings say of a member and the election does not follow yet, in words: answers that hang on it are uncertain.
 */
export function standbyDoubts(group: VrrpGroup, member: GroupMember): string[] {
  const { node } = member;
  const doubts: string[] = [];
  const check = trackersOf(member).find((tracker) => watchesHaproxy(member, tracker) === 'yes');
  if (check && switchesHaproxy(member)) {
    doubts.push(
      `notify lines start and stop HAProxy on ${node.name}, so while it is a standby ${check.name} fails there; what its start after a takeover brings is not followed`,
    );
  }
  const bound = cannotBind(group, member);
  if (bound?.isKnown) {
    const follows = check ? ` and ${check.name} fails` : '';
    doubts.push(
      `HAProxy on ${node.name} cannot bind ${bound.address} while another node holds it, so it may not run there${follows}`,
    );
  } else if (bound) {
    const follows = check ? `, does not run there and ${check.name} fails` : ' and does not run there';
    doubts.push(
      `no file here says whether ${bound.key} is 1, without which HAProxy on a standby cannot bind ${bound.address}${follows}`,
    );
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
        /^notify(?:_master|_backup|_fault)?$/.test(keyword) &&
        /\bhaproxy\b/.test(text) &&
        /\b(?:start|stop|p?kill|killall)\b/.test(text)
      );
    }),
  );
}

/** A virtual address that HAProxy binds on a node whose kernel does not allow that. */
interface Unbindable {
  readonly address: string;
  /** The kernel's setting that would allow it. */
  readonly key: string;
  /** Whether sysctl files of the cluster are here; without any, the kernel's default is taken, which forbids it. */
  readonly isKnown: boolean;
}

function cannotBind(group: VrrpGroup, { node }: GroupMember): Unbindable | undefined {
  const bound = boundVips(group, node);
  if (bound.length === 0) return undefined;
  const settings = filesOf(node, sysctlFiles).flatMap(({ config }) => config.settings);
  for (const { text, family } of bound) {
    const key = `net.ipv${family}.ip_nonlocal_bind`;
    if (settings.findLast((setting) => setting.key === key)?.value === '1') continue;
    return {
      address: text,
      key,
      isKnown: group.members.some((member) => filesOf(member.node, sysctlFiles).length > 0),
    };
  }
  return undefined;
}

function boundVips(group: VrrpGroup, node: ClusterNode): IpAddress[] {
  const vips = new Set(group.addresses);
  const binds = filesOf(node, haproxyFiles).flatMap(({ config }) =>
    config.sections.flatMap((section) => section.binds),
  );
  return binds.flatMap(({ address, transparent }) =>
    !transparent && address.kind === 'ip' && address.host && vips.has(address.host.text) ? [address.host] : [],
  );
}
