import type { TextRange } from '../base/text-range.ts';
import { nameAt, namesOfFile, type Reference, referencesOf } from './references.ts';
import type { Snapshot } from './snapshot.ts';

/** A proxy that passes traffic on or gets it, and the places that say so. */
export interface TrafficCall {
  /** The declaration of the other proxy. */
  readonly proxy: Reference;
  /** Ranges of the file of the one that passes traffic on. */
  readonly at: readonly TextRange[];
}

const isProxy = ({ occurrence }: Reference): boolean =>
  occurrence.keys.some((key) => key.startsWith('backend ') || key.startsWith('frontend '));

/** The proxy that is named at an offset: its declaration. */
export function proxyAt(snapshot: Snapshot, path: string, offset: number): Reference | undefined {
  const name = nameAt(snapshot, path, offset);
  if (!name || !isProxy(name)) return undefined;
  return name.declares ? name : referencesOf(snapshot, name).find((place) => place.declares);
}

/** The backends that a proxy chooses, in the order of its lines. */
export function callsFrom(snapshot: Snapshot, proxy: Reference): readonly TrafficCall[] {
  const file = snapshot.files.get(proxy.path);
  const inside = (file ? namesOfFile(file) : []).filter(
    (name) => !name.declares && isProxy(name) && holds(proxy, name),
  );
  return grouped(inside, (name) => referencesOf(snapshot, name).find((place) => place.declares));
}

/** The proxies that choose a backend. */
export function callsTo(snapshot: Snapshot, proxy: Reference): readonly TrafficCall[] {
  const uses = referencesOf(snapshot, proxy).filter((place) => !place.declares);
  return grouped(uses, (use) => {
    const file = snapshot.files.get(use.path);
    return file && namesOfFile(file).find((name) => name.declares && isProxy(name) && holds(name, use));
  });
}

function holds(section: Reference, name: Reference): boolean {
  return section.path === name.path && section.whole.start <= name.range.start && name.range.end <= section.whole.end;
}

function grouped(
  names: readonly Reference[],
  proxyOf: (name: Reference) => Reference | undefined,
): readonly TrafficCall[] {
  const calls = new Map<string, { proxy: Reference; at: TextRange[] }>();
  for (const name of names) {
    const proxy = proxyOf(name);
    if (!proxy) continue;
    const key = `${proxy.path} ${proxy.range.start}`;
    const known = calls.get(key);
    if (known) known.at.push(name.range);
    else calls.set(key, { proxy, at: [name.range] });
  }
  return [...calls.values()];
}
