import { parseVersion } from '#core/base/version.ts';
import { failoverOf } from '#core/failover/engines.ts';
import { parseFault } from '#core/failover/fault.ts';
import { predict } from '#core/failover/predict.ts';
import { snapshotOf } from '../../support/workspace.ts';
import type { HolderChange, Observation, Scenario } from '../scenario.ts';
import type { Experiment } from './experiment.ts';

/** How what `haconf failover` says of an address compares with who had it. */
export interface Comparison {
  readonly vip: string;
  readonly when: string;
  readonly kind: 'agrees' | 'uncertain' | 'certain and wrong' | 'not predicted';
  readonly predicted: string;
  readonly seen: string;
}

/** Seconds before an event at which the state before it is looked at. */
const before = 0.2;

/** Compares the experiment's rest, and what follows its fault, with the prediction for its files alone. */
export function comparisons(experiment: Experiment, seen: Observation): Comparison[] {
  const [first, next] = experiment.events;
  // The prediction is about nodes that start together.
  if (first?.[0] !== 0 || first.length < 2 + Object.keys(experiment.nodes).length) return [];
  const keepalived = parseVersion(seen.version) ?? [];
  const clusters = snapshotOf(filesOf(experiment)).clusters();
  const restsAt = (next?.[0] ?? experiment.until) - before;
  return experiment.vips.flatMap((vip): Comparison[] => {
    const cluster = clusters.find((one) => predict(failoverOf(one, keepalived), { faults: [] }).steady.has(vip));
    const rest = holdersAt(seen.holders, vip, restsAt);
    if (!cluster) return [{ vip, when: 'rest', kind: 'not predicted', predicted: '', seen: rest }];
    const { fault } = experiment;
    const parsed = fault && parseFault(failoverOf(cluster, keepalived), fault.name);
    if (parsed && 'error' in parsed) throw new Error(parsed.error);
    const { steady, faults } = predict(failoverOf(cluster, keepalived), { faults: parsed ? [[parsed]] : [] });
    const after = faults[0]?.vips.get(vip);
    return [
      compared(vip, 'rest', steady.get(vip), rest),
      ...(after
        ? [compared(vip, fault?.name ?? '', after, holdersAt(seen.holders, vip, experiment.until - before))]
        : []),
    ];
  });
}

function compared(
  vip: string,
  when: string,
  holding: { readonly holders: readonly string[]; readonly certain: boolean } | undefined,
  seen: string,
): Comparison {
  if (!holding) return { vip, when, kind: 'not predicted', predicted: '', seen };
  const predicted = [...holding.holders].sort().join('+');
  const kind = predicted === seen && holding.certain ? 'agrees' : holding.certain ? 'certain and wrong' : 'uncertain';
  return { vip, when, kind, predicted, seen };
}

function holdersAt(changes: readonly HolderChange[], vip: string, t: number): string {
  return changes.findLast((change) => change.vip === vip && change.t <= t)?.holders.join('+') ?? '';
}

/** The files of the experiment's nodes as an administrator has them. */
function filesOf({ nodes }: Scenario): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, { conf, haproxy, files: own = {}, nonlocalBind }] of Object.entries(nodes)) {
    files.set(`${name}/keepalived.conf`, conf.replaceAll('%D%', '/etc/keepalived').replaceAll('%N%', name));
    if (haproxy !== undefined) {
      files.set(`${name}/haproxy.cfg`, haproxy);
      files.set(`${name}/sysctl.d/50-vip.conf`, `net.ipv4.ip_nonlocal_bind = ${nonlocalBind === false ? 0 : 1}\n`);
    }
    for (const [file, text] of Object.entries(own)) if (file.endsWith('.sh')) files.set(`${name}/${file}`, text);
  }
  return files;
}
