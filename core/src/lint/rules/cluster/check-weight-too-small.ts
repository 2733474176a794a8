import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, type VrrpGroup, vrrpGroups } from '../../../cluster/vrrp.ts';
import { describeStanding } from '../../../failover/standing.ts';
import { ownerPriority } from '../../../failover/vrrp/base-priority.ts';
import { watchesHaproxy } from '../../../failover/vrrp/haproxy-health.ts';
import { type Tracker, trackersOf } from '../../../failover/vrrp/trackers.ts';
import { priorityWithout, turnsBadBy, usualPriority } from '../../../failover/vrrp/usual.ts';
import { scriptNamed } from '../../../languages/keepalived/by-name.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { Fix } from '../../finding.ts';
import { fix, replace } from '../../fix.ts';
import type { ClusterRule, Report } from '../../rule.ts';

export const checkWeightTooSmall: ClusterRule = {
  scope: 'cluster',
  id: 'check-weight-too-small',
  severity: 'error',
  verdict: 'own',
  summary: 'A failing check lowers the priority too little to move the virtual IP.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const ranked = [...group.members].sort((a, b) => healthy(b) - healthy(a));
      const [holder, next] = ranked;
      if (holder && next && healthy(holder) > healthy(next)) checkHolder(group, holder, next, report);
    }
  },
};

function healthy(member: GroupMember): number {
  return usualPriority(member).value;
}

function checkHolder(group: VrrpGroup, holder: GroupMember, next: GroupMember, report: Report): void {
  const weighted = trackersOf(holder).filter(isWeightedCheck);
  const takerPriority = usualPriority(next);
  const all = new Set(weighted);
  const together = priorityWithout(holder, (candidate) => all.has(candidate));
  const aloneOf = (tracker: Tracker) => priorityWithout(holder, (candidate) => candidate.name === tracker.name);
  const addUp =
    weighted.length > 1 &&
    takerPriority.value > together.value &&
    weighted.every((tracker) => takerPriority.value <= aloneOf(tracker).value);
  const ofHaproxy = priorityWithout(holder, (candidate) => watchesHaproxy(holder, candidate) === 'yes');
  for (const tracker of weighted) {
    const alone = aloneOf(tracker);
    if (alone.fault || takerPriority.value > alone.value || alone.base === ownerPriority) continue;
    // A check that is reversed by mistake is worth more while it fails: another rule speaks of it.
    if (alone.value >= healthy(holder)) continue;
    // Small weights that are meant to add up are fine, unless the check is the one that stands for HAProxy.
    const standsForHaproxy = watchesHaproxy(holder, tracker) === 'yes';
    if (takerPriority.value > together.value && !standsForHaproxy) continue;
    if (addUp && takerPriority.value > ofHaproxy.value) continue;
    const needed = takerPriority.value === alone.value ? 1 : alone.value - takerPriority.value + 1;
    report({
      at: fileSite(holder, weightSite(holder, tracker)),
      // It may be meant that HAProxy alone is not enough.
      ...(addUp && { severity: 'information' }),
      message: `When ${tracker.name} ${turnsBadBy(holder, tracker)}, ${holder.node.name} falls to ${describeStanding(alone)}, and ${next.node.name} has ${describeStanding(takerPriority)}: not more, so ${group.addresses.join(', ')} stays on ${holder.node.name}. ${waits(next) ? `No weight is enough, as nopreempt makes ${next.node.name} accept any lower priority: use weight 0, which releases the address at once.` : advice(tracker, needed)}`,
      related: [
        {
          at: fileSite(next, next.instance.priority?.site ?? next.instance.site),
          message: `${next.node.name} would have ${takerPriority.value}`,
          mirrored: false,
        },
      ],
      fixes: waits(next) ? [] : weightFixes(group, holder, tracker, needed),
    });
  }
}

/** Whether nopreempt is in force there: `state MASTER` and an address owner clear it. */
function waits({ instance }: GroupMember): boolean {
  return (
    instance.nopreempt !== undefined && instance.state?.value !== 'MASTER' && instance.priority?.value !== ownerPriority
  );
}

/** A check whose failure or success is worth a weight. The number in a file may be any. */
function isWeightedCheck({ weight, kind }: Tracker): boolean {
  return weight !== 0 && (kind === 'script' || kind === 'process');
}

function advice(tracker: Tracker, missing: number): string {
  const enough = Math.abs(tracker.weight) + missing;
  if (enough > 253) return 'No weight is large enough: bring the priorities closer together, or use weight 0.';
  const weight = tracker.weight > 0 ? enough : -enough;
  const where = tracker.weight > 0 ? ' on both nodes' : '';
  return `Use weight ${weight} or ${tracker.weight > 0 ? 'more' : 'less'}${where}, or weight 0 to release the address at once.`;
}

/** A weight above 0 counts on every node while its check is good, so it has to grow on all of them. */
function weightFixes(group: VrrpGroup, holder: GroupMember, tracker: Tracker, missing: number): Fix[] {
  const enough = Math.abs(tracker.weight) + missing;
  const members = tracker.weight > 0 ? group.members : [holder];
  const places = members.flatMap((member) => {
    const own = trackersOf(member).find((other) => other.kind === tracker.kind && other.name === tracker.name);
    const site = own && own.weight === tracker.weight ? writtenWeight(member, own) : undefined;
    return site ? [fileSite(member, site)] : [];
  });
  // On a node that has the check otherwise somebody has to look.
  if (enough > 253 || places.length < members.length) return [];
  const weight = tracker.weight > 0 ? enough : -enough;
  const distinct = [...new Map(places.map((at) => [at.site, at])).values()];
  return [fix(`Set the weight of ${tracker.name} to ${weight}`, ...distinct.map((at) => replace(at, String(weight))))];
}

/** Where the number of the weight in force is written. */
function writtenWeight(member: GroupMember, tracker: Tracker): Site | undefined {
  const script = scriptNamed(member.config, tracker.name);
  const site = tracker.tracked.weight?.site ?? script?.weight?.site;
  const text = site?.chunk.text.slice(site.range.start, site.range.end) ?? '';
  return /^[+-]?\d+$/.test(text) ? site : undefined;
}

/** Where the weight in force is written. */
function weightSite(member: GroupMember, tracker: Tracker): Site {
  const script = scriptNamed(member.config, tracker.name);
  return tracker.tracked.weight?.site ?? script?.weight?.site ?? tracker.tracked.site;
}
