import { siteInLine } from '../../../syntax/chunk.ts';
import type { HaproxyLine } from '../lexer.ts';
import type { SectionSyntax } from '../parser.ts';
import type { SectionNames } from '../section-names.ts';
import type { Directory } from './directory.ts';
import type { Issue } from './issue.ts';
import { isInherited, type Lineage } from './lineage.ts';

interface State {
  encrypted: boolean;
  authorities: boolean;
  /** What `verify` says; `unknown` where it is said and not known. */
  verify: 'required' | 'none' | 'unknown' | undefined;
  /** The words that ask for TLS, where they stand in the section. */
  origin: { readonly line: number; readonly word: number } | undefined;
}

/**
 * Servers that get TLS from a `default-server` line, and nothing by which HAProxy could verify them. Servers that ask for
 * TLS themselves are judged by their own lines.
 */
export function verificationIssues(
  section: SectionSyntax,
  names: SectionNames,
  inherits: Lineage | undefined,
  { settings }: Directory,
): readonly Issue[] {
  if (!inherits || names.conditional || names.hasUnknown || names.disabled) return [];
  const inherited = ['ssl', 'check-ssl', 'ca-file', 'verify', 'verify required'].map((word) =>
    isInherited(word, inherits),
  );
  if (inherited.includes(undefined)) return [];
  const [ssl, checkSsl, authorities, verify, required] = inherited;
  const state: State = {
    encrypted: ssl === true || checkSsl === true,
    authorities: authorities === true,
    verify: verify === true ? (required === true ? 'required' : 'unknown') : undefined,
    origin: undefined,
  };
  for (let at = 1; at < section.lines.length; at++) {
    const line = section.lines[at];
    const keyword = line?.values[0];
    if (!line || (keyword !== 'default-server' && keyword !== 'server' && keyword !== 'server-template')) continue;
    if (keyword === 'default-server') {
      if (!line.certain) return [];
      read(line, at, 1, state);
      continue;
    }
    const own = { ...state };
    if (!state.encrypted || !line.certain || read(line, at, 3, own) === 'own') continue;
    const refused = own.verify === 'required' || (own.verify === undefined && !settings.has('ssl-server-verify none'));
    if (!own.encrypted || own.authorities || !refused) continue;
    return [issueAt(section, state.origin ?? { line: at, word: 1 }, line.values[1] ?? '')];
  }
  return [];
}

/** Takes over what a line says; `own` for a server that says itself whether it speaks TLS. */
function read({ values }: HaproxyLine, at: number, first: number, state: State): 'own' | undefined {
  let own: 'own' | undefined;
  for (let word = first; word < values.length; word++) {
    switch (values[word]) {
      case 'ssl':
      case 'check-ssl':
        own = 'own';
        state.encrypted = true;
        state.origin = { line: at, word };
        break;
      case 'no-ssl':
      case 'no-check-ssl':
        own = 'own';
        state.encrypted = false;
        break;
      case 'ca-file':
        state.authorities = true;
        break;
      case 'verify':
        state.verify = values[word + 1] === 'required' ? 'required' : values[word + 1] === 'none' ? 'none' : 'unknown';
        break;
      case 'no-verify':
        state.verify = 'unknown';
        break;
    }
  }
  return own;
}

function issueAt(section: SectionSyntax, { line, word }: { line: number; word: number }, server: string): Issue {
  const range = section.lines[line]?.words[word]?.range ?? { start: 0, end: 0 };
  const message = `HAProxy refuses server "${server}": "default-server" gives it TLS, and it has no "ca-file" to be verified by. Name the authorities there, or write "verify none".`;
  return { id: 'missing-argument', severity: 'error', message, range: siteInLine(section, line, range).range };
}
