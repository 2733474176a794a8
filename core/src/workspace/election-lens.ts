import { listed } from '../base/listed.ts';
import { oneLine } from '../base/one-line.ts';
import type { AddressGroup, Candidate, Cluster } from '../cluster/cluster.ts';
import type { Chance } from '../failover/engine.ts';
import { engineOf } from '../failover/engines.ts';
import type { FaultHolding, FaultPrediction, Prediction, Verdict } from '../failover/prediction.ts';
import { afterGap, counted, inGap } from '../topology/words.ts';
import { predictSingleFaults } from './single-faults.ts';
import type { Snapshot } from './snapshot.ts';

/** What the election makes of one candidate, such as a `vrrp_instance`. */
export interface CandidateElection {
  readonly candidate: Candidate;
  readonly group: AddressGroup;
  /** Undefined: not counted yet. */
  readonly prediction: Prediction | undefined;
  /** What its files say when all is well. */
  readonly chance: Chance;
}

/** Each candidate of a file that is part of a cluster. `predictionOf`: what is known so far; by default it is waited for. */
export function electionsIn(
  snapshot: Snapshot,
  path: string,
  predictionOf = (cluster: Cluster): Prediction | undefined =>
    predictSingleFaults(cluster, snapshot.versionsOf(cluster)),
): readonly CandidateElection[] {
  return snapshot.clusters().flatMap((cluster) => {
    return cluster.groups.flatMap((group) =>
      group.candidates.flatMap((candidate): CandidateElection[] => {
        const chance = candidate.path === path ? engineOf(group)?.chanceOf(group, candidate) : undefined;
        if (!chance) return [];
        return [
          {
            candidate,
            group,
            // Not everybody who asks for priorities asks who wins.
            get prediction() {
              return predictionOf(cluster);
            },
            chance,
          },
        ];
      }),
    );
  });
}

/** The candidate's part in one line: "MASTER when all is well · backup lb2 in 2.6–3.6 s · survives all 8 single faults". */
export function electionLine(election: CandidateElection): string {
  const { candidate, prediction } = election;
  const vips = candidate.addresses.map(({ text }) => text);
  const [vip] = vips;
  if (!prediction) return vip === undefined ? 'no virtual IP' : notCounted;
  const steady = vip === undefined ? undefined : prediction.steady.get(vip);
  if (vip === undefined || !steady) return 'no virtual IP';
  const { name } = candidate.node;
  const parts: string[] = [];
  if (steady.holders.length > 1) parts.push(`✕ ${listed(steady.holders)} are MASTER at the same time`);
  else if (steady.holders[0] === name) parts.push('MASTER when all is well', ...successor(prediction, vip, name));
  else if (steady.holders.length === 0) parts.push('✕ nobody is MASTER');
  else parts.push(...backupLine(prediction, vip, steady.holders[0] ?? '', name));
  if (!steady.certain) parts.push('not certain');
  return [...parts, faultsLine(prediction, vips)].join(' · ');
}

/** Of a large cluster, until all its faults have been followed. */
const notCounted = 'not counted yet';

function successor(prediction: Prediction, vip: string, node: string): string[] {
  const loss = afterCrash(prediction, vip, node);
  if (!loss) return [];
  const [next] = loss.holders;
  if (next === undefined) return ['✕ no backup'];
  return loss.gapMs ? [`backup ${next}${inGap(loss.gapMs)}`] : [`backup ${next}`];
}

function backupLine(prediction: Prediction, vip: string, holder: string, node: string): string[] {
  const loss = afterCrash(prediction, vip, holder);
  const takes = loss?.holders[0] === node && loss.gapMs ? [`takes over from ${holder}${inGap(loss.gapMs)}`] : [];
  return [`BACKUP of ${holder}`, ...takes];
}

function afterCrash({ faults }: Prediction, vip: string, node: string): FaultHolding | undefined {
  return faults.find((fault) => isCrashOf(fault, node))?.vips.get(vip);
}

function isCrashOf({ faults }: FaultPrediction, node: string): boolean {
  const [fault] = faults;
  return faults.length === 1 && fault?.kind === 'crash' && fault.node === node;
}

const verdictWords: Readonly<Record<Exclude<Verdict, 'ok'>, string>> = {
  'no-holder': 'no holder',
  'several-holders': 'several holders',
  'unhealthy-holder': 'a holder without HAProxy',
  'not-served': 'a holder on which nothing answers',
};

/** "2 of 9 faults leave no holder". */
function faultsLine({ faults, faultSetsLeftOut: left = 0 }: Prediction, vips: readonly string[]): string {
  const worst = (fault: FaultPrediction): Verdict =>
    vips.map((vip) => fault.vips.get(vip)?.verdict ?? 'ok').find((verdict) => verdict !== 'ok') ?? 'ok';
  const bad = faults.map(worst).filter((verdict): verdict is Exclude<Verdict, 'ok'> => verdict !== 'ok');
  const open = left === 0 ? '' : `, and ${left} more were not counted: that would take too long`;
  if (bad.length === 0)
    return left === 0
      ? `survives all ${counted(faults.length, 'single fault')}`
      : `survives ${counted(faults.length, 'single fault')}${open}`;
  const kinds = [...new Set(bad)].map((verdict) => verdictWords[verdict]);
  return `✕ ${bad.length} of ${counted(faults.length, 'fault')} ${bad.length === 1 ? 'leaves' : 'leave'} ${kinds.join(' or ')}${open}`;
}

/** The election's arithmetic as Markdown: what each node's priority is made of, who wins, who is next. */
export function electionMarkdown(election: CandidateElection): string {
  const { group, prediction } = election;
  const rows = group.candidates.flatMap((candidate) => {
    const chance = engineOf(group)?.chanceOf(group, candidate);
    if (!chance) return [];
    const { base, addends, value, fault } = chance.standing;
    const checks = addends.map(
      (addend) => `${addend.value < 0 ? '−' : '+'}${Math.abs(addend.value)} ${code(addend.name)}`,
    );
    return `| ${code(candidate.node.name)} | ${base} | ${checks.join(', ') || '–'} | **${fault ? 'FAULT' : value}** |`;
  });
  const [vip] = group.addresses;
  const steady = vip === undefined ? undefined : prediction?.steady.get(vip);
  const loss =
    prediction && steady?.holders.length === 1 ? afterCrash(prediction, vip ?? '', steady.holders[0] ?? '') : undefined;
  const next =
    loss?.holders.length === 1 && loss.gapMs
      ? [
          `Should ${code(steady?.holders[0] ?? '')} lose power, ${code(loss.holders[0] ?? '')} takes over${afterGap(loss.gapMs)}.`,
        ]
      : [];
  return [
    `**Election of ${code(group.name)}** when all is well`,
    ['| node | priority | checks | effective |', '|---|---|---|---|', ...rows].join('\n'),
    ...(prediction ? [] : [`Who has the address, and who takes over, is ${notCounted}.`]),
    ...(steady ? [`${code(vip ?? '')}: ${escaped(steady.why)}.`] : []),
    ...next,
  ].join('\n\n');
}

/** A name in Markdown: whatever is in it, it stays a name. */
function code(text: string): string {
  return `\`${oneLine(text).replace(/[`|]/g, ' ')}\``;
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<&|]/g, (character) => `\\${character}`);
}
