import type { DeclaredNames } from '../../catalog/assist.ts';
import type { Assist } from '../language.ts';
import { keepalivedCandidates, keepalivedExplanation, keepalivedSignature, namesDeclared } from './assist.ts';
import { keepalivedCatalog } from './catalog.ts';
import type { KeepalivedConfig } from './config.ts';
import { keepalivedCursor } from './cursor.ts';
import type { KeepalivedSyntax } from './parser.ts';

/** Help at an offset of a keepalived file. */
export const keepalivedAssist: Assist<KeepalivedSyntax, KeepalivedConfig> = {
  catalog: keepalivedCatalog,
  cursorAt: keepalivedCursor,
  complete(syntax, offset, version, together) {
    const cursor = keepalivedCursor(syntax, offset);
    if (!cursor) return undefined;
    const names: DeclaredNames = (kind) => [
      ...new Set(together.flatMap(({ configuration }) => namesDeclared(configuration, kind))),
    ];
    const candidates = keepalivedCandidates(version, cursor, names);
    return { candidates, range: { start: cursor.range.start, end: offset } };
  },
  explain(syntax, offset, version) {
    const cursor = keepalivedCursor(syntax, offset);
    const explanation = cursor && keepalivedExplanation(version, cursor);
    return explanation && { explanation, range: cursor.range };
  },
  sign(syntax, offset, version) {
    const cursor = keepalivedCursor(syntax, offset);
    return cursor && keepalivedSignature(version, cursor);
  },
};
