import { memo } from '../../base/memo.ts';
import { defaultsAmong, type HaproxyConfig, type HaproxySection, inheritanceBelow, noInheritance } from './config.ts';

/** What a proxy is without any `mode`. */
const usual = 'tcp';

/**
 * The mode of each proxy and defaults section: its own, else that of the `defaults` that it takes its settings from.
 * Those of which it is not certain are missing: where lines may be left out, where the value depends on the environment,
 * where `defaults` stand in another file.
 */
export const modesOf: (config: HaproxyConfig) => ReadonlyMap<HaproxySection, string> = memo((config: HaproxyConfig) => {
  const modes = new Map<HaproxySection, string>();
  const complete = config.sections.some(({ kind }) => kind === 'global');
  let above = noInheritance;
  for (const section of config.sections) {
    if (section.conditional) return new Map();
    const mode = section.mode ? ownMode(section) : inheritedMode(section);
    if (mode !== undefined) modes.set(section, mode);
    above = inheritanceBelow(above, section);
  }
  return modes;

  function inheritedMode(section: HaproxySection): string | undefined {
    // A defaults section starts anew unless it says "from".
    const startsAnew = section.kind === 'defaults' && section.from === undefined;
    const base = startsAnew ? undefined : defaultsAmong(above, section);
    if (base) return modes.get(base);
    return complete && section.from === undefined ? usual : undefined;
  }
});

function ownMode({ mode }: HaproxySection): string | undefined {
  return mode?.known ? mode.name : undefined;
}
