import type { Topology, VipNode } from './graph.ts';
import { afterGap, counted, describeFault, listed } from './words.ts';

/** "All is well", or what has happened. */
export function titleOf(topology: Topology): string {
  if (topology.faults.length === 0) return `${topology.name}: nothing has failed`;
  return `${topology.name}: ${listed(topology.faults.map(describeFault))}`;
}

/** The picture in sentences: who holds what and why, who is next, what is served. */
export function summaryOf(topology: Topology): string[] {
  return [...topology.vips.flatMap((vip) => vipSentences(topology, vip)), ...trafficSentences(topology)];
}

function vipSentences(topology: Topology, vip: VipNode): string[] {
  return [`${holdingSentence(vip)}. ${vip.why}${vip.certain ? '' : ' (not certain)'}.`, ...nextSentence(topology, vip)];
}

function addressText({ addresses }: VipNode): string {
  return addresses.length < 3 ? listed(addresses) : `${addresses[0]} and ${addresses.length - 1} more`;
}

function holdingSentence(vip: VipNode): string {
  const address = addressText(vip);
  const [holder] = vip.holders;
  const several = vip.addresses.length > 1;
  switch (vip.verdict) {
    case 'no-holder':
      return `Nobody holds ${address}`;
    case 'several-holders':
      return `${listed(vip.holders)} hold ${address} at the same time`;
    case 'unhealthy-holder':
      return `${holder} holds ${address} although its HAProxy is down`;
    case 'ok':
      return vip.movedFrom && vip.gapMs
        ? `${address} ${several ? 'move' : 'moves'} from ${vip.movedFrom} to ${holder} ${afterGap(vip.gapMs)}`
        : `${address} ${several ? 'are' : 'is'} on ${holder}`;
  }
}

function nextSentence(topology: Topology, vip: VipNode): string[] {
  const address = addressText(vip);
  const [holder] = vip.holders;
  if (holder === undefined || vip.holders.length > 1) return [];
  for (const machine of topology.machines) {
    const next = machine.members.find(({ group, takesOver }) => group === vip.group && takesOver?.from === holder);
    if (next?.takesOver) {
      return [
        `Should ${holder} lose power, ${machine.name} takes over ${address} ${afterGap(next.takesOver.afterMs)}.`,
      ];
    }
  }
  return [`Should ${holder} lose power too, nobody takes over ${address}.`];
}

function trafficSentences({ traffic }: Topology): string[] {
  const serving = traffic.frontends.filter((frontend) => frontend.active);
  return serving.map((frontend) => {
    const own = traffic.backends.filter((backend) => frontend.backends.includes(backend.id));
    const servers = [...own, frontend].reduce((sum, proxy) => sum + proxy.servers.length, 0);
    const behind = own.length > 0 ? ` through ${listed(own.map((backend) => backend.name))}` : '';
    return `HAProxy's ${frontend.kind} ${frontend.name} (${frontend.binds.join(', ')}) serves ${counted(servers, 'server')}${behind}.`;
  });
}
