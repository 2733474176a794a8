import { memo } from '../base/memo.ts';
import type { Role } from '../catalog/role.ts';
import { predefinedAcls } from '../languages/haproxy/catalog/matching.ts';
import type { SectionSyntax } from '../languages/haproxy/parser.ts';
import { rolesIn as sectionRoles } from '../languages/haproxy/roles.ts';
import type { BlockSyntax } from '../languages/keepalived/parser.ts';
import { rolesIn } from '../languages/keepalived/roles.ts';
import type { SourceFile } from './source-file.ts';

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
  if (file.language === 'haproxy') return file.syntax.chunks.map(sectionTokens);
  return file.language === 'keepalived' ? file.syntax.chunks.map(blockTokens) : [];
}

const sectionTokens = memo((section: SectionSyntax): ChunkTokens => {
  const tokens: Token[] = [];
  sectionRoles(section).forEach((roles, index) => {
    for (const role of roles) addToken(tokens, role, section.lineStarts[index] ?? 0);
  });
  return { text: section.text, tokens };
});

const blockTokens = memo((chunk: BlockSyntax): ChunkTokens => {
  const tokens: Token[] = [];
  for (const role of rolesIn(chunk)) addToken(tokens, role, 0);
  return { text: chunk.text, tokens };
});

function addToken(tokens: Token[], role: Role, offset: number): void {
  const type = typeOf(role);
  if (type === undefined) return;
  const modifiers: TokenModifier[] = [];
  if (role.declares) modifiers.push('declaration');
  if (role.deprecated) modifiers.push('deprecated');
  if (role.names === 'acl' && predefinedAcls.has(role.text ?? '')) modifiers.push('defaultLibrary');
  const { start, end } = role.range;
  tokens.push({ start: offset + start, length: end - start, type, modifiers });
}

/** Keywords and plain values are left to the grammar, but for deprecated ones. */
function typeOf(role: Role): TokenType | undefined {
  switch (role.kind) {
    case 'name':
      return nameType(role);
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

function nameType({ names }: Role): TokenType {
  if (names === 'acl' || names === 'definition') return 'macro';
  if (names === 'variable') return 'variable';
  if (names === 'server' || names === 'tracked-server') return 'struct';
  return names === 'backend' || names === 'frontend' || names === 'vrrp_instance' ? 'class' : 'namespace';
}
