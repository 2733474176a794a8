import type { Position, Range } from 'vscode-languageserver-types';

/**
 * What a client sends, made such that nothing behind it has to doubt it: places are whole numbers from 0 on, changes
 * hold texts, documents have a version. A client that breaks the protocol gets an answer about the nearest place that
 * exists, and its document stays what it shows. The message itself is changed: nobody else has it.
 */
export function wellFormed(params: unknown): unknown {
  if (!isObject(params)) return params;
  mend(params, 'position', placeOf);
  mend(params, 'range', rangeOf);
  mend(params, 'positions', (places) => (Array.isArray(places) ? places.map(placeOf) : []));
  mend(params, 'contentChanges', changesOf);
  mend(params, 'textDocument', (document) => documentOf(document, 'contentChanges' in params));
  mend(params, 'context', contextOf);
  mend(params, 'item', itemOf);
  return params;
}

type Fields = { [name: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mend(holder: Fields, name: string, by: (value: unknown) => unknown): void {
  if (Object.hasOwn(holder, name)) holder[name] = by(holder[name]);
}

/** Beyond any text, and still exact when it is added to something. */
const most = 2 ** 31 - 1;

function countOf(value: unknown): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return 0;
  return Math.max(0, Math.min(most, Math.floor(value)));
}

function placeOf(raw: unknown): Position {
  const { line, character } = isObject(raw) ? raw : {};
  // A place above the first line is its start, as it is for a place before a line.
  if (typeof line === 'number' && line < 0) return { line: 0, character: 0 };
  return { line: countOf(line), character: countOf(character) };
}

function rangeOf(raw: unknown): Range {
  const { start, end } = isObject(raw) ? raw : {};
  const [from, to] = [placeOf(start), placeOf(end)];
  const isOrdered = from.line < to.line || (from.line === to.line && from.character <= to.character);
  return isOrdered ? { start: from, end: to } : { start: to, end: from };
}

/** A change without a text changes nothing that could be known. */
function changesOf(raw: unknown): unknown[] {
  const changes = Array.isArray(raw) ? raw.filter(isObject) : [];
  return changes
    .filter(({ text }) => typeof text === 'string')
    .map(({ text, range }) => (isObject(range) ? { range: rangeOf(range), text } : { text }));
}

function documentOf(raw: unknown, isChange: boolean): unknown {
  const document: Fields = isObject(raw) ? raw : {};
  const isOpening = Object.hasOwn(document, 'text') || Object.hasOwn(document, 'languageId');
  if (typeof document['uri'] !== 'string') document['uri'] = '';
  if (isOpening && typeof document['text'] !== 'string') document['text'] = '';
  if (isOpening && typeof document['languageId'] !== 'string') document['languageId'] = '';
  if ((isOpening || isChange) && !Number.isInteger(document['version'])) document['version'] = 0;
  return document;
}

/** Of a request for code actions or references. */
function contextOf(raw: unknown): unknown {
  const context: Fields = isObject(raw) ? raw : {};
  mend(context, 'diagnostics', (list) => (Array.isArray(list) ? list.filter(isObject).map(itemOf) : []));
  return context;
}

function itemOf(raw: unknown): unknown {
  const item: Fields = isObject(raw) ? raw : {};
  mend(item, 'range', rangeOf);
  mend(item, 'selectionRange', rangeOf);
  return item;
}
