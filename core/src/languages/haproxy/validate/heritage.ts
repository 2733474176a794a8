import { LayeredMap } from '../../../base/layered-map.ts';
import { memo, memoLatest } from '../../../base/memo.ts';
import type { SectionSyntax } from '../parser.ts';
import { type InheritedAcls, noAcls } from './acl-names.ts';
import { type Blocks, branchOf, noBlocks } from './conditional.ts';
import { type Lineage, noLineage } from './lineage.ts';
import type { NameAt, SectionNames } from './names.ts';

/** What the sections above one mean for it. The same object while they mean the same. */
export interface Heritage {
  /** `.if` blocks that are open. */
  readonly blocks: Blocks;
  /** The defaults section that is nearest above. */
  readonly last: Defaults | undefined;
  readonly named: LayeredMap<string, Defaults>;
  /** Defaults sections that a proxy has named. */
  readonly chosen: LayeredMap<Defaults, true>;
  /** Some section above is no global one, and is certainly read. */
  readonly afterOther: boolean;
}

/** A defaults section with what it has of others. */
export interface Defaults {
  readonly name: NameAt | undefined;
  readonly mode: string | undefined;
  readonly acls: InheritedAcls;
  /** It and those that it builds on; undefined when that is not certain. */
  readonly sections: Lineage | undefined;
}

export const noHeritage: Heritage = {
  blocks: noBlocks,
  last: undefined,
  named: LayeredMap.empty(),
  chosen: LayeredMap.empty(),
  afterOther: false,
};

/** The defaults section that a section builds on. */
export function baseOf(names: SectionNames, above: Heritage): Defaults | undefined {
  if (names.from) return above.named.get(names.from.name);
  return names.kind === 'defaults' ? undefined : above.last;
}

/** The sections that a section builds on; undefined when that is not certain. */
export function inheritsFrom(names: SectionNames, base: Defaults | undefined): Lineage | undefined {
  if (base) return base.sections;
  return names.from ? undefined : noLineage;
}

/** What a section and those above it mean for the next. */
export function heritageAfter(
  section: SectionSyntax,
  names: SectionNames,
  base: Defaults | undefined,
  above: Heritage,
): Heritage {
  const known = isOther(section, names, above) ? afterOther(above) : above;
  const next = names.from && base ? withChosen(known, base) : known;
  return names.kind === 'defaults' ? withDefaults(section, names, base, next) : next;
}

function isOther(section: SectionSyntax, { kind }: SectionNames, { afterOther, blocks }: Heritage): boolean {
  return !afterOther && section.hasHeader && kind !== 'global' && branchOf(blocks) === 'taken';
}

const afterOther = memo((above: Heritage): Heritage => ({ ...above, afterOther: true }));

const choices = memo((_above: Heritage) => new Map<Defaults, Heritage>());

function withChosen(above: Heritage, base: Defaults): Heritage {
  if (above.chosen.has(base)) return above;
  // Kept by what it comes from: the section that names it may be a new object after every keystroke.
  const known = choices(above);
  const next = known.get(base) ?? { ...above, chosen: above.chosen.with([[base, true]]) };
  known.set(base, next);
  return next;
}

const withDefaults = memoLatest(
  (section: SectionSyntax, names: SectionNames, base: Defaults | undefined, above: Heritage): Heritage => {
    const inherits = inheritsFrom(names, base);
    const whole: Defaults = {
      name: names.name,
      mode: names.mode ?? base?.mode,
      acls: (base?.acls ?? noAcls).and(names.acls),
      sections: inherits && { section, above: inherits },
    };
    const named = names.name ? above.named.with([[names.name.name, whole]]) : above.named;
    return { ...above, last: whole, named };
  },
);
