import { failureOf } from '../base/failure.ts';
import { memo } from '../base/memo.ts';
import { firewall, fold, query, type Visited } from '../base/query.ts';
import { sameFields } from '../base/same-items.ts';
import {
  defaultsAmong,
  type HaproxyConfig,
  type HaproxySection,
  type Inherited,
  inheritedBelow,
  nothingInherited,
  type SectionStretch,
  type ServerScope,
} from '../languages/haproxy/config.ts';
import type { DocumentIdentity } from '../syntax/stretch.ts';
import type { Finding, Problem } from './finding.ts';
import { notJudged } from './not-judged.ts';
import { type HaproxySectionRule, publishedId, type SectionContext } from './rule.ts';

type Context = SectionContext & ServerScope;

/** Of shapes so many steps are remembered, each a keyword; a file has some hundreds. */
const mostSteps = 20_000;

/**
 * The rules that a section concerns, by its kind and its keywords: sections of one shape are many, rules as well, and
 * nearly all of them have nothing to do with a section.
 */
const byShape = memo((_rules: readonly HaproxySectionRule[]): { root: Shape; steps: number } => ({
  root: { next: new Map(), rules: undefined },
  steps: 0,
}));

/** A kind and some keywords in the order in which they come first, and what may come next. */
interface Shape {
  readonly next: Map<string, Shape>;
  rules: readonly HaproxySectionRule[] | undefined;
}

function rulesFor(
  rules: readonly HaproxySectionRule[],
  { kind, byKeyword }: HaproxySection,
): readonly HaproxySectionRule[] {
  const shapes = byShape(rules);
  if (shapes.steps > mostSteps) {
    shapes.root = { next: new Map(), rules: undefined };
    shapes.steps = 0;
  }
  const after = (shape: Shape, word: string): Shape => {
    const known = shape.next.get(word);
    if (known) return known;
    const added: Shape = { next: new Map(), rules: undefined };
    shape.next.set(word, added);
    shapes.steps++;
    return added;
  };
  let shape = after(shapes.root, kind);
  for (const keyword of byKeyword.keys()) shape = after(shape, keyword);
  shape.rules ??= rules.filter((rule) => rule.sections.includes(kind) && concerns(rule, byKeyword));
  return shape.rules;
}

/**
 * Adds what the rules find in the sections of a file, looking only at those that are new or whose circumstances have
 * changed. `rules`, `asFinding` and the versions are compared by identity.
 */
export function checkSections(
  config: HaproxyConfig,
  rules: readonly HaproxySectionRule[],
  around: Around,
  asFinding: AsFinding,
  findings: Finding[],
): void {
  const same = sameAround(config.syntax.identity, around);
  const { results } = checkStretches(config.stretches, nothingInherited, rules, same, asFinding);
  for (const list of results) for (const found of list) findings.push(found);
}

type Around = Omit<SectionContext, 'defaults'>;
type AsFinding = (rule: HaproxySectionRule, problem: Problem) => Finding;

/** The object of the version of the text before, where it says the same. */
const sameAround: (owner: DocumentIdentity, around: Around) => Around = firewall(
  (around: Around) => around,
  sameFields<Around>({
    path: Object.is,
    alone: Object.is,
    whole: Object.is,
    version: Object.is,
  }),
  (around) => around,
);

const checkStretches = fold(checkStretch);

function checkStretch(
  { sections }: SectionStretch,
  before: Inherited,
  rules: readonly HaproxySectionRule[],
  around: Around,
  asFinding: AsFinding,
): Visited<Inherited, readonly Finding[]> {
  const result: Finding[] = [];
  let above = before;
  for (const section of sections) {
    const defaults = defaultsAmong(above, section);
    above = inheritedBelow(above, section);
    for (const one of findingsIn(section, defaults, rules, around, asFinding)) result.push(one);
  }
  return { result, after: above };
}

const findingsIn = query(checkOne);

function checkOne(
  section: HaproxySection,
  defaults: HaproxySection | undefined,
  rules: readonly HaproxySectionRule[],
  around: Around,
  asFinding: AsFinding,
): readonly Finding[] {
  const context: Context = { ...around, section, defaults };
  const found: Finding[] = [];
  const wanted = rulesFor(rules, section);
  let asked: HaproxySectionRule | undefined;
  const report = (problem: Problem): void => {
    if (asked) found.push(asFinding(asked, problem));
  };
  for (let at = 0; at < wanted.length; at++) {
    asked = wanted[at];
    if (!asked) continue;
    try {
      asked.checkSection(section, report, context);
    } catch (thrown) {
      found.push(notJudged(failureOf(publishedId(asked), thrown), { path: around.path, site: section.site }));
    }
  }
  return found.length > 0 ? found : nothing;
}

const nothing: readonly Finding[] = [];

function concerns({ keywords }: HaproxySectionRule, own: ReadonlyMap<string, unknown>): boolean {
  return keywords === undefined || keywords.some((keyword) => own.has(keyword));
}
