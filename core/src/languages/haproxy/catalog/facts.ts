import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';
import * as generated from './facts.generated.ts';
import { handActions, handOptions, type RulesetName } from './hand-facts.ts';

/** The versions that know something, as far as the inventories of installed programs tell. */
export interface Lifetime {
  /** First inventory that lists it; absent when the oldest one does. It may have come shortly before. */
  readonly since?: string;
  /** First inventory that no longer lists it. */
  readonly until?: string;
}

/** A type of sample: `any`, `same`, `bool`, `sint`, `addr`, `ipv4`, `ipv6`, `str`, `bin` or `meth`. */
export type SampleType = string;

/** The arguments of a fetch or a converter: their types in order, of which the first `required` must be given. */
export interface ArgumentTypes {
  readonly types: readonly string[];
  readonly required: number;
}

export interface FetchFact extends Lifetime {
  readonly name: string;
  readonly args: ArgumentTypes;
  readonly out: SampleType;
  /** Where it can be used: bit n is the n-th of `validityPlaces`. */
  readonly validity: number;
}

export interface ConverterFact extends Lifetime {
  readonly name: string;
  readonly args: ArgumentTypes;
  readonly in: SampleType;
  readonly out: SampleType;
}

/** An ACL keyword that stands for a fetch with a match method: `path_beg` is `path -m beg`. */
export interface AclFact extends Lifetime {
  readonly name: string;
  readonly fetch: string;
  readonly match: string;
}

export interface ActionFact extends Lifetime {
  readonly name: string;
  /** The name is a beginning: `set-var(txn.x)`, `track-sc0`, `sc-inc-gpc0(1)`. */
  readonly prefix: boolean;
}

export interface ParameterFact extends Lifetime {
  readonly name: string;
  /** Words that it takes; −1 for any number. */
  readonly arity: number;
}

export interface OptionFact extends Lifetime {
  readonly name: string;
  readonly frontend: boolean;
  readonly backend: boolean;
  /** It has a meaning in HTTP mode only. */
  readonly http: boolean;
  /** Compared by hand in the parser, so not in the inventories; it may take arguments. */
  readonly byHand: boolean;
}

export interface KeywordFact extends Lifetime {
  readonly name: string;
}

/** Where a fetch can be evaluated, as `FetchFact.validity` counts them. `f` and `b` are frontend and backend. */
export const validityPlaces = [
  'f tcp-request connection',
  'f tcp-request session',
  'f tcp-request content',
  'f http-request header',
  'f http-request body',
  'f use-backend',
  'b tcp-request content',
  'b http-request header',
  'b http-request body',
  'b use-server',
  'b source',
  'b tcp-response content',
  'b http-response header',
  'b http-response body',
  'b stick-store',
  'f tcp-response content',
  'f http-response header',
  'f http-response body',
  'log',
  'b tcp-check',
  'configuration',
  'cli',
] as const;

/** Since when and until when a fetch of that name is known, whatever it took and gave. */
export function fetchLifetime(name: string): Lifetime {
  return wholeLife(fetches().get(name));
}

export function converterLifetime(name: string): Lifetime {
  return wholeLife(converters().get(name));
}

export function aclLifetime(name: string): Lifetime {
  return wholeLife(acls().get(name));
}

/** From the first to the last of the facts about one name, of which a new one begins where something of it changed. */
function wholeLife(facts: readonly Lifetime[] = []): Lifetime {
  const since = facts.some((fact) => fact.since === undefined) ? undefined : facts[0]?.since;
  const until = facts.some((fact) => fact.until === undefined) ? undefined : facts.at(-1)?.until;
  return { ...(since && { since }), ...(until && { until }) };
}

/** The version's fetch of that exact name (`hdr_beg` is an ACL keyword and none). */
export function fetchFact(name: string, version: Version): FetchFact | undefined {
  return pick(fetches().get(name), version);
}

export function converterFact(name: string, version: Version): ConverterFact | undefined {
  return pick(converters().get(name), version);
}

export function aclFact(name: string, version: Version): AclFact | undefined {
  return pick(acls().get(name), version);
}

export function fetchFacts(version: Version): readonly FetchFact[] {
  return all(fetches(), version);
}

export function converterFacts(version: Version): readonly ConverterFact[] {
  return all(converters(), version);
}

export function aclFacts(version: Version): readonly AclFact[] {
  return all(acls(), version);
}

export type Ruleset = RulesetName;

/** The actions of a ruleset, those that the parser compares by hand (`accept`, `track-sc0`) among them. */
export function actionFacts(ruleset: Ruleset, version: Version): readonly ActionFact[] {
  return all(actions().get(ruleset) ?? new Map<string, ActionFact[]>(), version);
}

/** The action that a word such as `deny` or `set-var(txn.x)` calls. */
export function actionFact(ruleset: Ruleset, word: string, version: Version): ActionFact | undefined {
  const list = actionFacts(ruleset, version);
  const exact = list.find((action) => action.name === word);
  if (exact) return exact;
  const prefixes = list.filter((action) => action.prefix && word.startsWith(action.name));
  return prefixes.sort((a, b) => b.name.length - a.name.length)[0];
}

export type ParameterKind = 'bind' | 'crt-list' | 'server';

export function parameterFact(kind: ParameterKind, name: string, version: Version): ParameterFact | undefined {
  return pick(parameters().get(kind)?.get(name), version);
}

export function parameterFacts(kind: ParameterKind, version: Version): readonly ParameterFact[] {
  return all(parameters().get(kind) ?? new Map<string, ParameterFact[]>(), version);
}

export function optionFact(name: string, version: Version): OptionFact | undefined {
  return pick(options().get(name), version);
}

export function optionFacts(version: Version): readonly OptionFact[] {
  return all(options(), version);
}

/** The registered first words of a section; `proxy` is all of defaults, frontend, backend and listen. */
export function keywordFacts(section: string, version: Version): readonly KeywordFact[] {
  const name = section === 'proxy' ? 'listen' : section;
  return all(keywords().get(name) ?? new Map<string, KeywordFact[]>(), version);
}

export function filterFacts(version: Version): readonly KeywordFact[] {
  return all(filters(), version);
}

export function serviceFacts(version: Version): readonly KeywordFact[] {
  return all(services(), version);
}

const rulesets: Readonly<Record<Ruleset, readonly string[]>> = {
  'http-after-response': ['defaults', 'frontend', 'listen', 'backend'],
  'http-request': ['defaults', 'frontend', 'listen', 'backend'],
  'http-response': ['defaults', 'frontend', 'listen', 'backend'],
  'quic-initial': ['defaults', 'frontend', 'listen'],
  'tcp-request connection': ['defaults', 'frontend', 'listen'],
  'tcp-request content': ['defaults', 'frontend', 'listen', 'backend'],
  'tcp-request session': ['defaults', 'frontend', 'listen'],
  'tcp-response content': ['defaults', 'listen', 'backend'],
};

/** Where an action may stand, all versions together. */
export function rulesetsOf(
  action: string,
): readonly (Lifetime & { readonly ruleset: Ruleset; readonly contexts: readonly string[] })[] {
  return (Object.keys(rulesets) as Ruleset[]).flatMap((ruleset) => {
    const facts = actions().get(ruleset)?.get(action);
    return facts ? [{ ruleset, contexts: rulesets[ruleset], ...lifetime(facts) }] : [];
  });
}

/** The sections in which an option has an effect, all versions together, and since when it exists. */
export function optionPlaces(name: string): Lifetime & { readonly in: readonly string[] } {
  const facts = options().get(name) ?? [];
  const frontend = facts.some((fact) => fact.frontend);
  const backend = facts.some((fact) => fact.backend);
  return {
    in: ['defaults', ...(frontend ? ['frontend'] : []), 'listen', ...(backend ? ['backend'] : [])],
    ...lifetime(facts),
  };
}

/** The versions whose inventories are known, the oldest first. */
export const inventories: readonly Version[] = generated.inventoryVersions.map((text) => parseVersion(text) ?? []);

/** Since when the program lists a first word of a section; undefined where no version lists it. */
export function listedKeyword(section: string, name: string): Lifetime | undefined {
  const facts = keywords().get(section)?.get(name);
  return facts && lifetime(facts);
}

/** Since when the program lists a first word of a section or a parameter. */
export function lifetimeOf(list: 'keywords' | 'parameters', group: string, name: string): Lifetime {
  const table: ReadonlyMap<string, ReadonlyMap<string, readonly Lifetime[]>> = list === 'keywords'
    ? keywords()
    : parameters();
  return lifetime(table.get(group)?.get(name) ?? []);
}

function lifetime(facts: readonly Lifetime[]): Lifetime {
  const since = facts[0]?.since;
  const until = facts.at(-1)?.until;
  return { ...(since && { since }), ...(until && { until }) };
}

/** Reads `string,integer[,string]`. */
export function argumentTypes(signature: string): ArgumentTypes {
  const optionalFrom = signature.indexOf('[');
  const required = optionalFrom < 0 ? signature : signature.slice(0, optionalFrom);
  const split = (text: string) => text.split(',').filter((type) => type !== '');
  return { types: split(signature.replaceAll(/[[\]]/g, '')), required: split(required).length };
}

type Table<Fact> = ReadonlyMap<string, readonly Fact[]>;

/** A table that is read from its text at its first use, so that loading the module costs nothing. */
function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function records<Fact>(text: string, columns: number, make: (cells: readonly string[], life: Lifetime) => Fact | []) {
  const table = new Map<string, Fact[]>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const cells = line.split('\t');
    const since = cells[columns];
    const until = cells[columns + 1];
    const fact = make(cells, { ...(since && { since }), ...(until && { until }) });
    if (!Array.isArray(fact)) append(table, cells[0] ?? '', fact as Fact);
  }
  return table;
}

function append<Fact>(table: Map<string, Fact[]>, key: string, fact: Fact): void {
  const known = table.get(key);
  if (known) known.push(fact);
  else table.set(key, [fact]);
}

/** Records whose key is `<group> <name>`, by group and name. */
function grouped<Fact extends { readonly name: string }>(table: ReadonlyMap<string, readonly Fact[]>) {
  const groups = new Map<string, Map<string, Fact[]>>();
  for (const [key, facts] of table) {
    const group = key.slice(0, key.lastIndexOf(' '));
    const known = groups.get(group) ?? new Map<string, Fact[]>();
    groups.set(group, known);
    for (const fact of facts) append(known, fact.name, fact);
  }
  return groups;
}

const lastWord = (text: string | undefined): string => (text ?? '').slice((text ?? '').lastIndexOf(' ') + 1);

const fetches = lazy(() =>
  records(generated.fetches, 4, ([name = '', args = '', out = '', bits = '0'], life): FetchFact => {
    return { name, args: argumentTypes(args), out, validity: Number.parseInt(bits, 36), ...life };
  }),
);

const converters = lazy(() =>
  records(generated.converters, 4, ([name = '', args = '', input = '', out = ''], life): ConverterFact => {
    // The inventories write `output => input`: the type that leaves the converter comes first.
    return { name, args: argumentTypes(args), in: input, out, ...life };
  }),
);

const acls = lazy(() =>
  records(generated.acls, 3, ([name = '', fetch = '', match = ''], life): AclFact => ({ name, fetch, match, ...life })),
);

const actions = lazy(() => {
  const read = records(generated.actions, 1, ([key], life): ActionFact => {
    const name = lastWord(key);
    return { name: name.replace('*', ''), prefix: name.endsWith('*'), ...life };
  });
  const table = grouped(read);
  for (const { ruleset, name, prefix, since, until } of handActions) {
    const known = table.get(ruleset) ?? new Map<string, ActionFact[]>();
    table.set(ruleset, known);
    if (!known.has(name)) {
      append(known, name, { name, prefix: prefix === true, ...(since && { since }), ...(until && { until }) });
    }
  }
  return table;
});

const parameters = lazy(() =>
  grouped(
    records(generated.parameters, 2, ([key, arity], life): ParameterFact => {
      return { name: lastWord(key), arity: Number(arity), ...life };
    }),
  ),
);

const options = lazy(() => {
  const table = records(generated.options, 2, ([name = '', flags = ''], life): OptionFact => {
    return { name, ...optionFlags(flags), byHand: false, ...life };
  });
  for (const { name, flags, since, until } of handOptions) {
    append(table, name, {
      name,
      ...optionFlags(flags),
      byHand: true,
      ...(since && { since }),
      ...(until && { until }),
    });
  }
  return table;
});

function optionFlags(flags: string) {
  return { frontend: flags.includes('F'), backend: flags.includes('B'), http: flags.includes('H') };
}

const keywords = lazy(() =>
  grouped(records(generated.keywords, 1, ([key], life): KeywordFact => ({ name: lastWord(key), ...life }))),
);
const filters = lazy(() => records(generated.filters, 1, ([name = ''], life): KeywordFact => ({ name, ...life })));
const services = lazy(() => records(generated.services, 1, ([name = ''], life): KeywordFact => ({ name, ...life })));

/** Of several meanings the newest that fits: between two inventories nobody knows when the change came. */
function pick<Fact extends Lifetime>(facts: readonly Fact[] | undefined, version: Version): Fact | undefined {
  return facts?.findLast((fact) => mayExist(fact, version));
}

function all<Fact extends Lifetime>(table: Table<Fact>, version: Version): Fact[] {
  return [...table.values()].flatMap((facts) => pick(facts, version) ?? []);
}

/** False only where an inventory of that version or a newer one without it says so. */
export function mayExist({ since, until }: Lifetime, version: Version): boolean {
  if (until && compareVersions(version, parseVersion(until) ?? []) >= 0) return false;
  if (!since) return true;
  const before = generated.inventoryVersions[generated.inventoryVersions.indexOf(since) - 1];
  if (!before) return compareVersions(version, parseVersion(since) ?? []) >= 0;
  return compareVersions(version, parseVersion(before) ?? []) > 0;
}
