import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { makeOddFiles, noOddFiles, oddFiles } from '../support/odd-files.ts';
import { serverProcess } from '../support/server-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

const suite = noOddFiles === undefined ? describe : describe.skip;
const skipped = noOddFiles === undefined ? '' : ` [skipped: ${noOddFiles}]`;

suite(`what is named like a configuration and is none${skipped}`, () => {
  test('keeps the server neither busy nor silent', async () => {
    const folder = tempFolder({ 'lb1/keepalived.conf': 'vrrp_instance VI_1 {\n}\n' });
    makeOddFiles(folder);
    const uriOf = (file: string): string => pathToFileURL(join(folder, file)).href;
    const { connection, loaded, published, logged, peakMemory } = await serverProcess(program.cli, folder);
    await loaded;
    expect(published.get(uriOf('lb1/keepalived.conf'))).not.toHaveLength(0);
    expect(published.get(uriOf('haproxy.cfg/haproxy.cfg'))).not.toHaveLength(0);
    for (const { name, rule, message } of oddFiles) {
      const uri = uriOf(`haproxy-${name}.cfg`);
      const [found, ...more] = published.get(uri) ?? [];
      expect({ name, rule: found?.code, more }).toEqual({ name, rule, more: [] });
      expect(found?.message).toMatch(message);
      expect(logged.filter((line) => line.startsWith(`${uri}: `))).toHaveLength(1);
    }
    expect(peakMemory()).toBeLessThan(300e6);

    // What the editor opens is the editor's; when it is closed, the file is again what it is.
    const uri = uriOf('haproxy-pipe.cfg');
    const textDocument = { uri, languageId: 'haproxy', version: 1, text: 'backend b\n    balance nonsense\n' };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    await expect.poll(() => published.get(uri)?.[0]?.range.start.line).toBe(1);
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await expect.poll(() => published.get(uri)?.[0]?.code, { timeout: 5_000 }).toBe('haconf/not-a-regular-file');

    // And so it is when it becomes a file.
    execFileSync('rm', [join(folder, 'haproxy-pipe.cfg')]);
    writeFileSync(join(folder, 'haproxy-pipe.cfg'), 'global\n');
    await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await expect.poll(() => published.get(uri), { timeout: 5_000 }).toEqual([]);
  });

  test('is told to editors that ask', async () => {
    const folder = tempFolder();
    makeOddFiles(folder);
    const { languageClient } = await import('../support/language-client.ts');
    const client = await languageClient(folder, { settings: { diagnostics: 'pull' } });
    const report = await client.request<{ items: { uri: string; items: { code: string }[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    const uri = client.uriOf('haproxy-random.cfg');
    expect(report.items.find((item) => item.uri === uri)?.items.map(({ code }) => code)).toEqual([
      'haconf/not-a-regular-file',
    ]);
  });
});

describe('many files', () => {
  test('are read while requests are answered', async () => {
    const folder = tempFolder();
    const count = 20_000;
    // A tenth of them may be configurations by their names, a tenth of those are some.
    for (let index = 0; index < count; index++) {
      const below = join(folder, `d${index % 100}`);
      if (index < 100) mkdirSync(below);
      const name = index % 1000 < 100 ? `haproxy-${index}.cfg` : index % 10 === 1 ? `${index}.conf` : `${index}.txt`;
      writeFileSync(
        join(below, name),
        'frontend f\n    bind :80\n    default_backend b\nbackend b\n    server s 10.0.0.1:80\n',
      );
    }
    const { connection, published, peakMemory } = await serverProcess(program.cli, folder);
    // Told with all others when everything is read.
    const read = pathToFileURL(join(folder, 'd0', 'haproxy-0.cfg')).href;
    const uri = pathToFileURL(join(folder, 'open.cfg')).href;
    const textDocument = { uri, languageId: 'haproxy', version: 1, text: 'frontend f\n    b\n' };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    let answered = 0;
    while (!published.has(read)) {
      const found = await connection.sendRequest('textDocument/completion', {
        textDocument: { uri },
        position: { line: 1, character: 5 },
      });
      expect(found).not.toBeNull();
      if (!published.has(read)) answered++;
    }
    expect(answered).toBeGreaterThan(20);
    expect(peakMemory()).toBeLessThan(500e6);
  }, 60_000);

  test('that only might be configurations do not count, and those beyond the limits are left out, and that is said', async () => {
    const folder = tempFolder();
    for (let index = 0; index < 5_050; index++) {
      writeFileSync(join(folder, `haproxy-${index}.cfg`), '');
      // Earlier in the order of names.
      writeFileSync(join(folder, `a${index}.conf`), 'x=1\n');
    }
    const { loaded, published, logged } = await serverProcess(program.cli, folder);
    await loaded;
    const said = [...published].filter(([, list]) => list.some(({ code }) => code === 'haconf/too-many-files'));
    expect(said).toHaveLength(1);
    expect(said[0]?.[1][0]?.message).toContain('all that come after the first 5,000 configurations are left out');
    expect(logged.filter((line) => line.includes('the first 5,000'))).toHaveLength(1);
  }, 60_000);
});
