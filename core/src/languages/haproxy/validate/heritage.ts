import { memo, memoLatest } from '../../../base/memo.ts';
import type { SectionSyntax } from '../parser.ts';
import { type Blocks, branchOf, noBlocks } from './conditional.ts';
import type { NameAt, SectionNames } from './names.ts';

/** What the sections above one mean for it. The same object while they mean the same. */
export interface Heritage {
  /** `.if` blocks that are open. */
  readonly blocks: Blocks;
  /** The defaults section that is nearest above. */
  readonly last: Defaults | undefined;
  readonly named: ReadonlyMap<string, Defaults>;
  /** Defaults sections that a proxy has named. */
  readonly chosen: ReadonlySet<Defaults>;
  /** Some section above is no global one, and is certainly read. */
  readonly afterOther: boolean;
}

/** A defaults section with what it has of others. */
export interface Defaults {
  readonly name: NameAt | undefined;
  readonly mode: string | undefined;
  readonly acls: readonly string[];
  /** It and those that it builds on, the oldest first; undefined when that is not certain. */
  readonly sections: readonly SectionSyntax[] | undefined;
}

export const noHeritage: Heritage = {
  blocks: noBlocks,
  last: undefined,
  named: new Map(),
  chosen: new Set(),
  afterOther: false,
};

/** The defaults section that a section builds on. */
export function baseOf(names: SectionNames, above: Heritage): Defaults | undefined {
  if (names.from) return above.named.get(names.from.name);
  return names.kind === 'defaults' ? undefined : above.last;
}

const noSections: readonly SectionSyntax[] = [];

/** The sections that a section builds on, the oldest first; undefined when that is not certain. */
export function inheritsFrom(names: SectionNames, base: Defaults | undefined): readonly SectionSyntax[] | undefined {
  if (base) return base.sections;
  return names.from ? undefined : noSections;
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
  const next = known.get(base) ?? { ...above, chosen: new Set([...above.chosen, base]) };
  known.set(base, next);
  return next;
}

const withDefaults = memoLatest(
  (section: SectionSyntax, names: SectionNames, base: Defaults | undefined, above: Heritage): Heritage => {
    const inherits = inheritsFrom(names, base);
    const whole: Defaults = {
      name: names.name,
      mode: names.mode ?? base?.mode,
      acls: base ? [...base.acls, ...names.acls] : names.acls,
      sections: inherits && [...inherits, section],
    };
    const named = names.name ? new Map(above.named).set(names.name.name, whole) : above.named;
    return { ...above, last: whole, named };
  },
);
