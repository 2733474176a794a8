import { expect, test } from 'vitest';
import { keepalivedCatalog, keepalivedKeywords } from '#core/languages/keepalived/catalog.ts';
import { keywordTable } from '#core/languages/keepalived/validate/known.ts';

test('every keyword is known to the validator, also one whose words have texts', () => {
  // Whoever completes a line has asked for the texts before.
  expect(keepalivedCatalog.keywords.length).toBe(keepalivedKeywords.length);
  const table = keywordTable([99]);
  const missing = keepalivedKeywords.flatMap(({ name, in: blocks, until }) =>
    until === undefined
      ? blocks.filter((block) => table.get(block)?.has(name) !== true).map((block) => `${block}/${name}`)
      : [],
  );
  expect(missing).toEqual([]);
});
