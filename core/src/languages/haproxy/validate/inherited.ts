import { LayeredMap } from '../../../base/layered-map.ts';
import { memo } from '../../../base/memo.ts';
import { query } from '../../../base/query.ts';
import type { SectionSyntax } from '../parser.ts';
import type { NameAt, SectionNames } from '../section-names.ts';
import { type InheritedAcls, noAcls } from './acl-names.ts';
import { type Blocks, branchOf, noBlocks } from './conditional.ts';
import { type Lineage, noLineage } from './lineage.ts';

/** What the sections above one mean for it. The same object while they mean the same. */
export interface Inherited {
  /** `.if` blocks that are open. */
  readonly blocks: Blocks;
  /** The defaults section that is nearest above. */
  readonly last: Defaults | undefined;
  readonly named: LayeredMap<string, Defaults>;
  /** How proxies above have used the defaults sections that have a name: bits of `DefaultsUse`. */
  readonly used: LayeredMap<Defaults, number>;
  /** Some section above is no global one, and is certainly read. */
  readonly afterOther: boolean;
}

/** Ways to use a defaults section: by its name, or because it is the nearest; for one side of a proxy or the other. */
export const DefaultsUse = { named: 1, implied: 2, frontend: 4, backend: 8 } as const;

/** A defaults section with what it has of others. */
export interface Defaults {
  readonly name: NameAt | undefined;
  readonly mode: string | undefined;
  readonly acls: InheritedAcls;
  /** What it holds of rules, which fit one side of a proxy only. */
  readonly rules: SectionNames['rules'];
  /** It and those that it builds on; undefined when that is not certain. */
  readonly sections: Lineage | undefined;
}

export const nothingInherited: Inherited = {
  blocks: noBlocks,
  last: undefined,
  named: LayeredMap.empty(),
  used: LayeredMap.empty(),
  afterOther: false,
};

/** The defaults section that a section builds on. */
export function baseOf(names: SectionNames, above: Inherited): Defaults | undefined {
  if (names.from) return above.named.get(names.from.name);
  return names.kind === 'defaults' ? undefined : above.last;
}

/** The sections that a section builds on; undefined when that is not certain. */
export function inheritsFrom(names: SectionNames, base: Defaults | undefined): Lineage | undefined {
  if (base) return base.sections;
  return names.from ? undefined : noLineage;
}

/** What a section and those above it mean for the next. */
export function inheritedAfter(
  section: SectionSyntax,
  names: SectionNames,
  base: Defaults | undefined,
  above: Inherited,
): Inherited {
  const known = isOther(section, names, above) ? afterOther(above) : above;
  const next = base?.name && branchOf(above.blocks) === 'taken' ? withUse(known, base, usesOf(names)) : known;
  return names.kind === 'defaults' ? withDefaults(section, names, base, next) : next;
}

function isOther(section: SectionSyntax, { kind }: SectionNames, { afterOther, blocks }: Inherited): boolean {
  return !afterOther && section.hasHeader && kind !== 'global' && branchOf(blocks) === 'taken';
}

const afterOther = memo((above: Inherited): Inherited => ({ ...above, afterOther: true }));

/** How a section uses the defaults section that it builds on. */
function usesOf({ kind, from }: SectionNames): number {
  const way = from ? DefaultsUse.named : isProxy.test(kind) ? DefaultsUse.implied : 0;
  const side = kind === 'frontend' ? DefaultsUse.frontend : kind === 'backend' ? DefaultsUse.backend : 0;
  return way | side;
}

const isProxy = /^(?:frontend|backend|listen)$/;

const choices = memo((_above: Inherited) => new Map<Defaults, Map<number, Inherited>>());

function withUse(above: Inherited, base: Defaults, uses: number): Inherited {
  const before = above.used.get(base) ?? 0;
  const all = before | uses;
  if (all === before) return above;
  // Kept by what it comes from: the section that uses it may be a new object after every keystroke.
  const known = choices(above);
  const byUse = known.get(base) ?? new Map<number, Inherited>();
  known.set(base, byUse);
  const next = byUse.get(all) ?? { ...above, used: above.used.with([[base, all]]) };
  byUse.set(all, next);
  return next;
}

const withDefaults = query(
  (section: SectionSyntax, names: SectionNames, base: Defaults | undefined, above: Inherited): Inherited => {
    const inherits = inheritsFrom(names, base);
    const whole: Defaults = {
      name: names.name,
      mode: names.mode ?? base?.mode,
      acls: (base?.acls ?? noAcls).and(names.acls),
      rules: names.rules,
      sections: inherits && { section, above: inherits },
    };
    const named = names.name ? above.named.with([[names.name.name, whole]]) : above.named;
    return { ...above, last: whole, named };
  },
);
