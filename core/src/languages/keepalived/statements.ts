import type { Site } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { Value } from './config.ts';
import type { Environment } from './environment.ts';
import type { Block, BlockSyntax, KeepalivedSyntax, Statement } from './parser.ts';

/** A statement as keepalived acts on it: conditional prefix taken away, definitions put in. */
export interface ActiveStatement {
  readonly chunk: BlockSyntax;
  readonly keyword: string;
  readonly args: readonly Word[];
  readonly site: Site;
  readonly block?: Block;
}

/** The statements that hold for a configuration id, in order. */
export function activeStatements(
  chunk: BlockSyntax,
  statements: readonly Statement[],
  environment: Environment,
): ActiveStatement[] {
  const active: ActiveStatement[] = [];
  for (const statement of statements) {
    const [keyword, ...args] = activeWords(statement, environment);
    if (!keyword) continue;
    active.push({
      chunk,
      keyword: keyword.value,
      args,
      site: { chunk, range: { start: keyword.range.start, end: (args.at(-1) ?? keyword).range.end } },
      ...(statement.block && { block: statement.block }),
    });
  }
  return active;
}

/** `@id word …` holds only on the node with that id, `@^id word …` on all others. */
function activeWords(statement: Statement, environment: Environment): readonly Word[] {
  let words: readonly Word[] = statement.words;
  while (words[0]?.value.startsWith('@')) {
    const condition = words[0].value.slice(1);
    const negated = condition.startsWith('^');
    const id = negated ? condition.slice(1) : condition;
    if ((id === environment.configId) === negated) return [];
    words = words.slice(1);
  }
  if (words.every((word) => word.known)) return words;
  return words.flatMap((word) => (word.known ? [word] : substitute(word, environment)));
}

/** Puts definitions into a word; a text of several words becomes several words at the place of the one. */
function substitute(word: Word, environment: Environment): Word[] {
  let known = true;
  const value = word.value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const text = environment.definitions.get(braced ?? plain ?? '');
    if (text === undefined) known = false;
    return text ?? whole;
  });
  if (!known) return [word];
  return value.split(/\s+/).map((part) => ({ range: word.range, value: part, known: true }));
}

/** The one-line definitions `$NAME=text` of a file. A multi-line one (its lines end in `\`) stays unknown. */
export function definitionsOf(syntax: KeepalivedSyntax): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  for (const chunk of syntax.chunks) {
    if (!chunk.text.includes('$')) continue;
    for (const { words } of chunk.statements) {
      const match = /^\$(\w+)=(.*)$/.exec(words[0].value);
      const texts = words.slice(1).map((word) => word.value);
      if (match?.[1] && !texts.at(-1)?.endsWith('\\')) {
        definitions.set(match[1], [match[2] ?? '', ...texts].join(' ').trim());
      }
    }
  }
  return definitions;
}

/** The ids that the file's conditional lines (`@id …`) name, in order: the nodes it is written for. */
export function configIdsOf(syntax: KeepalivedSyntax): readonly string[] {
  const ids = new Set<string>();
  const visit = (statements: readonly Statement[]): void => {
    for (const { words, block } of statements) {
      for (const { value } of words) {
        if (!value.startsWith('@')) break;
        ids.add(value.replace(/^@\^?/, ''));
      }
      visit(block?.statements ?? []);
    }
  };
  for (const chunk of syntax.chunks) if (chunk.text.includes('@')) visit(chunk.statements);
  return [...ids];
}

export function wordSite(chunk: BlockSyntax, word: Word): Site {
  return { chunk, range: word.range };
}

/** The first argument as text, unless it depends on something unknown. */
export function textValue(statement: ActiveStatement): Value<string> | undefined {
  const word = statement.args[0];
  return word?.known ? { value: word.value, site: wordSite(statement.chunk, word) } : undefined;
}

/** The first argument as a number, unless it is none or depends on something unknown. */
export function numberValue(statement: ActiveStatement): Value<number> | undefined {
  const text = textValue(statement);
  if (!text || !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text.value)) return undefined;
  return { value: Number(text.value), site: text.site };
}
