import type { Version } from '../../base/version.ts';
import type { Cursor, Explanation, SignatureAt } from '../../catalog/assist.ts';
import type { Argument, Choice, Keyword } from '../../catalog/keyword.ts';
import { findKeyword, signature } from '../../catalog/lookup.ts';
import { logVariables } from './catalog/log-variables.ts';
import { aclFlags, matchMethods, predefinedAcls } from './catalog/matching.ts';
import { aclKeyword, functionNamed, functionSignature } from './catalog/samples.ts';
import { haproxyCatalog, manualChapter } from './catalog.ts';
import { catalogName } from './catalog-name.ts';
import type { HaproxyCursor } from './cursor.ts';
import type { SectionSyntax } from './parser.ts';
import { expectedAt, type KeywordPlace, placeOf } from './place.ts';
import { samplePosition } from './sample-position.ts';
import { maskedWords } from './secrets.ts';

/** What the catalogue says of the word at the cursor, and how many characters before the cursor it starts. */
export function haproxyExplanation(
  version: Version,
  cursor: HaproxyCursor,
): { readonly explanation: Explanation; readonly before: number; readonly length: number } | undefined {
  const word = cursor.words[cursor.at];
  if (word === undefined) return undefined;
  const { prefix, raw } = cursor;
  const item = itemAt(word, prefix.length);
  const rest = /^[\w.+-]*/.exec(raw.slice(prefix.length))?.[0] ?? '';
  const whole: Cursor = { ...cursor, prefix: prefix + rest };
  const place = placeOf(whole, version);
  const explain = (keyword: Keyword, text: string, isFunction = false, argument?: Argument) => {
    const choice = argument?.choices?.find((candidate) => isChoice(candidate, item));
    return {
      explanation: {
        keyword,
        signature: isFunction ? functionSignature(keyword) : signature(keyword),
        manual: haproxyCatalog.manual(keyword),
        ...(argument && { argument }),
        ...(choice && { choice }),
      },
      before: text.length - rest.length,
      length: text.length,
    };
  };
  if (place.kind === 'sample' || place.kind === 'acl-sample') {
    const position = samplePosition(place.text);
    const name = position.role === 'argument' ? position.name : position.typed;
    const keyword =
      (place.kind === 'acl-sample' && position.role === 'fetch' ? aclKeyword(name, version) : undefined) ??
      functionNamed(name, position.converter, version);
    const argument = position.role === 'argument' ? keyword?.arguments?.[position.argument] : undefined;
    return keyword && explain(keyword, position.typed, true, argument);
  }
  const simple = (name: string, doc: string | undefined, chapter: string | undefined) => {
    if (doc === undefined) return undefined;
    const found = explain({ name, in: [], doc }, name === word ? name : place.kind === 'variable' ? place.text : name);
    const { manual: _, ...explanation } = found.explanation;
    return { ...found, explanation: { ...explanation, ...(chapter && { manual: manualChapter(chapter) }) } };
  };
  if (place.kind === 'variable') {
    const name = place.text.replace(/^%(?:\{[^}]*\})?/, '');
    return simple(`%${name}`, logVariables.find(([label]) => label === name)?.[1], '8.2.6');
  }
  if (place.kind === 'condition') {
    const name = word.replace(/^!/, '');
    const own = aclText(cursor.section, name);
    return simple(name, own ?? predefinedAcls.get(name), own === undefined ? '7.4' : undefined);
  }
  if (place.kind === 'match') {
    const methods = place.words.at(-1) === '-m' ? matchMethods : aclFlags;
    return simple(word, methods.get(word), '7.1');
  }
  if (place.kind === 'scope') return undefined;
  const words = [...place.before, word, ...cursor.words.slice(cursor.at + 1)];
  const keyword =
    findKeyword(haproxyCatalog, cursor.context, words.map(catalogName), version) ?? sectionNamed(place, word, version);
  if (!keyword) return undefined;
  const text = raw.slice(0, prefix.length + rest.length);
  if (place.before.length < keyword.name.split(' ').length) return explain(keyword, text);
  const expected = expectedAt(cursor.context, place.before, version);
  const slot =
    expected?.slots.find(({ argument }) => argument.choices?.some((choice) => isChoice(choice, item))) ??
    expected?.slots.find(({ argument }) => argument.optional !== true || !argument.choices);
  const parameter =
    expected?.parameters &&
    findKeyword(haproxyCatalog, expected.parameters, words.slice(place.before.length).map(catalogName), version);
  if (parameter) return explain(parameter, text);
  if (slot) return explain(slot.owner, text, false, slot.argument);
  return explain(keyword, text);
}

/** The item of a list with commas that holds a place of it; commas in parentheses separate nothing. */
function itemAt(word: string, at: number): string {
  let depth = 0;
  let start = 0;
  for (let index = 0; index < word.length; index++) {
    const character = word.charAt(index);
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth <= 0) {
      if (index >= at) return word.slice(start, index);
      start = index + 1;
    }
  }
  return word.slice(start);
}

function isChoice({ value }: Choice, item: string): boolean {
  return value === item || (value.endsWith('(') && item.startsWith(value));
}

/** What an ACL of the section stands for: the expressions of its lines. */
function aclText(section: SectionSyntax | undefined, name: string): string | undefined {
  const lines = section?.lines.filter(({ values }) => values[0] === 'acl' && values[1] === name) ?? [];
  if (lines.length === 0) return undefined;
  const shown = lines
    .slice(0, 5)
    .map(({ values }) => `\`${maskedWords(values).slice(2).join(' ').replaceAll('`', "'")}\``);
  const more = lines.length > shown.length ? ` or one of ${lines.length - shown.length} more` : '';
  return `ACL of this section: ${shown.join(' or ')}${more}.`;
}

function sectionNamed(place: KeywordPlace, word: string, version: Version): Keyword | undefined {
  return place.before.length === 0 ? findKeyword(haproxyCatalog, '', [word], version) : undefined;
}

/** The signature of the keyword, parameter, fetch or converter whose argument is at the cursor. */
export function haproxySignature(version: Version, cursor: Cursor): SignatureAt | undefined {
  const place = placeOf(cursor, version);
  if (place.kind === 'sample' || place.kind === 'acl-sample') {
    const position = samplePosition(place.text);
    const named = functionNamed(position.name, position.converter, version);
    if (position.role === 'argument' && named) return signatureOf(named, functionSignature(named), position.argument);
  }
  const words = cursor.words.slice(0, cursor.at);
  const before = words[0] === 'no' || words[0] === 'default' ? words.slice(1) : words;
  if (place.kind === 'scope') {
    const action = findKeyword(haproxyCatalog, cursor.context, [...before.map(catalogName), place.action], version);
    return action && signatureOf(action, calledForm(action, place.action), -1);
  }
  const expected = expectedAt(cursor.context, before, version);
  const slot = expected?.slots[0];
  if (!expected || (!slot && !expected.parameters)) return undefined;
  if (!slot) return signatureOf(expected.keyword, signature(expected.keyword), -1);
  return signatureOf(slot.owner, signature(slot.owner), slot.owner.arguments?.indexOf(slot.argument) ?? 0);
}

/** An action with what stands in its parentheses: as its text shows it, else with a variable. */
function calledForm(keyword: Keyword, action: string): string {
  const written = /`([\w-]+\([^`]*)`/.exec(keyword.doc)?.[1];
  const call = written?.startsWith(`${action}(`) ? written : `${action}(variable)`;
  return signature(keyword).replace(action, call);
}

function signatureOf(keyword: Keyword, label: string, active: number): SignatureAt {
  const list = (keyword.arguments ?? []).map((argument) => {
    const values = argument.choices?.map((choice) => choice.value).join('|') ?? '';
    const written = [`{${values}}`, `<${argument.name}>`, argument.name].find((text) => label.includes(text));
    return { label: written ?? argument.name, doc: argument.doc ?? '' };
  });
  return { label, doc: keyword.doc, arguments: list, ...(active >= 0 && active < list.length && { active }) };
}
