import type { Names } from '../language.ts';
import type { KeepalivedSyntax } from './parser.ts';
import { keepalivedNameFault, occurrencesIn } from './symbols.ts';

/** The names of blocks, and of definitions. */
export const keepalivedNames: Names<KeepalivedSyntax> = {
  occurrencesIn,
  fault: keepalivedNameFault,
  declaration({ text, syntax }, offset, kind, name) {
    if (kind !== 'vrrp_script') return undefined;
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    // A script must stand above the instances that track it.
    let at = 0;
    for (const chunk of syntax.chunks) {
      if (at + chunk.text.length > offset) break;
      at += chunk.text.length;
    }
    const lines = [`vrrp_script ${name} {`, '    script "/usr/bin/true"', '    interval 2', '}', '', ''];
    return { at, text: lines.join(newline) };
  },
  tokenType: (kind) => (kind === 'definition' ? 'macro' : kind === 'vrrp_instance' ? 'class' : undefined),
};
