import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

/** What a project's sources decide by the words of rule ids. */
export interface Deciding {
  /** The project's own source files, as absolute paths. */
  readonly sources: readonly string[];
  /** `FILE:LINE text` of each place that picks rules by their ids. */
  readonly found: readonly string[];
}

/**
 * Finds where a project picks rules by their ids: with a regular expression, with a list of ids, or by how an id begins
 * or ends. One id that the compiler knows (`RuleId`) may be asked for.
 */
export function decidedByRuleIds(tsconfig: string, published: readonly string[]): Deciding {
  const folder = tsconfig.replace(/[^/]*$/, '');
  const bare = published.map((id) => id.slice(id.indexOf('/') + 1));
  const ids = new Set([...published, ...bare]);
  const api = new API({ cwd: folder });
  try {
    const project = api.updateSnapshot({ openProjects: [tsconfig] }).getProjects()[0];
    if (!project) throw new Error(`${tsconfig} cannot be opened`);
    const sources = project.program
      .getSourceFileNames()
      .filter((name) => name.startsWith(folder) && !name.includes('/node_modules/') && !/[.]d[.]ts$/.test(name));
    const found = sources.filter(mayNotDecide).flatMap((name) => {
      const file = project.program.getSourceFile(name);
      if (!file) throw new Error(`${name} cannot be read`);
      return placesIn(file, ids, published).map((node) => {
        const start = node.getStart(file);
        const line = file.text.slice(0, start).split('\n').length;
        return `${name}:${line} ${file.text.slice(start, node.end).replace(/\s+/g, ' ')}`;
      });
    });
    return { sources, found };
  } finally {
    api.close();
  }
}

/** Everything but the rules themselves, their registry, and the layers below them, which see no finding. */
function mayNotDecide(name: string): boolean {
  if (/\/core\/src\/(?:base|syntax|catalog|languages|cluster|failover|topology)\//.test(name)) return false;
  return !name.includes('/lint/rules/') && !name.endsWith('/registry.generated.ts');
}

function placesIn(file: SourceFile, ids: ReadonlySet<string>, published: readonly string[]): Node[] {
  const places: Node[] = [];
  const visit = (node: Node): void => {
    if (picks(node, ids, published)) places.push(node);
    node.forEachChild(visit);
  };
  visit(file);
  return places;
}

function picks(node: Node, ids: ReadonlySet<string>, published: readonly string[]): boolean {
  if (node.kind === SyntaxKind.RegularExpressionLiteral && is.isRegularExpressionLiteral(node)) {
    return picksSome(node.text, ids);
  }
  if (is.isArrayLiteralExpression(node)) {
    return node.elements.filter((element) => is.isStringLiteral(element) && isRuleId(element.text, ids)).length > 1;
  }
  if (is.isPropertyAssignment(node)) return is.isStringLiteral(node.name) && published.includes(node.name.text);
  if (!is.isCallExpression(node) || !is.isPropertyAccessExpression(node.expression)) return false;
  if (!['startsWith', 'endsWith', 'includes'].includes(node.expression.name.text)) return false;
  const [word] = node.arguments;
  return word !== undefined && is.isStringLiteral(word) && isPartOfId(word.text, published);
}

/** A word of one syllable, such as a keyword, is a rule's id by accident. */
function isRuleId(word: string, ids: ReadonlySet<string>): boolean {
  return word.includes('-') && ids.has(word);
}

/** `cluster/`, `/undefined-`: with the sign between scope and name, it is meant for ids. */
function isPartOfId(word: string, published: readonly string[]): boolean {
  return /^[a-z]*\/[a-z-]*$/.test(word) && word.length > 1 && published.some((id) => id.includes(word));
}

/** An expression with a word and a hyphen in it, and no space, that takes some ids and leaves others. */
function picksSome(literal: string, ids: ReadonlySet<string>): boolean {
  const end = literal.lastIndexOf('/');
  const source = literal.slice(1, end);
  if (source.includes(' ')) return false;
  if (!/[a-z]{3,}-|-[a-z]{3,}|[a-z]\\\//.test(source)) return false;
  const expression = new RegExp(source, literal.slice(end + 1).replace('g', ''));
  const taken = [...ids].filter((id) => expression.test(id)).length;
  return taken > 0 && taken < ids.size / 2;
}
