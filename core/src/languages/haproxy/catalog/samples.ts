import { type Table, table } from '../../../base/table.ts';
import type { Version } from '../../../base/version.ts';
import type { Argument, Keyword, NameKind } from '../../../catalog/keyword.ts';
import { converterArguments, converterDescriptions } from './converters.ts';
import {
  type AclFact,
  type ArgumentTypes,
  aclFact,
  aclFacts,
  aclLifetime,
  type ConverterFact,
  converterFact,
  converterFacts,
  converterLifetime,
  type FetchFact,
  fetchFact,
  fetchFacts,
  fetchLifetime,
} from './facts.ts';
import { fetchArguments, fetchDescription } from './fetches.ts';
import { matchMethods } from './matching.ts';

/** The version's sample fetches as keywords whose arguments stand in parentheses. */
export function fetchKeywords(version: Version): readonly Keyword[] {
  return cached(fetchLists, version, () => fetchFacts(version).map(fromFetch));
}

export function converterKeywords(version: Version): readonly Keyword[] {
  return cached(converterLists, version, () => converterFacts(version).map(fromConverter));
}

/** ACL keywords such as `path_beg`; those that are named like their fetch are left to it. */
export function aclKeywords(version: Version): readonly Keyword[] {
  return cached(aclLists, version, () =>
    aclFacts(version)
      .filter((fact) => fetchFact(fact.name, version) === undefined)
      .map((fact) => fromAcl(fact, version)),
  );
}

export function fetchKeyword(name: string, version: Version): Keyword | undefined {
  const fact = fetchFact(name, version);
  return fact && fromFetch(fact);
}

export function converterKeyword(name: string, version: Version): Keyword | undefined {
  const fact = converterFact(name, version);
  return fact && fromConverter(fact);
}

export function aclKeyword(name: string, version: Version): Keyword | undefined {
  const fact = aclFact(name, version);
  return fact && fact.name !== fact.fetch ? fromAcl(fact, version) : undefined;
}

/** The converter or fetch of a name; an ACL keyword counts as a fetch. */
export function functionNamed(name: string, converter: boolean, version: Version): Keyword | undefined {
  if (converter) return converterKeyword(name, version);
  return fetchKeyword(name, version) ?? aclKeyword(name, version);
}

/** How a fetch or converter is written: `field(<index>,<delimiters>[,<count>])`. */
export function functionSignature(keyword: Keyword): string {
  const args = (keyword.arguments ?? []).map((argument, index) => {
    const text = `${index > 0 ? ',' : ''}${argument.name}`;
    return argument.optional ? `[${text}]` : text;
  });
  return args.length > 0 ? `${keyword.name}(${args.join('')})` : keyword.name;
}

const fetchLists = new Map<string, readonly Keyword[]>();
const converterLists = new Map<string, readonly Keyword[]>();
const aclLists = new Map<string, readonly Keyword[]>();

function cached(lists: Map<string, readonly Keyword[]>, version: Version, make: () => readonly Keyword[]) {
  const key = version.join('.');
  const known = lists.get(key);
  if (known) return known;
  const made = make();
  lists.set(key, made);
  return made;
}

const typeNames: Table<string> = table({
  any: 'any type',
  same: 'the type it gets',
  bool: 'a boolean',
  sint: 'a number',
  addr: 'an address',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  str: 'a string',
  bin: 'bytes',
  meth: 'a method',
});

function fromFetch(fact: FetchFact): Keyword {
  return {
    name: fact.name,
    in: ['fetch'],
    doc: `${fetchDescription(fact.name) ?? ''} Gives ${typeNames.get(fact.out) ?? fact.out}.`.trimStart(),
    ...listOf(fact.args, fetchArguments(fact.name)),
    ...fetchLifetime(fact.name),
  };
}

function fromConverter(fact: ConverterFact): Keyword {
  const types = `Takes ${typeNames.get(fact.in) ?? fact.in}, gives ${typeNames.get(fact.out) ?? fact.out}.`;
  return {
    name: fact.name,
    in: ['converter'],
    doc: `${converterDescriptions.get(fact.name) ?? ''} ${types}`.trimStart(),
    ...listOf(fact.args, converterArguments.get(fact.name)),
    ...converterLifetime(fact.name),
  };
}

function fromAcl(fact: AclFact, version: Version): Keyword {
  const fetch = fetchKeyword(fact.fetch, version);
  const method = matchMethods.get(fact.match) ?? '';
  return {
    name: fact.name,
    in: ['acl'],
    doc: `\`${fact.fetch} -m ${fact.match}\`. ${fetchDescription(fact.fetch) ?? ''} Compares: ${method}`,
    ...(fetch?.arguments && { arguments: fetch.arguments }),
    ...aclLifetime(fact.name),
  };
}

const references: Table<NameKind> = table({
  backend: 'backend',
  frontend: 'frontend',
  server: 'tracked-server',
  table: 'table',
  'user list': 'userlist',
});

/** The arguments with the names of `written`, where there are any, and the types of the program. */
function listOf(args: ArgumentTypes, written: string | undefined): { readonly arguments?: readonly Argument[] } {
  const names = written?.split(' ') ?? [];
  const list = args.types.map((type, index): Argument => {
    const [name = type, values] = (names[index] ?? type).split('=');
    const kind = name === 'variable' ? 'variable' : references.get(type);
    return {
      name,
      ...(kind && { refersTo: kind }),
      ...(values && { choices: values.split(',').map((value) => ({ value })) }),
      ...(index >= args.required && { optional: true as const }),
    };
  });
  return list.length > 0 ? { arguments: list } : {};
}
