// How the exploration grows with the cluster: a table for `npm run bench`, which bundles and calls this.
import { explore, type PartExploreOptions } from '#core/failover/vrrp/explore.ts';
import { failoverModel } from '#core/failover/vrrp/model.ts';
import { Workspace } from '#core/workspace/workspace.ts';

interface Size {
  readonly nodes: number;
  readonly groups: number;
  readonly maxFaults: number;
  /** The groups differ in their priorities, so that each has to be explored. */
  readonly different: boolean;
}

const sizes: readonly Size[] = [
  { nodes: 2, groups: 1, maxFaults: 1, different: false },
  { nodes: 2, groups: 1, maxFaults: 2, different: false },
  { nodes: 2, groups: 1, maxFaults: 3, different: false },
  { nodes: 2, groups: 10, maxFaults: 2, different: false },
  { nodes: 2, groups: 10, maxFaults: 2, different: true },
  { nodes: 3, groups: 10, maxFaults: 2, different: false },
  { nodes: 5, groups: 20, maxFaults: 1, different: true },
  { nodes: 5, groups: 20, maxFaults: 2, different: false },
  { nodes: 5, groups: 20, maxFaults: 2, different: true },
];

/** The lines of the table. Times are the best of several runs, after one that warms the program up. */
export function growthTable(runs = 5): string[] {
  const header = 'nodes  groups           faults   states  transitions       ms';
  return [
    header,
    ...sizes.map((size) => {
      const options: PartExploreOptions = { maxFaults: size.maxFaults };
      const text = configurations(size);
      let [best, states, transitions] = [Number.POSITIVE_INFINITY, 0, 0];
      for (let run = 0; run <= runs; run++) {
        const [cluster] = new Workspace().applyChange({ set: text }).clusters();
        if (!cluster) throw new Error('no cluster');
        const model = failoverModel(cluster, [2, 3, 4]);
        const start = performance.now();
        ({ states, transitions } = explore(model, options));
        if (run > 0) best = Math.min(best, performance.now() - start);
      }
      const groups = `${size.groups}${size.different ? ', all different' : size.groups > 1 ? ', alike' : ''}`;
      return [
        String(size.nodes).padEnd(5),
        groups.padEnd(15),
        String(size.maxFaults).padStart(6),
        String(states).padStart(7),
        String(transitions).padStart(11),
        best.toFixed(1).padStart(7),
      ].join('  ');
    }),
  ];
}

/** Each group prefers another node; a check of HAProxy moves it on. */
function configurations({ nodes, groups, different }: Size) {
  return Array.from({ length: nodes }, (_, node) => {
    const script =
      'vrrp_script chk_haproxy {\n  script "/usr/bin/pgrep haproxy"\n  interval 2\n  fall 2\n  weight -100\n}\n';
    const instances = Array.from({ length: groups }, (_unused, group) => {
      const priority = 150 - 10 * ((node + group) % nodes) + (different ? group : 0);
      return `vrrp_instance VI_${group} {
  interface eth0
  virtual_router_id ${group + 1}
  priority ${priority}
  track_script {
    chk_haproxy
  }
  virtual_ipaddress {
    10.0.${group}.100
  }
}
`;
    });
    const folder = `cluster/lb${node + 1}`;
    const haproxy = 'frontend web\n    mode http\n    bind :80\n';
    return [
      { path: `${folder}/keepalived.conf`, language: 'keepalived', text: script + instances.join('') },
      { path: `${folder}/haproxy.cfg`, language: 'haproxy', text: haproxy },
    ] as const;
  }).flat();
}
