import { listed } from '../base/listed.ts';
import { faultInWords } from '../failover/fault.ts';
import { foldGroups } from './fold.ts';
import type { Topology, VipNode } from './graph.ts';
import { afterGap, counted } from './words.ts';

/** What has happened and what matters most in the state after it: the worst, should something be wrong. */
export function titleOf(topology: Topology): string {
  const { name, faults, vips } = foldGroups(topology, false);
  const where = faults.length > 0 ? `${name}, ${listed(faults.map(faultInWords))}` : name;
  return `${where}: ${headline(vips)}`;
}

/** Why that is so: the reason of what the title speaks of. */
export function whyOf({ vips }: Topology): string {
  const [first] = vips;
  const spoken =
    vips.find((vip) => vip.verdict !== 'ok') ??
    vips.find((vip) => vip.unserved || !vip.certain) ??
    vips.find((vip) => vip.movedFrom !== undefined) ??
    first;
  return spoken ? `${spoken.why}${spoken.certain ? '' : ' (not certain)'}` : '';
}

function headline(vips: readonly VipNode[]): string {
  const broken = vips.find((vip) => vip.verdict !== 'ok');
  if (broken) return holdingSentence(broken);
  const unserved = vips.find((vip) => vip.unserved);
  if (unserved) return `no frontend listens on ${addressText(unserved)}`;
  const doubtful = vips.find((vip) => !vip.certain);
  if (doubtful) return `who holds ${addressText(doubtful)} is not certain`;
  const [only, ...others] = vips;
  if (!only) return 'no virtual IP is configured';
  return others.length === 0 ? `${only.holders[0]} holds ${addressText(only)}` : 'each virtual IP has one holder';
}

/** The picture in sentences: who holds what and why, who is next, what is served. Many sound groups are one sentence. */
export function summaryOf(graph: Topology): string[] {
  const topology = foldGroups(graph, false);
  return [...topology.vips.flatMap((vip) => vipSentences(topology, vip)), ...trafficSentences(topology)];
}

function vipSentences(topology: Topology, vip: VipNode): string[] {
  const holding = holdingSentence(vip).replace(/^nobody/, 'Nobody');
  return [`${holding}. ${vip.why}${vip.certain ? '' : ' (not certain)'}.`, ...nextSentence(topology, vip)];
}

function addressText({ addresses }: VipNode): string {
  return addresses.length < 3 ? listed(addresses) : `${addresses[0]} and ${addresses.length - 1} more`;
}

function holdingSentence(vip: VipNode): string {
  const address = addressText(vip);
  const [holder] = vip.holders;
  switch (vip.verdict) {
    case 'no-holder':
      return `nobody holds ${address}`;
    case 'several-holders':
      return `${listed(vip.holders)} hold ${address} at the same time`;
    case 'unhealthy-holder':
      return `${holder} holds ${address} without HAProxy`;
    case 'not-served':
      return `${holder} holds ${address}, and nothing answers on it`;
    case 'ok': {
      const moved = vip.movedFrom && vip.gapMs ? `, moved from ${vip.movedFrom}${afterGap(vip.gapMs)}` : '';
      return `${holder} holds ${address}${moved}`;
    }
  }
}

function nextSentence(topology: Topology, vip: VipNode): string[] {
  const address = addressText(vip);
  const [holder] = vip.holders;
  if (holder === undefined || vip.holders.length > 1) return [];
  for (const machine of topology.machines) {
    const next = machine.members.find(
      ({ group, takesOver }) => (vip.folds ?? [vip.group]).includes(group) && takesOver?.from === holder,
    );
    if (next?.takesOver) {
      return [`Should ${holder} lose power, ${machine.name} takes over ${address}${afterGap(next.takesOver.afterMs)}.`];
    }
  }
  return [`Should ${holder} lose power${topology.faults.length > 0 ? ' too' : ''}, nobody takes over ${address}.`];
}

function trafficSentences({ traffic, vips }: Topology): string[] {
  const serving = traffic.frontends.filter((frontend) => frontend.active);
  const unserved = vips
    .filter((vip) => vip.unserved)
    .map((vip) => `No frontend of HAProxy listens on ${addressText(vip)}.`);
  const served = serving.map((frontend) => {
    const own = traffic.backends.filter((backend) => frontend.backends.includes(backend.id));
    const servers = [...own, frontend].reduce((sum, proxy) => sum + proxy.servers.length, 0);
    const names = own.length > 4 ? `${own.length} backends` : listed(own.map((backend) => backend.name));
    const behind = own.length > 0 ? ` through ${names}` : '';
    return `HAProxy's ${frontend.kind} ${frontend.name} (${frontend.binds.join(', ')}) serves ${counted(servers, 'server')}${behind}.`;
  });
  return [...unserved, ...served];
}
