import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { Site } from '../../../syntax/chunk.ts';
import { copyValue, reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';
import { isStrict, vrrpVersionOf } from '../../vrrp-facts.ts';

export const authenticationDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'authentication-differs',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['authentication', 'auth_type', 'auth_pass', 'version', 'vrrp_version', 'vrrp_strict'] },
  summary: 'Nodes of one virtual router authenticate in different ways or with different passwords.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      // Other versions or ids are reported for themselves; a password is not what keeps those nodes apart.
      reportDeviations(group, report, {
        value: inForce,
        site,
        describe: (member) => `authentication ${kindOf(member)}`,
        message,
        edit: (to, from) => {
          const copied = isSent(to) && isSent(from) ? copyValue(to, from, editableText) : undefined;
          // Titles and messages end up in logs: the password does not.
          return copied && { ...copied, title: `Use the password of ${from.node.name} on ${to.node.name}` };
        },
      });
    }
  },
};

/**
 * Type and the eight bytes that VRRPv2 carries; strict mode and a missing password drop it (upstream vrrp.c,
 * vrrp_complete_instance). Undefined: there is none to compare, or nobody knows.
 */
function inForce(member: GroupMember): string | undefined {
  const { config, instance } = member;
  if (vrrpVersionOf(config, instance) === 3 || hasUnknownWords(member) || isBlackedOut(member)) return undefined;
  if (!isSent(member)) return config.hasIncludes ? undefined : 'none';
  return `${instance.authType?.value} ${instance.authPass?.value.slice(0, 8)}`;
}

/** A password that was taken out of the file before it was shown around. */
function isBlackedOut({ instance }: GroupMember): boolean {
  return /^(?:x{3,}|\*+|\.{3,}|<.*>)$/i.test(instance.authPass?.value ?? '');
}

function isSent({ config, instance }: GroupMember): boolean {
  return !isStrict(config, instance) && Boolean(instance.authType?.value && instance.authPass?.value);
}

function hasUnknownWords({ instance }: GroupMember): boolean {
  const lines = settingNamed(instance.settings, 'authentication')?.children ?? [];
  return lines.some((line) => line.args.some((word) => !word.known));
}

function site({ instance }: GroupMember): Site {
  const block = settingNamed(instance.settings, 'authentication');
  return instance.authPass?.site ?? instance.authType?.site ?? block?.site ?? instance.site;
}

function message(member: GroupMember, reference: GroupMember): string {
  const [own, theirs] = [kindOf(member), kindOf(reference)];
  const differ =
    own === theirs
      ? `The passwords differ: the first eight bytes of auth_pass are others on ${member.node.name} than on ${reference.node.name}`
      : `The authentication is ${own} on ${member.node.name} and ${theirs} on ${reference.node.name}`;
  return `${differ}. Each node drops the other's advertisements, so both become MASTER. Use the same authentication on all nodes.`;
}

function kindOf({ config, instance }: GroupMember): string {
  if (!instance.authType?.value || !instance.authPass?.value) return 'missing';
  return isStrict(config, instance) ? 'dropped by strict mode' : instance.authType.value;
}

/** A password with blanks or signs of the language would need quotes. */
function editableText({ instance }: GroupMember) {
  const { authPass } = instance;
  return authPass && /^[\w.+-]+$/.test(authPass.value) ? authPass : undefined;
}
