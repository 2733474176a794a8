import { compareVersions } from '../../../base/version.ts';
import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vipKey, vrrpGroups } from '../../../cluster/vrrp.ts';
import { usualPriority } from '../../../failover/vrrp/usual.ts';
import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import { deviations } from '../../compare.ts';
import type { Fix, RelatedPlace, Severity } from '../../finding.ts';
import { addLineBelow, fix } from '../../fix.ts';
import { type ClusterContext, type ClusterRule, keepalivedOf, type Report } from '../../rule.ts';

/** From this version on keepalived logs a differing list and accepts the advertisement all the same. */
const toleratesSince = [2, 3, 3];

export const virtualAddressesDiffer: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-addresses-differ',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['virtual_ipaddress', 'virtual_ipaddress_excluded'] },
  summary: 'Nodes of one virtual router list different virtual addresses.',
  check(cluster, report, context) {
    for (const group of vrrpGroups(cluster)) {
      const found = deviations(group, advertised);
      if (!found) continue;
      for (const member of found.deviating) reportMember(member, found.reference, report, context);
    }
  },
};

/** The set that keepalived compares: order and prefix do not matter, and excluded addresses are not advertised. */
function advertised(member: GroupMember): string | undefined {
  return member.instance.vips.some((vip) => !vip.address) ? undefined : [...vipKeys(member)].sort().join(' ');
}

function vipKeys(member: GroupMember): Set<string> {
  return new Set(member.instance.vips.map(vipKey));
}

/** Adds the addresses that only the other node lists. */
function copyFixes(member: GroupMember, missing: readonly VirtualAddress[], from: string): Fix[] {
  const last = member.instance.vips.at(-1);
  if (!last || missing.length === 0) return [];
  const lines = missing.map(({ site }) => site.chunk.text.slice(site.range.start, site.range.end));
  if (lines.some((line) => /[$~@\n]/.test(line))) return [];
  const indent = /[^\n]*$/.exec(last.site.chunk.text.slice(0, last.site.range.start))?.[0] ?? '';
  const text = lines.join(`\n${/^\s*$/.test(indent) ? indent : ''}`);
  return [
    fix(
      `Add ${missing.map(vipKey).join(', ')} to ${member.node.name}, as on ${from}`,
      addLineBelow(fileSite(member, last.site), text),
    ),
  ];
}

function reportMember(member: GroupMember, reference: GroupMember, report: Report, context: ClusterContext): void {
  const own = vipKeys(member);
  const theirs = vipKeys(reference);
  const extra = member.instance.vips.filter((vip) => !theirs.has(vipKey(vip)));
  const missing = reference.instance.vips.filter((vip) => !own.has(vipKey(vip)));
  const { severity, text: consequence } = consequenceOf(member, reference, context);
  const differences = [
    ...(extra.length > 0 ? [`only ${member.node.name} lists ${extra.map(vipKey).join(', ')}`] : []),
    ...(missing.length > 0 ? [`only ${reference.node.name} lists ${missing.map(vipKey).join(', ')}`] : []),
  ];
  const site = extra[0]?.site ?? member.instance.vipBlock ?? member.instance.site;
  const counterpart = missing[0]?.site ?? reference.instance.vipBlock ?? reference.instance.site;
  const related: RelatedPlace = {
    at: fileSite(reference, counterpart),
    message: `${reference.node.name} lists ${[...theirs].join(', ') || 'none'}`,
    mirrored: true,
  };
  report({
    at: fileSite(member, site),
    severity,
    message: `The virtual addresses of ${member.instance.name} differ: ${differences.join(', and ')}. ${consequence} Make both lists equal.`,
    related: [related],
    fixes: copyFixes(member, missing, reference.node.name).concat(copyFixes(reference, extra, member.node.name)),
  });
}

/** What follows for two nodes whose lists differ. Whoever is older drops what the other sends. */
function consequenceOf(
  member: GroupMember,
  reference: GroupMember,
  context: ClusterContext,
): { readonly severity: Severity; readonly text: string } {
  const isOld = ({ node }: GroupMember): boolean => compareVersions(keepalivedOf(node, context), toleratesSince) < 0;
  const gone = 'After a failover the addresses that the new MASTER does not list are gone';
  if (isOld(member) && isOld(reference)) {
    return {
      severity: 'error',
      text: 'keepalived before 2.3.3 rejects the advertisements of the other node, so both become MASTER and both answer.',
    };
  }
  if (!isOld(member) && !isOld(reference)) return { severity: 'warning', text: `${gone}.` };
  const [old, other] = isOld(member) ? [member, reference] : [reference, member];
  const [oldName, otherName] = [old.node.name, other.node.name];
  const rejects = `keepalived before 2.3.3 on ${oldName} rejects the advertisements of ${otherName}`;
  // The newer one hears the other, and yields to it unless its own priority is higher.
  if (isCertain(old) && isCertain(other) && usualPriority(old).value < usualPriority(other).value) {
    return { severity: 'error', text: `${rejects}, so ${oldName} becomes MASTER beside it and both answer.` };
  }
  return {
    severity: 'warning',
    text: `${gone}; and as ${rejects}, both answer as soon as ${oldName} has the lower priority.`,
  };
}

/** Its file says what it counts: nothing of it comes from the environment or from a template. */
function isCertain({ instance }: GroupMember): boolean {
  return instance.priority !== undefined && (instance.unsure?.size ?? 0) === 0;
}
