/**
 * How many random examples a property is tried on. `HACONF_PROPERTY_RUNS=40` tries forty times as many: for a night, or
 * after a change of what is kept from one version of a text to the next.
 */
export function propertyRuns(usual: number): number {
  const factor = Number(process.env['HACONF_PROPERTY_RUNS'] ?? 1);
  return Math.max(1, Math.round(usual * factor));
}

/** The time limit that goes with it, in ms. */
export function propertyTime(usualMs: number): number {
  return usualMs * Math.max(1, Number(process.env['HACONF_PROPERTY_RUNS'] ?? 1));
}
