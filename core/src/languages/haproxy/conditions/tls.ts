import { type Directive, directivesOf, type HaproxySection } from '../config.ts';

/** What of a proxy's traffic HAProxy decrypts; undefined where it is not certain. */
export interface Decryption {
  readonly binds: readonly Directive[];
  readonly encrypted: readonly Directive[];
}

/** The `bind` lines of a section and those of them with TLS. */
export function decryptionOf(section: HaproxySection): Decryption | undefined {
  const binds = directivesOf(section, 'bind');
  if (section.conditional || binds.length === 0) return undefined;
  for (const bind of binds) {
    if (bind.negated) return undefined;
    if (!section.syntax.lines[bind.line]?.certain && bind.args.slice(1).some(({ known }) => !known)) return undefined;
  }
  return { binds, encrypted: binds.filter(isEncrypted) };
}

function isEncrypted(directive: Directive): boolean {
  if (directive.value(0)?.startsWith('quic')) return true;
  for (let at = 1; ; at++) {
    const value = directive.value(at);
    if (value === undefined) return false;
    if (value === 'ssl') return true;
  }
}
