import { conditionOf, eachRule } from '../../../languages/haproxy/conditions/condition.ts';
import {
  type SetAt,
  settersOf,
  settersOfAll,
  variablesReadIn,
} from '../../../languages/haproxy/conditions/variables.ts';
import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { sectionsWhere } from '../../../languages/haproxy/selection.ts';
import type { Word } from '../../../syntax/line.ts';
import { placeOf } from '../../haproxy-section-counters.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const variableSetLater: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'variable-set-later',
  severity: 'warning',
  verdict: 'own',
  summary: 'A variable that is looked at before anything sets it.',
  factsOf({ config }, { loadedTogether }) {
    const asking = askingOf(config);
    const setters = asking.length === 0 ? undefined : settersOfAll(config, loadedTogether);
    return setters && { asking, setters, own: settersOf(config) };
  },
  judge({ asking, setters: all, own }, report, path) {
    const setters = new Map<string, SetAt[]>();
    for (const one of all) {
      const known = setters.get(one.name);
      if (known) known.push(one);
      else setters.set(one.name, [one]);
    }
    const here = new Set(own);
    const reported = new Set<string>();
    for (const section of asking) {
      if (section.conditional) continue;
      for (const { name, directive, first, last } of looksIn(section)) {
        const set = /^(?:txn|req)\./.test(name) ? setters.get(name) : undefined;
        const key = `${section.name?.name} ${name}`;
        // Of so many lines nobody can say where the mistake is.
        if (!set || set.length > 20 || reported.has(key)) continue;
        if (!set.every((setter) => comesLater(setter, section, directive))) continue;
        reported.add(key);
        const [setter] = set;
        report({
          at: { path, site: directiveSite(section, directive, first, last) },
          message: `"${name}" is always empty here: HAProxy comes to the line that sets it later${setter && setter.section !== section ? `, in ${setter.section.kind} "${setter.section.name?.name ?? ''}"` : ''}. Set it above, in a rule that is evaluated before this one.`,
          related: set
            .filter((one) => here.has(one))
            .slice(0, 8)
            .map((one) => ({
              at: { path, site: directiveSite(one.section, one.directive) },
              message: 'It is set here.',
              mirrored: false,
            })),
        });
      }
    }
  },
};

interface Facts {
  /** The sections that look at variables. */
  readonly asking: readonly HaproxySection[];
  readonly setters: readonly SetAt[];
  /** Those of the file itself. */
  readonly own: readonly SetAt[];
}

interface Look {
  readonly name: string;
  readonly directive: Directive;
  readonly first: Word;
  readonly last: Word;
}

const askingOf = sectionsWhere((section) => rulesOf.has(section.kind) && variablesReadIn(section).length > 0);

/** Looks of rules, also through the ACLs that they name: an ACL is asked where it is named. */
function looksIn(section: HaproxySection): readonly Look[] {
  const looks: Look[] = [];
  for (const { name, directive, word } of variablesReadIn(section)) {
    if (directive.keyword !== 'acl') looks.push({ name, directive, first: word, last: word });
  }
  if (!directivesOf(section, 'acl').some((line) => line.value(1)?.startsWith('var('))) return looks;
  eachRule(section, (directive) => {
    for (const term of conditionOf(section, directive)?.alternatives.flat() ?? []) {
      if (term.text.startsWith('{') || !term.keywords?.some((keyword) => keyword.startsWith('var('))) continue;
      const { tests, first, last } = term;
      const [test] = tests?.length === 1 ? tests : [];
      if (test?.fetch === 'var' && test.args.length === 1)
        looks.push({ name: test.args[0] ?? '', directive, first, last });
    }
  });
  return looks;
}

/** Whether HAProxy comes to a line that sets something only after it has come to another, whatever way a request takes. */
function comesLater(setter: SetAt, section: HaproxySection, reader: Directive): boolean {
  if (setter.directive === reader) return false;
  const set = turnsOf(setter.section, setter.directive);
  const read = turnsOf(section, reader);
  if (!set || !read) return false;
  if (setter.section === section && set.list === read.list) {
    // These rules begin anew while data is missing.
    return !reader.keyword.startsWith('tcp-') && setter.directive.line > reader.line;
  }
  return set.first > read.last;
}

interface Turns {
  readonly list: number;
  /** The earliest and the latest turn that a line's list may have. */
  readonly first: number;
  readonly last: number;
}

const rulesOf: ReadonlySet<string> = new Set(['frontend', 'backend', 'listen', 'defaults']);

/** Requests go through the lists of a frontend, then through those of a backend; responses go the other way. */
function turnsOf({ kind }: HaproxySection, directive: Directive): Turns | undefined {
  const list = directive.keyword === 'use-server' ? lastOfRequest : placeOf(directive)?.list;
  if (list === undefined) return undefined;
  const isResponse = list > lastOfRequest;
  const front = isResponse ? list + 2 * behind : list;
  const back = list + behind;
  if (kind === 'frontend') return { list, first: front, last: front };
  if (kind === 'backend') return { list, first: back, last: back };
  return { list, first: Math.min(front, back), last: Math.max(front, back) };
}

/** The place of `use_backend`, the last of a request's lists. */
const lastOfRequest = 5;

/** More than there are lists. */
const behind = 20;
