import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { API, type Checker, type Type, TypeFlags } from 'typescript/unstable/sync';

/** What a project's sources do with objects and words, as its compiler understands them. */
export interface Indexing {
  /** The project's own source files, as absolute paths. */
  readonly sources: readonly string[];
  /** `FILE:LINE what: text` of each place where an object is asked for a word that is not written in the source. */
  readonly found: readonly string[];
}

/** Finds where a project asks plain objects for words. @param tsconfig an absolute path */
export function indexedByWords(tsconfig: string): Indexing {
  const folder = tsconfig.replace(/[^/]*$/, '');
  const api = new API({ cwd: folder });
  try {
    const project = api.updateSnapshot({ openProjects: [tsconfig] }).getProjects()[0];
    if (!project) throw new Error(`${tsconfig} cannot be opened`);
    const sources = project.program
      .getSourceFileNames()
      .filter((name) => name.startsWith(folder) && !name.includes('/node_modules/') && !/[.]d[.]ts$/.test(name));
    const found = sources.flatMap((name) => {
      const file = project.program.getSourceFile(name);
      if (!file) throw new Error(`${name} cannot be read`);
      return placesIn(file, project.checker).map(({ node, what }) => {
        const start = node.getStart(file);
        const line = file.text.slice(0, start).split('\n').length;
        return `${name}:${line} ${what}: ${file.text.slice(start, node.end).split('\n')[0]}`;
      });
    });
    return { sources, found };
  } finally {
    api.close();
  }
}

interface Place {
  readonly node: Node;
  readonly what: string;
}

/** A place that is wrong when the type of `key` has words that are not written in the source. */
interface Question extends Place {
  readonly key: Node;
}

function placesIn(file: SourceFile, checker: Checker): Place[] {
  const certain: Place[] = [];
  const questions: Question[] = [];
  const visit = (node: Node): void => {
    const what = always(node);
    if (what !== undefined) certain.push({ node, what });
    questions.push(...asked(node));
    node.forEachChild(visit);
  };
  visit(file);
  const types = checker.getTypeAtLocation(questions.map(({ key }) => key));
  return [...certain, ...questions.filter((_, index) => !isWritten(types[index]))];
}

/** What is wrong whatever the types are. */
function always(node: Node): string | undefined {
  if (is.isForInStatement(node)) return 'goes through the inherited, too';
  if (is.isIndexSignatureDeclaration(node)) return 'is a type to index by any word';
  if (!is.isPropertyAccessExpression(node)) return undefined;
  if (/^(?:hasOwn|hasOwnProperty|propertyIsEnumerable)$/.test(node.name.text)) return 'looks a word up';
  return is.isIdentifier(node.expression) && node.expression.text === 'Reflect' ? 'looks a word up' : undefined;
}

/** What is wrong where a word comes from outside. */
function asked(node: Node): Question[] {
  if (is.isElementAccessExpression(node)) {
    return [{ node, what: 'indexes by a word', key: bare(node.argumentExpression) }];
  }
  if (is.isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword) {
    return is.isPrivateIdentifier(node.left) ? [] : [{ node, what: 'looks a word up', key: bare(node.left) }];
  }
  if (is.isBindingElement(node) && node.propertyName && is.isComputedPropertyName(node.propertyName)) {
    return [{ node, what: 'indexes by a word', key: bare(node.propertyName.expression) }];
  }
  if (is.isTypeReferenceNode(node) && is.isIdentifier(node.typeName) && node.typeName.text === 'Record') {
    const key = node.typeArguments?.[0];
    return key ? [{ node, what: 'is a type to index by any word', key }] : [];
  }
  if (is.isMappedTypeNode(node) && node.typeParameter.constraint) {
    const key = node.typeParameter.constraint;
    return key.kind === SyntaxKind.TypeOperator ? [] : [{ node, what: 'is a type to index by any word', key }];
  }
  return [];
}

/** What stands below `as` and brackets: saying that a word is one of a few does not make it one. */
function bare(node: Node): Node {
  const isWrapped =
    is.isAsExpression(node) ||
    is.isSatisfiesExpression(node) ||
    is.isNonNullExpression(node) ||
    is.isParenthesizedExpression(node);
  return isWrapped ? bare(node.expression) : node;
}

/** Whether all values of a type are numbers, symbols or words that are written in the source. */
function isWritten(type: Type | undefined): boolean {
  if (!type) return false;
  if (type.isUnionType()) return type.getTypes().every(isWritten);
  const harmless = TypeFlags.NumberLike | TypeFlags.ESSymbolLike | TypeFlags.StringLiteral | TypeFlags.Never;
  return (type.flags & harmless) !== 0;
}
