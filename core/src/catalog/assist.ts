import type { TextRange } from '../base/text-range.ts';
import type { Version } from '../base/version.ts';
import type { Argument, Catalog, Choice, Keyword, NameKind } from './keyword.ts';
import { argumentAt, findKeyword, keywordsIn, signature } from './lookup.ts';

/** Where a cursor stands, in the terms of the catalogue. */
export interface Cursor {
  /** The section or block. */
  readonly context: string;
  /** All words of the line or statement, the one at the cursor among them. */
  readonly words: readonly string[];
  /** Which of the words the cursor is in or right behind; `words.length` when it starts a new one. */
  readonly at: number;
  /** The part of that word before the cursor. */
  readonly prefix: string;
  /** What a completion replaces and a hover covers, in the file. */
  readonly range: TextRange;
}

/** Something that could stand at the cursor. */
export interface Candidate {
  readonly label: string;
  readonly kind: 'keyword' | 'block' | 'value' | 'name' | 'function' | 'variable';
  readonly detail: string;
  readonly doc: string;
  readonly deprecated: boolean;
  /** What is inserted, where it is not the label. */
  readonly insert?: string;
}

/** Names declared in a configuration, by kind. */
export type DeclaredNames = (kind: NameKind) => readonly string[];

/** Everything that may stand at the cursor, whatever has been typed of it: filtering is the editor's. */
export function candidatesAt(catalog: Catalog, version: Version, cursor: Cursor, names: DeclaredNames): Candidate[] {
  const before = cursor.words.slice(0, cursor.at);
  const found: Candidate[] = [];
  for (const keyword of keywordsIn(catalog, cursor.context, version)) {
    const parts = keyword.name.split(' ');
    if (parts.length > before.length && before.every((word, index) => parts[index] === word)) {
      found.push(keywordCandidate(keyword, parts.slice(before.length).join(' ')));
    }
  }
  const slot = slotAt(catalog, version, cursor);
  if (slot?.argument) for (const one of argumentCandidates(slot.argument, slot.keyword, names)) found.push(one);
  if (slot?.parameters) {
    for (const parameter of keywordsIn(catalog, slot.parameters, version)) {
      found.push(keywordCandidate(parameter, parameter.name));
    }
  }
  return found;
}

/** What the catalogue says of the word at the cursor. */
export interface Explanation {
  readonly keyword: Keyword;
  readonly signature: string;
  /** Its place in the manual; undefined for what the file itself declares. */
  readonly manual?: string;
  /** The argument at the cursor, where it is not the keyword itself. */
  readonly argument?: Argument;
  readonly choice?: Choice;
}

export function explainAt(catalog: Catalog, version: Version, cursor: Cursor): Explanation | undefined {
  const word = cursor.words[cursor.at];
  if (word === undefined) return undefined;
  const keyword = findKeyword(catalog, cursor.context, cursor.words, version);
  if (!keyword) return undefined;
  const explain = (found: Keyword, argument?: Argument): Explanation => {
    const choice = argument?.choices?.find((candidate) => candidate.value === word);
    return {
      keyword: found,
      signature: signature(found),
      manual: catalog.manual(found),
      ...(argument && { argument }),
      ...(choice && { choice }),
    };
  };
  if (cursor.at < keyword.name.split(' ').length) return explain(keyword);
  const slot = slotAt(catalog, version, cursor);
  if (slot?.argument) return explain(slot.keyword, slot.argument);
  const parameter = slot?.parameters && findKeyword(catalog, slot.parameters, [word], version);
  return explain(parameter || keyword);
}

/** How the thing around the cursor is written, and which of its arguments is there. */
export interface SignatureAt {
  readonly label: string;
  readonly doc: string;
  readonly arguments: readonly { readonly label: string; readonly doc: string }[];
  /** Index in `arguments`; absent behind the last one. */
  readonly active?: number;
}

/** What may stand at a cursor, in the terms of the catalogue. */
export interface Slot {
  /** The keyword or parameter whose argument is at the cursor. */
  readonly keyword: Keyword;
  readonly argument?: Argument;
  /** The context whose keywords may stand at the cursor. */
  readonly parameters?: string;
}

/** Walks from the keyword over its arguments and parameters to the cursor. */
export function slotAt(catalog: Catalog, version: Version, cursor: Cursor): Slot | undefined {
  const before = cursor.words.slice(0, cursor.at);
  let keyword = findKeyword(catalog, cursor.context, before, version);
  if (!keyword) return undefined;
  let position = keyword.name.split(' ').length;
  const parameters = keyword.parameters;
  for (;;) {
    const count = before.length - position;
    const argument = argumentAt(keyword, count);
    const fixed = keyword.arguments?.length ?? 0;
    if (argument && (count < fixed || !parameters)) {
      return { keyword, argument, ...(parameters && argument.optional && { parameters }) };
    }
    position += fixed;
    if (!parameters || position > before.length) return { keyword };
    if (position === before.length) return { keyword, parameters };
    const parameter = findKeyword(catalog, parameters, before.slice(position), version);
    // An unknown parameter: what follows it may be its argument or the next one.
    if (!parameter) return { keyword, parameters };
    keyword = parameter;
    position += parameter.name.split(' ').length;
  }
}

/** A keyword, or what is left of it to type. */
export function keywordCandidate(keyword: Keyword, label: string): Candidate {
  return {
    label,
    kind: keyword.opens ? 'block' : 'keyword',
    detail: signature(keyword),
    doc: keyword.doc,
    deprecated: keyword.deprecated !== undefined,
  };
}

function argumentCandidates(argument: Argument, keyword: Keyword, names: DeclaredNames): Candidate[] {
  const declared = argument.refersTo ? names(argument.refersTo) : [];
  const detail = argumentDetail(argument, keyword);
  return [
    ...choiceCandidates(argument, keyword),
    ...declared.map(
      (label): Candidate => ({ label, kind: 'name', detail, doc: argument.doc ?? '', deprecated: false }),
    ),
  ];
}

/** Which argument of which keyword a candidate is for. */
export function argumentDetail(argument: Argument, keyword: Keyword): string {
  return `${keyword.name} <${argument.name}>`;
}

/** The words that an argument may be. */
export function choiceCandidates(argument: Argument, keyword: Keyword): Candidate[] {
  const detail = argumentDetail(argument, keyword);
  return (argument.choices ?? []).map((choice) => ({
    label: choice.value,
    kind: 'value',
    detail,
    doc: choice.doc ?? argument.doc ?? '',
    deprecated: false,
  }));
}
