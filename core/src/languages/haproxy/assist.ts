import { type Table, table } from '../../base/table.ts';
import type { Version } from '../../base/version.ts';
import {
  argumentDetail,
  type Candidate,
  type Cursor,
  choiceCandidates,
  type DeclaredNames,
  keywordCandidate,
} from '../../catalog/assist.ts';
import type { Argument, Keyword, NameKind } from '../../catalog/keyword.ts';
import { keywordsIn } from '../../catalog/lookup.ts';
import { logVariables } from './catalog/log-variables.ts';
import { aclFlags, matchMethods, predefinedAcls } from './catalog/matching.ts';
import { aclKeywords, converterKeywords, fetchKeywords, functionNamed, functionSignature } from './catalog/samples.ts';
import { haproxyCatalog } from './catalog.ts';
import { catalogName } from './catalog-name.ts';
import { expectedAt, type KeywordPlace, placeOf } from './place.ts';
import { fittingSamples } from './sample-fit.ts';
import { samplePosition } from './sample-position.ts';

/** What may stand at a place, and how many characters before it a choice replaces. */
export interface HaproxyCompletion {
  readonly candidates: readonly Candidate[];
  readonly replaced: number;
}

/** Everything that may stand at the cursor of a HAProxy file, each word once. */
export function haproxyCandidates(version: Version, cursor: Cursor, names: DeclaredNames): HaproxyCompletion {
  const { candidates, replaced } = allCandidates(version, cursor, names);
  const seen = new Set<string>();
  return {
    candidates: candidates.filter(({ label }) => label !== '' && !seen.has(label) && seen.add(label)),
    replaced,
  };
}

function allCandidates(version: Version, cursor: Cursor, names: DeclaredNames): HaproxyCompletion {
  const assist = new Assist(version, names);
  const place = placeOf(cursor, version);
  const { prefix } = cursor;
  switch (place.kind) {
    case 'sample':
      return assist.sample(place.text, false, cursor);
    case 'acl-sample':
      return assist.sample(place.text, true, cursor);
    case 'variable':
      return { candidates: assist.variables(), replaced: place.text.length };
    case 'condition': {
      const negated = prefix.startsWith('!') ? 1 : 0;
      return { candidates: assist.condition(), replaced: prefix.length - negated };
    }
    case 'match':
      return { candidates: assist.match(place.words, place.braces), replaced: prefix.length };
    case 'scope':
      return { candidates: assist.actionArgument(place.action, place.argument), replaced: place.text.length };
    case 'keyword':
      return { candidates: assist.keywords(cursor, place), replaced: prefix.length };
  }
}

const variableScopes: readonly (readonly [string, string])[] = [
  ['proc.', 'Lives as long as the process, and is the same for all.'],
  ['sess.', 'Lives as long as the client’s connection.'],
  ['txn.', 'Lives from a request to the end of its answer, the only one that both know.'],
  ['req.', 'Lives while the request is processed: it is gone in the answer.'],
  ['res.', 'Lives while the answer is processed.'],
];

/** What a request needs all along: the version asked for and the names around. */
class Assist {
  readonly #version: Version;
  readonly #names: DeclaredNames;

  constructor(version: Version, names: DeclaredNames) {
    this.#version = version;
    this.#names = names;
  }

  /** Keywords that start with the words so far, values, names, parameters and what may end the line. */
  keywords(cursor: Cursor, { before, negated }: KeywordPlace): Candidate[] {
    const found: Candidate[] = [];
    const names = before.map(catalogName);
    const seen = new Set<string>();
    const list = keywordsIn(haproxyCatalog, cursor.context, this.#version);
    const followers = new Map<string, number>();
    for (const { name } of list) {
      const head = name.includes(' ') ? name.slice(0, name.indexOf(' ')) : '';
      followers.set(head, (followers.get(head) ?? 0) + 1);
    }
    const isHead = (head: string) => (followers.get(head) ?? 0) > 15;
    for (const keyword of list) {
      const parts = keyword.name.split(' ');
      if (parts.length <= names.length || !names.every((word, index) => parts[index] === word)) continue;
      // `http-request` leads to its actions; offering each of them as a first word would bury the others.
      const short = names.length === 0 && parts.length > 1 && isHead(parts[0] ?? '');
      const label = parts.slice(names.length).join(' ');
      if (short || seen.has(label)) continue;
      seen.add(label);
      found.push(keywordCandidate(keyword, label));
    }
    if (before.length === 0) {
      if (!negated && cursor.context !== '')
        found.push(...['no', 'default'].map((label) => word(label, prefixDocs.get(label))));
      // Any line may start the next section.
      if (!negated && cursor.context !== '') {
        found.push(
          ...keywordsIn(haproxyCatalog, '', this.#version).map((keyword) => keywordCandidate(keyword, keyword.name)),
        );
      }
      return found;
    }
    const expected = expectedAt(cursor.context, before, this.#version);
    if (!expected) return found;
    for (const { owner, argument } of expected.slots) {
      for (const candidate of this.#argument(owner, argument)) found.push(candidate);
    }
    if (expected.parameters) {
      for (const parameter of keywordsIn(haproxyCatalog, expected.parameters, this.#version)) {
        found.push(keywordCandidate(parameter, parameter.name));
      }
    }
    if (expected.keyword.condition) {
      found.push(
        word('if', 'Only where the condition holds.'),
        word('unless', 'Only where the condition does not hold.'),
      );
    }
    return found;
  }

  #argument(owner: Keyword, argument: Argument): Candidate[] {
    const values = choiceCandidates(argument, owner);
    const detail = argumentDetail(argument, owner);
    return argument.refersTo ? [...values, ...this.#declared(argument.refersTo, detail)] : values;
  }

  #declared(kind: NameKind, detail: string): Candidate[] {
    return this.#names(kind).map((label) => ({
      label,
      kind: 'name',
      detail,
      doc: `Declared ${kind}.`,
      deprecated: false,
    }));
  }

  /**
   * A sample expression; in an ACL, its keywords such as `path_beg` can stand for a fetch. What gives nothing where the
   * line takes its samples comes last.
   */
  sample(text: string, acl: boolean, cursor: Cursor): HaproxyCompletion {
    const position = samplePosition(text);
    const replaced = position.typed.length;
    if (position.role === 'converter') {
      return { candidates: converterKeywords(this.#version).map(functionCandidate), replaced };
    }
    if (position.role === 'fetch') {
      const keywords = [...(acl ? aclKeywords(this.#version) : []), ...fetchKeywords(this.#version)];
      const fits = fittingSamples(cursor, this.#version);
      const inOrder = [...keywords.filter(({ name }) => fits(name)), ...keywords.filter(({ name }) => !fits(name))];
      return { candidates: inOrder.map(functionCandidate), replaced };
    }
    const keyword = functionNamed(position.name, position.converter, this.#version);
    const argument = keyword?.arguments?.[position.argument];
    if (!keyword || !argument) return { candidates: [], replaced };
    const candidates = this.#argument(keyword, argument);
    return { candidates: argument.refersTo === 'variable' ? [...candidates, ...scopes()] : candidates, replaced };
  }

  /** The ACLs and expressions of a condition. */
  condition(): Candidate[] {
    return [
      ...this.#declared('acl', 'acl'),
      ...[...predefinedAcls].map(
        ([label, doc]): Candidate => ({ label, kind: 'name', detail: 'predefined ACL', doc, deprecated: false }),
      ),
      word('{', 'An anonymous ACL up to `}`.'),
      word('!', 'Not the ACL that follows.'),
      word('or', 'Either what stands before or what follows; without a word between them, ACLs are joined by "and".'),
      word('||', 'The same as `or`.'),
    ];
  }

  /** Flags and patterns behind the fetch of an ACL. */
  match(words: readonly string[], braces: boolean): Candidate[] {
    const last = words.at(-1);
    if (last === '-m') return [...matchMethods].map(([label, doc]) => value(label, 'match method', doc));
    if (last === '-f' || last === '-M' || last === '-u') return [];
    const fetch = (words[0] ?? '').replace(/[(,].*$/, '');
    const patterns = patternsOf(fetch);
    return [
      ...[...aclFlags].map(([label, doc]) => value(label, 'flag', doc)),
      ...patterns.map((label) => value(label, `${fetch} pattern`, '')),
      ...(braces ? [word('}', 'Ends the anonymous ACL.')] : []),
    ];
  }

  /** What stands in the parentheses of an action: variables, resolvers. */
  actionArgument(action: string, argument: number): Candidate[] {
    if (action === 'do-resolve' && argument === 1) return this.#declared('resolvers', 'resolvers');
    if (action === 'do-resolve' && argument === 2) return ['ipv4', 'ipv6'].map((label) => value(label, 'family', ''));
    if (/^(?:un)?set-var|^do-resolve/.test(action)) return [...this.#declared('variable', 'variable'), ...scopes()];
    return [];
  }

  variables(): Candidate[] {
    return [
      ...logVariables.map(
        ([label, doc]): Candidate => ({
          label: `%${label}`,
          kind: 'variable',
          detail: 'log variable',
          doc,
          deprecated: false,
        }),
      ),
      { label: '%[', kind: 'function', detail: '%[sample]', doc: 'A sample expression.', deprecated: false },
    ];
  }
}

const prefixDocs: Table<string> = table({
  no: 'Takes back an option or flag that was set before, as in `no option httplog`.',
  default: 'Sets an option back to what it is without any configuration.',
});

const scopes = (): Candidate[] => variableScopes.map(([label, doc]) => value(label, 'variable scope', doc));

function patternsOf(fetch: string): string[] {
  if (/^(?:method|meth|capture\.req\.method)$/.test(fetch)) {
    return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE'];
  }
  if (/^req[._]ver$|^res[.p_]+ver$/.test(fetch)) return ['1.0', '1.1', '2.0'];
  return [];
}

function word(label: string, doc = ''): Candidate {
  return { label, kind: 'keyword', detail: '', doc, deprecated: false };
}

function value(label: string, detail: string, doc: string): Candidate {
  return { label, kind: 'value', detail, doc, deprecated: false };
}

function functionCandidate(keyword: Keyword): Candidate {
  const required = keyword.arguments?.[0] && !keyword.arguments[0].optional;
  return {
    label: keyword.name,
    kind: 'function',
    detail: functionSignature(keyword),
    doc: keyword.doc,
    deprecated: keyword.deprecated !== undefined,
    ...(required && { insert: `${keyword.name}(` }),
  };
}
