import { table } from '#core/base/table.ts';
import type { Gap, Verdict } from '#core/failover/prediction.ts';
import type { ClusterReport, HoldingReport, PropertyReport } from '#core/failover/report.ts';

/** Everything that is predicted of one virtual IP, or of several that fare alike. */
export interface VipTable {
  readonly vips: readonly string[];
  /** The virtual router that moves them, such as "VI_1, virtual router 51". */
  readonly router: string;
  readonly now: HoldingReport & { readonly afterMs?: number };
  /** Those that break something first, otherwise in the order of the prediction. */
  readonly rows: readonly FaultRow[];
}

export interface FaultRow {
  /** Of several faults: something has happened to every node, so that nothing is promised. */
  readonly touchesAll: boolean;
  readonly size: number;
  /** "lb1:crash", or several faults joined with " + ". */
  readonly fault: string;
  readonly holder: string;
  readonly gap: string;
  readonly verdict: Verdict;
  readonly certain: boolean;
  readonly why: string;
}

/** A cluster's report by virtual IP. */
export function vipTables(cluster: ClusterReport): VipTable[] {
  const tables = new Map<string, VipTable>();
  const faultsOf = cluster.faults.map(({ faults, nodes, vips }) => ({ faults, nodes, vips: table(vips) }));
  for (const [vip, now] of Object.entries(cluster.steady)) {
    const rows = faultsOf.flatMap(({ faults, nodes, vips }): FaultRow[] => {
      const holding = vips.get(vip);
      if (!holding) return [];
      const { verdict, certain, why } = holding;
      const gap = gapText(holding.gapMs);
      const touchesAll = faults.length > 1 && nodes.length === cluster.nodes.length;
      const size = faults.length;
      return [
        {
          fault: faults.join(' + '),
          size,
          touchesAll,
          holder: holderText(holding.holders),
          gap,
          verdict,
          certain,
          why,
        },
      ];
    });
    const router = routerOf(cluster, vip);
    const found = { router, now, rows: [...rows.filter(isBad), ...rows.filter((row) => !isBad(row))] };
    const key = JSON.stringify(found);
    tables.set(key, { vips: [...(tables.get(key)?.vips ?? []), vip], ...found });
  }
  return [...tables.values()];
}

export function isBad(row: Pick<FaultRow, 'verdict'>): boolean {
  return row.verdict !== 'ok';
}

export function holderText(holders: readonly string[]): string {
  return holders.length === 0 ? 'nobody' : holders.join(' and ');
}

/** A verdict in the reader's words; an answer that the files leave open is marked. */
export function verdictText(verdict: Verdict, certain: boolean): string {
  const words = {
    ok: 'ok',
    'no-holder': 'no holder',
    'several-holders': 'several holders',
    'unhealthy-holder': 'HAProxy is down',
    'not-served': 'nothing answers',
  };
  return certain ? words[verdict] : `${words[verdict]}, uncertain`;
}

/** "3.6 s": a tenth is finer than any timer of keepalived keeps. */
function duration(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The rows that a reader needs: every single fault, and of several faults those that end badly without need. */
export function tellingRows(rows: readonly FaultRow[]): { readonly shown: readonly FaultRow[]; readonly rest: string } {
  if (rows.every(({ size }) => size === rows[0]?.size)) return { shown: rows, rest: '' };
  const shown = rows.filter((row) => row.size === 1 || (isBad(row) && !row.touchesAll));
  const hidden = rows.length - shown.length;
  const bad = rows.filter((row) => isBad(row) && !shown.includes(row)).length;
  if (hidden === 0) return { shown, rest: '' };
  const rest =
    bad === 0
      ? `${hidden} more combinations of faults end well`
      : `${hidden} more combinations of faults: ${hidden - bad} end well, and ${bad} leave no node untouched`;
  return { shown, rest };
}

const noEnd = 'no end';

/** What the longest interruption is called: the only kind, or the one beside those that the tables say have no end. */
export function longestGapTitle(tables: readonly VipTable[]): string {
  const endless = tables.some(({ rows }) => rows.some(({ gap }) => gap === noEnd));
  return endless ? 'longest interruption that ends' : 'longest interruption';
}

/** "Longest interruption that ends by itself: 7.6 s, by lb1:haproxy"; undefined when there is none. */
export function longestGapText({ exploration }: ClusterReport, quote: (event: string) => string): string | undefined {
  const longest = exploration?.longestGaps.toSorted((a, b) => b.gapMs[1] - a.gapMs[1])[0];
  return longest && `${durationRange(longest.gapMs)}, by ${longest.trace.map(quote).join(', then ')}`;
}

/** What a search that reached its limit left out; undefined when it left out nothing. */
export function leftOut({ faults, faultSetsLeftOut, exploration }: ClusterReport): string | undefined {
  const parts: string[] = [];
  if (faultSetsLeftOut !== undefined)
    parts.push(`${faults.length} of ${faults.length + faultSetsLeftOut} combinations of faults were predicted`);
  if (exploration?.complete === false)
    parts.push(`the search for what breaks a property ended after ${exploration.transitions} transitions`);
  return parts.length === 0 ? undefined : parts.join(', and ');
}

/** Why a property that is not broken is not said to hold. */
export function openText(cluster: ClusterReport): string {
  return leftOut(cluster) === undefined ? 'not broken, and uncertain' : 'not broken as far as was searched';
}

/** A property's id as a sentence: "one holder after any fault". */
export function propertyText(id: string): string {
  return id.replaceAll('-', ' ');
}

/** What breaks a property, with `quote` around each event. */
export function brokenBy(
  { trace, vips, certain }: PropertyReport,
  all: number,
  quote: (event: string) => string,
): string {
  const where =
    vips.length > 0 && vips.length < all ? ` (${vips.length > 2 ? `${vips.length} addresses` : vips.join(', ')})` : '';
  const what = trace.length === 0 ? 'broken even when nothing fails' : `broken by ${trace.map(quote).join(', then ')}`;
  return `${what}${where}${certain ? '' : ', uncertain'}`;
}

function gapText(gap: Gap | null): string {
  if (gap === 'not modelled') return gap;
  return gap === null ? noEnd : durationRange(gap);
}

/** ", 3.6 s after a common start"; nothing where no time is modelled. */
export function sinceStart({ afterMs }: VipTable['now']): string {
  return afterMs === undefined ? '' : `, ${duration(afterMs)} after a common start`;
}

function durationRange([shortest, longest]: readonly [number, number]): string {
  if (longest === 0) return 'none';
  const [low, high] = [duration(shortest), duration(longest)];
  return low === high ? high : `${low.replace(' s', '')}–${high}`;
}

function routerOf(cluster: ClusterReport, vip: string): string {
  const group = cluster.groups.find((candidate) => candidate.vips.includes(vip));
  if (!group) return '';
  return group.virtualRouterId === null ? group.name : `${group.name}, virtual router ${group.virtualRouterId}`;
}
