import { memo } from '../../base/memo.ts';
import type { Site } from '../../syntax/chunk.ts';
import { activeText } from './conditions.ts';
import { type Configuration, includesOf } from './configuration.ts';
import { type DefinitionState, define, defineRepeated, definitionsUsed, expand, without } from './definitions.ts';
import type { BlockSyntax } from './parser.ts';
import { repeatedLine, repetitionSize } from './repeats.ts';

/**
 * What definitions and repetitions of a configuration may grow to, in characters. A line counts as many more as make it
 * what a line of text takes to read. Real configurations stay below a tenth.
 */
const mostText = 600_000;
const lineCost = 50;

/** What the definitions that blocks use may come to, each block counted: they are compared after every edit. */
const mostUsed = 4_000_000;

/** From where on the definitions and repetitions of a configuration are not put in: all in all they are too much. */
export interface ExpansionLimit {
  /** The block in which it becomes too much; nothing is put into it, nor into those below. */
  readonly chunk: BlockSyntax;
  /** The line with which it does. */
  readonly site: Site;
}

type Kept = Map<string | undefined, { readonly limit: ExpansionLimit | undefined }>;

const keptOf = memo((_syntax: Configuration['syntax']): Kept => new Map());

/**
 * Where a configuration grows beyond all measure, as the node with the id reads it; undefined for any other. It depends
 * on the whole text above, so it is found out once, before the validator and the model read what is put in.
 */
export function expansionLimit(
  { syntax, included }: Pick<Configuration, 'syntax' | 'included'>,
  configId: string | undefined,
): ExpansionLimit | undefined {
  const kept = keptOf(syntax);
  const known = kept.get(configId);
  if (known) return known.limit;
  const limit = new Measuring(included, configId).limitOf(syntax.chunks);
  kept.set(configId, { limit });
  return limit;
}

class Measuring {
  readonly #included: Configuration['included'];
  readonly #configId: string | undefined;
  readonly #state: DefinitionState = { definitions: new Map(), pending: undefined };
  #text = mostText;
  #used = mostUsed;

  constructor(included: Configuration['included'], configId: string | undefined) {
    this.#included = included;
    this.#configId = configId;
  }

  limitOf(chunks: readonly BlockSyntax[]): ExpansionLimit | undefined {
    for (const chunk of chunks) {
      const site = this.#measure(chunk);
      if (site) return { chunk, site };
    }
    return undefined;
  }

  /** The line in which the configuration becomes too much, if it does in this chunk. */
  #measure(chunk: BlockSyntax): Site | undefined {
    const { definitions } = this.#state;
    const includes = includesOf(chunk);
    if (definitions.size > 0) {
      if (includes.length > 0) this.#used -= definitions.size * lineCost;
      else this.#used -= costOf(definitionsUsed(chunk, definitions));
      if (this.#used < 0) return { chunk, range: firstWords(chunk) };
    }
    let found: Site | undefined;
    if (/[$~]/.test(chunk.text) || this.#state.pending !== undefined) found = this.#measureLines(chunk);
    // What stands in the files of an include outside of blocks comes by itself.
    for (const { pattern, whole, site } of includes) {
      if (found || whole) continue;
      for (const file of this.#included(chunk, pattern) ?? []) {
        for (const part of file.syntax.chunks) if (!found && this.#measure(part)) found = site;
      }
    }
    return found;
  }

  #measureLines(chunk: BlockSyntax): Site | undefined {
    let found: Site | undefined;
    chunk.lines.forEach((line, index) => {
      if (line.plain && this.#state.pending === undefined) return;
      this.#text -= this.#costOfLine(line.text);
      if (this.#text >= 0 || found) return;
      const words = chunk.lineWords[index] ?? [];
      const start = words[0]?.range.start ?? chunk.lineStarts[index] ?? 0;
      found = { chunk, range: { start, end: words.at(-1)?.range.end ?? start } };
    });
    return found;
  }

  #costOfLine(line: string): number {
    const state = this.#state;
    const text = state.pending === undefined ? activeText(line, this.#configId) : line;
    if (text === undefined || define(state, text) !== undefined || !/[$~]/.test(text)) return 0;
    const repeated = repeatedLine(text);
    const known = repeated ? without(state.definitions, repeated.names) : state.definitions;
    const { lines, variables } = repeated ? repetitionSize(text) : { lines: 1, variables: 0 };
    // Nothing is left to put in: it would be for nothing.
    if (this.#text < 0) return 0;
    const rest = { text: repeated?.rest.trimStart() ?? text, offset: 0 };
    const expanded = expand(known, rest);
    if (repeated) defineRepeated(state, text);
    else if (expanded.length === 1 && expanded[0]?.text === text) return 0;
    let length = lineCost * variables;
    for (const each of expanded) length += each.text.length + lineCost;
    return lines * length;
  }
}

function costOf(definitions: ReadonlyMap<string, readonly string[]>): number {
  let cost = 0;
  for (const [name, lines] of definitions) {
    cost += name.length + 8;
    for (const line of lines) cost += line.length + 3;
  }
  return cost;
}

function firstWords(chunk: BlockSyntax): Site['range'] {
  const words = chunk.lineWords.find((each) => each.length > 0) ?? [];
  return { start: words[0]?.range.start ?? 0, end: words.at(-1)?.range.end ?? 0 };
}
