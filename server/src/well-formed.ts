import type { Position, Range } from 'vscode-languageserver-types';

/**
 * What a client sends, made such that nothing behind it has to doubt it: places are whole numbers from 0 on, changes
 * hold texts, documents have a version. A client that breaks the protocol gets an answer about the nearest place that
 * exists, and its document stays what it shows. The message itself is changed: nobody else has it.
 */
export function wellFormed(params: unknown): unknown {
  if (!isObject(params)) return params;
  const message: Message = params;
  if (message.position !== undefined) message.position = placeOf(message.position);
  if (message.range !== undefined) message.range = rangeOf(message.range);
  if (message.positions !== undefined) message.positions = listOf(message.positions).map(placeOf);
  if (message.textDocument !== undefined) {
    message.textDocument = documentOf(message.textDocument, 'contentChanges' in params);
  }
  if (message.contentChanges !== undefined) message.contentChanges = changesOf(message.contentChanges);
  if (message.context !== undefined) message.context = contextOf(message.context);
  if (message.item !== undefined) message.item = itemOf(message.item);
  return params;
}

/** The fields of all messages that hold places, changes or documents. */
interface Message {
  position?: unknown;
  range?: unknown;
  positions?: unknown;
  textDocument?: unknown;
  contentChanges?: unknown;
  context?: unknown;
  item?: unknown;
}

interface Item {
  range?: unknown;
  selectionRange?: unknown;
}

interface Document {
  uri?: unknown;
  languageId?: unknown;
  version?: unknown;
  text?: unknown;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Beyond any text, and still exact when it is added to something. */
const most = 2 ** 31 - 1;

function countOf(value: unknown): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return 0;
  return Math.max(0, Math.min(most, Math.floor(value)));
}

function placeOf(raw: unknown): Position {
  const { line, character }: { line?: unknown; character?: unknown } = isObject(raw) ? raw : {};
  // A place above the first line is its start, as it is for a place before a line.
  if (typeof line === 'number' && line < 0) return { line: 0, character: 0 };
  return { line: countOf(line), character: countOf(character) };
}

function rangeOf(raw: unknown): Range {
  const { start, end }: { start?: unknown; end?: unknown } = isObject(raw) ? raw : {};
  const [from, to] = [placeOf(start), placeOf(end)];
  const isOrdered = from.line < to.line || (from.line === to.line && from.character <= to.character);
  return isOrdered ? { start: from, end: to } : { start: to, end: from };
}

/** A change without a text changes nothing that could be known. */
function changesOf(raw: unknown): unknown[] {
  return listOf(raw).flatMap((change): unknown[] => {
    const { text, range }: { text?: unknown; range?: unknown } = isObject(change) ? change : {};
    if (typeof text !== 'string') return [];
    return [isObject(range) ? { range: rangeOf(range), text } : { text }];
  });
}

function documentOf(raw: unknown, isChange: boolean): Document {
  const document: Document = isObject(raw) ? raw : {};
  const isOpening = document.text !== undefined || document.languageId !== undefined;
  if (typeof document.uri !== 'string') document.uri = '';
  if (isOpening && typeof document.text !== 'string') document.text = '';
  if (isOpening && typeof document.languageId !== 'string') document.languageId = '';
  if ((isOpening || isChange) && !Number.isInteger(document.version)) document.version = 0;
  return document;
}

/** Of a request for code actions or references. */
function contextOf(raw: unknown): object {
  const context: { diagnostics?: unknown } = isObject(raw) ? raw : {};
  if (context.diagnostics !== undefined) {
    context.diagnostics = listOf(context.diagnostics).filter(isObject).map(itemOf);
  }
  return context;
}

function itemOf(raw: unknown): Item {
  const item: Item = isObject(raw) ? raw : {};
  if (item.range !== undefined) item.range = rangeOf(item.range);
  if (item.selectionRange !== undefined) item.selectionRange = rangeOf(item.selectionRange);
  return item;
}
