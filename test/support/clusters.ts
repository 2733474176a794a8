import type { Cluster } from '#core/cluster/cluster.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Dice } from '../lab/random/dice.ts';
import { snapshotOf } from './workspace.ts';

/** A cluster whose nodes all have the same instances, as a generator of configurations writes it. */
export interface ClusterShape {
  readonly nodes: number;
  readonly instances: number;
  /** All instances in one `vrrp_sync_group`. */
  readonly sync?: boolean;
  /** Each instance on an interface of its own. */
  readonly interfaces?: boolean;
  readonly priority?: (node: number, instance: number) => number;
  readonly advertInterval?: (instance: number) => number;
  /** Lines that every instance has. */
  readonly lines?: string;
  /** Of the check. */
  readonly command?: string;
  /** Of the check; 0 by default. */
  readonly weight?: number;
  /** Lines of the sync group. */
  readonly groupLines?: string;
  /** Changes nothing that matters, so that nothing that is known of another cluster is of use. */
  readonly salt?: number;
}

const byNode = (node: number): number => Math.max(1, 250 - 3 * node);

/** The files of a cluster by path. */
export function filesOf(shape: ClusterShape): ReadonlyMap<string, string> {
  const { nodes, instances, sync = true, interfaces = false, priority = byNode, lines = '', salt = 0 } = shape;
  const { advertInterval = () => 1, weight = 0, groupLines = '', command = '/usr/bin/pgrep haproxy' } = shape;
  const files = new Map<string, string>();
  const all = Array.from({ length: instances }, (_, index) => index);
  for (let node = 0; node < nodes; node++) {
    const blocks = all.map(
      (index) => `vrrp_instance VI_${index} {
    interface eth${interfaces ? index : 0}
    state BACKUP
    virtual_router_id ${index + 1}
    priority ${priority(node, index)}
    advert_int ${advertInterval(index)}
${lines}    track_script {
        chk_haproxy
    }
    virtual_ipaddress {
        10.0.${index}.100
    }
}
`,
    );
    const members = all.map((index) => `        VI_${index}\n`).join('');
    files.set(
      `c/lb${node + 1}/keepalived.conf`,
      `vrrp_script chk_haproxy {
    script "${command}"
    interval ${2 + salt}
    fall 2
${weight === 0 ? '' : `    weight ${weight}\n`}}
${blocks.join('')}${sync ? `vrrp_sync_group G {\n    group {\n${members}    }\n${groupLines}}\n` : ''}`,
    );
    files.set(`c/lb${node + 1}/haproxy.cfg`, 'frontend web\n    mode http\n    bind :80\n');
  }
  return files;
}

export function clusterOf(shape: ClusterShape): { readonly snapshot: Snapshot; readonly cluster: Cluster } {
  const snapshot = snapshotOf(filesOf(shape));
  const [cluster] = snapshot.clusters();
  if (!cluster) throw new Error('no cluster');
  return { snapshot, cluster };
}

/** Files of two to four nodes as nobody should write them: unequal intervals, priorities, delays, trackers, groups. */
export function randomFiles(random: Dice): ReadonlyMap<string, string> {
  const nodes = random.pick([2, 2, 3, 4]);
  const version3 = random.chance(0.35);
  const sync = random.chance(0.6);
  const weight = random.pick([0, 0, -60, -5, 40]);
  const instances = Array.from({ length: random.between(1, nodes > 2 ? 3 : 6) }, (_, index) => ({
    id: index + 1,
    on: `eth${random.between(0, 2)}`,
    interval: random.pick(version3 ? ['1', '0.5', '0.03', '1.5'] : ['1', '1', '2', '3']),
    vips: random.chance(0.15) ? ['10.9.9.9', `10.0.${index}.1`] : [`10.0.${index}.1`],
    delay: random.chance(0.15) ? `    preempt_delay ${random.between(1, 60)}\n` : '',
    tracks: random.chance(0.6) ? '    track_script {\n        chk_haproxy\n    }\n' : '',
    watches: random.chance(0.2) ? `    track_interface {\n        eth${random.between(0, 3)} weight -20\n    }\n` : '',
  }));
  const files = new Map<string, string>();
  for (let node = 0; node < nodes; node++) {
    const blocks = instances.map(({ id, on, interval, vips, delay, tracks, watches }) => {
      const own = 150 - 10 * ((node + id) % nodes);
      const odd = random.chance(0.1) ? '    nopreempt\n' : random.chance(0.1) ? '    dont_track_primary\n' : '';
      return `vrrp_instance VI_${id} {
    interface ${on}
    state BACKUP
    virtual_router_id ${random.chance(0.04) ? 99 : id}
    priority ${random.pick([own, own, 100, 255, 100 + random.between(0, 20)])}
    advert_int ${random.chance(0.04) ? 4 : interval}
${version3 ? '    version 3\n' : ''}${odd}${delay}${tracks}${watches}    virtual_ipaddress {
${vips.map((vip) => `        ${vip}\n`).join('')}    }
}
`;
    });
    const members = instances.map(({ id }) => `        VI_${id}\n`).join('');
    files.set(
      `c/lb${node + 1}/keepalived.conf`,
      `vrrp_script chk_haproxy {
    script "/usr/bin/pgrep haproxy"
    interval 2
    weight ${weight}
}
${blocks.join('')}${sync ? `vrrp_sync_group G {\n    group {\n${members}    }\n}\n` : ''}`,
    );
    files.set(`c/lb${node + 1}/haproxy.cfg`, 'frontend web\n    mode http\n    bind :80\n');
  }
  return files;
}
