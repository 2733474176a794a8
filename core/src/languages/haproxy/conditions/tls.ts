import { memo } from '../../../base/memo.ts';
import { type Directive, directivesOf, type HaproxySection } from '../config.ts';

/** What of a proxy's traffic HAProxy decrypts; undefined where it is not certain. */
export interface Decryption {
  readonly binds: readonly Directive[];
  readonly encrypted: readonly Directive[];
}

/** The `bind` lines of a section and those of them with TLS. */
export const decryptionOf = memo((section: HaproxySection): Decryption | undefined => {
  const binds = directivesOf(section, 'bind');
  if (section.conditional || binds.length === 0) return undefined;
  if (binds.some(({ negated, args }) => negated || args.slice(1).some(({ known }) => !known))) return undefined;
  return { binds, encrypted: binds.filter(isEncrypted) };
});

function isEncrypted({ args, first }: Directive): boolean {
  return args.some(({ value }, at) => at > 0 && value === 'ssl') || /^quic/.test(first?.value ?? '');
}
