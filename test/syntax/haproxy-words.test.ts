import { describe, expect, test } from 'vitest';
import { lexLine } from '#core/languages/haproxy/lexer.ts';
import { words } from '../validate/haproxy/words.ts';

describe('words of HAProxy', () => {
  test.each(words)('%s', (written, value) => {
    const line = lexLine(`  default_backend ${written}\n`);
    expect(line.values).toEqual(['default_backend', value]);
    expect(line.errors).toEqual([]);
  });

  test.each([String.raw`a\x`, String.raw`a\x4`, String.raw`a\x4g`, String.raw`"a\xzz"`, String.raw`"a\"`])(
    '%s is refused',
    (written) => expect(lexLine(`  default_backend ${written}\n`).errors).toHaveLength(1),
  );

  test('bytes that are no UTF-8 are a letter each', () => {
    expect(lexLine(String.raw`a \xff\xC3b`).values).toEqual(['a', '\u00ff\u00c3b']);
  });
});
