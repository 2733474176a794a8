import { expect, test } from 'vitest';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Backends with a misspelt option each, and so many right lines in each. */
function damaged(backends: number, lines: number): string {
  return Array.from(
    { length: backends },
    (_, index) =>
      `backend b${index}\n    mode http\n    option httpchkk\n${`    server s 10.0.0.1:80 check weight ${index}\n`.repeat(lines)}`,
  ).join('');
}

test.each([
  ['short', 100, 1, 30, 40],
  ['long', 100, 300, 1, 4],
])(
  'of a menu over all of a %s file so many results are judged as time allows',
  async (_, backends, lines, least, most) => {
    const client = await languageClient(tempFolder());
    await client.open('haproxy.cfg', damaged(backends, lines));
    const actions = await client.request<readonly { readonly title: string }[]>('textDocument/codeAction', {
      textDocument: { uri: client.uriOf('haproxy.cfg') },
      range: { start: { line: 0, character: 0 }, end: { line: backends * (lines + 3), character: 0 } },
      context: { diagnostics: [] },
    });
    const judged = actions.filter(({ title }) => title.includes('httpchk'));
    expect(judged.length).toBeGreaterThanOrEqual(least);
    expect(judged.length).toBeLessThanOrEqual(most);
  },
);
