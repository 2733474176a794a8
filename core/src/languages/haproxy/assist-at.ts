import type { Assist } from '../language.ts';
import { haproxyCandidates } from './assist.ts';
import { haproxyCatalog } from './catalog.ts';
import type { HaproxyConfig } from './config.ts';
import { haproxyCursor } from './cursor.ts';
import { haproxyExplanation, haproxySignature } from './explain.ts';
import { declaredNames } from './names.ts';
import type { HaproxySyntax } from './parser.ts';

/** Help at an offset of a HAProxy file; no completion and no signature inside a comment. */
export const haproxyAssist: Assist<HaproxySyntax, HaproxyConfig> = {
  catalog: haproxyCatalog,
  cursorAt: haproxyCursor,
  complete(syntax, offset, version, together) {
    const cursor = haproxyCursor(syntax, offset);
    if (cursor.inComment) return undefined;
    const syntaxes = together.map((config) => config.syntax);
    const names = declaredNames(syntaxes.length > 0 ? syntaxes : [syntax], cursor.section);
    const { candidates, replaced } = haproxyCandidates(version, cursor, names);
    // Only what stands before the cursor is replaced: completing inside a word keeps its rest.
    return { candidates, range: { start: offset - replaced, end: offset } };
  },
  explain(syntax, offset, version) {
    const found = haproxyExplanation(version, haproxyCursor(syntax, offset));
    if (!found) return undefined;
    const start = offset - found.before;
    return { explanation: found.explanation, range: { start, end: start + found.length } };
  },
  sign(syntax, offset, version) {
    const cursor = haproxyCursor(syntax, offset);
    return cursor.inComment ? undefined : haproxySignature(version, cursor);
  },
};
