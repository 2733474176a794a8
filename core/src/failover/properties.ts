import { type Exploration, type PropertyName, propertyNames, type TraceStep } from './exploration.ts';
import { formatFault } from './fault.ts';
import type { FaultPrediction, Property, SteadyHolding, Verdict } from './prediction.ts';

/** The properties of a cluster as an exploration found them. */
export function exploredProperties(exploration: Exploration): Property[] {
  return propertyNames.map((name): Property => {
    const found = exploration.violations.filter((violation) => violation.property === name);
    // A certain violation is worth more than a shorter one that may not be one.
    const violation = found.find(({ certain }) => certain) ?? found[0];
    const alike = found.filter((other) => violation && sameTrace(other.trace, violation.trace));
    return {
      id: propertyId(name, exploration.maxFaults === 1),
      holds: violation === undefined,
      trace: violation?.trace ?? [],
      vips: alike.flatMap(({ vips }) => vips),
      // What was not searched to its end is not known to hold.
      certain: violation?.certain ?? exploration.complete,
    };
  });
}

/** The properties of just the faults that were asked for. */
export function predictedProperties(faults: readonly FaultPrediction[]): Property[] {
  const single = faults.every((fault) => fault.faults.length === 1);
  const broken = (name: PropertyName, ...verdicts: Verdict[]): Property => {
    const isBroken = (fault: FaultPrediction): string[] =>
      [...fault.vips].flatMap(([vip, holding]) => (verdicts.includes(holding.verdict) ? [vip] : []));
    const found = faults.find((fault) => isBroken(fault).length > 0);
    const vips = found ? isBroken(found) : [];
    const certain = vips.length === 0 || vips.some((vip) => found?.vips.get(vip)?.certain);
    const trace = found?.faults.map((fault): TraceStep => ({ kind: 'breaks', fault })) ?? [];
    return { id: propertyId(name, single), holds: !found, trace, vips, certain };
  };
  return [
    broken('one-holder', 'no-holder', 'several-holders'),
    broken('healthy-holder', 'unhealthy-holder', 'not-served'),
  ];
}

/**
 * The properties beside what is the case when all is well: none is claimed where there is no address, none of an address
 * that nobody has or that nothing listens on, and none is certain where the answers are not.
 */
export function judgedProperties(
  properties: readonly Property[],
  steady: ReadonlyMap<string, SteadyHolding>,
  faults: readonly FaultPrediction[],
): Property[] {
  if (steady.size === 0) return [];
  const all = [...steady];
  const isKnown = all.every(([, holding]) => holding.certain);
  const isRace = all.every(([, holding]) => holding.certain || holding.race);
  // What becomes of addresses that nobody ever has is not worth a tick.
  const isEmpty = all.every(([, holding]) => holding.verdict === 'no-holder');
  const told = isEmpty ? properties.filter(({ id, holds }) => !holds || id.startsWith('one-holder')) : properties;
  return told.map((property) => {
    if (!property.holds) return property;
    const verdict = /^one-holder/.test(property.id) ? 'no-holder' : 'not-served';
    const isAsked = /^(?:one|healthy)-holder/.test(property.id);
    const failing = isAsked ? all.filter(([, holding]) => holding.verdict === verdict) : [];
    if (failing.length === 0)
      return isKnown || (isRace && holdsFromAll(property, faults)) ? property : { ...property, certain: false };
    const vips = failing.map(([vip]) => vip);
    return { ...property, holds: false, trace: [], vips, certain: failing.some(([, holding]) => holding.certain) };
  });
}

/** Whether faults come to nothing that breaks the property, whoever came first. */
function holdsFromAll({ id }: Property, faults: readonly FaultPrediction[]): boolean {
  const isCounted = /^(?:one-holder|no-duplicate)/.test(id);
  return faults.every(({ vips }) =>
    [...vips.values()].every(({ alternatives }) =>
      isCounted ? alternatives?.every(({ length }) => length === 1) !== false : alternatives === undefined,
    ),
  );
}

/** `lb1:crash`, `lb1:crash mended`. */
export function formatStep({ kind, fault }: TraceStep): string {
  return kind === 'breaks' ? formatFault(fault) : `${formatFault(fault)} mended`;
}

function propertyId(name: PropertyName, single: boolean): string {
  return `${name}-after-any-${single ? 'single-fault' : 'combination-of-faults'}`;
}

function sameTrace(a: readonly TraceStep[], b: readonly TraceStep[]): boolean {
  return a.length === b.length && a.every((step, index) => formatStep(step) === formatStep(b[index] ?? step));
}
