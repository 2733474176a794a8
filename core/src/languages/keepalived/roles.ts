import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { type Argument, type Keyword, topLevel } from '../../catalog/keyword.ts';
import { argumentAt, findKeywordOfAny } from '../../catalog/lookup.ts';
import type { Role } from '../../catalog/role.ts';
import type { Word } from '../../syntax/line.ts';
import { keepalivedCatalog } from './catalog.ts';
import type { BlockSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';
import { occurrencesIn } from './symbols.ts';

/** Words between the values of a line that is no keyword's: options of addresses, routes and tracked things. */
const lineOptions: ReadonlySet<string> = new Set([
  ...['-nodad', 'autojoin', 'brd', 'broadcast', 'dev', 'from', 'home', 'label', 'lookup', 'metric', 'mngtmpaddr'],
  ...['mode', 'no_track', 'noprefixroute', 'peer', 'preferred_lft', 'priority', 'proto', 'reverse', 'scope', 'src'],
  ...['table', 'to', 'track_group', 'use_vmac', 'via', 'weight'],
]);

/** What each word of a chunk is, in order; ranges count from the chunk's start. Of all versions, like HAProxy's. */
export const rolesIn: (chunk: BlockSyntax) => readonly Role[] = memo((chunk: BlockSyntax) => {
  const names = new Map(occurrencesIn(chunk).map((occurrence) => [occurrence.range.start, occurrence]));
  const roles: Role[] = [];
  const add = (word: Word, role: Omit<Role, 'range'>): void => {
    // A name may stand in quotes, or behind the `$` of a definition.
    const name = [0, 1, 2].map((skip) => names.get(word.range.start + skip)).find((found) => found !== undefined);
    if (name && name.range.end <= word.range.end) {
      roles.push({ kind: 'name', range: name.range, names: name.kind, text: name.name, declares: name.declares });
    } else roles.push({ ...role, range: word.range });
  };
  const visit = (statements: readonly Statement[], context: string): void => {
    for (const statement of statements) {
      const conditions = statement.words.findIndex((word) => !word.value.startsWith('@'));
      const words = conditions < 0 ? [] : statement.words.slice(conditions);
      for (const word of conditions < 0 ? statement.words : statement.words.slice(0, conditions)) {
        add(word, { kind: 'operator' });
      }
      const keyword = findKeywordOfAny(
        keepalivedCatalog,
        context,
        words.map((word) => word.value),
      );
      if (keyword) readKeyword(keyword, words, context, add);
      else readLine(words, context, add);
      if (statement.block) visit(statement.block.statements, keyword?.opens ?? unknownContext);
    }
  };
  visit(chunk.statements, topLevel);
  return roles.filter((role) => role.range.end > role.range.start);
});

/** Inside of a block that nobody knows, nothing is known. */
const unknownContext = '?';

type Add = (word: Word, role: Omit<Role, 'range'>) => void;

function readKeyword(keyword: Keyword, words: readonly Word[], context: string, add: Add): void {
  const width = keyword.name.split(' ').length;
  const deprecated = keyword.deprecated !== undefined;
  words.forEach((word, index) => {
    if (index < width) {
      const kind = context === topLevel && keyword.opens !== undefined ? 'section' : 'keyword';
      add(word, { kind, ...(deprecated && { deprecated }) });
      return;
    }
    const argument: Argument | undefined = argumentAt(keyword, index - width);
    const isChoice = argument?.choices?.some((choice) => choice.value === word.value);
    if (isChoice) add(word, { kind: 'choice' });
    else add(word, { kind: 'value', keyword: keyword.name, ...(argument && { argument }) });
  });
}

/** A line that no keyword starts: an address with its options, a name with its weight. */
function readLine(words: readonly Word[], context: string, add: Add): void {
  const holdsValues = !keepalivedCatalog.keywords.some((keyword) => keyword.in.includes(context));
  words.forEach((word, index) => {
    if (index > 0 && lineOptions.has(word.value)) add(word, { kind: 'parameter' });
    else if (index > 0 || context === unknownContext || holdsValues) add(word, { kind: 'value' });
    else add(word, { kind: 'unknown' });
  });
}

/** The statements around an offset of the chunk, the innermost first. */
export function statementsAround(chunk: BlockSyntax, offset: number): readonly Statement[] {
  const found: Statement[] = [];
  const visit = (statements: readonly Statement[]): void => {
    const around = statements.find(({ range }: { range: TextRange }) => range.start <= offset && offset <= range.end);
    if (!around) return;
    found.unshift(around);
    if (around.block) visit(around.block.statements);
  };
  visit(chunk.statements);
  return found;
}
