import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { type Site, startsOf } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import { includesOf } from './configuration.ts';
import { type Definitions, expand, withValues } from './definitions.ts';
import type { Environment } from './environment.ts';
import { lexLine } from './lexer.ts';
import type { BlockSyntax } from './parser.ts';
import { repetitionsOf } from './repeats.ts';
import { type Block, type Statement, statementTree } from './statement-tree.ts';

/** A statement as keepalived acts on it: conditional prefix taken away, definitions put in. */
export interface ActiveStatement {
  readonly chunk: BlockSyntax;
  readonly keyword: string;
  readonly args: readonly Word[];
  readonly site: Site;
  readonly block: Block | undefined;
  /** What its own block is read with. */
  readonly environment: Environment;
}

/** The statements that hold in an environment, in order. */
export function activeStatements(
  chunk: BlockSyntax,
  statements: readonly Statement[],
  environment: Environment,
): ActiveStatement[] {
  const active: ActiveStatement[] = [];
  for (let index = 0; index < statements.length; index++) {
    const statement = statements[index];
    if (!statement) continue;
    const words = activeWords(statement, environment.configId);
    const keyword = words[0];
    if (!keyword || (keyword.value.startsWith('$') && /^\$\w+=/.test(keyword.value))) continue;
    const included = includedStatements(chunk, words, environment);
    if (included) {
      for (const each of included) active.push(each);
      continue;
    }
    const many = isPlain(words) ? undefined : written(chunk, statement, words, environment);
    if (many) {
      for (const each of activeStatements(chunk, many, { ...environment, written: true })) active.push(each);
    } else active.push(activeStatement(chunk, words, statement.block, environment));
  }
  return active;
}

/** What stands in the files of an `include` line; undefined for any other, and where the files are unknown. */
function includedStatements(
  chunk: BlockSyntax,
  words: readonly Word[],
  environment: Environment,
): readonly ActiveStatement[] | undefined {
  const [keyword] = words;
  if (!environment.included || !keyword?.value.startsWith('include')) return undefined;
  const line = includesOf(chunk).find(
    ({ site }) => keyword.range.start >= site.range.start && keyword.range.end <= site.range.end,
  );
  const files = line && environment.included(chunk, line.pattern);
  // Outside of blocks the files' chunks are those of the configuration.
  if (!files || line.whole) return files && [];
  return files.flatMap(({ syntax }) =>
    syntax.chunks.flatMap((part) => activeStatements(part, part.statements, environment)),
  );
}

/** The statements of a statement's block. Several readers ask for them, and definitions may make many of a few. */
export const childrenOf: (statement: ActiveStatement) => readonly ActiveStatement[] = memo(
  ({ chunk, block, environment }: ActiveStatement) =>
    block ? activeStatements(chunk, block.statements, environment) : noStatements,
);

const noStatements: readonly ActiveStatement[] = [];

function activeStatement(
  chunk: BlockSyntax,
  words: readonly Word[],
  block: Block | undefined,
  environment: Environment,
): ActiveStatement {
  return new ReadStatement(
    chunk,
    isPlain(words) ? words : words.flatMap((word) => substitute(word, environment)),
    block,
    environment,
  );
}

/** A statement that makes its arguments and its place when asked: of most nobody wants to know. */
class ReadStatement implements ActiveStatement {
  readonly chunk: BlockSyntax;
  readonly keyword: string;
  readonly words: readonly Word[];
  readonly block: Block | undefined;
  readonly environment: Environment;
  private behind: readonly Word[] | undefined = undefined;

  constructor(chunk: BlockSyntax, words: readonly Word[], block: Block | undefined, environment: Environment) {
    this.chunk = chunk;
    this.keyword = words[0]?.value ?? '';
    this.words = words;
    this.block = block;
    this.environment = environment;
  }

  get args(): readonly Word[] {
    this.behind ??= this.words.slice(1);
    return this.behind;
  }

  get site(): Site {
    const { chunk, words } = this;
    const start = words[0]?.range.start ?? 0;
    return { chunk, range: { start, end: words.at(-1)?.range.end ?? start } };
  }
}

const atSign = 64;

/** `@id word …` holds only on the node with that id, `@^id word …` on all others. */
function activeWords(statement: Statement, configId: string | undefined): readonly Word[] {
  const { words } = statement;
  let first = 0;
  for (let word = words[0] as Word | undefined; word?.value.charCodeAt(0) === atSign; word = words[++first]) {
    const condition = word.value.slice(1);
    const negated = condition.startsWith('^');
    const id = negated ? condition.slice(1) : condition;
    if ((id === configId) === negated) return [];
  }
  return first === 0 ? words : words.slice(first);
}

function isPlain(words: readonly Word[]): boolean {
  for (let index = 0; index < words.length; index++) if (words[index]?.known === false) return false;
  return !words[0]?.value.startsWith('~');
}

/**
 * What stands there when the text itself has to be written anew: a line that is repeated, or a definition of several
 * lines. All of it has the place of the line. Undefined where putting words in the place of words is enough.
 */
function written(
  chunk: BlockSyntax,
  { words: all, block }: Statement,
  words: readonly Word[],
  { definitions, written: done }: Environment,
): readonly Statement[] | undefined {
  if (block || done) return undefined;
  const start = words[0]?.range.start ?? 0;
  const end = all.at(-1)?.range.end ?? start;
  const text = chunk.text.slice(start, end);
  const repeated = text.startsWith('~');
  if (!repeated && !usesSeveralLines(words, definitions)) return undefined;
  const lines = repetitionsOf(text)?.flatMap(({ text: line, values }) => {
    return expand(withValues(definitions, values), { text: line, offset: 0 }).map((source) => source.text);
  });
  return lines && placedAt(lines, { start, end });
}

function usesSeveralLines(words: readonly Word[], definitions: Definitions): boolean {
  return words.some(({ known, value }) => {
    if (known) return false;
    const lines = expand(definitions, { text: value, offset: 0 });
    return lines.length > 1 || lines.some(({ text }) => /[{}]/.test(text.replace(/\$\{\w+\}/g, '')));
  });
}

/** The statements of lines that stand nowhere in a file; their place is `range`. */
function placedAt(texts: readonly string[], range: TextRange): readonly Statement[] {
  const lines = texts.map((text) => lexLine(`${text}\n`));
  const lineWords = lines.map((line) => line.words.map(({ value, known }) => ({ value, known, range })));
  const move = ({ words, block }: Statement): Statement => ({
    words,
    range,
    ...(block && { block: { open: range, close: range, statements: block.statements.map(move) } }),
  });
  return statementTree({ lines, lineStarts: startsOf(lines), lineWords }).statements.map(move);
}

/** Puts definitions into a word; a text of several words becomes several words at the place of the one. */
function substitute(word: Word, { definitions }: Environment): Word[] {
  if (word.known || definitions.size === 0) return [word];
  const [line, ...more] = expand(definitions, { text: word.value, offset: 0 });
  if (!line || more.length > 0 || /\$(?:\{\w+\}|\w+)/.test(line.text)) return [word];
  return line.text.split(/\s+/).map((part) => ({ range: word.range, value: part, known: true }));
}
