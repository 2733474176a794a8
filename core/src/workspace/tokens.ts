import { memo } from '../base/memo.ts';
import type { Role } from '../catalog/role.ts';
import type { Language, Names, SourceFile } from '../languages/language.ts';
import type { Chunk, SyntaxFile } from '../syntax/chunk.ts';

/** What a grammar of patterns cannot know of a word; the names are those of the Language Server Protocol. */
export const tokenTypes = [
  'namespace',
  'class',
  'struct',
  'macro',
  'variable',
  'function',
  'method',
  'property',
  'enumMember',
  'keyword',
] as const;
export type TokenType = (typeof tokenTypes)[number];

export const tokenModifiers = ['declaration', 'deprecated', 'defaultLibrary'] as const;
export type TokenModifier = (typeof tokenModifiers)[number];

/** A stretch of a chunk and what it is. Offsets count from the chunk's start; tokens are in order. */
export interface Token {
  readonly start: number;
  readonly length: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** The tokens of a part of a file whose lines are whole. */
export interface ChunkTokens {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The tokens of a file, chunk by chunk: those of an unchanged chunk are the same object as before. */
export function tokensOf(file: SourceFile): readonly ChunkTokens[] {
  const { language, syntax } = file;
  if (!language.visitRoles) return [];
  return syntax.chunks.map(tokensIn(language));
}

const tokensIn = memo((language: Language) =>
  memo((chunk: Chunk): ChunkTokens => {
    const tokens: Token[] = [];
    language.visitRoles?.(chunk, (role, offset) => addToken(tokens, role, offset, language.names));
    return { text: chunk.text, tokens };
  }),
);

function addToken(tokens: Token[], role: Role, offset: number, names: Names<SyntaxFile> | undefined): void {
  const type = typeOf(role, names);
  if (type === undefined) return;
  const modifiers: TokenModifier[] = [];
  if (role.declares) modifiers.push('declaration');
  if (role.deprecated) modifiers.push('deprecated');
  if (role.names && names?.predefined?.(role.names)?.has(role.text ?? '')) modifiers.push('defaultLibrary');
  const { start, end } = role.range;
  tokens.push({ start: offset + start, length: end - start, type, modifiers });
}

/** Keywords and plain values are left to the grammar, but for deprecated ones. */
function typeOf(role: Role, names: Names<SyntaxFile> | undefined): TokenType | undefined {
  switch (role.kind) {
    case 'name':
      return names?.tokenType?.(role.names ?? '') ?? 'namespace';
    case 'fetch':
      return 'function';
    case 'converter':
      return 'method';
    case 'log-variable':
      return 'variable';
    case 'parameter':
      return 'property';
    case 'choice':
    case 'flag':
      return 'enumMember';
    case 'section':
    case 'keyword':
      return role.deprecated ? 'keyword' : undefined;
    default:
      return undefined;
  }
}
