import type { Choice, Keyword } from './keyword.ts';

type Texts = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads texts for the words that arguments may be. `@` names keywords, or an argument wherever it stands (`:level`), or
 * all of them (`*`); below it stand words, several with blanks, and their text.
 */
export function readChoiceTexts(table: string): Texts {
  const found = new Map<string, Map<string, string>>();
  let scopes: Map<string, string>[] = [];
  for (const line of table.split('\n')) {
    if (line.startsWith('@ ')) {
      scopes = line
        .slice(2)
        .split(', ')
        .map((name) => {
          const known = found.get(name) ?? new Map<string, string>();
          found.set(name, known);
          return known;
        });
      continue;
    }
    const colon = line.indexOf(': ');
    for (const value of colon < 0 ? [] : line.slice(0, colon).split(' ')) {
      for (const scope of scopes) scope.set(value, line.slice(colon + 2));
    }
  }
  return found;
}

/** The keyword with a text for each word that an argument may be, where it has none of its own. */
export function withChoiceTexts<Known extends Keyword>(texts: Texts, keyword: Known): Known {
  if (!keyword.arguments?.some(({ choices }) => choices?.some(({ doc }) => doc === undefined))) return keyword;
  return {
    ...keyword,
    arguments: keyword.arguments.map((argument) =>
      argument.choices
        ? {
            ...argument,
            choices: argument.choices.map((choice) => described(texts, keyword.name, argument.name, choice)),
          }
        : argument,
    ),
  };
}

function described(texts: Texts, keyword: string, argument: string, choice: Choice): Choice {
  if (choice.doc !== undefined) return choice;
  // An action has its text whatever the rules are that it stands in.
  const action = keyword.slice(keyword.lastIndexOf(' ') + 1);
  for (const scope of [keyword, action, `:${argument}`, '*']) {
    const doc = texts.get(scope)?.get(choice.value);
    if (doc !== undefined) return { ...choice, doc };
  }
  return choice;
}
