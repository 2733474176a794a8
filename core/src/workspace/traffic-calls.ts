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
  // A frontend may name one backend on thousands of lines.
  const known = new Map<string, Reference | undefined>();
  return grouped(inside, (name) => {
    const key = name.occurrence.keys.join(' ');
    if (!known.has(key)) {
      known.set(
        key,
        referencesOf(snapshot, name).find((place) => place.declares),
      );
    }
    return known.get(key);
  });
}

/** The proxies that choose a backend. */
export function callsTo(snapshot: Snapshot, proxy: Reference): readonly TrafficCall[] {
  const uses = referencesOf(snapshot, proxy).filter((place) => !place.declares);
  const proxies = new Map<string, readonly Reference[]>();
  return grouped(uses, (use) => {
    const file = snapshot.files.get(use.path);
    if (!file) return undefined;
    const known = proxies.get(use.path) ?? namesOfFile(file).filter((name) => name.declares && isProxy(name));
    proxies.set(use.path, known);
    const around = lastAbove(known, use);
    return around && holds(around, use) ? around : undefined;
  });
}

/** The last of some sections, which stand in order, that begins above a name. */
function lastAbove(sections: readonly Reference[], { range }: Reference): Reference | undefined {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.whole.start ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  return sections[low - 1];
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
