import type { Cluster, FileSite } from '../cluster/cluster.ts';
import { type Difference, type DifferenceKind, differencesOf, type Side } from '../cluster/drift/differences.ts';
import type { Problem, Severity } from './finding.ts';
import type { Report } from './rule.ts';

/** Reports the differences of a kind between the HAProxy configurations of a cluster's nodes, on both sides. */
export function reportDrift(
  cluster: Cluster,
  report: Report,
  kinds: readonly DifferenceKind[],
  judge: (difference: Difference) => { readonly consequence: string; readonly severity?: Severity } | undefined,
): void {
  for (const difference of differencesOf(cluster)) {
    if (!kinds.includes(difference.kind)) continue;
    const judged = judge(difference);
    if (judged) report(problem(difference, judged));
  }
}

/** Stands where something is written that the other node lacks or has otherwise. */
function problem(
  difference: Difference,
  { consequence, severity }: { readonly consequence: string; readonly severity?: Severity },
): Problem {
  const { here, there } = difference;
  const [shown, other] = here.text === undefined ? [there, here] : [here, there];
  return {
    at: firstLine(shown.at),
    message: `${describe(difference)}. ${consequence}`,
    related: [{ at: firstLine(other.at), message: sideText(other, difference.section), mirrored: true }],
    ...(severity && { severity }),
  };
}

function describe({ section, subject, here, there, inSecret }: Difference): string {
  const what = subject === section ? section : `"${subject}" of ${section}`;
  if (here.text === undefined || there.text === undefined) {
    const [has, lacks] = here.text === undefined ? [there, here] : [here, there];
    return `${what} is on ${has.node.name} only, ${lacks.node.name} has none`;
  }
  if (inSecret) {
    return `${what} differs between ${here.node.name} and ${there.node.name} in a secret that is not shown: "${shorten(here.text)}"`;
  }
  return `${what} is "${shorten(here.text)}" on ${here.node.name} and "${shorten(there.text)}" on ${there.node.name}`;
}

function sideText({ node, text }: Side, section: string): string {
  return text === undefined ? `${node.name} has it not in ${section}` : `${shorten(text)} on ${node.name}`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function firstLine({ path, site }: FileSite): FileSite {
  const end = site.chunk.text.indexOf('\n', site.range.start);
  const range = { start: site.range.start, end: end < 0 ? site.range.end : Math.min(end, site.range.end) };
  return { path, site: { chunk: site.chunk, range } };
}
