import { oneLine } from '../base/one-line.ts';
import { allVips, type Cluster, type GroupMember, type VrrpGroup, vipKey } from '../cluster/cluster.ts';
import type { FaultHolding, FaultPrediction, Prediction, Verdict } from '../failover/prediction.ts';
import type { EffectivePriority } from '../failover/vrrp/priority.ts';
import { priorityWithout, usualPriority } from '../failover/vrrp/usual.ts';
import type { Site } from '../syntax/chunk.ts';
import { afterGap, counted, formatGap, listed } from '../topology/words.ts';
import { predictSingleFaults } from './single-faults.ts';
import type { Snapshot } from './snapshot.ts';

/** What the election makes of one `vrrp_instance`. */
export interface InstanceElection {
  readonly member: GroupMember;
  readonly group: VrrpGroup;
  /** Undefined: not counted yet. */
  readonly prediction: Prediction | undefined;
  /** When all is well. */
  readonly priority: EffectivePriority;
  /** The lowest that failing checks can make of it. */
  readonly worst: number;
}

/** Each instance of a file that is part of a cluster. `predictionOf`: what is known so far; by default it is waited for. */
export function electionsIn(
  snapshot: Snapshot,
  path: string,
  predictionOf = (cluster: Cluster): Prediction | undefined =>
    predictSingleFaults(cluster, snapshot.versionsOf(cluster)),
): readonly InstanceElection[] {
  return snapshot.clusters().flatMap((cluster) => {
    const members = cluster.groups.flatMap((group) =>
      group.members.filter((member) => member.path === path).map((member) => ({ group, member })),
    );
    if (members.length === 0) return [];
    return members.map(({ group, member }) => ({
      member,
      group,
      // Not everybody who asks for priorities asks who wins.
      get prediction() {
        return predictionOf(cluster);
      },
      priority: usualPriority(member),
      worst: worstPriority(member),
    }));
  });
}

function worstPriority(member: GroupMember): number {
  const { value } = priorityWithout(member, ({ weight }) => weight !== 0);
  return Math.min(value, usualPriority(member).value);
}

/** The instance's part in one line: "MASTER when all is well · backup lb2 in 2.6–3.6 s · survives all 8 single faults". */
export function electionLine(election: InstanceElection): string {
  const { member, prediction } = election;
  const vips = allVips(member.instance).map(vipKey);
  const [vip] = vips;
  if (!prediction) return vip === undefined ? 'no virtual IP' : notCounted;
  const steady = vip === undefined ? undefined : prediction.steady.get(vip);
  if (vip === undefined || !steady) return 'no virtual IP';
  const { name } = member.node;
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
  return loss.gapMs ? [`backup ${next} ${inTime(loss.gapMs)}`] : [`backup ${next}`];
}

function backupLine(prediction: Prediction, vip: string, holder: string, node: string): string[] {
  const loss = afterCrash(prediction, vip, holder);
  const takes = loss?.holders[0] === node && loss.gapMs ? [`takes over from ${holder} ${inTime(loss.gapMs)}`] : [];
  return [`BACKUP of ${holder}`, ...takes];
}

function inTime(gap: readonly [number, number]): string {
  const text = formatGap(gap);
  return text === 'at once' ? text : `in ${text}`;
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
export function electionMarkdown(election: InstanceElection): string {
  const { group, prediction } = election;
  const rows = group.members.map((member) => {
    const priority = usualPriority(member);
    const { base, addends, value, fault } = priority;
    const checks = addends.map(
      (addend) => `${addend.value < 0 ? '−' : '+'}${Math.abs(addend.value)} ${code(addend.name)}`,
    );
    return `| ${code(member.node.name)} | ${base} | ${checks.join(', ') || '–'} | **${fault ? 'FAULT' : value}** |`;
  });
  const vips = [...new Set(group.members.flatMap((member) => allVips(member.instance).map(vipKey)))];
  const [vip] = vips;
  const steady = vip === undefined ? undefined : prediction?.steady.get(vip);
  const loss =
    prediction && steady?.holders.length === 1 ? afterCrash(prediction, vip ?? '', steady.holders[0] ?? '') : undefined;
  const next =
    loss?.holders.length === 1 && loss.gapMs
      ? [
          `Should ${code(steady?.holders[0] ?? '')} lose power, ${code(loss.holders[0] ?? '')} takes over ${afterGap(loss.gapMs)}.`,
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

/** Whether the arithmetic helps at a place of the instance: its name, its priority or state, what it tracks. */
export function explainsElection({ member: { instance } }: InstanceElection): readonly Site[] {
  return [
    instance.site,
    ...(instance.priority ? [instance.priority.site] : []),
    ...(instance.state ? [instance.state.site] : []),
    ...[...instance.trackScripts, ...instance.trackProcesses, ...instance.trackFiles].map(({ site }) => site),
    ...allVips(instance).map(({ site }) => site),
  ];
}

/** A name in Markdown: whatever is in it, it stays a name. */
function code(text: string): string {
  return `\`${oneLine(text).replace(/[`|]/g, ' ')}\``;
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<&|]/g, (character) => `\\${character}`);
}
