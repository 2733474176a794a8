import { listed } from '../base/listed.ts';
import { table } from '../base/table.ts';
import type { Verdict } from '../failover/prediction.ts';
import type { ClusterReport, FaultReport, HoldingReport } from '../failover/report.ts';
import { formatGap } from './words.ts';

/** What one fault leads to, in words for a table. */
export interface FaultRow {
  /** The fault as on the command line; several are joined with a space. */
  readonly fault: string;
  readonly words: string;
  readonly outcomes: readonly FaultOutcome[];
  /** The worst of the outcomes. */
  readonly level: 'danger' | 'uncertain' | 'ok';
}

/** What becomes of virtual IPs that share their fate. */
export interface FaultOutcome {
  /** Empty when it is the same for all of the cluster. */
  readonly addresses: string;
  readonly level: FaultRow['level'];
  /** "✓ lb2 takes over", "✕ no holder". */
  readonly verdict: string;
  /** How long clients are without service: "2.6–3.6 s", "none", "for good". */
  readonly gap: string;
  readonly why: string;
}

type Holding = FaultReport['vips'][string];

const levels = ['danger', 'uncertain', 'ok'] as const;

/** The faults of a report, the worst first and otherwise in the report's order. */
export function faultRows(report: ClusterReport): FaultRow[] {
  return report.faults
    .map((fault) => faultRow(report, fault))
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

/** How the single faults end, in one sentence with a mark in front. */
export function faultVerdict(
  report: ClusterReport,
  rows: readonly FaultRow[],
): { readonly danger: boolean; readonly text: string } {
  const count = (level: FaultRow['level']): number => rows.filter((row) => row.level === level).length;
  const [bad, unsure] = [count('danger'), count('uncertain')];
  const doubt = unsure > 0 ? `, ${unsure} not certain` : '';
  if (Object.values(report.steady).some(({ verdict }) => verdict !== 'ok')) {
    return { danger: true, text: '✕ broken even when nothing fails' };
  }
  if (bad > 0) return { danger: true, text: `✕ ${bad} of ${rows.length} single faults end badly${doubt}` };
  return { danger: false, text: `✓ all ${rows.length} single faults are survived${doubt}` };
}

function faultRow(report: ClusterReport, { faults, words, vips }: FaultReport): FaultRow {
  const classes = new Map<string, { readonly addresses: string[]; readonly holding: Holding }>();
  const steady = table(report.steady);
  for (const [address, holding] of Object.entries(vips)) {
    const before = steady.get(address)?.holders;
    const key = JSON.stringify([holding.holders, holding.verdict, holding.gapMs, holding.certain, before]);
    const known = classes.get(key);
    if (known) known.addresses.push(address);
    else classes.set(key, { addresses: [address], holding });
  }
  const outcomes = [...classes.values()].map(({ addresses, holding }): FaultOutcome => {
    const level = levelOf(holding);
    return {
      addresses: classes.size === 1 ? '' : addressText(addresses),
      level,
      verdict: verdictText(holding, steady.get(addresses[0] ?? '')),
      gap: gapText(holding),
      why: holding.why,
    };
  });
  return {
    fault: faults.join(' '),
    words: listed(words),
    outcomes,
    level: levels.find((level) => outcomes.some((outcome) => outcome.level === level)) ?? 'ok',
  };
}

function levelOf({ verdict, certain }: HoldingReport): FaultRow['level'] {
  if (verdict !== 'ok') return 'danger';
  return certain ? 'ok' : 'uncertain';
}

function addressText(addresses: readonly string[]): string {
  return addresses.length < 3 ? addresses.join(', ') : `${addresses[0]} +${addresses.length - 1}`;
}

function verdictText({ verdict, holders, certain }: HoldingReport, before: HoldingReport | undefined): string {
  const [holder] = holders;
  const held = before?.holders ?? [];
  const where = !held.includes(holder ?? '') ? 'moves to' : held.length > 1 ? 'remains only on' : 'stays on';
  const texts: Readonly<Record<Verdict, string>> = {
    'no-holder': '✕ no holder',
    'several-holders': `✕ ${holders.length} holders: ${listed(holders)}`,
    'unhealthy-holder': `✕ stays on ${holder}, HAProxy down`,
    'not-served': `∅ ${where} ${holder}, nothing answers`,
    ok: `${certain ? '✓' : '?'} ${where} ${holder}`,
  };
  return texts[verdict];
}

function gapText({ verdict, gapMs }: Holding): string {
  if (gapMs === 'not modelled') return gapMs;
  if (gapMs) return gapMs[1] === 0 ? 'none' : formatGap(gapMs);
  return verdict === 'several-holders' ? 'unpredictable' : 'for good';
}
