import { failoverOf } from '#core/failover/engines.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { predict } from '#core/failover/predict.ts';
import { type ClusterReport, clusterReport } from '#core/failover/report.ts';
import type { Diagram, DiagramBox } from '#core/topology/diagram.ts';
import { clusterDiagram, type PictureOptions } from '#core/topology/picture.ts';
import { type TimeLine, timeLineOf } from '#core/topology/time-line.ts';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { snapshotOf } from '../support/workspace.ts';

const keepalived = [2, 3, 4];

/** The picture of a workspace's first cluster after some faults, given as on the command line. */
export function pictureOf(snapshot: Snapshot, ...faults: readonly string[]): Diagram {
  return pictureWith(snapshot, {}, ...faults);
}

/** The same with another emphasis, with open folds or at a moment of the time line. */
export function pictureWith(
  snapshot: Snapshot,
  options: Pick<PictureOptions, 'emphasis' | 'open' | 'atMs'>,
  ...faults: readonly string[]
): Diagram {
  return clusterDiagram(failoverOf(firstCluster(snapshot), keepalived), {
    ...options,
    faults: faultsOf(snapshot, faults),
    lineOf: (at) => locate(snapshot, at).start.line + 1,
  });
}

/** How a workspace's first cluster gets there. */
export function timeLineAfter(snapshot: Snapshot, ...faults: readonly string[]): TimeLine {
  const timeLine = timeLineOf(failoverOf(firstCluster(snapshot), keepalived), faultsOf(snapshot, faults));
  if (!timeLine) throw new Error('nothing was recorded');
  return timeLine;
}

function faultsOf(snapshot: Snapshot, words: readonly string[]): Fault[] {
  const failover = failoverOf(firstCluster(snapshot), keepalived);
  return words.map((text) => {
    const fault = parseFault(failover, text);
    if ('error' in fault) throw new Error(fault.error);
    return fault;
  });
}

/** The prediction for every single fault of a workspace's first cluster. */
export function reportOf(snapshot: Snapshot): ClusterReport {
  const prediction = predict(failoverOf(firstCluster(snapshot), keepalived));
  return clusterReport(prediction, (at) => locate(snapshot, at).start.line + 1);
}

export function boxOf(diagram: Diagram, id: string): DiagramBox {
  const box = diagram.boxes.find((candidate) => candidate.id === id);
  if (!box) throw new Error(`no box ${id} among ${diagram.boxes.map((each) => each.id).join(', ')}`);
  return box;
}

export function textsOf(box: DiagramBox): string[] {
  return box.texts.map(({ text }) => text);
}

export interface InstanceOptions {
  readonly name?: string;
  readonly id?: number;
  readonly priority: number;
  readonly vips: readonly string[];
  readonly lines?: string;
}

export function instance({ name = 'VI_1', id = 51, priority, vips, lines = '' }: InstanceOptions): string {
  return `vrrp_instance ${name} {
    interface eth0
    virtual_router_id ${id}
    state BACKUP
    priority ${priority}
${lines}    virtual_ipaddress {
${vips.map((vip) => `        ${vip}\n`).join('')}    }
}
`;
}

/** Three machines with one virtual IP. */
export function threeMachinesFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const number of [1, 2, 3]) {
    files.set(`lb${number}/keepalived.conf`, instance({ priority: 104 - number, vips: ['10.0.0.10'] }));
    files.set(
      `lb${number}/haproxy.cfg`,
      'frontend www\n    bind *:80\n    default_backend app\nbackend app\n    server a 10.0.1.1:80\n',
    );
  }
  return files;
}

export const threeMachines = (): Snapshot => snapshotOf(threeMachinesFiles());

/** Two groups, each preferred on another machine, six addresses, three backends with ten servers each. */
export function twoGroupsFiles(): ReadonlyMap<string, string> {
  const proxies = [0, 1, 2].map((k) => {
    const servers = Array.from({ length: 10 }, (_, n) => `    server s${k}-${n} 10.0.${k}.${n}:80 check\n`).join('');
    const bind = k === 0 ? '192.0.2.10' : '192.0.2.20';
    const front = `frontend fe_${k}\n    bind ${bind}:${8000 + k}\n    default_backend be_${k}\n    use_backend be_${(k + 1) % 3} if FALSE\n`;
    return { front, back: `backend be_${k}\n${servers}` };
  });
  const haproxy = [...proxies.map(({ front }) => front), ...proxies.map(({ back }) => back)].join('');
  const blue = ['192.0.2.10', '192.0.2.11', '192.0.2.12', '192.0.2.13', '192.0.2.14'];
  const machine = (blues: number, greens: number): string =>
    instance({ name: 'BLUE', id: 10, priority: blues, vips: blue }) +
    instance({ name: 'GREEN', id: 20, priority: greens, vips: ['192.0.2.20'] });
  return new Map([
    ['a/keepalived.conf', machine(110, 100)],
    ['b/keepalived.conf', machine(100, 110)],
    ['a/haproxy.cfg', haproxy],
    ['b/haproxy.cfg', haproxy],
  ]);
}

export const twoGroups = (): Snapshot => snapshotOf(twoGroupsFiles());

/** A pair with six frontends that choose among 40 backends with 300 servers. */
export function manyServersFiles(): ReadonlyMap<string, string> {
  const backend = (k: number): string => {
    const servers = Array.from(
      { length: k < 20 ? 7 : 8 },
      (_, n) => `    server app${k}-${n} 10.1.${k}.${n + 10}:80 check\n`,
    );
    return `backend be_service_${k}\n    balance leastconn\n${servers.join('')}`;
  };
  const frontend = (f: number): string => {
    const uses = Array.from({ length: 40 }, (_, k) => k).filter((k) => k % 6 === f);
    const rules = uses.map((k) => `    use_backend be_service_${k} if { path_beg /s${k} }\n`).join('');
    return `frontend fe_site_${f}\n    bind 10.0.0.10:${8000 + f}\n${rules}    default_backend be_service_${uses[0]}\n`;
  };
  const haproxy = [0, 1, 2, 3, 4, 5].map(frontend).join('') + Array.from({ length: 40 }, (_, k) => backend(k)).join('');
  return new Map([
    ['lb1/keepalived.conf', instance({ priority: 110, vips: ['10.0.0.10'] })],
    ['lb2/keepalived.conf', instance({ priority: 100, vips: ['10.0.0.10'] })],
    ['lb1/haproxy.cfg', haproxy],
    ['lb2/haproxy.cfg', haproxy],
  ]);
}

export const manyServers = (): Snapshot => snapshotOf(manyServersFiles());

/** A pair with 24 groups, half of them preferred on each machine. */
export function manyGroupsFiles(): ReadonlyMap<string, string> {
  const machine = (own: number): string =>
    Array.from({ length: 24 }, (_, n) =>
      instance({
        name: `VI_${n + 1}`,
        id: n + 1,
        priority: n % 2 === own ? 110 : 100,
        vips: [`10.0.${n}.10`, `10.0.${n}.11`],
      }),
    ).join('');
  const haproxy = 'frontend www\n    bind *:80\n    default_backend app\nbackend app\n    server a 10.9.1.1:80 check\n';
  return new Map([
    ['lb1/keepalived.conf', machine(0)],
    ['lb2/keepalived.conf', machine(1)],
    ['lb1/haproxy.cfg', haproxy],
    ['lb2/haproxy.cfg', haproxy],
  ]);
}

export const manyGroups = (): Snapshot => snapshotOf(manyGroupsFiles());

function firstCluster(snapshot: Snapshot) {
  const [cluster] = snapshot.clusters();
  if (!cluster) throw new Error('no cluster');
  return cluster;
}
