import { oneLine } from '../base/one-line.ts';
import type { Status } from '../failover/view.ts';
import { backendLine, memberDoing, vipState } from './captions.ts';
import type { FrontendNode, MachineNode, Topology, TopologyEdge } from './graph.ts';
import { titleOf } from './summary.ts';
import { counted } from './words.ts';

/** More backends than this are counted: Mermaid draws all that it is given, however small. */
const backendLimit = 12;

/** The graph as a Mermaid flowchart, which GitHub, GitLab and many wikis draw. */
export function topologyMermaid(topology: Topology): string {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    const known = ids.get(key) ?? `n${ids.size}`;
    ids.set(key, known);
    return known;
  };
  const lines = [
    '---',
    `title: ${JSON.stringify(oneLine(titleOf(topology)))}`,
    '---',
    'flowchart TB',
    `  ${idOf('clients')}([clients])`,
    ...topology.vips.map((vip) => {
      const text = [...vip.addresses.slice(0, 3), ...vipState(vip).map(([line]) => line)];
      return `  ${idOf(vip.id)}[${label(text)}]:::${vip.verdict === 'ok' ? 'good' : 'bad'}`;
    }),
    ...topology.machines.flatMap((machine) => machineLines(machine, idOf)),
    ...trafficLines(topology, idOf),
    ...topology.edges.flatMap((edge) => edgeLine(edge, topology, idOf)),
    '  classDef good stroke:#1a7f37,stroke-width:2px',
    '  classDef calm stroke:#0969da',
    '  classDef bad stroke:#cf222e,stroke-width:3px,stroke-dasharray:4 3',
    '  classDef off stroke-dasharray:3 3',
  ];
  return `${lines.join('\n')}\n`;
}

function machineLines(machine: MachineNode, idOf: (key: string) => string): string[] {
  const title = [machine.name, machine.trouble].filter(Boolean).join(': ');
  const haproxy = machine.haproxy
    ? [
        `    ${idOf(machine.haproxy.id)}[${label([machine.haproxy.running ? '✓ HAProxy runs' : '✕ HAProxy is down'])}]:::${
          machine.haproxy.running ? 'good' : 'bad'
        }`,
      ]
    : [];
  return [
    `  subgraph ${idOf(machine.id)}[${label([title])}]`,
    ...machine.members.map((member) => {
      const text = [`${member.status.word} ${member.instance}`, `priority ${member.arithmetic}`, memberDoing(member)];
      const tone = member.danger ? 'bad' : toneOf(member.status);
      return `    ${idOf(member.id)}[${label(text)}]:::${tone}`;
    }),
    ...haproxy,
    '  end',
  ];
}

function trafficLines({ traffic }: Topology, idOf: (key: string) => string): string[] {
  if (traffic.machines.length === 0) return [];
  const few = traffic.backends.length <= backendLimit;
  const frontendText = (frontend: FrontendNode): string[] => [
    frontend.name,
    frontend.binds.join(', '),
    ...(few || frontend.backends.length === 0 ? [] : [counted(frontend.backends.length, 'backend')]),
    ...(frontend.servers.length > 0 ? [counted(frontend.servers.length, 'server')] : []),
  ];
  const frontends = traffic.frontends.map(
    (frontend) => `    ${idOf(frontend.id)}[${label(frontendText(frontend))}]:::${frontend.active ? 'good' : 'off'}`,
  );
  const backends = few
    ? traffic.backends.map(
        (backend) =>
          `    ${idOf(backend.id)}[${label([backend.name, backendLine(backend)])}]:::${backend.active ? 'good' : 'off'}`,
      )
    : [];
  const edges = few
    ? traffic.frontends.flatMap((frontend) =>
        frontend.backends
          .filter((id) => traffic.backends.some((backend) => backend.id === id))
          .map((id) => `    ${idOf(frontend.id)} --> ${idOf(id)}`),
      )
    : [];
  return [`  subgraph ${idOf('haproxy')}[${label(['HAProxy'])}]`, ...frontends, ...backends, ...edges, '  end'];
}

function toneOf({ role }: Status): string {
  if (role === 'active') return 'good';
  return role === 'standby' ? 'calm' : 'off';
}

const arrows: Readonly<Record<TopologyEdge['kind'], string>> = {
  traffic: '==>',
  standby: '-.->',
  broken: '--x',
  idle: '---',
};

function edgeLine(edge: TopologyEdge, { traffic }: Topology, idOf: (key: string) => string): string[] {
  if (edge.to === 'haproxy' && traffic.machines.length === 0) return [];
  return [`  ${idOf(edge.from)} ${arrows[edge.kind]} ${idOf(edge.to)}`];
}

/** A quoted text of several lines; what means something to Mermaid or HTML is written as a number. */
function label(lines: readonly string[]): string {
  const escaped = lines
    .filter((line) => line !== '')
    .map((line) => oneLine(line).replace(/["#<>&`\\;]|[^\P{Cc}]/gu, (character) => `#${character.codePointAt(0)};`));
  return `"${escaped.join('<br/>')}"`;
}
