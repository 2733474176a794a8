import { parseIp } from '../../../base/ip-address.ts';
import type { BlockSyntax } from '../parser.ts';
import type { BfdFact, ChunkFacts } from './facts.ts';
import type { PlacedIssue } from './issue.ts';
import type { PieceWord } from './pieces.ts';
import type { Level } from './state.ts';

/** Notes whom a complete `bfd_instance` talks to, where that is certain. */
export function noteBfd({ words, facts: { seen } }: Level, neighbour: PieceWord, bfd: BfdFact[]): void {
  const name = words[1]?.value;
  const written = seen.get('source_ip');
  const [other, source] = [parseIp(neighbour.value), written && parseIp(written.value)];
  // Of two spellings of the keyword the last one counts, and which one that is, is not kept.
  if (name === undefined || !other || (written && !source) || (seen.has('neighbor_ip') && seen.has('neighbour_ip')))
    return;
  const hops = seen.get('multihop');
  bfd.push({
    name,
    neighbour: other.text,
    source: source?.text,
    multihop: seen.has('multihop') && !/^(?:off|no|false)$/.test(hops?.value ?? ''),
    range: neighbour.range,
  });
}

/** The sessions with one neighbour that keepalived has taken. */
interface Sessions {
  /** The first without a source, by its name. */
  unsourced: string | undefined;
  readonly bySource: Map<string, string>;
}

/**
 * Reports a `bfd_instance` whose neighbour another one has: two with sources of their own, or one over several hops,
 * are two sessions (asked of 2.1.5, 2.2.7 and 2.3.4).
 */
export function neighboursTwice(
  parts: readonly { readonly chunk: BlockSyntax; readonly reading: { readonly facts: ChunkFacts } }[],
): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const names = new Set<string>();
  const taken = new Map<string, Sessions>();
  for (const { chunk, reading } of parts) {
    for (const { name, neighbour, source, multihop, range } of reading.facts.bfd) {
      // The whole block of a second name is skipped.
      if (names.has(name)) continue;
      names.add(name);
      const key = `${neighbour} ${multihop}`;
      const sessions = taken.get(key) ?? { unsourced: undefined, bySource: new Map<string, string>() };
      taken.set(key, sessions);
      const [any] = sessions.bySource.values();
      const other = sessions.unsourced ?? (source === undefined ? any : sessions.bySource.get(source));
      if (other === undefined) {
        if (source === undefined) sessions.unsourced = name;
        else sessions.bySource.set(source, name);
        continue;
      }
      const message = `keepalived leaves out bfd_instance ${name}: ${other} watches ${neighbour} already, and who tracks ${name} watches nothing. Correct the address, remove one of them, or give each its own source_ip.`;
      issues.push({ id: 'repeated-neighbour', severity: 'error', message, site: { chunk, range } });
    }
  }
  return issues;
}
