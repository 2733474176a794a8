import { memo } from '../../base/memo.ts';
import type { HaproxyConfig, HaproxySection } from './config.ts';

/** What a proxy is without any `mode`. */
const usual = 'tcp';

/** What a section's mode depends on. */
interface Moded {
  readonly kind: string;
  readonly name?: { readonly name: string } | undefined;
  readonly from?: string | undefined;
  readonly mode?: { readonly name: string; readonly known: boolean } | undefined;
  readonly conditional: boolean;
}

/** The mode of each proxy and defaults section: see `modesAmong`. */
export const modesOf: (config: HaproxyConfig) => ReadonlyMap<HaproxySection, string> = memo(
  ({ sections }: HaproxyConfig) => modesAmong(sections),
);

/**
 * The mode of each proxy and defaults section: its own, else that of the `defaults` that it takes its settings from.
 * Those of which it is not certain are missing: where lines may be left out, where the value depends on the environment,
 * where `defaults` stand in another file.
 */
export function modesAmong<Section extends Moded>(sections: readonly Section[]): ReadonlyMap<Section, string> {
  const modes = new Map<Section, string>();
  const complete = sections.some(({ kind }) => kind === 'global');
  const named = new Map<string, Section>();
  let last: Section | undefined;
  for (const section of sections) {
    if (section.conditional) return new Map();
    const mode = section.mode ? ownMode(section) : inheritedMode(section);
    if (mode !== undefined) modes.set(section, mode);
    if (section.kind !== 'defaults') continue;
    last = section;
    if (section.name) named.set(section.name.name, section);
  }
  return modes;

  function inheritedMode({ kind, from }: Section): string | undefined {
    // A defaults section starts anew unless it says "from".
    const startsAnew = kind === 'defaults' && from === undefined;
    const base = startsAnew ? undefined : from === undefined ? last : named.get(from);
    if (base) return modes.get(base);
    return complete && from === undefined ? usual : undefined;
  }
}

function ownMode({ mode }: Moded): string | undefined {
  return mode?.known ? mode.name : undefined;
}
