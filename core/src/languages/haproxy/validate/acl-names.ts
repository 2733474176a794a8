import { LayeredMap } from '../../../base/layered-map.ts';
import { nearestOf } from '../../../base/nearest.ts';
import { textCache } from '../../../base/text-cache.ts';
import type { EvaluationPoints } from './places.ts';

/** Of an ACL whose value depends on the place: all of them. */
export const everywhere: EvaluationPoints = -1;

/** The ACLs that sections have of the defaults that they build on. Equal ones are mostly one object. */
export class InheritedAcls {
  readonly names: LayeredMap<string, true>;
  private readonly withOthers: (names: string) => InheritedAcls;

  constructor(names: LayeredMap<string, true>) {
    this.names = names;
    // Whoever reads the same text again, after an edit of something else, gets the same object.
    this.withOthers = textCache(
      (names) => new InheritedAcls(this.names.with(names.split('\n').map((name) => [name, true] as const))),
      8,
    );
  }

  /** These and others. */
  and(names: readonly string[]): InheritedAcls {
    return names.length === 0 ? this : this.withOthers(names.join('\n'));
  }
}

export const noAcls = new InheritedAcls(LayeredMap.empty());

/** The ACLs that are declared above a line of a section, with the places at which one of their fetches works. */
export class DeclaredAcls {
  private readonly inherited: InheritedAcls;
  private readonly own = new Map<string, EvaluationPoints>();
  /** The section's own names for whoever looks for a near one, and those that were declared since. */
  private listed = LayeredMap.empty<string, true>();
  private unlisted: string[] = [];

  constructor(inherited: InheritedAcls) {
    this.inherited = inherited;
  }

  /** Undefined for an ACL that is not declared. */
  get(name: string): EvaluationPoints | undefined {
    return this.own.get(name) ?? (this.inherited.names.has(name) ? everywhere : undefined);
  }

  /** An ACL works where one of the lines that declare it does. */
  declare(name: string, places: EvaluationPoints): void {
    const known = this.get(name);
    if (known === undefined) this.unlisted.push(name);
    this.own.set(name, (known ?? 0) | places);
  }

  /** The declared name that is nearest to one, else the nearest of those that HAProxy knows itself. */
  nearest(name: string, builtin: ReadonlyMap<string, string>): string | undefined {
    this.listed = this.listed.with(this.unlisted.map((unlisted) => [unlisted, true] as const));
    this.unlisted = [];
    return nearestOf(name, [...this.inherited.names.layers, ...this.listed.layers, builtin]);
  }
}
