import { type ClusterNode, filesOf } from '../cluster/cluster.ts';
import type { CandidateView, MachineView, PartView } from '../failover/view.ts';
import { machineIn } from '../failover/view.ts';
import { haproxyFiles } from '../languages/haproxy/config.ts';
import { elementId } from './element-ids.ts';
import type { MachineNode, MemberNode, PartNode } from './graph.ts';
import type { Situation } from './situation.ts';

/** The machines with what each of their candidates is doing. */
export function machineNodes(situation: Situation): MachineNode[] {
  return situation.cluster.nodes.map((node): MachineNode => {
    const seen = machineIn(situation.view, node.name);
    const members = seen.candidates.map((own, index) => memberNode(situation, own, nth(seen.candidates, index)));
    return {
      id: elementId.node(node.name),
      name: node.name,
      trouble: seen.trouble,
      members,
      parts: seen.parts.map((part) => partNode(part, node.name)),
      fault: { kind: 'crash', node: node.name },
      haproxy: haproxyNode(node, seen),
      ...(members[0] && { site: members[0].site }),
    };
  });
}

function memberNode(situation: Situation, own: CandidateView, nthOfName: number): MemberNode {
  const { group, candidate, status, holds } = own;
  const takesOver = takeover(situation, own);
  return {
    id: elementId.member(candidate.node.name, candidate.name, nthOfName),
    group: group.name,
    instance: candidate.name,
    status,
    priority: own.score,
    arithmetic: own.arithmetic,
    holds,
    ...(takesOver && status.role === 'standby' && { takesOver }),
    danger: holds.some((vip) => situation.outcomes.get(vip)?.now.verdict !== 'ok'),
    trouble: own.trouble,
    site: { path: candidate.path, site: candidate.site },
  };
}

/** Candidates of one name on one machine (in several files) are told apart by their order. */
function nth(all: readonly CandidateView[], index: number): number {
  const name = all[index]?.candidate.name;
  return all.slice(0, index + 1).filter(({ candidate }) => candidate.name === name).length;
}

function takeover({ outcomes }: Situation, { addresses, candidate }: CandidateView): MemberNode['takesOver'] {
  const own = candidate.node.name;
  for (const vip of addresses) {
    const outcome = outcomes.get(vip);
    const from = outcome?.now.holders[0];
    if (from === undefined || from === own || !outcome?.next?.gapMs) continue;
    if (outcome.next.holders[0] === own) return { from, afterMs: outcome.next.gapMs };
  }
  return undefined;
}

function partNode(part: PartView, node: string): PartNode {
  return { id: partId(part, node), ...part };
}

function partId({ kind, name }: PartView, node: string): string {
  if (kind === 'interface') return elementId.interface(node, name);
  return kind === 'check' ? elementId.check(node, name) : elementId.part(name, node);
}

function haproxyNode(node: ClusterNode, { powered, haproxy }: MachineView): MachineNode['haproxy'] {
  const [file] = filesOf(node, haproxyFiles);
  const section = file?.config.sections.find((candidate) => candidate.kind !== '') ?? file?.config.sections[0];
  if (!file || !section) return undefined;
  return {
    id: elementId.haproxy(node.name),
    running: powered && haproxy,
    fault: { kind: 'haproxy', node: node.name },
    site: { path: file.path, site: section.site },
  };
}
